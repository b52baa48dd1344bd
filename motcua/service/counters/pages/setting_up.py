"""The agency's administrator sets the counter up: lines and windows, in rows that can be left empty."""

from uuid import uuid4

import msgspec
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.words import Text
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.problems import Problems, shown
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.counters import commands
from motcua.service.counters.pages.opening import LONGEST_KEY
from motcua.service.counters.queries import days
from motcua.service.counters.queries.matters import agency_of, matter_of
from motcua.service.counters.rules.setting_up import MOST_LINES, MOST_WINDOWS
from motcua.service.counters.types.place import Line, Place, Window

SPARE = 2
LONGEST_NAME = 80


class LineRow(msgspec.Struct, frozen=True):
    """A line as typed."""

    letter: str = ""
    name: str = ""
    name_en: str = ""


class WindowRow(msgspec.Struct, frozen=True):
    """A window as typed."""

    number: str = ""
    lines: str = ""


class Rows(msgspec.Struct, frozen=True):
    """The whole set-up as typed; rows that were left empty are not among them."""

    lines: tuple[LineRow, ...]
    windows: tuple[WindowRow, ...]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("counter.set-up", matter=matter_of)
def set_up(request: ActingRequest, agency: str) -> HttpResponse:
    """Show the set-up with empty rows for more, or store what was typed."""
    now = timezone.now()
    agency_of(agency, local_day(now))
    place = days.place(agency)
    if request.method != "POST":
        return _show(request, place, _as_typed(place))
    rows = _typed(request.POST)
    version = request.POST.get("version", "")
    try:
        commands.set_up(
            actor=request.actor,
            agency=agency,
            lines=[Line(one.letter.upper(), Text(vi=one.name, en=one.name_en)) for one in rows.lines],
            windows=[Window(_number(one.number), _letters(one.lines)) for one in rows.windows],
            now=now,
            key=request.POST.get("key", "")[:LONGEST_KEY],
            expected=int(version) if version.isdecimal() and len(version) < 9 else None,
        )
    except Refused as refused:
        return _show(request, place, rows, problems=shown(refused.refusal.fields), status=422)
    except Conflict:
        return _show(request, place, rows, is_stale=True, status=409)
    messages.success(request, gettext("The counter is set up. It holds from now on."))
    return redirect(request, reverse("counters:set-up", args=[agency]))


def _show(
    request: ActingRequest,
    place: Place,
    rows: Rows,
    *,
    problems: Problems = (),
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    lines = (*rows.lines, *(LineRow() for _ in range(min(SPARE, MOST_LINES - len(rows.lines)))))
    windows = (*rows.windows, *(WindowRow() for _ in range(min(SPARE, MOST_WINDOWS - len(rows.windows)))))
    context = {
        "agency": agency_of(place.agency, local_day(timezone.now())),
        "place": place,
        "lines": list(enumerate(lines)),
        "windows": list(enumerate(windows)),
        "problems": problems,
        "is_stale": is_stale,
        "key": str(uuid4()),
    }
    return render(request, "counters/set_up.html", context, status=status)


def _as_typed(place: Place) -> Rows:
    return Rows(
        lines=tuple(LineRow(one.letter, one.name.vi, one.name.en) for one in place.lines),
        windows=tuple(WindowRow(str(one.number), ", ".join(one.lines)) for one in place.windows),
    )


def _typed(form: QueryDict) -> Rows:
    def said(name: str) -> str:
        return " ".join(form.get(name, "").split())[:LONGEST_NAME]

    lines = [
        LineRow(said(f"line.{n}.letter"), said(f"line.{n}.name"), said(f"line.{n}.name_en"))
        for n in range(MOST_LINES + SPARE)
    ]
    windows = [WindowRow(said(f"window.{n}.number"), said(f"window.{n}.lines")) for n in range(MOST_WINDOWS + SPARE)]
    return Rows(
        lines=tuple(one for one in lines if one != LineRow()),
        windows=tuple(one for one in windows if one != WindowRow()),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _letters(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.upper().replace(",", " ").replace(";", " ").split()))
