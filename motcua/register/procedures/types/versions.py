"""A version of a procedure: its cases, steps, results and declaration, and what the national record says of it."""

from datetime import date
from enum import StrEnum

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.declared import AnyCondition, Form, Scalar
from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text
from motcua.foundation.policy.types import Role
from motcua.register.procedures.types.channels import Channel, Level
from motcua.register.procedures.types.competence import Competence
from motcua.register.procedures.types.fees import FeeRule
from motcua.register.procedures.types.papers import DocumentRequirement


class ChannelLimit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The limit of a case for dossiers that come by one channel."""

    channel: Channel
    limit: Limit
    source: Source | None = None
    unverified: bool = False


class ProcedureCase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A variant of a procedure; the first whose `applies_when` holds of a declaration is the one.

    `limits` are of the channels that have another limit than `limit`; `limit_note` says what the limit alone does not,
    such as when money is paid out.
    """

    code: str
    name: Text
    limit: Limit
    papers: tuple[DocumentRequirement, ...]
    hint: Text | None = None
    applies_when: AnyCondition | None = None
    limits: tuple[ChannelLimit, ...] = ()
    limit_note: Text | None = None
    official_code: str = ""
    source: Source | None = None
    unverified: bool = False

    def limit_for(self, channel: str) -> Limit:
        """Return the limit of a dossier that came by `channel`."""
        return next((one.limit for one in self.limits if one.channel == channel), self.limit)


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step of the internal process: who does it, and in how many working minutes."""

    code: str
    name: Text
    role: Role
    minutes: int
    online_only: bool = False
    source: Source | None = None
    unverified: bool = False


class ProcedureResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The paper that answers a dossier; `code` is that of the national catalogue, by which its result type is found."""

    code: str
    name: Text
    source: Source | None = None
    unverified: bool = False


class LegalBasis(msgspec.Struct, frozen=True, omit_defaults=True):
    """An act that the procedure rests on, by its official number."""

    number: str
    name: str
    source: Source | None = None
    unverified: bool = False


class DraftConfirmation(msgspec.Struct, frozen=True, omit_defaults=True):
    """The applicant confirms a draft of the result within `hours`; then silence is consent, if it says so."""

    hours: int
    silence_consents: bool
    channels: tuple[Channel, ...] = (Channel.ONLINE,)
    source: Source | None = None
    unverified: bool = False


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to know, in plain words; what the record says of it stands in `source`."""

    code: str
    text: Text
    source: Source | None = None
    unverified: bool = False


class Moment(StrEnum):
    """When somebody must come in person."""

    FILING = "filing"
    RESULT = "result"


class Presence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who must come in person, and when; `text` is the whole sentence for people."""

    who: Text
    at: Moment
    text: Text
    source: Source | None = None
    unverified: bool = False


class RecordConflict(msgspec.Struct, frozen=True):
    """Where the record says two things: what they are, and which one we follow and why."""

    about: str
    found: tuple[Source, ...]
    resolved: Text


class Tier(StrEnum):
    """At which level of the state a procedure is decided, as the national catalogue counts it."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    OTHER = "other"


class OfficialRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What the record of the national catalogue says of the procedure as a whole; all of it is the record's own.

    `decision` announced it, on `decided_on`; `issued_by` is the code of the body that did. `tiers` are the levels that
    decide, `vertical` says that it belongs to a ministry's own offices in the city, `non_territorial` that any counter of
    the city takes it, `own` that the city made it.
    """

    decision: str
    issued_by: str
    decided_on: date | None = None
    tiers: tuple[Tier, ...] = ()
    vertical: bool = False
    non_territorial: bool = False
    offline_only: bool = False
    own: bool = False


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One of the procedures that linked procedures do together: a dossier of its own, with its own clock and agency.

    `procedure` is its code in the national catalogue. It has those `papers` of the declaration's case that it names, by
    code. With `after` its clock waits until that part has been granted. `confirms_draft` says that the draft which the
    version lets the applicant confirm is this part's result.
    """

    code: str
    procedure: str
    name: Text
    limit: Limit
    papers: tuple[str, ...]
    steps: tuple[Step, ...]
    competence: Competence
    results: tuple[ProcedureResult, ...]
    fees: tuple[FeeRule, ...] = ()
    applies_when: AnyCondition | None = None
    after: str = ""
    confirms_draft: bool = False
    source: Source | None = None
    unverified: bool = False


class ProcedureVersion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A procedure as it is offered for a period; once published it never changes.

    `official_name` is the name in the national catalogue, `name` the short one for pages; `minutes_to_file` tells how long
    filing takes; `keywords` are words that people search by; `typical` are the answers of the usual declaration, by path,
    for showing what most people have to prepare; `free_when` says when nothing is paid. `organisations` says that not only
    people may file. `requirements` are the conditions that the law sets, `presence` who must come in person. `parts` are
    the procedures that this one does together (linked procedures): one filing, a dossier for each. `fast_lane` has
    the answers, by path, that hold when a counter receives, decides and hands over at one go while somebody waits; empty
    where it may not.
    """

    code: str
    version: int
    valid_from: date
    name: Text
    official_name: Text
    summary: Text
    sector: str
    sector_name: Text
    level: Level
    channels: tuple[Channel, ...]
    cases: tuple[ProcedureCase, ...]
    steps: tuple[Step, ...]
    fees: tuple[FeeRule, ...]
    results: tuple[ProcedureResult, ...]
    declaration: Form
    competence: Competence
    valid_until: date | None = None
    minutes_to_file: int = 0
    keywords: tuple[str, ...] = ()
    typical: dict[str, Scalar] = {}
    subjects: tuple[Text, ...] = ()
    organisations: bool = False
    requirements: tuple[Note, ...] = ()
    presence: tuple[Presence, ...] = ()
    after_filing: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    free_when: Text | None = None
    draft_confirmation: DraftConfirmation | None = None
    parts: tuple[Part, ...] = ()
    fast_lane: dict[str, Scalar] = {}
    record: OfficialRecord | None = None
    law: tuple[LegalBasis, ...] = ()
    conflicts: tuple[RecordConflict, ...] = ()
    source: Source | None = None
    unverified: bool = False

    @property
    def joins(self) -> tuple[str, ...]:
        """The codes of the procedures that this one does together."""
        return tuple(part.procedure for part in self.parts)

    def case(self, code: str) -> ProcedureCase:
        """Return the case of this code; `LookupError` when there is none."""
        for one in self.cases:
            if one.code == code:
                return one
        raise LookupError(f"{self.code} has no case {code}")


class Counts(msgspec.Struct, frozen=True):
    """How many values of the catalogue quote their source, and how many are our reading only."""

    sourced: int
    unverified: int


class Found(msgspec.Struct, frozen=True):
    """One line of a search."""

    code: str
    version: int
    name: Text
    summary: Text
    sector_name: Text
