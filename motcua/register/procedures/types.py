"""What a procedure is: its versions, cases, papers, steps, fees and results; the events and policies of this room."""

from datetime import date
from enum import StrEnum

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.declared import AnyCondition, Form, Scalar
from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role


class Level(StrEnum):
    """How far a procedure can be done online (Decree 42/2022, Article 11)."""

    FULLY_ONLINE = "fully-online"
    PARTLY_ONLINE = "partly-online"
    INFORMATIONAL = "informational"


class Channel(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class HandOver(StrEnum):
    """What is done with a paper: handed in and kept, or shown and given back."""

    SUBMIT = "submit"
    PRESENT = "present"


class FeeKind(StrEnum):
    """A fee pays a service, a charge an act of the state (Law on fees and charges)."""

    FEE = "fee"
    CHARGE = "charge"


class PaperType(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    What kind of evidence a paper is, whoever asks for it.

    `held_by` names the register that holds the same facts already; `official_codes` are codes of the national catalogue,
    where one paper has many.
    """

    code: str
    name: Text
    held_by: Text | None = None
    official_codes: tuple[str, ...] = ()
    source: Source | None = None
    unverified: bool = False


class DocumentRequirement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A paper in one case of a procedure.

    It is asked while `show_when` holds of the declaration. With `not_needed_because` it is never asked at filing: the
    page says why, and it may only be asked for later, when the register fails.
    """

    code: str
    paper_type: str
    name: Text
    hint: Text | None = None
    show_when: AnyCondition | None = None
    required: bool = True
    hand_over: HandOver = HandOver.SUBMIT
    originals: int = 1
    copies: int = 0
    not_needed_because: Text | None = None
    official_code: str = ""
    source: Source | None = None
    unverified: bool = False

    @property
    def is_needed(self) -> bool:
        return self.not_needed_because is None


class ProcedureCase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A variant of a procedure; the first whose `applies_when` holds of a declaration is the one."""

    code: str
    name: Text
    limit: Limit
    papers: tuple[DocumentRequirement, ...]
    hint: Text | None = None
    applies_when: AnyCondition | None = None
    official_code: str = ""
    source: Source | None = None
    unverified: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A step of the internal process: who does it, and in how many working minutes."""

    code: str
    name: Text
    role: Role
    minutes: int
    online_only: bool = False
    source: Source | None = None
    unverified: bool = False


class FeeAmount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An amount for a period `[valid_from, valid_until)`. None in `amount_vnd`: set by an act that we have not read."""

    valid_from: date
    valid_until: date | None = None
    amount_vnd: int | None = None
    set_by: Text | None = None
    source: Source | None = None
    unverified: bool = False


class FeeRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What must be paid when `due_when` holds: an amount a dossier, or times the number declared in the field `times`.

    `exempt` says who pays nothing.
    """

    code: str
    name: Text
    kind: FeeKind
    amounts: tuple[FeeAmount, ...]
    due_when: AnyCondition | None = None
    times: str = ""
    exempt: Text | None = None
    source: Source | None = None
    unverified: bool = False


class FeeDue(msgspec.Struct, frozen=True):
    """What a dossier must pay. None in `amount_vnd`: the amount must be set by hand, from the act in `set_by`."""

    code: str
    name: Text
    kind: FeeKind
    quantity: int
    amount_vnd: int | None
    set_by: Text | None


class ProcedureResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The paper that answers a dossier; `code` is that of the national catalogue."""

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


class CompetenceRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """While `applies_when` holds, the commune of the address in `address` is competent."""

    address: str
    because: Text
    applies_when: AnyCondition | None = None
    source: Source | None = None
    unverified: bool = False


class Competence(msgspec.Struct, frozen=True):
    """Which agency decides: the words for people, and the rules, the first that applies."""

    name: Text
    rules: tuple[CompetenceRule, ...]


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


class RecordConflict(msgspec.Struct, frozen=True):
    """Where the record says two things: what they are, and which one we follow and why."""

    about: str
    found: tuple[Source, ...]
    resolved: Text


class ProcedureVersion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A procedure as it is offered for a period; once published it never changes.

    `official_name` is the name in the national catalogue, `name` the short one for pages; `minutes_to_file` tells how long
    filing takes; `keywords` are words that people search by; `typical` are the answers of the usual declaration, by path,
    for showing what most people have to prepare; `free_when` says when nothing is paid.
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
    after_filing: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    free_when: Text | None = None
    draft_confirmation: DraftConfirmation | None = None
    law: tuple[LegalBasis, ...] = ()
    conflicts: tuple[RecordConflict, ...] = ()
    source: Source | None = None
    unverified: bool = False

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


class VersionPublished(Event, frozen=True, kw_only=True, tag="procedure.version-published"):
    """A version of a procedure was published; `digest` is the SHA-256 of its body."""

    code: str
    version: int
    valid_from: date
    valid_until: date | None = None
    digest: str


VOCABULARY: Vocabulary[VersionPublished] = Vocabulary((VersionPublished,))

_EVERYONE = (
    Grant(kind=ActorKind.ANONYMOUS),
    Grant(kind=ActorKind.CITIZEN),
    Grant(kind=ActorKind.OFFICIAL),
    Grant(kind=ActorKind.SYSTEM),
)

SEARCH = PolicyRow("procedure.search", _EVERYONE)
VIEW = PolicyRow("procedure.view", _EVERYONE)
PUBLISH = PolicyRow(
    "procedure.publish",
    (Grant(kind=ActorKind.OFFICIAL, roles=frozenset({Role.ADMINISTRATOR})), Grant(kind=ActorKind.SYSTEM)),
)
POLICIES: tuple[PolicyRow, ...] = (SEARCH, VIEW, PUBLISH)


def stream_of(code: str) -> str:
    """Return the ledger stream of a procedure."""
    return f"procedure/{code}"
