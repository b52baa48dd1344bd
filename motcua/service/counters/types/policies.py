"""Who may do what at a counter: everybody takes numbers and sees who is called, its officers call."""

from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role, Tie
from motcua.foundation.text import gettext_noop

_EVERYBODY = tuple(Grant(kind=kind) for kind in (ActorKind.ANONYMOUS, ActorKind.CITIZEN, ActorKind.OFFICIAL))
_DESK = frozenset({Role.DESK})

POLICIES: tuple[PolicyRow, ...] = (
    PolicyRow("counter.see", _EVERYBODY),
    PolicyRow("counter.take", (*_EVERYBODY, Grant(kind=ActorKind.SYSTEM))),
    PolicyRow("counter.console", (Grant(kind=ActorKind.OFFICIAL, roles=_DESK),)),
    PolicyRow(
        "counter.work",
        (Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=_DESK),),
        says=gettext_noop("Open windows at your counter and call numbers"),
    ),
    PolicyRow(
        "counter.set-up",
        (
            Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=frozenset({Role.ADMINISTRATOR})),
            Grant(kind=ActorKind.SYSTEM),
        ),
    ),
)
