"""The door's decorator: every view names its policy, and the query that loads the matter it is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase

from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import ANONYMOUS, Actor, Matter

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
MatterQuery = Callable[..., Matter]


class ActingRequest(HttpRequest):
    """A request as the doors see it: the access room's middleware has said who acts."""

    actor: Actor
    matter: Matter


def policy(name: str, *, matter: MatterQuery | None = None, asks_who: bool = True) -> Callable[[View[P]], View[P]]:
    """
    Let a view be entered only by those whom the policy `name` allows.

    `matter` is called with the view's URL arguments and returns the `Matter`; without it the policy is asked about
    nothing in particular, so that only grants without a tie apply. The decision leaves `request.matter` behind.
    A door that does not ask who acts (`asks_who`) takes everybody as nobody: finding out needs the database.
    Raises `Denied`, and whatever `matter` raises for a thing that does not exist.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def door(request: ActingRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = matter(**kwargs) if matter else Matter()
            authorise(registry.row(name), request.actor if asks_who else ANONYMOUS, found)
            request.matter = found
            return view(request, *args, **kwargs)

        cast("Any", door).policy_name = name
        return cast("View[P]", door)

    return decorate
