"""What a dossier is now, folded from its entries. No personal data: opaque ids, codes, moments, commitments."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.clock.account import TimeAccount


class Status(StrEnum):
    """Where a dossier stands. Each maps to one of the ten national codes (`rules.national`)."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    IN_PROGRESS = "in-progress"
    AWAITING_SUPPLEMENT = "awaiting-supplement"
    AWAITING_PAYMENT = "awaiting-payment"
    AWAITING_CONFIRMATION = "awaiting-confirmation"
    AWAITING_PRESENCE = "awaiting-presence"
    AWAITING_OPINION = "awaiting-opinion"
    AWAITING_LINKED = "awaiting-linked"  # filed with another dossier, whose result it needs first
    GRANTED = "granted"
    REJECTED = "rejected"
    HANDED_OVER = "handed-over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


WAITING = (
    Status.AWAITING_SUPPLEMENT,
    Status.AWAITING_PAYMENT,
    Status.AWAITING_CONFIRMATION,
    Status.AWAITING_PRESENCE,
    Status.AWAITING_OPINION,
)
"""Open, and somebody else's turn."""


class Channel(StrEnum):
    """How the dossier came in."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class NoteRef(msgspec.Struct, frozen=True):
    """A text kept encrypted beside the dossier: its id, and the HMAC that proves it was not changed."""

    id: str
    commitment: str


class PaperRef(msgspec.Struct, frozen=True):
    """A paper that was handed in: for which requirement, and the file by id and hash of its stored bytes."""

    requirement: str
    file: str
    sha256: str


class Mark(msgspec.Struct, frozen=True):
    """What the official marked as wrong or missing: a field of the declaration or a paper, by its code."""

    kind: str  # "field" or "paper"
    code: str
    fault: str  # "missing", "wrong", "unreadable", "expired"


class SupplementRound(msgspec.Struct, frozen=True):
    """One request for a supplement and its answer."""

    number: int
    asked_at: datetime
    marks: tuple[Mark, ...]
    note: NoteRef | None
    exceptional: bool = False
    answered_at: datetime | None = None


class Opinion(msgspec.Struct, frozen=True):
    """A question to another agency, with its own due moment."""

    id: str
    agency: str
    asked_at: datetime
    due_at: datetime
    question: NoteRef | None
    answered_at: datetime | None = None
    answer: NoteRef | None = None


class Obligation(msgspec.Struct, frozen=True):
    """What must be paid before going on. `amount_vnd` is whole dong."""

    id: str
    fee: str
    amount_vnd: int
    asked_at: datetime
    paid_at: datetime | None = None
    receipt_no: str = ""


class Confirmation(msgspec.Struct, frozen=True):
    """The applicant's look at a draft paper: silence until `until` consents."""

    asked_at: datetime
    until: datetime
    answered_at: datetime | None = None
    answer: str = ""  # "confirmed", "objected", "silence"
    note: NoteRef | None = None


class Presence(msgspec.Struct, frozen=True):
    """A step that the applicant does in person, and when they were asked to come."""

    asked_at: datetime
    appointed_at: datetime
    came_at: datetime | None = None


class Handover(msgspec.Struct, frozen=True):
    """Who gave the work to its present holder, so that it can be recalled until opened."""

    by: str
    at: datetime
    from_step: str
    from_holder: str
    opened: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What the decision froze: a later change of calendar does not move it without an explicit restatement."""

    granted: bool
    due_at: datetime
    ended_at: datetime
    time_class: str
    calendar_version: str


class Linked(msgspec.Struct, frozen=True):
    """
    Filed at one go with other dossiers: the filing's id, which part of the linked procedures this one is, and the
    dossier (by id) whose result it waits for, if any.
    """

    bundle: str
    part: str
    after: str = ""


class DossierState(msgspec.Struct, frozen=True):
    """A dossier folded from its entries; `version` is the sequence of the last."""

    id: str
    version: int
    status: Status
    code: str
    procedure: str
    procedure_version: int
    case: str
    sector: str
    channel: Channel
    agency: str
    receiving_agency: str
    applicant: str
    filer: str
    submitted_at: datetime
    reception_due_at: datetime
    declaration: NoteRef
    papers: tuple[PaperRef, ...] = ()
    received_at: datetime | None = None
    received_late: bool = False
    account: TimeAccount | None = None
    promised_due_at: datetime | None = None
    computed_due_at: datetime | None = None
    step: str = ""
    holder: str = ""
    handover: Handover | None = None
    before_wait: Status | None = None
    supplements: tuple[SupplementRound, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    confirmation: Confirmation | None = None
    presence: Presence | None = None
    outcome: Outcome | None = None
    result: PaperRef | None = None
    ended_at: datetime | None = None
    linked: Linked | None = None
    helper: NoteRef | None = None

    @property
    def part(self) -> str:
        """Which part of linked procedures it is; empty for a dossier of its own."""
        return self.linked.part if self.linked else ""

    @property
    def waits_for_linked(self) -> bool:
        """Whether another dossier of the same filing must have its result first."""
        return self.status is Status.AWAITING_LINKED

    @property
    def open_supplement(self) -> SupplementRound | None:
        """The supplement that is awaited, if any."""
        return next((each for each in self.supplements if each.answered_at is None), None)

    @property
    def open_opinion(self) -> Opinion | None:
        """The opinion that is awaited, if any."""
        return next((each for each in self.opinions if each.answered_at is None), None)

    @property
    def open_obligation(self) -> Obligation | None:
        """What has to be paid, if anything."""
        return next((each for each in self.obligations if each.paid_at is None), None)

    @property
    def agencies(self) -> frozenset[str]:
        """All agencies with a part in it."""
        return frozenset({self.agency, self.receiving_agency, *(each.agency for each in self.opinions)})

    @property
    def subjects(self) -> frozenset[str]:
        """The persons whose matter it is."""
        return frozenset({self.applicant, self.filer} - {""})
