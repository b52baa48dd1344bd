"""What happens to a dossier, as the ledger keeps it. When it happened and who did it stand in the entry itself."""

from datetime import datetime

from motcua.foundation.clock.limits import Limit
from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.service.dossiers.types.state import Channel, Linked, Mark, NoteRef, PaperRef


class DossierEvent(Event, frozen=True, kw_only=True):
    """The base of a dossier's events."""


class Submitted(DossierEvent, frozen=True, tag="dossier.submitted"):
    id: str
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
    reception_due_at: datetime
    declaration: NoteRef
    papers: tuple[PaperRef, ...]
    linked: Linked | None = None
    helper: NoteRef | None = None


class Released(DossierEvent, frozen=True, tag="dossier.released"):
    """The dossier that this one waited for has its result: from now on it can be received."""

    reception_due_at: datetime


class Received(DossierEvent, frozen=True, tag="dossier.received"):
    limit: Limit
    late: bool
    step: str
    promised_due_at: datetime
    computed_due_at: datetime


class ReceptionRefused(DossierEvent, frozen=True, tag="dossier.reception-refused"):
    reason: NoteRef


class ReceptionUndone(DossierEvent, frozen=True, tag="dossier.reception-undone"):
    reason: NoteRef


class SupplementAsked(DossierEvent, frozen=True, tag="dossier.supplement-asked"):
    number: int
    marks: tuple[Mark, ...]
    note: NoteRef | None = None
    exceptional: bool = False


class SupplementGiven(DossierEvent, frozen=True, tag="dossier.supplement-given"):
    number: int
    declaration: NoteRef
    papers: tuple[PaperRef, ...]
    reception_due_at: datetime | None = None
    computed_due_at: datetime | None = None
    promised_due_at: datetime | None = None


class Assigned(DossierEvent, frozen=True, tag="dossier.assigned"):
    to: str


class Opened(DossierEvent, frozen=True, tag="dossier.opened"):
    """The holder opened what was handed to them: from now on it cannot be recalled."""


class Forwarded(DossierEvent, frozen=True, tag="dossier.forwarded"):
    from_step: str
    to_step: str
    to: str = ""
    note: NoteRef | None = None


class SentBack(DossierEvent, frozen=True, tag="dossier.sent-back"):
    from_step: str
    to_step: str
    to: str = ""
    note: NoteRef | None = None


class Recalled(DossierEvent, frozen=True, tag="dossier.recalled"):
    from_step: str
    to_step: str
    to: str


class OpinionAsked(DossierEvent, frozen=True, tag="dossier.opinion-asked"):
    id: str
    agency: str
    due_at: datetime
    question: NoteRef


class OpinionGiven(DossierEvent, frozen=True, tag="dossier.opinion-given"):
    id: str
    answer: NoteRef
    computed_due_at: datetime


class PaymentAsked(DossierEvent, frozen=True, tag="dossier.payment-asked"):
    id: str
    fee: str
    amount_vnd: int


class PaymentRecorded(DossierEvent, frozen=True, tag="dossier.payment-recorded"):
    id: str
    receipt_no: str
    computed_due_at: datetime
    promised_due_at: datetime


class ConfirmationAsked(DossierEvent, frozen=True, tag="dossier.confirmation-asked"):
    until: datetime


class ConfirmationAnswered(DossierEvent, frozen=True, tag="dossier.confirmation-answered"):
    answer: str
    computed_due_at: datetime
    promised_due_at: datetime
    note: NoteRef | None = None


class PresenceAsked(DossierEvent, frozen=True, tag="dossier.presence-asked"):
    appointed_at: datetime
    note: NoteRef | None = None


class PresenceRecorded(DossierEvent, frozen=True, tag="dossier.presence-recorded"):
    computed_due_at: datetime
    promised_due_at: datetime


class Decided(DossierEvent, frozen=True, tag="dossier.decided"):
    granted: bool
    due_at: datetime
    time_class: str
    calendar_version: str
    reason: NoteRef | None = None
    result: PaperRef | None = None
    signer: str = ""


class ResultHandedOver(DossierEvent, frozen=True, tag="dossier.result-handed-over"):
    how: str


class Withdrawn(DossierEvent, frozen=True, tag="dossier.withdrawn"):
    reason: NoteRef | None = None


class Stopped(DossierEvent, frozen=True, tag="dossier.stopped"):
    reason: NoteRef


class Transferred(DossierEvent, frozen=True, tag="dossier.transferred"):
    from_agency: str
    to_agency: str
    reason: NoteRef
    reception_due_at: datetime | None = None


EVENTS: tuple[type[DossierEvent], ...] = (
    Submitted, Released, Received, ReceptionRefused, ReceptionUndone, SupplementAsked, SupplementGiven, Assigned, Opened,
    Forwarded, SentBack, Recalled, OpinionAsked, OpinionGiven, PaymentAsked, PaymentRecorded, ConfirmationAsked,
    ConfirmationAnswered, PresenceAsked, PresenceRecorded, Decided, ResultHandedOver, Withdrawn, Stopped, Transferred,
)  # fmt: skip

VOCABULARY: Vocabulary[DossierEvent] = Vocabulary(EVENTS)
