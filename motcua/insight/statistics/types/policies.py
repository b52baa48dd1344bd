"""Who may see figures: everybody."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow

POLICIES = (
    PolicyRow(
        name="statistics.see",
        grants=tuple(Grant(kind=kind) for kind in (ActorKind.ANONYMOUS, ActorKind.CITIZEN, ActorKind.OFFICIAL)),
    ),
)
