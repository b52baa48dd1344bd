"""The board in the hall: who is called to which window, and who comes next."""

from datetime import datetime

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.counters.pages.opening import Opened, open_counter
from motcua.service.counters.queries.matters import matter_of
from motcua.service.counters.rules.order import order_of_calls, waiting
from motcua.service.counters.types.day import Ticket, TicketStatus

SHOWN_CALLS = 6
SHOWN_NEXT = 8
SECONDS = 5


class Called(msgspec.Struct, frozen=True):
    """A number on the board. `at` tells one call from another."""

    code: str
    window: int
    is_calling: bool
    at: str


@never_cache
@require_safe
@policy("counter.see", matter=matter_of)
def board(request: ActingRequest, agency: str) -> HttpResponse:
    """Show the latest calls first; the page renews itself."""
    now = timezone.now()
    counter = open_counter(agency, now)
    called = _called(counter)
    context = {
        "counter": counter,
        "called": called,
        "latest": called[0] if called and called[0].is_calling else None,
        "next": _next(counter),
        "at": formats.clock_time(now),
        "seconds": SECONDS,
    }
    return render(request, "counters/board.html", context, fragment="calls")


def _called(counter: Opened) -> list[Called]:
    there = [one for one in counter.standing.day.tickets.values() if one.last_call_at is not None]
    latest_first = sorted(there, key=lambda one: (one.status is TicketStatus.CALLED, _call_of(one)), reverse=True)
    return [
        Called(
            code=one.code, window=one.window or 0, is_calling=one.status is TicketStatus.CALLED,
            at=f"{one.code}/{one.window}/{one.calls}",
        )
        for one in latest_first[:SHOWN_CALLS]
    ]  # fmt: skip


def _call_of(ticket: Ticket) -> datetime:
    assert ticket.last_call_at is not None  # noqa: S101 -- chosen by it
    return ticket.last_call_at


def _next(counter: Opened) -> list[str]:
    stands = counter.standing
    queue = waiting(stands.day, {line.letter for line in stands.place.lines})
    return [one.code for one in order_of_calls(queue, since_priority=None)[:SHOWN_NEXT]]
