"""The national catalogue's records: what is said of reading one, and what stands in where a record says too little."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.declared import Form
from motcua.foundation.forms.words import Text
from motcua.register.procedures.types.names import Names
from motcua.register.procedures.types.versions import ProcedureVersion, Step

# Where a version came from, if not from the city's own catalogue.
NATIONAL = "national"
# Who decides, where it is not an agency by its code.
COMMUNE, PROVINCE, MINISTRY, ELSEWHERE = "commune", "province", "ministry", "elsewhere"


class Outcome(StrEnum):
    """What became of something in a record, the gravest first."""

    REFUSED = "refused"  # the record cannot be read
    LEFT_OUT = "left-out"  # the record is sound, and not published here
    DROPPED = "dropped"  # a value is not taken
    GUESSED = "guessed"  # a value is our reading, or a stand-in
    MENDED = "mended"  # a value was put into its form


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something to know about a record: its line and code, the rule that speaks, what became of what, and where."""

    line: int
    code: str
    rule: str
    outcome: Outcome
    where: str
    message: str


class Line(msgspec.Struct, frozen=True):
    """One record of a file as it was read; without `values` the remark says why."""

    number: int
    values: Mapping[str, object] | None = None
    remark: Remark | None = None


class Body(msgspec.Struct, frozen=True):
    """
    Who decides (one of the words above, or an agency's code) when one of these words stands in a body's name.

    `office` is the ending of another body's code within the commune (its police), which then has a `name` of its own;
    `steps` are the shelf's steps that it works by, if not those of every commune or department.
    """

    decides: str
    named: tuple[str, ...]
    office: str = ""
    name: Text | None = None
    steps: str = ""


class StandIns(msgspec.Struct, frozen=True):
    """
    What a record is completed with: declarations, steps by who decides, agencies by words and ministries, names.

    `city` is the code of the city itself; `agencies` are the names of the agencies that may decide, by code; `typed_papers` the paper types that an official code
    tells.
    """

    city: str
    people: Form
    anyone: Form
    steps: Mapping[str, tuple[Step, ...]]
    limit: Limit
    bodies: tuple[Body, ...]
    ministries: Mapping[str, str]
    agencies: Mapping[str, Text]
    names: Names
    typed_papers: Mapping[str, str]


class Mapped(msgspec.Struct, frozen=True):
    """A record as a version, with everything that was said of it; None: it is not published."""

    line: int
    code: str
    version: ProcedureVersion | None
    remarks: tuple[Remark, ...]


class Standing(msgspec.Struct, frozen=True):
    """The last published version of a procedure: where it came from, and the digest of what it says."""

    version: int
    valid_from: date
    origin: str
    content: str


class Difference(msgspec.Struct, frozen=True):
    """One change between two versions at a path: `before` or `after` is empty where it was added or removed."""

    path: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"+ {self.path}: {self.after}"
        if not self.after:
            return f"- {self.path}: {self.before}"
        return f"~ {self.path}: {self.before} -> {self.after}"
