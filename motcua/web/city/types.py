"""Who may see the city's figures: everybody."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow

POLICIES = (
    PolicyRow(
        name="city.visit",
        grants=tuple(Grant(kind=kind) for kind in (ActorKind.ANONYMOUS, ActorKind.CITIZEN, ActorKind.OFFICIAL)),
    ),
)
