"""Who may use the doors of this room: everybody."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow

EVERYBODY = tuple(Grant(kind=kind) for kind in (ActorKind.ANONYMOUS, ActorKind.CITIZEN, ActorKind.OFFICIAL))

POLICIES = (PolicyRow(name="interface.use", grants=EVERYBODY),)
