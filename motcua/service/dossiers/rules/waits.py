"""What a dossier waits for: another agency's opinion, a payment, the applicant's look at a draft, their presence."""

from datetime import datetime

from motcua.foundation.clock.account import Party, TimeAccount, computed_due_at
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.reception import owed
from motcua.service.dossiers.rules.sources import BIRTH_RECORD, ONE_STOP
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import DossierState


def _due_after_resuming(state: DossierState, facts: Facts, now: datetime) -> datetime:
    if state.account is None:
        raise ValueError("only a received dossier waits in this way")
    resumed = state.account.begin(at=now, party=Party.AGENCY, agency=state.agency, step=state.step)
    return computed_due_at(resumed, facts.calendar, now)


@law("118-2025-nd-cp")
@house_rule("The other agency's days are shown as its own, and count: the limit is the city's, not one office's.")
def ask_opinion(
    state: DossierState, command: asked.AskOpinion, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Ask another agency; its answer has its own due moment."""
    if command.agency == state.agency:
        message = gettext_noop("Choose another agency: this one is resolving the dossier itself.")
        raise refuse("same-agency", message, ONE_STOP, fields=(FieldProblem("agency", "same-agency", message),))
    limit = facts.plan.opinion_limit or facts.plan.limit
    calendar = facts.opinion_calendar or facts.calendar
    due = computed_due_at(TimeAccount(limit=limit, started_at=now), calendar, now)
    return (happened.OpinionAsked(id=facts.new_id, agency=command.agency, due_at=due, question=owed(facts.note)),)


@law("118-2025-nd-cp")
def give_opinion(
    state: DossierState, command: asked.GiveOpinion, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Answer as the agency that was asked."""
    opinion = state.open_opinion
    if opinion is None or opinion.agency != facts.actor.agency:
        raise refuse("not-asked", gettext_noop("Your agency was not asked about this dossier."), ONE_STOP)
    return (
        happened.OpinionGiven(
            id=opinion.id, answer=owed(facts.note), computed_due_at=_due_after_resuming(state, facts, now)
        ),
    )


@law("118-2025-nd-cp")
@house_rule("While a payment is awaited the time is the applicant's and does not count.")
def ask_payment(
    state: DossierState, command: asked.AskPayment, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Ask for a financial obligation; the amount is whole dong."""
    if command.amount_vnd <= 0:
        message = gettext_noop("Enter the amount in dong, more than zero.")
        raise refuse(
            "amount-not-positive", message, ONE_STOP, fields=(FieldProblem("amount_vnd", "positive", message),)
        )
    return (happened.PaymentAsked(id=facts.new_id, fee=command.fee, amount_vnd=command.amount_vnd),)


@house_rule("Until payment online exists, the desk records what was paid at the counter with the receipt's number.")
def record_payment(
    state: DossierState, command: asked.RecordPayment, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Record a payment at the counter."""
    obligation = state.open_obligation
    if obligation is None:
        raise refuse("nothing-to-pay", gettext_noop("Nothing is waiting to be paid."), ONE_STOP)
    if not command.receipt_no.strip():
        message = gettext_noop("Enter the number of the receipt that you gave.")
        raise refuse("receipt-missing", message, ONE_STOP, fields=(FieldProblem("receipt_no", "required", message),))
    due = _due_after_resuming(state, facts, now)
    return (
        happened.PaymentRecorded(
            id=obligation.id, receipt_no=command.receipt_no.strip(), computed_due_at=due, promised_due_at=due
        ),
    )


@law("163-qd-btp")
def ask_confirmation(
    state: DossierState, command: asked.AskConfirmation, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Show the applicant the draft paper; they have at most one day, and silence consents."""
    if facts.plan.confirmation is None:
        raise refuse(
            "no-confirmation-here",
            gettext_noop("This procedure has no draft for the applicant to confirm."),
            BIRTH_RECORD,
        )
    return (happened.ConfirmationAsked(until=now + facts.plan.confirmation),)


@law("163-qd-btp")
def confirm(
    state: DossierState, command: asked.Confirm, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """The applicant finds the draft right."""
    return _answered(state, "confirmed", facts, now)


@law("163-qd-btp")
def object_to_draft(
    state: DossierState, command: asked.Object, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """The applicant says what is wrong in the draft."""
    return _answered(state, "objected", facts, now)


@law("163-qd-btp")
def lapse(
    state: DossierState, command: asked.LapseConfirmation, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Nobody answered within the day: silence consents."""
    if state.confirmation is None or now < state.confirmation.until:
        raise refuse(
            "still-time-to-answer",
            gettext_noop("The applicant still has time to answer."),
            BIRTH_RECORD,
        )
    return _answered(state, "silence", facts, now)


def _answered(state: DossierState, answer: str, facts: Facts, now: datetime) -> tuple[happened.DossierEvent, ...]:
    due = _due_after_resuming(state, facts, now)
    return (happened.ConfirmationAnswered(answer=answer, computed_due_at=due, promised_due_at=due, note=facts.note),)


@house_rule("A step in person is an appointment; until it is kept the time is the applicant's.")
def ask_presence(
    state: DossierState, command: asked.AskPresence, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Ask the applicant to come at a moment when the agency is open."""
    appointed = command.appointed_at
    if appointed <= now:
        message = gettext_noop("Choose a moment that is still to come.")
        raise refuse("in-the-past", message, ONE_STOP, fields=(FieldProblem("appointed_at", "future", message),))
    return (happened.PresenceAsked(appointed_at=appointed, note=owed(facts.note)),)


@house_rule("The official who met the applicant records it.")
def record_presence(
    state: DossierState, command: asked.RecordPresence, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Record that the applicant came and the step was done."""
    due = _due_after_resuming(state, facts, now)
    return (happened.PresenceRecorded(computed_due_at=due, promised_due_at=due),)
