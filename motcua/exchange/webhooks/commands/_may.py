"""Whether an owner may hear of a dossier at this moment."""

from datetime import datetime

import msgspec

from motcua.exchange.webhooks.types import Subscription
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.register.access import queries as access
from motcua.register.people import queries as people
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types.state import DossierState


def lives(subscription: Subscription, now: datetime) -> bool:
    """Say whether its owner is still there: the account, the post if it has one, the token if it was made by one."""
    owner = subscription.owner
    if not people.may_sign_in(owner.person) or (owner.token and not access.token_is_valid(owner.token, now)):
        return False
    return not owner.post or access.actor_for(owner.person, owner.post, now).post == owner.post


def may_hear(subscription: Subscription, state: DossierState, now: datetime) -> bool:
    """Ask the policy, as if the owner opened the dossier now, within the scopes that it was set up with."""
    if not lives(subscription, now):
        return False
    owner = subscription.owner
    actor = msgspec.structs.replace(access.actor_for(owner.person, owner.post, now), scopes=owner.scopes)
    return allowed(registry.row("dossier.view"), actor, matter_of(state))
