"""The same as files: CSV in UTF-8 with the columns that the page on counting documents, and a list of all addresses."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics import queries
from motcua.insight.statistics.pages import fresh, shown
from motcua.insight.statistics.pages.results import asked_of
from motcua.insight.statistics.pages.series import months_between
from motcua.insight.statistics.rules.months import end_of, month_of, next_month
from motcua.insight.statistics.types import Correction, Figure, IssuedResult, Line, MonthOf, ResultsAsked
from motcua.register.agencies import queries as agencies

MONTH_COLUMNS = (
    "month", "agency", "agency_name", "status", *(figure.value for figure in Figure), "answered", "carried_over",
    "open_at_end", "corrected",
)  # fmt: skip
CORRECTION_COLUMNS = (
    "recorded_on", "occurred_on", "agency", "month", "figure", "same_day", "before", "after", "reason",
)  # fmt: skip
RESULT_COLUMNS = ("day_or_month", "small_place", "procedure", "version", "agency", "time_class", "granted")
EVERY = 12 * 200  # months: as many as there can be
CHUNK = 5000


@require_safe
@policy("statistics.see")
def city_file(request: HttpRequest) -> HttpResponseBase:
    """All months of the city."""
    return _series(request, "")


@require_safe
@policy("statistics.see")
def agency_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """All months of an agency."""
    if agencies.agency(code, local_day(fresh.as_of())) is None:
        raise Http404(code)
    return _series(request, code)


@require_safe
@policy("statistics.see")
def month_file(request: HttpRequest, month: date) -> HttpResponseBase:
    """A month of all agencies."""
    now = fresh.as_of()
    if month > month_of(now):
        raise Http404(f"{month:%Y-%m} has not begun")

    def make() -> HttpResponse:
        lines = queries.by_agency(month, same_day=not shown.asks_without(request.GET), now=now)
        return _csv(MONTH_COLUMNS, _month_rows(lines), name=f"so-lieu-{month:%Y-%m}")

    return fresh.file(request, make, changed=queries.changed_at(month=month), at=min(end_of(month), now))


@require_safe
@policy("statistics.see")
def corrections_file(request: HttpRequest) -> HttpResponseBase:
    """All corrections, the latest first."""
    return fresh.file(
        request, lambda: _stream(CORRECTION_COLUMNS, _all_corrections(), name="dinh-chinh"),
        changed=queries.changed_at(), at=fresh.as_of(),
    )  # fmt: skip


@require_safe
@policy("statistics.see")
def results_file(request: HttpRequest) -> HttpResponseBase:
    """All results of a month, the latest first; `thang` must be given."""
    asked = asked_of(request)
    if asked.month is None:
        raise Http404("thang")
    name = f"ket-qua-da-giai-quyet-{asked.month:%Y-%m}"
    return fresh.file(
        request, lambda: _stream(RESULT_COLUMNS, _all_results(asked), name=name),
        changed=queries.changed_at(), at=fresh.as_of(),
    )  # fmt: skip


@require_safe
@policy("statistics.see")
def addresses(request: HttpRequest) -> HttpResponseBase:
    """Every permanent address, as search engines and programs read it (sitemaps.org)."""
    at = fresh.as_of()

    def make() -> HttpResponse:
        months = months_between(queries.first_month(), month_of(at))
        paths = [
            reverse("statistics:agencies"), reverse("statistics:method"), reverse("statistics:corrections"),
            reverse("statistics:corrections-file"), reverse("statistics:results"), reverse("statistics:city-file"),
            *(reverse(f"statistics:{page}", args=[each]) for each in months for page in ("month", "month-file")),
            *(
                reverse(f"statistics:{page}", args=[code])
                for code in queries.known_agencies() for page in ("agency", "agency-file")
            ),
        ]  # fmt: skip
        found = {"addresses": [request.build_absolute_uri(path) for path in paths]}
        return HttpResponse(render_to_string("statistics/addresses.xml", found), content_type="application/xml")

    return fresh.file(request, make, changed=queries.changed_at(), at=at)


def _series(request: HttpRequest, agency: str) -> HttpResponseBase:
    now = fresh.as_of()

    def make() -> HttpResponse:
        which = MonthOf(agency=agency, same_day=not shown.asks_without(request.GET))
        lines = queries.lines(which, last=month_of(now), count=EVERY, now=now)
        return _csv(MONTH_COLUMNS, _month_rows(lines), name=f"so-lieu-{agency or 'thanh-pho'}")

    return fresh.file(request, make, changed=queries.changed_at(agency=agency), at=now)


def _month_rows(lines: Sequence[Line]) -> Iterator[Sequence[object]]:
    for line in lines:
        named = agencies.agencies([line.agency], next_month(line.month) - timedelta(days=1)) if line.agency else {}
        name = named[line.agency].name.vi if line.agency in named else ""
        yield (
            f"{line.month:%Y-%m}", line.agency, name, line.official.value,
            *(count for _, count in line.figures.items()), line.figures.answered, line.carried_over, line.open_at_end,
            int(line.is_corrected),
        )  # fmt: skip


def _all_corrections() -> Iterator[Sequence[object]]:
    after = None
    while True:
        found = queries.corrections(after=after, limit=CHUNK)
        yield from (_correction_row(one) for one in found)
        if len(found) < CHUNK:
            return
        after = (found[-1].recorded_at, found[-1].entry, found[-1].ordinal)


def _correction_row(one: Correction) -> Sequence[object]:
    return (
        local_day(one.recorded_at), one.occurred_on, one.agency, f"{one.month:%Y-%m}", one.figure.value,
        int(one.same_day), one.before, one.after, one.reason,
    )  # fmt: skip


def _all_results(asked: ResultsAsked) -> Iterator[Sequence[object]]:
    after = None
    while True:
        found = queries.results(asked, after=after, limit=CHUNK)
        yield from (_result_row(one) for one in found)
        if len(found) < CHUNK:
            return
        after = (found[-1].listed_on, found[-1].number)


def _result_row(one: IssuedResult) -> Sequence[object]:
    day = f"{one.listed_on:%Y-%m}" if one.is_small else f"{one.listed_on:%Y-%m-%d}"
    return day, int(one.is_small), one.procedure, one.version, one.agency, one.time_class, int(one.granted)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    return HttpResponse("".join(_lines(columns, rows)), headers=_headers(name))


def _stream(columns: Sequence[str], rows: Iterable[Sequence[object]], *, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(_lines(columns, rows), headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": f'inline; filename="{name}.csv"',
    }


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield CSV by RFC 4180, some hundred lines at a time."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % 500 == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
