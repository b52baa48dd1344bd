"""What procedures share by name: sectors, who may file, registers, types of papers and results, essential services."""

from enum import StrEnum

import msgspec

from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text


class Sector(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of procedures, by its official code such as `G15-TP07`."""

    code: str
    name: Text
    source: Source | None = None
    unverified: bool = False


class SubjectType(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who may file; `official_code` is that of the national catalogue."""

    code: str
    name: Text
    official_code: str = ""
    organisation: bool = False
    source: Source | None = None
    unverified: bool = False


class Register(msgspec.Struct, frozen=True, omit_defaults=True):
    """A register of the state that holds facts, so that papers about them need not be asked for."""

    code: str
    name: Text
    keeper: Text | None = None
    source: Source | None = None
    unverified: bool = False


class PeriodUnit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Validity(msgspec.Struct, frozen=True, omit_defaults=True):
    """How long a result is good for, from the day of its issue; `note` says what else ends it."""

    amount: int
    unit: PeriodUnit
    note: Text | None = None
    source: Source | None = None
    unverified: bool = False


class ResultType(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    What kind of paper a procedure ends in. `official_codes` are those of the national catalogue; a code belongs to one type.

    `held_by` is the register that holds its facts afterwards; without `validity` it is good until it is replaced.
    """

    code: str
    name: Text
    official_codes: tuple[str, ...] = ()
    held_by: str = ""
    validity: Validity | None = None
    source: Source | None = None
    unverified: bool = False


class PaperType(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    What kind of evidence a paper is, whoever asks for it.

    `kind_of` is the wider type, so that a passport does wherever an identity paper is asked for. `held_by` is the register
    that holds the same facts already, `result_of` the result type whose paper this is. `official_codes` are codes of the
    national catalogue, where one paper has many and one code several papers.
    """

    code: str
    name: Text
    kind_of: str = ""
    held_by: str = ""
    result_of: str = ""
    official_codes: tuple[str, ...] = ()
    source: Source | None = None
    unverified: bool = False


class EssentialService(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    One of the essential public services of Project 06, by its number, with the codes of its procedures if it has any.

    `elsewhere` says where it is done when it is no procedure of the city's.
    """

    number: int
    name: Text
    procedures: tuple[str, ...] = ()
    elsewhere: Text | None = None
    source: Source | None = None
    unverified: bool = False


class Names(msgspec.Struct, frozen=True):
    """Everything that procedures share by name, by code; the essential services by their number."""

    sectors: dict[str, Sector]
    subject_types: dict[str, SubjectType]
    registers: dict[str, Register]
    result_types: dict[str, ResultType]
    paper_types: dict[str, PaperType]
    essential_services: tuple[EssentialService, ...]

    def essential(self, procedure: str) -> EssentialService | None:
        """Return the essential service that a procedure belongs to."""
        return next((one for one in self.essential_services if procedure in one.procedures), None)

    def result_type(self, official_code: str) -> ResultType | None:
        """Return the result type of a code of the national catalogue."""
        return next((one for one in self.result_types.values() if official_code in one.official_codes), None)
