"""What an official does for whoever applied at the counter, because they asked for it there."""

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.types import Actor, ActorKind
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import Channel, DossierState

APPLICANTS_OWN = frozenset({asked.GiveSupplement, asked.Withdraw, asked.Confirm, asked.Object})
"""What is the applicant's to do."""

_AT_THE_COUNTER = HouseRule(
    "Whoever came to a counter may go on there; whoever filed online does so alone, so that nobody acts in their name."
)


@house_rule("An act of the applicant's that an official does is done on the applicant's behalf, and the entry says so.")
def behalf_of(state: DossierState, command: type[Command], actor: Actor) -> str:
    """Return the id of the person on whose behalf the act is done; empty when it is the actor's own."""
    if actor.kind is not ActorKind.OFFICIAL or command not in APPLICANTS_OWN or actor.person in state.subjects:
        return ""
    return state.filer or state.applicant


@house_rule("Only a dossier that came by a counter or by post is gone on with at the counter.")
def check(state: DossierState, command: type[Command], actor: Actor) -> None:
    """Refuse `filed-online` when an official would act for an applicant who files online."""
    if behalf_of(state, command, actor) and state.channel is Channel.ONLINE:
        raise refuse(
            "filed-online",
            gettext_noop(
                "This dossier was filed online, so only the applicant can do this, signed in. Help them to sign in instead."
            ),
            _AT_THE_COUNTER,
        )
