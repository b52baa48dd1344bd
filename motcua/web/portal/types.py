"""Who may visit the citizen's house: everybody."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow

POLICIES = (
    PolicyRow(
        name="portal.visit",
        grants=tuple(Grant(kind=kind) for kind in (ActorKind.ANONYMOUS, ActorKind.CITIZEN, ActorKind.OFFICIAL)),
    ),
)
