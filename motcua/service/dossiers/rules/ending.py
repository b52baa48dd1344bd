"""How a dossier ends: granted or rejected, handed over, withdrawn, stopped."""

from datetime import datetime

from motcua.foundation.clock.classes import freeze
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.reception import owed
from motcua.service.dossiers.rules.sources import BIRTH_RECORD
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import Channel, DossierState, PaperRef


@law("163-qd-btp")
@law("118-2025-nd-cp")
def grant(state: DossierState, command: asked.Grant, facts: Facts, now: datetime) -> tuple[happened.DossierEvent, ...]:
    """
    Grant what was asked for, with the paper that says so.

    Online, where the procedure has a draft to confirm, the applicant has seen it and not objected.
    """
    if facts.plan.confirmation is not None and state.channel is Channel.ONLINE:
        answer = state.confirmation.answer if state.confirmation is not None else ""
        if answer not in {"confirmed", "silence"}:
            raise refuse(
                "draft-not-confirmed",
                gettext_noop(
                    "The applicant has not confirmed the draft yet. Send it to them first; after one day without an answer it counts as confirmed."
                ),
                BIRTH_RECORD,
            )
    return _decided(state, facts, now, granted=True, result=command.result, signer=command.signer)


@law("118-2025-nd-cp")
def reject(
    state: DossierState, command: asked.Reject, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Reject what was asked for, with the reason."""
    return _decided(state, facts, now, granted=False, result=None)


def _decided(
    state: DossierState, facts: Facts, now: datetime, *, granted: bool, result: PaperRef | None, signer: str = ""
) -> tuple[happened.DossierEvent, ...]:
    if state.account is None:
        raise ValueError("only a received dossier is decided")
    frozen = freeze(state.account, facts.calendar, now)
    return (
        happened.Decided(
            granted=granted,
            due_at=frozen.due_at,
            time_class=frozen.time_class.value,
            calendar_version=frozen.calendar_version,
            reason=facts.note,
            result=result,
            signer=signer,
        ),
    )


@law("118-2025-nd-cp")
def hand_over(
    state: DossierState, command: asked.HandOverResult, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Give the result to the applicant; `how` is `counter`, `online` or `post`."""
    return (happened.ResultHandedOver(how=command.how),)


@house_rule("Whoever applied may withdraw until the answer is given; no reason is owed.")
def withdraw(
    state: DossierState, command: asked.Withdraw, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Withdraw the application."""
    return (happened.Withdrawn(reason=facts.note),)


@law("03-2025-tt-vpcp")
def stop(state: DossierState, command: asked.Stop, facts: Facts, now: datetime) -> tuple[happened.DossierEvent, ...]:
    """Stop processing, with the reason (form 05)."""
    return (happened.Stopped(reason=owed(facts.note)),)
