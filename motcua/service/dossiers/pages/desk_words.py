"""The words of the desk: its empty queues, its acts with their keys, what can be wrong with a paper or a field."""

import msgspec

from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import Channel

# What an empty queue says, and what comes here.
EMPTY: dict[Queue, tuple[str, str]] = {
    Queue.TO_RECEIVE: (
        gettext_noop("Nothing waits to be received"),
        gettext_noop("Dossiers that citizens send to your agency come here. Each is answered within one working day."),
    ),
    Queue.MINE: (
        gettext_noop("You hold no dossier"),
        gettext_noop("What is assigned to you comes here. You can also take one that nobody works on yet."),
    ),
    Queue.TO_SIGN: (
        gettext_noop("No draft waits for you"),
        gettext_noop("Dossiers whose draft waits for your initials or your signature come here."),
    ),
    Queue.DUE_TODAY: (
        gettext_noop("Nothing is due today"),
        gettext_noop("Dossiers whose date is today come here, the earliest first."),
    ),
    Queue.OVERDUE: (gettext_noop("Nothing is overdue"), gettext_noop("Dossiers whose date has passed come here.")),
    Queue.WAITING: (
        gettext_noop("Nothing waits for others"),
        gettext_noop("Dossiers that wait for the applicant or for another agency come here."),
    ),
    Queue.TO_HAND_OVER: (
        gettext_noop("No result waits to be handed over"),
        gettext_noop("Results come here once they are decided."),
    ),
    Queue.SENT: (
        gettext_noop("Nothing that you sent waits to be opened"),
        gettext_noop("What you forward or assign comes here; you can recall it until the other side opens it."),
    ),
    Queue.UNIT: (
        gettext_noop("The unit has no open dossier"),
        gettext_noop("Every dossier of your agency that is not answered yet comes here."),
    ),
    Queue.UNASSIGNED: (
        gettext_noop("Every dossier has somebody who works on it"),
        gettext_noop("Dossiers that were received and that nobody holds come here."),
    ),
    Queue.ASKED_OF_US: (
        gettext_noop("No agency has asked for your opinion"),
        gettext_noop("Questions of other agencies come here, each with its own date."),
    ),
    Queue.FOR_OTHERS: (
        gettext_noop("No dossier that you received is with another agency"),
        gettext_noop("What your counter received for another agency comes here until it is answered."),
    ),
}

CHANNELS: dict[Channel, str] = {
    Channel.ONLINE: gettext_noop("online"),
    Channel.COUNTER: gettext_noop("at the counter"),
    Channel.POST: gettext_noop("by post"),
}

FAULTS: dict[str, str] = {
    "missing": gettext_noop("missing"),
    "wrong": gettext_noop("wrong"),
    "unreadable": gettext_noop("unreadable"),
    "expired": gettext_noop("expired"),
}

HANDED_OVER: dict[str, str] = {
    "counter": gettext_noop("At the counter"),
    "online": gettext_noop("Online"),
    "post": gettext_noop("By post"),
}


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """
    A verb of the office on the page.

    `path` is its word in the address, `key` the letter that presses it, `note` what its text is for (empty: it has
    none), `done` what is said afterwards, `undo` the verb that takes it back. After an act inside a queue the next
    dossier of the queue opens, unless the act brings this one to oneself (`stays`).
    """

    command: type[Command]
    path: str
    label: str
    key: str
    done: str
    note: str = ""
    note_hint: str = ""
    warns: bool = False
    undo: type[Command] | None = None
    stays: bool = False

    @property
    def tag(self) -> str:
        """The command's own name, such as `ask-supplement`."""
        return str(self.command.__struct_config__.tag)


_READ_BY_APPLICANT = gettext_noop("The applicant reads these words. Say what to do, in one or two plain sentences.")
_STAYS_INSIDE = gettext_noop("Stays within the office.")

# In the order in which they are offered: what goes on with the work first.
ACTS: tuple[Act, ...] = (
    Act(
        command=asked.Receive, path="tiep-nhan", key="T", label=gettext_noop("Receive"),
        done=gettext_noop("Received. The clock has started and the applicant has been told."), undo=asked.UndoReception,
    ),
    Act(
        command=asked.HandOverResult, path="tra-ket-qua", key="T", label=gettext_noop("Hand the result over"),
        done=gettext_noop("The result has been handed over."),
    ),
    Act(
        command=asked.RecordPayment, path="ghi-nhan-nop-tien", key="F", label=gettext_noop("Record the payment"),
        stays=True, done=gettext_noop("The payment has been recorded; the clock goes on."),
    ),
    Act(
        command=asked.RecordPresence, path="da-den", key="E", label=gettext_noop("The applicant came"), stays=True,
        done=gettext_noop("Recorded that the applicant came; the clock goes on."),
    ),
    Act(
        command=asked.GiveOpinion, path="tra-loi-y-kien", key="Y", label=gettext_noop("Give the opinion"),
        note=gettext_noop("Your agency’s opinion"),
        done=gettext_noop("The opinion has been sent; the dossier is back with the agency that asked."),
    ),
    Act(
        command=asked.Initial, path="ky-nhay", key="I", label=gettext_noop("Initial the draft"),
        note=gettext_noop("Remark (may stay empty)"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("Initialled. The draft has gone to the next in the round."),
    ),
    Act(
        command=asked.Grant, path="cap-ket-qua", key="D", label=gettext_noop("Grant"),
        note=gettext_noop("Remark (may stay empty)"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("Granted. The result is made; it is not digitally signed yet."),
    ),
    Act(
        command=asked.ReturnForCorrection, path="tra-lai-du-thao", key="Z", label=gettext_noop("Return the draft"),
        note=gettext_noop("What has to be corrected in the draft"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("The draft was returned; whoever submitted it reads your remark."),
    ),
    Act(
        command=asked.Take, path="nhan-xu-ly", key="N", label=gettext_noop("Take it"), stays=True,
        done=gettext_noop("You hold this dossier now."),
    ),
    Act(
        command=asked.AskConfirmation, path="gui-ban-nhap", key="M", label=gettext_noop("Send the draft to confirm"),
        done=gettext_noop("The draft has been sent; without an answer in time it counts as confirmed."),
    ),
    Act(
        command=asked.SubmitForSignature, path="trinh-ky", key="W", label=gettext_noop("Submit for signature"),
        note=gettext_noop("Remark (may stay empty)"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("The draft was submitted. It can be recalled until somebody in the round opens it."),
        undo=asked.RecallSignature,
    ),
    Act(
        command=asked.Forward, path="chuyen-buoc", key="C", label=gettext_noop("Forward"),
        note=gettext_noop("Remark (may stay empty)"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("Forwarded. It can be recalled until the other side opens it."), undo=asked.Recall,
    ),
    Act(
        command=asked.Assign, path="phan-cong", key="P", label=gettext_noop("Assign"),
        done=gettext_noop("Assigned. It can be recalled until the official opens it."), undo=asked.Recall,
    ),
    Act(
        command=asked.AskSupplement, path="yeu-cau-bo-sung", key="B", label=gettext_noop("Ask for a supplement"),
        note=gettext_noop("What the applicant has to do"), note_hint=_READ_BY_APPLICANT,
        done=gettext_noop("The applicant has been asked; the clock stands still until they answer."),
    ),
    Act(
        command=asked.AskSecondSupplement, path="yeu-cau-bo-sung-lan-nua", key="B",
        label=gettext_noop("Ask for another supplement"),
        note=gettext_noop("Why it is asked a second time, and what to do"), note_hint=_READ_BY_APPLICANT, warns=True,
        done=gettext_noop("The applicant has been asked once more; the 766 index counts this dossier as overdue."),
    ),
    Act(
        command=asked.RefuseReception, path="tu-choi-tiep-nhan", key="U", label=gettext_noop("Refuse to receive"),
        note=gettext_noop("Why it is not received"), note_hint=_READ_BY_APPLICANT, warns=True,
        done=gettext_noop("Reception was refused; the applicant reads why."),
    ),
    Act(
        command=asked.Reject, path="khong-chap-thuan", key="U", label=gettext_noop("Reject"),
        note=gettext_noop("Why it is rejected"), note_hint=_READ_BY_APPLICANT, warns=True,
        done=gettext_noop("Rejected; the applicant reads why."),
    ),
    Act(
        command=asked.Recall, path="thu-hoi", key="R", label=gettext_noop("Recall"), stays=True,
        done=gettext_noop("Recalled: the dossier is back where it was."),
    ),
    Act(
        command=asked.RecallSignature, path="rut-trinh-ky", key="Q", label=gettext_noop("Recall the draft"),
        done=gettext_noop("Recalled: the draft is no longer being signed."),
    ),
    Act(
        command=asked.UndoReception, path="hoan-tac-tiep-nhan", key="H", label=gettext_noop("Undo the reception"),
        stays=True,
        note=gettext_noop("Why the reception was a mistake"), note_hint=_READ_BY_APPLICANT,
        done=gettext_noop("The reception was undone; the dossier waits to be received."),
    ),
    Act(
        command=asked.SendBack, path="tra-lai-buoc-truoc", key="L", label=gettext_noop("Send back a step"),
        note=gettext_noop("What has to be done again"), note_hint=_STAYS_INSIDE,
        done=gettext_noop("Sent back a step. It can be recalled until the other side opens it."), undo=asked.Recall,
    ),
    Act(
        command=asked.AskOpinion, path="lay-y-kien", key="Y", label=gettext_noop("Ask another agency"),
        note=gettext_noop("The question"), note_hint=gettext_noop("The other agency reads it and sees the dossier."),
        done=gettext_noop("The other agency has been asked; its time is shown as its own."),
    ),
    Act(
        command=asked.AskPayment, path="yeu-cau-nop-tien", key="F", label=gettext_noop("Ask for a payment"),
        done=gettext_noop("The applicant has been asked to pay; the clock stands still until then."),
    ),
    Act(
        command=asked.AskPresence, path="hen-gap", key="E", label=gettext_noop("Ask to come in person"),
        note=gettext_noop("Why to come, and what to bring"), note_hint=_READ_BY_APPLICANT,
        done=gettext_noop("The applicant has been asked to come; the clock stands still until then."),
    ),
    Act(
        command=asked.Transfer, path="chuyen-co-quan", key="V", label=gettext_noop("Transfer to the competent agency"),
        note=gettext_noop("Why another agency is competent"), note_hint=_READ_BY_APPLICANT,
        done=gettext_noop("Transferred. The code and the dates stay."),
    ),
    Act(
        command=asked.Stop, path="dung-giai-quyet", key="S", label=gettext_noop("Stop processing"),
        note=gettext_noop("Why processing stops"), note_hint=_READ_BY_APPLICANT, warns=True,
        done=gettext_noop("Processing was stopped; the applicant reads why."),
    ),
)  # fmt: skip

OF_COMMAND: dict[type[Command], Act] = {act.command: act for act in ACTS}
OF_PATH: dict[str, Act] = {act.path: act for act in ACTS}

# Keys of the desk itself; no act has one of them.
RESERVED = frozenset("AGJKOX")
