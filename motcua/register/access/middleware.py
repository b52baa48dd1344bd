"""Says who acts, and records who reads, before the first byte goes out."""

import logging
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from motcua.foundation.interface.presenting import Answer, respond
from motcua.foundation.policy.types import ANONYMOUS, Actor, Denied
from motcua.register.access import commands, queries, rules
from motcua.register.access.types import Reading
from motcua.register.people.types import POST_IN_SESSION

logger = logging.getLogger("motcua.access")

BEARER = "Bearer "


class AccessMiddleware:
    """
    Puts `request.actor` on every request (asked for only when a door looks), and after the view records
    `request.reading`, if the view declared one. It stands inside the session and the account, outside nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        acting = cast("Any", request)
        acting.actor = SimpleLazyObject(lambda: actor_of_request(request))
        response = self.get_response(request)
        reading: Reading | None = getattr(request, "reading", None)
        if reading is None or not rules.shows_data(response.status_code):
            return response
        try:
            commands.record_reading(actor=acting.actor, reading=reading, now=timezone.now())
        except Exception:
            logger.exception("a reading could not be recorded, so %s was not shown", request.path)
            response.close()
            return respond(request, _not_recorded())
        return response


def actor_of_request(request: HttpRequest) -> Actor:
    """Return who acts: by a bearer token if one is sent, else by the session. A bad token raises `Denied`."""
    sent = request.headers.get("Authorization", "")
    if sent.startswith(BEARER):
        actor = queries.actor_for_token(sent.removeprefix(BEARER).strip(), timezone.now())
        if actor is None:
            raise Denied("token", signed_in=False)
        return actor
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return ANONYMOUS
    post = request.session.get(POST_IN_SESSION, "")
    return queries.actor_for(str(account.person_id), post, timezone.now(), name=account.person.full_name)


def _not_recorded() -> Answer:
    return Answer(
        status=503,
        code="reading-not-recorded",
        title=gettext("This page cannot be shown just now"),
        detail=gettext(
            "Every look at a person's data is recorded first, and just now nothing can be recorded. "
            "Try again in a minute."
        ),
        kept=gettext("What was saved before is kept."),
        headers={"Retry-After": "10"},
    )
