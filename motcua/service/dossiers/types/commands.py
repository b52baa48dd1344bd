"""What a person asks of a dossier, parsed. Each class is one verb of the office; `POLICY` names who may."""

from datetime import datetime
from typing import ClassVar

import msgspec

from motcua.service.dossiers.types.state import Mark, PaperRef


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command"):
    """
    One act on one dossier.

    `note` is the text that goes with it: a reason, a question, a remark. It is stored encrypted, never in the ledger.
    """

    POLICY: ClassVar[str] = ""
    NOTE_REQUIRED: ClassVar[bool] = False
    note: str = ""


class Receive(Command, frozen=True, tag="receive"):
    POLICY: ClassVar[str] = "dossier.receive"


class Release(Command, frozen=True, tag="release"):
    """The reactor's act: what this dossier waited for has been granted."""

    POLICY: ClassVar[str] = "dossier.follow-linked"


class DropLinked(Command, frozen=True, tag="drop-linked"):
    """The reactor's act: what this dossier waited for has ended without a result, so it cannot be begun."""

    POLICY: ClassVar[str] = "dossier.follow-linked"
    NOTE_REQUIRED: ClassVar[bool] = True


class RefuseReception(Command, frozen=True, tag="refuse-reception"):
    POLICY: ClassVar[str] = "dossier.refuse-reception"
    NOTE_REQUIRED: ClassVar[bool] = True


class UndoReception(Command, frozen=True, tag="undo-reception"):
    POLICY: ClassVar[str] = "dossier.undo-reception"
    NOTE_REQUIRED: ClassVar[bool] = True


class AskSupplement(Command, frozen=True, tag="ask-supplement"):
    POLICY: ClassVar[str] = "dossier.ask-supplement"
    marks: tuple[Mark, ...]


class AskSecondSupplement(Command, frozen=True, tag="ask-second-supplement"):
    POLICY: ClassVar[str] = "dossier.ask-second-supplement"
    NOTE_REQUIRED: ClassVar[bool] = True
    marks: tuple[Mark, ...]


class GiveSupplement(Command, frozen=True, tag="give-supplement"):
    """`values` are the declaration's fields that were marked, as typed; `papers` the new files by requirement."""

    POLICY: ClassVar[str] = "dossier.give-supplement"
    values: dict[str, object] = {}
    papers: tuple[PaperRef, ...] = ()


class Assign(Command, frozen=True, tag="assign"):
    POLICY: ClassVar[str] = "dossier.assign"
    to: str


class Take(Command, frozen=True, tag="take"):
    POLICY: ClassVar[str] = "dossier.take"


class Open(Command, frozen=True, tag="open"):
    POLICY: ClassVar[str] = "dossier.work"


class Forward(Command, frozen=True, tag="forward"):
    POLICY: ClassVar[str] = "dossier.work"
    to_step: str = ""
    to: str = ""


class SendBack(Command, frozen=True, tag="send-back"):
    POLICY: ClassVar[str] = "dossier.send-back"
    NOTE_REQUIRED: ClassVar[bool] = True


class Recall(Command, frozen=True, tag="recall"):
    POLICY: ClassVar[str] = "dossier.recall"


class AskOpinion(Command, frozen=True, tag="ask-opinion"):
    POLICY: ClassVar[str] = "dossier.work"
    NOTE_REQUIRED: ClassVar[bool] = True
    agency: str


class GiveOpinion(Command, frozen=True, tag="give-opinion"):
    POLICY: ClassVar[str] = "dossier.give-opinion"
    NOTE_REQUIRED: ClassVar[bool] = True


class AskPayment(Command, frozen=True, tag="ask-payment"):
    POLICY: ClassVar[str] = "dossier.ask-payment"
    fee: str
    amount_vnd: int


class RecordPayment(Command, frozen=True, tag="record-payment"):
    POLICY: ClassVar[str] = "dossier.record-payment"
    receipt_no: str


class AskConfirmation(Command, frozen=True, tag="ask-confirmation"):
    POLICY: ClassVar[str] = "dossier.work"


class Confirm(Command, frozen=True, tag="confirm"):
    POLICY: ClassVar[str] = "dossier.confirm"


class Object(Command, frozen=True, tag="object"):
    POLICY: ClassVar[str] = "dossier.confirm"
    NOTE_REQUIRED: ClassVar[bool] = True


class LapseConfirmation(Command, frozen=True, tag="lapse-confirmation"):
    """The clock's own act: nobody answered in time, so silence consents."""

    POLICY: ClassVar[str] = "dossier.lapse-confirmation"


class AskPresence(Command, frozen=True, tag="ask-presence"):
    POLICY: ClassVar[str] = "dossier.work"
    NOTE_REQUIRED: ClassVar[bool] = True
    appointed_at: datetime


class RecordPresence(Command, frozen=True, tag="record-presence"):
    POLICY: ClassVar[str] = "dossier.work"


class Grant(Command, frozen=True, tag="grant"):
    """`signer` (an official's id) signed the result on paper, when somebody else records it."""

    POLICY: ClassVar[str] = "dossier.decide"
    result: PaperRef | None = None
    signer: str = ""


class Reject(Command, frozen=True, tag="reject"):
    POLICY: ClassVar[str] = "dossier.decide"
    NOTE_REQUIRED: ClassVar[bool] = True


class HandOverResult(Command, frozen=True, tag="hand-over-result"):
    POLICY: ClassVar[str] = "dossier.hand-over-result"
    how: str = "counter"


class Withdraw(Command, frozen=True, tag="withdraw"):
    POLICY: ClassVar[str] = "dossier.withdraw"


class Stop(Command, frozen=True, tag="stop"):
    POLICY: ClassVar[str] = "dossier.stop"
    NOTE_REQUIRED: ClassVar[bool] = True


class Transfer(Command, frozen=True, tag="transfer"):
    POLICY: ClassVar[str] = "dossier.transfer"
    NOTE_REQUIRED: ClassVar[bool] = True
    to_agency: str


COMMANDS: tuple[type[Command], ...] = (
    Receive, Release, DropLinked, RefuseReception, UndoReception, AskSupplement, AskSecondSupplement, GiveSupplement, Assign, Take, Open,
    Forward, SendBack, Recall, AskOpinion, GiveOpinion, AskPayment, RecordPayment, AskConfirmation, Confirm, Object,
    LapseConfirmation, AskPresence, RecordPresence, Grant, Reject, HandOverResult, Withdraw, Stop, Transfer,
)  # fmt: skip
