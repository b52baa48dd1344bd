"""Receiving a dossier, refusing to, taking a reception back, and sending it to the agency that is competent."""

from datetime import datetime

from motcua.foundation.clock.account import TimeAccount, computed_due_at
from motcua.foundation.clock.reception import reception_due_at
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import ONE_STOP, UNDO_UNTIL_OPENED
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import DossierState, NoteRef


@house_rule("A reason that is owed has been checked before an act is decided; its absence here is a defect.")
def owed(note: NoteRef | None) -> NoteRef:
    """Return the note that `decide.check` has made sure of."""
    if note is None:
        raise ValueError("this act carries a note")
    return note


@law("118-2025-nd-cp", article="17")
@law("03-2025-tt-vpcp")
def receive(
    state: DossierState, command: asked.Receive, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """
    Take the dossier in: the clock starts, and the date on the receipt is promised.

    Late when it comes after one working day (`reception_due_at`).
    """
    account = TimeAccount(limit=facts.plan.limit, started_at=now)
    due = computed_due_at(account, facts.calendar, now)
    return (
        happened.Received(
            limit=facts.plan.limit,
            late=now > state.reception_due_at,
            step=facts.plan.steps[1].code,
            promised_due_at=due,
            computed_due_at=due,
        ),
    )


@house_rule("What waited for another dossier's result is to be received from the moment when that result is there.")
def release(
    state: DossierState, command: asked.Release, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Let a linked dossier be received; its one working day begins now."""
    return (happened.Released(reception_due_at=reception_due_at(now, facts.calendar)),)


@house_rule("A linked dossier ends with the one whose result it needed, and the applicant is told why.")
def drop_linked(
    state: DossierState, command: asked.DropLinked, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Stop a linked dossier that can no longer be begun."""
    return (happened.Stopped(reason=owed(facts.note)),)


@law("03-2025-tt-vpcp")
def refuse_reception(
    state: DossierState, command: asked.RefuseReception, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Refuse to receive, with the reason (form 03). Only before reception: afterwards a dossier is decided."""
    if state.received_at is not None:
        raise refuse(
            "already-received",
            gettext_noop(
                "This dossier has been received, so reception can no longer be refused. Decide it, or stop it with a reason."
            ),
            ONE_STOP,
        )
    return (happened.ReceptionRefused(reason=owed(facts.note)),)


@house_rule("A mistaken reception is undone as if it had not been, as long as nobody has worked on the dossier since.")
def undo_reception(
    state: DossierState, command: asked.UndoReception, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Take a mistaken reception back; the dossier waits for reception again and keeps its code."""
    untouched = (
        state.step == facts.plan.steps[1].code
        and state.handover is not None
        and not state.handover.opened
        and state.supplements == tuple(each for each in state.supplements if each.asked_at < (state.received_at or now))
        and not state.opinions
        and not state.obligations
    )
    if not untouched:
        raise refuse(
            "work-has-begun",
            gettext_noop(
                "The reception can no longer be undone: somebody has begun to work on the dossier. Transfer it or stop it instead, with a reason."
            ),
            UNDO_UNTIL_OPENED,
        )
    return (happened.ReceptionUndone(reason=owed(facts.note)),)


@law("118-2025-nd-cp", article="14")
@law("118-2025-nd-cp", article="20")
def transfer(
    state: DossierState, command: asked.Transfer, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Send the dossier to the competent agency. Its code, its clock and its dates stay: the mistake is not theirs."""
    if command.to_agency == state.agency:
        message = gettext_noop("The dossier is already with this agency. Choose another one.")
        problem = FieldProblem(field="to_agency", code="same-agency", message=message)
        raise refuse("same-agency", message, ONE_STOP, fields=(problem,))
    due = reception_due_at(now, facts.calendar) if state.received_at is None else None
    return (
        happened.Transferred(
            from_agency=state.agency, to_agency=command.to_agency, reason=owed(facts.note), reception_due_at=due
        ),
    )
