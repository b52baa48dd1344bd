"""The first page of the city."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import policy


class LifeEvent(msgspec.Struct, frozen=True):
    """Something that happens in a life, and the procedure that answers it."""

    title: str
    text: str
    procedure: str


LIFE_EVENTS = (
    LifeEvent(
        title=gettext_noop("A child is born"),
        text=gettext_noop("Register the birth and receive the birth certificate."),
        procedure="1.001193",
    ),
)


@require_safe
@policy("portal.visit")
def home(request: HttpRequest) -> HttpResponse:
    """Search, what happens in a life, and the way to one's own dossiers."""
    events = [
        {"title": gettext(event.title), "text": gettext(event.text), "procedure": event.procedure}
        for event in LIFE_EVENTS
    ]
    return render(request, "portal/home.html", {"life_events": events})
