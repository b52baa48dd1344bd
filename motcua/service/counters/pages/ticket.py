"""A ticket on the phone of whoever holds it: where it stands, where to go."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Fact, Tone
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.counters.pages.opening import Opened, open_counter, wait_words, words
from motcua.service.counters.queries import tickets
from motcua.service.counters.queries.matters import matter_of
from motcua.service.counters.rules.decide import no_such_ticket
from motcua.service.counters.rules.estimate import windows_for
from motcua.service.counters.types.day import TicketStatus
from motcua.service.counters.types.views import TicketView

SECONDS = 10


@never_cache
@require_safe
@policy("counter.see", matter=matter_of)
def ticket(request: ActingRequest, agency: str, ticket: UUID) -> HttpResponse:
    """Show how many are before this ticket, or where it is called to; the page renews itself."""
    now = timezone.now()
    counter = open_counter(agency, now)
    view = tickets.ticket(agency, str(ticket), now)
    if view is None:
        raise no_such_ticket()
    is_over = view.ahead is None and view.ticket.status is TicketStatus.WAITING
    text, tone = _status(view, is_over=is_over)
    context = {
        "counter": counter,
        "view": view,
        "ticket": view.ticket,
        "status_text": text,
        "status_tone": tone,
        "is_called": view.ticket.status is TicketStatus.CALLED,
        "goes_on": not is_over and view.ticket.status not in {TicketStatus.DONE, TicketStatus.MISSED},
        "facts": _facts(counter, view),
        "at": formats.clock_time(now),
        "seconds": SECONDS,
    }
    response = render(request, "counters/ticket.html", context, fragment="standing")
    response["Referrer-Policy"] = "no-referrer"
    return response


def _status(view: TicketView, *, is_over: bool) -> tuple[str, Tone]:
    if is_over:
        return gettext("Was of another day"), Tone.NEUTRAL
    return {
        TicketStatus.WAITING: (gettext("Waiting"), Tone.GOING),
        TicketStatus.CALLED: (gettext("Called now"), Tone.LOOK),
        TicketStatus.SERVING: (gettext("At the window"), Tone.GOING),
        TicketStatus.DONE: (gettext("Done"), Tone.DONE),
        TicketStatus.MISSED: (gettext("Call missed"), Tone.LATE),
    }[view.ticket.status]


def _facts(counter: Opened, view: TicketView) -> list[Fact]:
    place, day = counter.standing.place, counter.standing.day
    line = place.line(view.ticket.line)
    facts = [
        Fact(gettext("Line"), words(line.name) if line else view.ticket.line),
        Fact(gettext("Taken"), formats.short_moment(view.ticket.taken_at)),
    ]
    if view.ticket.priority:
        facts.append(Fact(gettext("Priority"), gettext("Yes")))
    if view.ahead is not None:
        windows = windows_for(place, day, view.ticket.line)
        facts += [
            Fact(gettext("People before you"), str(view.ahead)),
            Fact(gettext("You wait"), wait_words(view.estimate, windows=len(windows))),
        ]
        if windows:
            facts.append(Fact(gettext("Windows"), ", ".join(str(number) for number in windows)))
    return facts
