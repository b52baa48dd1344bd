"""A queue narrowed down: read from an address, said in words, and asked for by a form of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Option
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.people import queries as people
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.pages.desk_forms import officials_of
from motcua.service.dossiers.pages.desk_words import CHANNELS
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.types.queues import DUE_NAMES, NAMES, NOBODY, WORDS, Due, Narrowing, Queue, narrowing_of
from motcua.service.dossiers.types.state import Channel

_CHANNELS = frozenset(each.value for each in Channel)


def asked_narrowing(query: Mapping[str, str]) -> Narrowing:
    """Return what an address narrows a queue down to."""
    return narrowing_of(query, channels=_CHANNELS)


def said(narrowing: Narrowing, now: datetime) -> list[str]:
    """Return what a queue is narrowed down to, in words."""
    told = []
    if narrowing.procedure:
        rows = procedures.search(narrowing.procedure, on=local_day(now), size=1).rows
        found = next((words(row.name) for row in rows if row.code == narrowing.procedure), narrowing.procedure)
        told.append(found)
    if narrowing.channel:
        told.append(gettext(CHANNELS[Channel(narrowing.channel)]))
    if narrowing.due:
        told.append(gettext("due: %(window)s") % {"window": gettext(DUE_NAMES[Due(narrowing.due)])})
    if narrowing.holder:
        told.append(gettext("held by %(name)s") % {"name": _holder(narrowing.holder)})
    if narrowing.text:
        told.append(f"“{narrowing.text}”")
    return told


def _holder(holder: str) -> str:
    if holder == NOBODY:
        return gettext("nobody")
    found = people.people({holder}) if _is_id(holder) else {}
    return next((one.full_name for one in found.values()), holder)


def _is_id(text: str) -> bool:
    return len(text) == 36


@never_cache
@require_safe
@policy("dossier.queue")
def narrow(request: ActingRequest, queue: Queue) -> HttpResponse:
    """Ask what to narrow a queue down to; inside the list for HTMX, else on a page of its own."""
    now = timezone.now()
    narrowing = asked_narrowing(request.GET)
    context: dict[str, Any] = {
        "list_title": gettext(NAMES[queue]),
        "list_href": reverse("dossiers:queue", args=[queue]),
        "narrowing": narrowing,
        "word": WORDS,
        "procedure_options": [
            Option(value=found.code, text=words(found.name))
            for found in procedures.search("", on=local_day(now), size=100).rows
        ],
        "channel_options": [Option(value=each.value, text=gettext(name)) for each, name in CHANNELS.items()],
        "due_options": [Option(value=each.value, text=gettext(name)) for each, name in DUE_NAMES.items()],
        "holder_options": [
            Option(value=NOBODY, text=gettext("Nobody")),
            *officials_of(request.actor.agency, now),
        ],
    }
    request.queue = queue  # type: ignore[attr-defined]
    return render(request, "dossiers/desk/narrow.html", context, fragment="form")
