"""Who may enter the official's house: officials, whatever their post."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow

POLICIES = (PolicyRow(name="desk.enter", grants=(Grant(kind=ActorKind.OFFICIAL),)),)
