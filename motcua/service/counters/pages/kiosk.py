"""The kiosk in the hall: choose a line, take the printed number; and the same from a phone."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.forms.print import scalable_qr
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.counters.pages.opening import open_counter, take_from, wait_words, words
from motcua.service.counters.queries import tickets
from motcua.service.counters.queries.matters import matter_of
from motcua.service.counters.rules.decide import no_such_ticket
from motcua.service.counters.rules.estimate import windows_for
from motcua.service.counters.types.day import Origin

BACK_AFTER_SECONDS = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("counter.take", matter=matter_of)
def kiosk(request: ActingRequest, agency: str) -> HttpResponse:
    """Choose a line; the number is printed at once."""
    now = timezone.now()
    counter = open_counter(agency, now)
    problem = ""
    if request.method == "POST":
        try:
            taken = take_from(request, request.actor, agency, Origin.KIOSK, now)
        except Refused as refused:
            problem = sentence(refused.refusal.message, refused.refusal.values)
        else:
            return redirect(request, reverse("counters:printed", args=[agency, taken]))
    context = {"counter": counter, "key": str(uuid4()), "problem": problem}
    return render(request, "counters/kiosk.html", context, status=422 if problem else 200)


@never_cache
@require_safe
@policy("counter.take", matter=matter_of)
def printed(request: ActingRequest, agency: str, ticket: UUID) -> HttpResponse:
    """Show the number that was just taken and print it; after a while the kiosk is free for the next person."""
    now = timezone.now()
    counter = open_counter(agency, now)
    view = tickets.ticket(agency, str(ticket), now)
    if view is None:
        raise no_such_ticket()
    place = counter.standing.place
    line = place.line(view.ticket.line)
    address = request.build_absolute_uri(reverse("counters:ticket", args=[agency, ticket]))
    windows = len(windows_for(place, counter.standing.day, view.ticket.line))
    context = {
        "counter": counter,
        "ticket": view.ticket,
        "line": words(line.name) if line else "",
        "ahead": view.ahead,
        "wait": wait_words(view.estimate, windows=windows),
        "qr": scalable_qr(address),
        "back": reverse("counters:kiosk", args=[agency]),
        "seconds": BACK_AFTER_SECONDS,
        "prints": request.GET.get("in") != "0",
    }
    return render(request, "counters/printed.html", context)
