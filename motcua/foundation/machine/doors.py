"""
A door for machines: let in by a token (or a session with its CSRF token), asked for its policy before anything is read.

Every method of a door names its policy by `door`; a method without one is an error when the module is imported.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar, cast, get_origin

import msgspec
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_vary_headers
from dmr import Controller, ResponseSpec, validate
from dmr.endpoint import Endpoint
from dmr.headers import HeaderSpec
from dmr.plugins.msgspec import MsgspecSerializer

from motcua.foundation.ledger.types import Conflict
from motcua.foundation.machine import problems
from motcua.foundation.machine.paging import Listed
from motcua.foundation.machine.problems import Problem
from motcua.foundation.machine.tongue import speak
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.policy.types import Actor, ActorKind, Denied, Matter

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "policy_name"
# What may happen at any address; a door adds its own.
ALWAYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_ACCEPTABLE,
          HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)  # fmt: skip
CHANGING = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)

F = TypeVar("F", bound=Callable[..., Any])

IdempotencyKey = msgspec.Meta(
    min_length=1,
    max_length=200,
    description="Names this request for ever: sent again with the same body it is answered and never done twice.",
)


class Credentials(CsrfViewMiddleware):
    """Asks a session for its CSRF token; a bearer token is sent by no browser of its own accord."""

    def refusal(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the refusal, None when the request may pass."""
        return self.process_view(request, _unexempt, (), {})


def _unexempt(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError(request)


_credentials = Credentials(_unexempt)


def forged(request: HttpRequest, actor: Actor) -> HttpResponseBase | None:
    """Return the refusal of a changing request that a session sends without its CSRF token."""
    if request.method in SAFE or request.headers.get("Authorization") or actor.kind is ActorKind.ANONYMOUS:
        return None
    return _credentials.refusal(request)


def door(
    policy: str,
    returns: Any,
    *,
    operation: str,
    status: HTTPStatus = HTTPStatus.OK,
    fails: tuple[HTTPStatus, ...] = (),
    headers: Mapping[str, str] | None = None,
    anonymous: bool = False,
) -> Callable[[F], F]:
    """
    Say of a door's method which policy it asks, what it returns, and by which statuses it fails besides `ALWAYS`.

    `headers` names those of a good answer with what they say; `anonymous` that no token is needed.
    """
    # A list's cursor can be one that no page has shown.
    refuses = {HTTPStatus.UNPROCESSABLE_ENTITY} if get_origin(returns) is Listed else set()

    def decorate(method: F) -> F:
        documented = validate(
            ResponseSpec(
                returns,
                status_code=status,
                headers={name: HeaderSpec(description=text, required=False) for name, text in (headers or {}).items()},
            ),
            *(ResponseSpec(Problem, status_code=each) for each in sorted({*ALWAYS, *fails, *refuses})),
            operation_id=operation,
            validate_responses=False,
            security=[{"token": [policy]}, *([{}] if anonymous else [])],
            x_extensions={"x-policy": policy},
        )(method)
        setattr(documented, POLICY, policy)
        return cast("F", documented)

    return decorate


class Door(Controller[MsgspecSerializer]):
    """The base of all doors for machines. `matter` says what a request is about, for the policy."""

    is_abstract: ClassVar[bool] = True
    error_model: ClassVar[Any] = Problem
    guards: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.guards = {name: getattr(getattr(cls, name.lower()), POLICY) for name in cls.api_endpoints}

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Return the view, marked with the policies of its methods."""
        view = super().as_view(**initkwargs)
        setattr(view, POLICY, " ".join(sorted(set(cls.guards.values()))))
        return view

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return cast("ActingRequest", self.request).actor

    def matter(self) -> Matter:
        """Return what the request is about; called before the policy is asked."""
        return Matter()

    def denied(self, error: Denied) -> Exception:
        """Return what to raise for a request that the policy denies."""
        return error

    def meanwhile(self, error: Conflict) -> list[object]:
        """Return what happened since the version that a conflict expected."""
        del error
        return []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Choose the language, ask who and whether they may, then let the method answer."""
        speak(request)
        if "\0" in request.path or any("\0" in text for text in request.GET.values()):
            raise BadRequest
        policy = self.guards.get(request.method or "")
        if policy is not None:
            refusal = forged(request, self.actor)
            if refusal is not None:
                return refusal
            try:
                authorise(registry.row(policy), self.actor, self.matter())
            except Denied as error:
                raise self.denied(error) from error
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def answer(
        self, body: object, *, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
    ) -> HttpResponse:
        """Return a good answer."""
        return self.to_response(body, status_code=status, headers=headers)

    def nothing(self) -> HttpResponse:
        """Return that it was done and that there is nothing to say: 204."""
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def handle_error(self, endpoint: Endpoint, controller: Any, exc: Exception) -> HttpResponse:
        """Answer what concerns the request's form or its version; everything else goes to the one table."""
        del endpoint, controller
        if isinstance(exc, problems.UNREADABLE):
            return problems.unreadable(self.request, exc)
        if isinstance(exc, Conflict):
            named = "If-Match" in self.request.headers
            return problems.conflict(self.request, exc, self.meanwhile(exc), precondition=named)
        raise exc

    def handle_method_not_allowed(self, method: str) -> HttpResponse:
        """Answer a method that this door does not have."""
        del method
        return problems.method_not_allowed(self.request, sorted(self.api_endpoints))


def plain_door(policy: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Guard a view whose bodies are not JSON, such as the bytes of a file, like a `Door`'s method."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            speak(request)
            refusal = forged(request, request.actor)
            if refusal is not None:
                return refusal
            authorise(registry.row(policy), request.actor, Matter())
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        setattr(guarded, POLICY, policy)
        return guarded

    return decorate
