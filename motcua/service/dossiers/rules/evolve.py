"""Fold an event into the state. Never refuses: what happened, happened."""

from datetime import datetime
from functools import singledispatch

from msgspec.structs import replace

from motcua.foundation.clock.account import Party, TimeAccount
from motcua.foundation.law.citations import house_rule
from motcua.service.dossiers.rules import rounds
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import (
    WAITING,
    Channel,
    Confirmation,
    DossierState,
    Handover,
    Obligation,
    Opinion,
    Outcome,
    PaperRef,
    Presence,
    Status,
    SupplementRound,
)


def begin(event: happened.Submitted, at: datetime) -> DossierState:
    """Return the state after a dossier's first entry."""
    return DossierState(
        id=event.id,
        version=1,
        status=Status.AWAITING_LINKED if event.linked and event.linked.after else Status.SUBMITTED,
        code=event.code,
        procedure=event.procedure,
        procedure_version=event.procedure_version,
        case=event.case,
        sector=event.sector,
        channel=event.channel,
        agency=event.agency,
        receiving_agency=event.receiving_agency,
        applicant=event.applicant,
        filer=event.filer,
        submitted_at=at,
        reception_due_at=event.reception_due_at,
        declaration=event.declaration,
        papers=event.papers,
        linked=event.linked,
        helper=event.helper,
    )


begin = house_rule("A dossier begins when it is submitted: its code is given then, as the national sync expects.")(
    begin
)


@house_rule("State is what the entries say, in order, and nothing else: it can always be folded again.")
def evolve(state: DossierState | None, event: DossierEvent, at: datetime, by: str) -> DossierState:
    """Return the state after `event`, which happened `at` by the act of `by` (an opaque id)."""
    if state is None:
        if not isinstance(event, happened.Submitted):
            raise ValueError("a dossier's first entry is its submission")
        return begin(event, at)
    folded = rounds.after_others(_fold(event, state, at, by), event, at, by)
    return replace(folded, version=state.version + 1)


@singledispatch
def _fold(event: DossierEvent, state: DossierState, at: datetime, by: str) -> DossierState:
    raise TypeError(f"nothing folds {type(event).__name__}")


for _kind in rounds.FOLDED:
    _fold.register(_kind, rounds.fold)


def _account(state: DossierState) -> TimeAccount:
    if state.account is None:
        raise ValueError("the clock of this dossier has not begun")
    return state.account


def _work(state: DossierState, at: datetime, *, holder: str, step: str) -> TimeAccount:
    return _account(state).begin(at=at, party=Party.AGENCY, holder=holder, agency=state.agency, step=step)


def _wait(
    state: DossierState, at: datetime, status: Status, *, party: Party, reason: str, counts: bool, agency: str = ""
) -> DossierState:
    account = state.account and state.account.begin(
        at=at, party=party, holder="", agency=agency or state.agency, step=state.step, counts=counts, reason=reason
    )
    return replace(state, status=status, before_wait=state.status, account=account)


def _resume(state: DossierState, at: datetime) -> DossierState:
    account = state.account and _work(state, at, holder=state.holder, step=state.step)
    return replace(state, status=state.before_wait or Status.IN_PROGRESS, before_wait=None, account=account)


def _end(state: DossierState, at: datetime, status: Status) -> DossierState:
    return replace(state, status=status, account=state.account and state.account.end(at), ended_at=at, before_wait=None)


@_fold.register
def _(event: happened.Received, state: DossierState, at: datetime, by: str) -> DossierState:
    account = TimeAccount(limit=event.limit, started_at=at).begin(
        at=at, party=Party.AGENCY, agency=state.agency, step=event.step
    )
    return replace(
        state,
        status=Status.RECEIVED,
        received_at=at,
        received_late=event.late,
        account=account,
        step=event.step,
        holder="",
        handover=Handover(by=by, at=at, from_step="", from_holder=by),
        promised_due_at=event.promised_due_at,
        computed_due_at=event.computed_due_at,
    )


@_fold.register
def _(event: happened.Released, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(state, status=Status.SUBMITTED, reception_due_at=event.reception_due_at)


@_fold.register
def _(event: happened.ReceptionRefused, state: DossierState, at: datetime, by: str) -> DossierState:
    return _end(state, at, Status.REFUSED)


@_fold.register
def _(event: happened.ReceptionUndone, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(
        state, status=Status.SUBMITTED, received_at=None, received_late=False, account=None, step="", holder="",
        handover=None, promised_due_at=None, computed_due_at=None,
    )  # fmt: skip


@_fold.register
def _(event: happened.SupplementAsked, state: DossierState, at: datetime, by: str) -> DossierState:
    asked = SupplementRound(
        number=event.number, asked_at=at, marks=event.marks, note=event.note, exceptional=event.exceptional
    )
    waiting = _wait(
        state, at, Status.AWAITING_SUPPLEMENT, party=Party.APPLICANT, reason="awaiting-supplement", counts=False
    )
    return replace(waiting, supplements=(*state.supplements, asked))


@_fold.register
def _(event: happened.SupplementGiven, state: DossierState, at: datetime, by: str) -> DossierState:
    rounds = tuple(replace(each, answered_at=at) if each.number == event.number else each for each in state.supplements)
    replaced = {paper.requirement for paper in event.papers}
    papers: tuple[PaperRef, ...] = (
        *(paper for paper in state.papers if paper.requirement not in replaced),
        *event.papers,
    )
    resumed = _resume(state, at)
    return replace(
        resumed,
        supplements=rounds,
        papers=papers,
        declaration=event.declaration,
        reception_due_at=event.reception_due_at or state.reception_due_at,
        computed_due_at=event.computed_due_at or state.computed_due_at,
        promised_due_at=event.promised_due_at or state.promised_due_at,
    )


@_fold.register
def _(event: happened.Assigned, state: DossierState, at: datetime, by: str) -> DossierState:
    if state.status in WAITING:  # the wait goes on, and whoever holds it now works on it afterwards
        return replace(
            state,
            holder=event.to,
            before_wait=Status.IN_PROGRESS,
            handover=Handover(by=by, at=at, from_step=state.step, from_holder=state.holder, opened=event.to == by),
        )
    return replace(
        state,
        status=Status.IN_PROGRESS,
        holder=event.to,
        handover=Handover(by=by, at=at, from_step=state.step, from_holder=state.holder, opened=event.to == by),
        account=_work(state, at, holder=event.to, step=state.step),
    )


@_fold.register
def _(event: happened.Opened, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(state, handover=state.handover and replace(state.handover, opened=True))


@_fold.register(happened.Forwarded)
@_fold.register(happened.SentBack)
def _(event: happened.Forwarded | happened.SentBack, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(
        state,
        status=Status.IN_PROGRESS,
        step=event.to_step,
        holder=event.to,
        handover=Handover(by=by, at=at, from_step=event.from_step, from_holder=state.holder),
        account=_work(state, at, holder=event.to, step=event.to_step),
    )


@_fold.register
def _(event: happened.Recalled, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(
        state, step=event.to_step, holder=event.to, handover=None,
        account=_work(state, at, holder=event.to, step=event.to_step),
    )  # fmt: skip


@_fold.register
def _(event: happened.OpinionAsked, state: DossierState, at: datetime, by: str) -> DossierState:
    asked = Opinion(id=event.id, agency=event.agency, asked_at=at, due_at=event.due_at, question=event.question)
    waiting = _wait(
        state, at, Status.AWAITING_OPINION, party=Party.OTHER_AGENCY, reason="awaiting-opinion", counts=True,
        agency=event.agency,
    )  # fmt: skip
    return replace(waiting, opinions=(*state.opinions, asked))


@_fold.register
def _(event: happened.OpinionGiven, state: DossierState, at: datetime, by: str) -> DossierState:
    opinions = tuple(
        replace(each, answered_at=at, answer=event.answer) if each.id == event.id else each for each in state.opinions
    )
    return replace(_resume(state, at), opinions=opinions, computed_due_at=event.computed_due_at)


@_fold.register
def _(event: happened.PaymentAsked, state: DossierState, at: datetime, by: str) -> DossierState:
    asked = Obligation(id=event.id, fee=event.fee, amount_vnd=event.amount_vnd, asked_at=at)
    waiting = _wait(state, at, Status.AWAITING_PAYMENT, party=Party.APPLICANT, reason="awaiting-payment", counts=False)
    return replace(waiting, obligations=(*state.obligations, asked))


@_fold.register
def _(event: happened.PaymentRecorded, state: DossierState, at: datetime, by: str) -> DossierState:
    paid = tuple(
        replace(each, paid_at=at, receipt_no=event.receipt_no) if each.id == event.id else each
        for each in state.obligations
    )
    return replace(
        _resume(state, at), obligations=paid,
        computed_due_at=event.computed_due_at, promised_due_at=event.promised_due_at,
    )  # fmt: skip


@_fold.register
def _(event: happened.ConfirmationAsked, state: DossierState, at: datetime, by: str) -> DossierState:
    waiting = _wait(
        state, at, Status.AWAITING_CONFIRMATION, party=Party.APPLICANT, reason="awaiting-confirmation", counts=False
    )
    return replace(waiting, confirmation=Confirmation(asked_at=at, until=event.until))


@_fold.register
def _(event: happened.ConfirmationAnswered, state: DossierState, at: datetime, by: str) -> DossierState:
    answered = state.confirmation and replace(state.confirmation, answered_at=at, answer=event.answer, note=event.note)
    return replace(
        _resume(state, at), confirmation=answered,
        computed_due_at=event.computed_due_at, promised_due_at=event.promised_due_at,
    )  # fmt: skip


@_fold.register
def _(event: happened.PresenceAsked, state: DossierState, at: datetime, by: str) -> DossierState:
    waiting = _wait(
        state, at, Status.AWAITING_PRESENCE, party=Party.APPLICANT, reason="awaiting-presence", counts=False
    )
    return replace(waiting, presence=Presence(asked_at=at, appointed_at=event.appointed_at))


@_fold.register
def _(event: happened.PresenceRecorded, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(
        _resume(state, at), presence=state.presence and replace(state.presence, came_at=at),
        computed_due_at=event.computed_due_at, promised_due_at=event.promised_due_at,
    )  # fmt: skip


@_fold.register
def _(event: happened.Decided, state: DossierState, at: datetime, by: str) -> DossierState:
    outcome = Outcome(
        granted=event.granted, due_at=event.due_at, ended_at=at, time_class=event.time_class,
        calendar_version=event.calendar_version,
    )  # fmt: skip
    ended = _end(state, at, Status.GRANTED if event.granted else Status.REJECTED)
    return replace(ended, outcome=outcome, result=event.result, holder="", handover=None)


@_fold.register
def _(event: happened.ResultHandedOver, state: DossierState, at: datetime, by: str) -> DossierState:
    return replace(state, status=Status.HANDED_OVER)


@_fold.register
def _(event: happened.Withdrawn, state: DossierState, at: datetime, by: str) -> DossierState:
    return _end(state, at, Status.WITHDRAWN)


@_fold.register
def _(event: happened.Stopped, state: DossierState, at: datetime, by: str) -> DossierState:
    return _end(state, at, Status.STOPPED)


@_fold.register
def _(event: happened.Transferred, state: DossierState, at: datetime, by: str) -> DossierState:
    moved = replace(
        state, agency=event.to_agency, holder="", handover=None,
        # What was filed online is received and handed over by whoever is competent; a counter keeps what it took in.
        receiving_agency=event.to_agency if state.channel is Channel.ONLINE else state.receiving_agency,
        reception_due_at=event.reception_due_at or state.reception_due_at,
    )  # fmt: skip
    if state.account is None:
        return moved
    return replace(moved, status=Status.RECEIVED, account=_work(moved, at, holder="", step=state.step))
