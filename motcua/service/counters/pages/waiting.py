"""Waiting times for everybody: of all counters now, of one with its last days, and as a table to take away."""

import csv
from datetime import date, timedelta
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Cell, Column
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.agencies import queries as agencies
from motcua.service.counters.pages.opening import minutes_words, open_counter, take_from, words
from motcua.service.counters.queries import figures
from motcua.service.counters.queries.matters import matter_of
from motcua.service.counters.types.day import Origin
from motcua.service.counters.types.views import DayFigures

PAGE_SIZE = 50
DAYS_SHOWN = 14
DAYS_TAKEN_AWAY = 31


@never_cache
@require_safe
@policy("counter.see")
def everywhere(request: ActingRequest) -> HttpResponse:
    """List the counters: who waits now, and the median wait of the last hour."""
    now = timezone.now()
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = figures.waiting_now(
        now, after=str(cursor.key[0]) if cursor else "", backward=bool(cursor and cursor.backward), limit=PAGE_SIZE + 1
    )
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda one: (one.agency,), at=cursor)
    names = agencies.agencies([one.agency for one in page.rows], local_day(now))
    context = {
        "page": page,
        "at": formats.clock_time(now),
        "columns": [
            Column(gettext("The one-stop desk")),
            Column(gettext("Waiting now"), numeric=True),
            Column(gettext("Open windows"), numeric=True),
            Column(gettext("Median wait, last hour"), numeric=True),
        ],
        "rows": [
            [
                Cell(
                    words(names[one.agency].name) if one.agency in names else one.agency,
                    href=reverse("counters:place", args=[one.agency]),
                ),
                str(one.waiting),
                str(one.open_windows),
                minutes_words(one.median_wait),
            ]
            for one in page.rows
        ],
    }
    return render(request, "counters/everywhere.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("counter.take", matter=matter_of)
def place(request: ActingRequest, agency: str) -> HttpResponse:
    """Show one counter to people on their way: how long it takes now, how it was; and give them a number."""
    now = timezone.now()
    counter = open_counter(agency, now)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            taken = take_from(request, request.actor, agency, Origin.PHONE, now)
        except Refused as refused:
            problems = [("line", sentence(refused.refusal.message, refused.refusal.values))]
        else:
            return redirect(request, reverse("counters:ticket", args=[agency, taken]))
    today = local_day(now)
    history = figures.by_day(agency, since=today - timedelta(days=DAYS_SHOWN), until=today)
    context = {
        "counter": counter,
        "problems": problems,
        "key": str(uuid4()),
        "options": [(one.letter, f"{one.letter} – {one.name}") for one in counter.lines],
        "columns": [
            Column(gettext("Day")),
            Column(gettext("Numbers taken"), numeric=True),
            Column(gettext("Served"), numeric=True),
            Column(gettext("Did not come"), numeric=True),
            Column(gettext("Median wait"), numeric=True),
            Column(gettext("Nine of ten waited at most"), numeric=True),
        ],
        "rows": [_row(one) for one in history],
    }
    return render(request, "counters/place.html", context, status=422 if problems else 200)


def _row(one: DayFigures) -> list[Cell | str]:
    return [
        formats.short_date(one.on),
        str(one.taken),
        str(one.served),
        str(one.missed),
        minutes_words(one.median_wait),
        minutes_words(one.nine_tenths_wait),
    ]


@never_cache
@require_safe
@policy("counter.see")
def table(request: ActingRequest) -> HttpResponse:
    """Give the days of all counters, or of the one named by `co-quan`, as CSV: 31 days up to `den`, today without it."""
    until = _day(request.GET.get("den", "")) or local_day(timezone.now())
    since = until - timedelta(days=DAYS_TAKEN_AWAY - 1)
    agency = request.GET.get("co-quan", "")
    found = figures.by_day(agency, since=since, until=until) if agency else figures.all_by_day(since=since, until=until)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cho-doi-{until.isoformat()}.csv"'
    response.write("\ufeff")  # spreadsheets take the letters for another alphabet without it
    lines = csv.writer(response)
    lines.writerow(["agency", "day", "taken", "served", "missed", "median_wait_minutes", "nine_tenths_wait_minutes"])
    for one in found:
        lines.writerow(
            [one.agency, one.on.isoformat(), one.taken, one.served, one.missed, _plain(one.median_wait),
             _plain(one.nine_tenths_wait)]
        )  # fmt: skip
    return response


def _plain(minutes: float | None) -> str:
    return "" if minutes is None else f"{minutes:.1f}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
