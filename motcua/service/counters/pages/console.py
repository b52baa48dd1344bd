"""The window's console: call, call again, serve, done, and who waits. One key for each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Link
from motcua.foundation.interface.problems import sentence, shown
from motcua.foundation.law.refusals import Refusal, Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.register.people import queries as people
from motcua.register.people.types import PersonId
from motcua.service.counters import commands
from motcua.service.counters.pages.opening import LONGEST_KEY, Opened, open_counter, take_from
from motcua.service.counters.queries import figures, tickets
from motcua.service.counters.queries.matters import no_such_counter
from motcua.service.counters.rules.order import waiting
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.commands import DayCommand
from motcua.service.counters.types.day import Origin, TicketStatus, WindowStatus

SECONDS = 10
TAKE = "take"


class NextLink(msgspec.Struct, frozen=True):
    """Where work goes on with somebody who is at the window: the name of an address, and the words of the link."""

    address: str
    text: str


class WindowShown(msgspec.Struct, frozen=True):
    """A window in the list of those that one may go to."""

    number: int
    lines: str
    who: str
    is_free: bool


Reader = Callable[[QueryDict, int, str | None], DayCommand]
_VERBS: dict[str, Reader] = {
    "open-window": lambda form, window, seen: asked.OpenWindow(
        window=window, seen=seen, take_over=form.get("take_over") == "yes"
    ),
    "pause-window": lambda _, window, seen: asked.PauseWindow(window=window, seen=seen),
    "close-window": lambda _, window, seen: asked.CloseWindow(window=window, seen=seen),
    "call-next": lambda _, window, seen: asked.CallNext(window=window, seen=seen),
    "call-again": lambda _, window, seen: asked.CallAgain(window=window, seen=seen),
    "serve": lambda _, window, seen: asked.Serve(window=window, seen=seen),
    "finish": lambda _, window, seen: asked.Finish(window=window, seen=seen),
    "miss": lambda _, window, seen: asked.Miss(window=window, seen=seen),
    "pass-on": lambda form, window, seen: asked.PassOn(window=window, seen=seen, line=form.get("line", "")[:1]),
    "put-back": lambda form, _, __: asked.PutBack(code=form.get("code", "")[:10]),
}
_UNKNOWN = gettext_noop("This page was sent in a form that is not known. Open it again.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("counter.console")
def console(request: ActingRequest, next_links: tuple[NextLink, ...] = ()) -> HttpResponse:
    """Show the official's window, or do what its buttons say. `next_links` are composed where the addresses are."""
    if request.method != "POST":
        return _show(request, next_links)
    now = timezone.now()
    try:
        said = _do(request, now)
    except Refused as refused:
        return _show(request, next_links, refused.refusal)
    if said:
        messages.success(request, said)
    return redirect(request, reverse("counters:console"))


def _do(request: ActingRequest, now: datetime) -> str:
    form, verb = request.POST, request.POST.get("verb", "")
    agency = request.actor.agency
    if verb == TAKE:
        taken = tickets.ticket(agency, take_from(request, request.actor, agency, Origin.OFFICER, now), now)
        return gettext("Number %(code)s was given.") % {"code": taken.ticket.code} if taken else ""
    reader = _VERBS.get(verb)
    number = form.get("window", "")
    if reader is None or not (number.isdecimal() and len(number) < 4):
        raise Refused(Refusal(code="not-known", message=_UNKNOWN))
    command = reader(form, int(number), form.get("seen"))
    commands.act(actor=request.actor, agency=agency, command=command, now=now, key=form.get("key", "")[:LONGEST_KEY])
    if isinstance(command, asked.PutBack):
        return gettext("%(code)s waits again.") % {"code": command.code.strip().upper()}
    return ""


def _show(request: ActingRequest, next_links: tuple[NextLink, ...], refusal: Refusal | None = None) -> HttpResponse:
    now = timezone.now()
    counter = _counter(request, now)
    if counter is None:
        return render(request, "counters/console_none.html", {})
    day = counter.standing.day
    mine = next(
        (
            one for one in day.windows.values()
            if one.official == request.actor.id and one.status is not WindowStatus.CLOSED
            and counter.standing.place.window(one.number) is not None
        ),
        None,
    )  # fmt: skip
    context: dict[str, Any] = {
        "counter": counter,
        "mine": mine,
        "key": str(uuid4()),
        "refused": sentence(refusal.message, refusal.values) if refusal else "",
        "problems": shown(refusal.fields) if refusal else (),
        "seconds": SECONDS,
        "at": formats.clock_time(now),
        "line_options": [(one.letter, f"{one.letter} – {one.name}") for one in counter.lines],
        "missed": figures.missed_today(request.actor.agency, local_day(now)),
        "windows": _windows(counter, request.actor.id) if mine is None else (),
    }
    if mine is not None:
        context |= _at_window(counter, mine.number, next_links, now)
    return render(request, "counters/console.html", context, fragment="hall", status=422 if refusal else 200)


def _counter(request: ActingRequest, now: datetime) -> Opened | None:
    """Return the agency's counter; None while none is set up."""
    try:
        return open_counter(request.actor.agency, now)
    except Refused as refused:
        if refused.refusal.code != no_such_counter().refusal.code:
            raise
        return None


def _at_window(counter: Opened, number: int, next_links: tuple[NextLink, ...], now: datetime) -> dict[str, Any]:
    stands = counter.standing
    there = stands.day.at_window(number)
    window = stands.place.window(number)
    served = there is not None and there.status is TicketStatus.SERVING
    return {
        "there": there,
        "is_serving": served,
        "is_paused": stands.day.window(number).status is WindowStatus.PAUSED,
        "waits_here": len(waiting(stands.day, window.lines if window else ())),
        "today": figures.window_today(counter.agency.code, number, local_day(now)),
        "since": formats.clock_time(there.served_at or there.last_call_at or now) if there else "",
        "next_links": _links(next_links, there.id) if there is not None and served else (),
    }


def _links(next_links: tuple[NextLink, ...], ticket: str) -> tuple[Link, ...]:
    """Return the links that lead on; one whose address nobody serves is left out."""
    found = []
    for one in next_links:
        try:
            found.append(Link(text=gettext(one.text), href=f"{reverse(one.address)}?{urlencode({'phieu': ticket})}"))
        except NoReverseMatch:
            continue
    return tuple(found)


def _windows(counter: Opened, me: str) -> list[WindowShown]:
    day = counter.standing.day
    taken = {one.official for one in day.windows.values() if one.status is not WindowStatus.CLOSED} - {me, ""}
    names = people.people({PersonId(each) for each in taken})
    shown_windows = []
    for one in counter.standing.place.windows:
        state = day.window(one.number)
        free = state.status is WindowStatus.CLOSED
        known = names.get(PersonId(state.official))
        who = known.full_name if known else gettext("a colleague")
        shown_windows.append(
            WindowShown(number=one.number, lines=", ".join(one.lines), who="" if free else who, is_free=free)
        )
    return shown_windows
