"""The one entrance: a command on a dossier becomes events, or a refusal that names its article."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.foundation.law.citations import house_rule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules import ending, reception, signing, steps, supplement, waits
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import ONE_AT_A_TIME, ONE_STOP, REASON_IS_OWED
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import WAITING, DossierState, Status

Decision = Callable[[DossierState, Any, Facts, datetime], tuple[DossierEvent, ...]]

_S = Status
_WORKING = frozenset({_S.RECEIVED, _S.IN_PROGRESS})
_WAITING = frozenset(WAITING)
_IN_PROGRESS = frozenset({_S.IN_PROGRESS})

# Which acts are possible in which status: the lifecycle, as one table.
ALLOWED: dict[type[Command], frozenset[Status]] = {
    asked.Receive: frozenset({_S.SUBMITTED}),
    asked.Release: frozenset({_S.AWAITING_LINKED}),
    asked.DropLinked: frozenset({_S.AWAITING_LINKED}),
    asked.RefuseReception: frozenset({_S.SUBMITTED, _S.AWAITING_SUPPLEMENT}),
    asked.UndoReception: _WORKING,
    asked.AskSupplement: _WORKING | {_S.SUBMITTED},
    asked.AskSecondSupplement: _WORKING | {_S.SUBMITTED},
    asked.GiveSupplement: frozenset({_S.AWAITING_SUPPLEMENT}),
    asked.Assign: _WORKING | _WAITING,
    asked.Take: _WORKING,
    asked.Open: _IN_PROGRESS,
    asked.Forward: _IN_PROGRESS,
    asked.SendBack: _IN_PROGRESS,
    asked.Recall: _IN_PROGRESS,
    asked.AskOpinion: _IN_PROGRESS,
    asked.GiveOpinion: frozenset({_S.AWAITING_OPINION}),
    asked.AskPayment: _WORKING,
    asked.RecordPayment: frozenset({_S.AWAITING_PAYMENT}),
    asked.AskConfirmation: _IN_PROGRESS,
    asked.Confirm: frozenset({_S.AWAITING_CONFIRMATION}),
    asked.Object: frozenset({_S.AWAITING_CONFIRMATION}),
    asked.LapseConfirmation: frozenset({_S.AWAITING_CONFIRMATION}),
    asked.AskPresence: _IN_PROGRESS,
    asked.RecordPresence: frozenset({_S.AWAITING_PRESENCE}),
    asked.Grant: _IN_PROGRESS,
    asked.Reject: _IN_PROGRESS,
    asked.HandOverResult: frozenset({_S.GRANTED, _S.REJECTED}),
    asked.Withdraw: _WORKING | _WAITING | {_S.SUBMITTED, _S.AWAITING_LINKED},
    asked.Stop: _WORKING | _WAITING,
    asked.Transfer: _WORKING | {_S.SUBMITTED},
    asked.UploadDraft: _IN_PROGRESS | _WAITING,
    asked.SubmitForSignature: _IN_PROGRESS,
    asked.OpenForSignature: _IN_PROGRESS,
    asked.Initial: _IN_PROGRESS,
    asked.ReturnForCorrection: _IN_PROGRESS,
    asked.RecallSignature: _IN_PROGRESS,
}

DECISIONS: dict[type[Command], Decision] = {
    asked.Receive: reception.receive,
    asked.Release: reception.release,
    asked.DropLinked: reception.drop_linked,
    asked.RefuseReception: reception.refuse_reception,
    asked.UndoReception: reception.undo_reception,
    asked.Transfer: reception.transfer,
    asked.AskSupplement: supplement.ask,
    asked.AskSecondSupplement: supplement.ask_again,
    asked.Assign: steps.assign,
    asked.Take: steps.take,
    asked.Open: steps.open_it,
    asked.Forward: steps.forward,
    asked.SendBack: steps.send_back,
    asked.Recall: steps.recall,
    asked.AskOpinion: waits.ask_opinion,
    asked.GiveOpinion: waits.give_opinion,
    asked.AskPayment: waits.ask_payment,
    asked.RecordPayment: waits.record_payment,
    asked.AskConfirmation: waits.ask_confirmation,
    asked.Confirm: waits.confirm,
    asked.Object: waits.object_to_draft,
    asked.LapseConfirmation: waits.lapse,
    asked.AskPresence: waits.ask_presence,
    asked.RecordPresence: waits.record_presence,
    asked.Grant: ending.grant,
    asked.Reject: ending.reject,
    asked.HandOverResult: ending.hand_over,
    asked.Withdraw: ending.withdraw,
    asked.Stop: ending.stop,
    asked.UploadDraft: signing.upload,
    asked.SubmitForSignature: signing.submit,
    asked.OpenForSignature: signing.open_it,
    asked.Initial: signing.initial,
    asked.ReturnForCorrection: signing.return_it,
    asked.RecallSignature: signing.recall,
}


@house_rule("Every act is checked against one table of statuses, so that every door refuses alike.")
def possible(state: DossierState, command: type[Command]) -> bool:
    """Say whether the status allows this act at all; `decide` may still refuse it for another reason."""
    if command is asked.RefuseReception and state.received_at is not None:
        return False
    if command is asked.AskSupplement and state.supplements:
        return False
    if command is asked.AskSecondSupplement and not state.supplements:
        return False
    return state.status in ALLOWED[command]


@house_rule("A command is answered by events or by a refusal, never by silence.")
def decide(state: DossierState, command: Command, facts: Facts, now: datetime) -> tuple[DossierEvent, ...]:
    """Return what follows from `command`; raises `Refused` with the status, the rule and what can be done instead."""
    check(state, command)
    return DECISIONS[type(command)](state, command, facts, now)


@house_rule("The status and the reason owed are checked alike for every act.")
def check(state: DossierState, command: Command) -> None:
    """Raise `Refused` when the status does not allow the act, or a reason is owed and missing."""
    if state.status not in ALLOWED[type(command)]:
        source = ONE_AT_A_TIME if state.status in _WAITING else ONE_STOP
        raise refuse(
            "not-in-this-status",
            gettext_noop(
                "This cannot be done now: the dossier is at “%(status)s”. Look at what has happened to it meanwhile."
            ),
            source,
            status=state.status.value,
            act=type(command).__struct_config__.tag,
        )
    if command.NOTE_REQUIRED and not command.note.strip():
        message = gettext_noop("Write the reason: one sentence that the other side will read and understand.")
        problem = FieldProblem(field="note", code="required", message=message)
        raise refuse("reason-missing", message, REASON_IS_OWED, fields=(problem,))
