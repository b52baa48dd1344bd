"""Who works on it: assign, take, open, forward, send back, recall until opened."""

from datetime import datetime

from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import FORMS, HOLDER_WORKS, UNDO_UNTIL_OPENED
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import DossierState


@house_rule("The head or the desk gives the work to an official of the agency.")
def assign(
    state: DossierState, command: asked.Assign, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Give the present step to an official, or, while it waits for others, the work that comes afterwards."""
    if state.received_at is None:
        raise refuse(
            "not-received",
            gettext_noop("This dossier has not been received yet, so there is no work on it to give."),
            HOLDER_WORKS,
        )
    if command.to == state.holder:
        message = gettext_noop("This official already holds the dossier. Choose another one.")
        raise refuse("same-holder", message, HOLDER_WORKS, fields=(FieldProblem("to", "same-holder", message),))
    return (happened.Assigned(to=command.to),)


@house_rule("An official whose role the step asks for may take it from the unit's queue.")
def take(state: DossierState, command: asked.Take, facts: Facts, now: datetime) -> tuple[happened.DossierEvent, ...]:
    """Take a dossier that nobody holds."""
    if state.holder:
        raise refuse(
            "held-by-another",
            gettext_noop("Somebody else already works on this dossier. The head or the desk can reassign it."),
            HOLDER_WORKS,
        )
    step = facts.plan.step(state.step)
    if step is not None and step.role not in facts.actor.roles:
        raise refuse(
            "another-role",
            gettext_noop("This step is for another role, so it cannot be taken from your post."),
            HOLDER_WORKS,
            step=state.step,
        )
    return (happened.Assigned(to=facts.actor.id),)


@house_rule("Opening is kept, because a hand-over can be recalled until then.")
def open_it(state: DossierState, command: asked.Open, facts: Facts, now: datetime) -> tuple[happened.DossierEvent, ...]:
    """Note that the holder has opened it; nothing when that is already so."""
    if state.handover is None or state.handover.opened:
        return ()
    return (happened.Opened(),)


@law("03-2025-tt-vpcp")
def forward(
    state: DossierState, command: asked.Forward, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Hand the work to the next step (or to `to_step`), to an official or to the unit's queue (form 06 keeps it)."""
    following = facts.plan.after(state.step)
    target = command.to_step or (following.code if following else "")
    if not target or facts.plan.step(target) is None or target == state.step:
        message = gettext_noop("Choose the step to forward to.")
        raise refuse("no-such-step", message, FORMS, fields=(FieldProblem("to_step", "unknown", message),))
    return (happened.Forwarded(from_step=state.step, to_step=target, to=command.to, note=facts.note),)


@law("03-2025-tt-vpcp")
def send_back(
    state: DossierState, command: asked.SendBack, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Send the work back to the step before, with a reason; to whoever handed it over when that is known."""
    previous = facts.plan.before(state.step)
    if previous is None or previous.code == facts.plan.steps[0].code:
        raise refuse(
            "first-step",
            gettext_noop(
                "This is the first step after reception: there is none to send it back to. Ask for a supplement, transfer it or stop it."
            ),
            FORMS,
        )
    to = state.handover.by if state.handover is not None and state.handover.from_step == previous.code else ""
    return (happened.SentBack(from_step=state.step, to_step=previous.code, to=to, note=facts.note),)


@house_rule("Whoever handed the work over may take it back until the other side has opened it.")
def recall(
    state: DossierState, command: asked.Recall, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Take back what was forwarded or assigned by mistake."""
    handover = state.handover
    if handover is None or handover.by != facts.actor.id or not handover.from_step:
        raise refuse(
            "not-yours-to-recall",
            gettext_noop("Only whoever handed the dossier over can recall it."),
            UNDO_UNTIL_OPENED,
        )
    if handover.opened:
        raise refuse(
            "already-opened",
            gettext_noop("It can no longer be recalled: the other side has opened it. Ask them to send it back."),
            UNDO_UNTIL_OPENED,
        )
    return (happened.Recalled(from_step=state.step, to_step=handover.from_step, to=handover.from_holder),)
