"""What goes in and out of the dossiers' API: plain values with stable names."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from motcua.foundation.machine.problems import Source
from motcua.service.dossiers.types.state import Channel, Mark, Status

Code = Annotated[str, msgspec.Meta(description="The dossier's code, as it stands on the receipt.", max_length=60)]


# PostgreSQL keeps no zero byte: a text of a body that lands in a column says so.
NO_ZERO = r"^[^\x00]*$"


class ByCode(msgspec.Struct, frozen=True):
    code: Code


class PaperGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was uploaded before, and the requirement that it answers."""

    requirement: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    file: UUID


class Marking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is missing or wrong: a field of the declaration by its dotted path, or a paper by its code."""

    kind: Literal["field", "paper"]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    fault: Literal["missing", "wrong", "unreadable", "expired"]


class Submission(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A declaration to submit. `declaration` follows the schema at `/procedures/{code}/declaration-schema`.

    Without `procedure_version` the version that is valid today is meant; name it when you may have to send the request
    again on another day.
    """

    procedure: Annotated[str, msgspec.Meta(max_length=40, pattern=NO_ZERO)]
    declaration: dict[str, Any]
    papers: Annotated[tuple[PaperGiven, ...], msgspec.Meta(max_length=100)] = ()
    procedure_version: int | None = None


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """
    The dossier that a submission became. `reception_due_at` is when the agency must have received or refused it;
    `receipt_secret` opens more at `/tracking/{code}` to whoever has it.
    """

    id: str
    code: str
    procedure: str
    procedure_version: int
    case: str
    agency: str
    submitted_at: datetime
    reception_due_at: datetime
    receipt_secret: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a dossier stands after an act; a request sent again is answered with how it stands now."""

    code: str
    version: int
    status: Status
    step: str
    due_at: datetime
    ended_at: datetime | None


class DossierLine(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier in a list, without anything of the person."""

    code: str
    version: int
    status: Status
    procedure: str
    procedure_version: int
    channel: Channel
    agency: str
    step: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    ended_at: datetime | None


class SupplementAsked(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    asked_at: datetime
    answered_at: datetime | None
    exceptional: bool
    marks: tuple[Mark, ...]


class PaymentAsked(msgspec.Struct, frozen=True, kw_only=True):
    fee: str
    amount_vnd: int
    asked_at: datetime
    paid_at: datetime | None
    receipt_no: str


class PaperShown(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the dossier; `href` gives its bytes, `replaced_at` tells when a supplement replaced it."""

    requirement: str
    file: str
    kind: str
    name: str
    media_type: str
    size: int
    added_at: datetime
    replaced_at: datetime | None
    href: str


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """
    A whole dossier. `due_at` is the date of reception until it is received, then the computed due date.

    `national_status` is the national code, 1 to 10; `acts` are the verbs that the status and your rights allow now.
    `holder` is shown to officials only.
    """

    id: str
    code: str
    version: int
    status: Status
    national_status: int
    procedure: str
    procedure_version: int
    case: str
    channel: Channel
    agency: str
    receiving_agency: str
    step: str
    holder: str
    applicant_name: str
    submitted_at: datetime
    reception_due_at: datetime
    received_at: datetime | None
    promised_due_at: datetime | None
    computed_due_at: datetime | None
    due_at: datetime
    ended_at: datetime | None
    granted: bool | None
    time_class: str
    overdue_by_766: bool
    declaration: dict[str, Any]
    papers: tuple[PaperShown, ...]
    supplements: tuple[SupplementAsked, ...]
    payments: tuple[PaymentAsked, ...]
    confirmation_until: datetime | None
    appointed_at: datetime | None
    acts: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a dossier's history; `actor` (officials only) is opaque, `note` the text that went with it."""

    sequence: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    agency: str
    actor: str = ""
    note: str = ""


class Timeline(msgspec.Struct, frozen=True):
    items: tuple[Entry, ...]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of an explanation, in the language asked for, and what it rests on."""

    code: str
    text: str
    sources: tuple[Source, ...] = ()


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Time in one party's hands. `minutes` are worked minutes; `counts` says whether they used up the limit."""

    start: datetime
    end: datetime
    is_running: bool
    party: str
    agency: str
    step: str
    counts: bool
    reason: str
    minutes: int
    holder: str = ""


class Used(msgspec.Struct, frozen=True, kw_only=True):
    party: str
    agency: str
    minutes: int
    counts: bool


class DayApart(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday, a swapped day or a closure that the date had to go round."""

    on: date
    kind: str
    why: str


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """
    Why a dossier is due when it is, who holds it now, what stopped it, whose days were used.

    Before reception no clock runs: then `due_at` is when the agency must have answered, and the lists are empty.
    `remaining_minutes` are worked minutes, below zero when it is overdue. `calendar_version` names the calendar that
    the date was computed with.
    """

    code: str
    due_at: datetime
    is_running: bool
    is_overdue: bool
    is_standing_still: bool = False
    started_at: datetime | None = None
    counted_from: datetime | None = None
    remaining_minutes: int | None = None
    holder: Stretch | None = None
    stretches: tuple[Stretch, ...] = ()
    stops: tuple[Stretch, ...] = ()
    used: tuple[Used, ...] = ()
    special_days: tuple[DayApart, ...] = ()
    calendar_version: str = ""
    is_projected: bool = False
    sentences: tuple[Sentence, ...] = ()


class Tracked(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody with the code may know; with the receipt's secret, what happened besides."""

    code: str
    status: Status
    national_status: int
    procedure: str
    agency: str
    submitted_at: datetime
    received_at: datetime | None
    promised_due_at: datetime | None
    computed_due_at: datetime | None
    ended_at: datetime | None
    entries: tuple[Entry, ...] = ()
