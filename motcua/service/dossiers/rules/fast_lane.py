"""What is received, paid, signed and handed over while somebody waits: the ordinary acts, one after the other."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.types import FeeDue
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import ONE_STOP
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import DossierState


@law("23-2015-nd-cp", article="7")
@house_rule("The fast lane skips no act and no rule: it only does them at one go, so its figures are like any other's.")
def at_once(
    state: DossierState, *, fees: Sequence[FeeDue], receipt_no: str, signer: str, facts: Facts, now: datetime
) -> tuple[DossierState, tuple[DossierEvent, ...]]:
    """
    Return the state and the events of a dossier that was just submitted and is answered while its applicant waits.

    Refuses `amount-not-known` when the catalogue has no amount for a fee: then it goes the ordinary way.
    """
    acts: list[Command] = [asked.Receive()]
    for fee in fees:
        acts += [asked.AskPayment(fee=fee.code, amount_vnd=_amount(fee)), asked.RecordPayment(receipt_no=receipt_no)]
    acts += [asked.Assign(to=signer), asked.Grant(signer=signer), asked.HandOverResult(how="counter")]
    happened: list[DossierEvent] = []
    for number, act in enumerate(acts):
        # Each thing that an act names needs an id of its own.
        named = replace(facts, new_id=f"{facts.new_id}/{number}")
        for event in decide(state, act, named, now):
            state = evolve(state, event, now, facts.actor.id)
            happened.append(event)
    return state, tuple(happened)


def _amount(fee: FeeDue) -> int:
    if fee.amount_vnd is None:
        message = gettext_noop(
            "The amount of this fee is not in the catalogue. Take the case in at the counter instead."
        )
        raise refuse("amount-not-known", message, ONE_STOP, fields=(FieldProblem("fee", "unknown", message),))
    return fee.amount_vnd
