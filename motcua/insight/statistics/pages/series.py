"""An agency's months, a month of all agencies, the list of agencies."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Cell, Column, Fact, Link
from motcua.foundation.interface.templatetags.formats import in_language
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics import queries
from motcua.insight.statistics.pages import fresh, shown
from motcua.insight.statistics.pages.words import figure, month_name
from motcua.insight.statistics.rules.months import end_of, month_of, next_month
from motcua.insight.statistics.types import Figure, Line, MonthOf
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import Agency, Share
from motcua.register.procedures import queries as procedures

SHOWN = 13  # a year, and the same month of the year before
_BESIDE = (
    Figure.SUBMITTED, Figure.RECEIVED_LATE, Figure.REFUSED, Figure.REJECTED, Figure.WITHDRAWN, Figure.STOPPED,
    Figure.TRANSFERRED_IN, Figure.TRANSFERRED_OUT, Figure.RECEIVED_FOR_OTHERS,
)  # fmt: skip


@require_safe
@policy("statistics.see")
def agency(request: HttpRequest, code: str) -> HttpResponseBase:
    """The months of one agency, with what became of it where it has ended."""
    at = fresh.as_of()
    today = local_day(at)
    found = _known(code, today)

    def make() -> HttpResponse:
        which = MonthOf(agency=code, same_day=not shown.asks_without(request.GET))
        # What has ended is shown as it was: its months end where its figures do.
        last = month_of(at) if found.exists else queries.last_month(code) or month_of(at)
        lines = queries.lines(which, last=last, count=SHOWN, now=at)
        context = {
            "agency": found,
            "ended_on": found.term.valid_until if not found.exists else None,
            "successors": _successors(found, today),
            "lines": lines,
            "facts": _facts(lines[0]) if lines else [],
            "month": month_name(lines[0].month) if lines else "",
            "corrections": queries.corrections(agency=code, limit=1),
            "trail": _trail(Link(in_language(found.name))),
            "at": at,
        }
        return render(request, "statistics/agency.html", context)

    return fresh.page(request, make, changed=queries.changed_at(agency=code), at=at)


@require_safe
@policy("statistics.see")
def month(request: HttpRequest, month: date) -> HttpResponseBase:
    """One month: the city, its agencies, its procedures."""
    now = fresh.as_of()
    if month > month_of(now):
        raise Http404(f"{month:%Y-%m} has not begun")
    at = min(end_of(month), now)

    def make() -> HttpResponse:
        same_day = not shown.asks_without(request.GET)
        city = queries.lines(MonthOf(same_day=same_day), last=month, count=1, now=now)
        lines = queries.by_agency(month, same_day=same_day, now=now)
        context = {
            "month": month_name(month),
            "headline": shown.headline(city),
            "line": city[0] if city else None,
            "facts": _facts(city[0]) if city else [],
            "columns": shown.columns(gettext("Agency")),
            "rows": shown.rows(lines, _naming(lines, month)),
            "procedures": _procedures(month, same_day=same_day),
            "procedure_columns": _procedure_columns(),
            "files": reverse("statistics:month-file", args=[month]),
            "trail": _trail(Link(month_name(month))),
            "earlier": _neighbour(month - timedelta(days=1), now),
            "later": _neighbour(next_month(month), now),
        }
        return render(request, "statistics/month.html", context)

    return fresh.page(request, make, changed=queries.changed_at(month=month), at=at)


@require_safe
@policy("statistics.see")
def all_agencies(request: HttpRequest) -> HttpResponseBase:
    """Every agency that has figures, and every month: where all addresses begin."""
    at = fresh.as_of()

    def make() -> HttpResponse:
        codes = queries.known_agencies()
        named = agencies.agencies(codes, local_day(at))
        first = queries.first_month()
        context = {
            "agencies": [
                {"agency": named[code], "href": reverse("statistics:agency", args=[code])}
                for code in codes if code in named
            ],
            "months": [
                Link(month_name(each), reverse("statistics:month", args=[each])) for each in months_between(first, month_of(at))
            ],
        }  # fmt: skip
        return render(request, "statistics/agencies.html", context)

    return fresh.page(request, make, changed=queries.changed_at(), at=at)


def months_between(first: date | None, last: date) -> list[date]:
    """Return the months from the first to the last, the latest first."""
    found, each = list[date](), first
    while each is not None and each <= last:
        found.append(each)
        each = next_month(each)
    return found[::-1]


def _known(code: str, today: date) -> Agency:
    found = agencies.agency(code, today)
    if found is None:
        raise Http404(code)
    return found


def _successors(found: Agency, today: date) -> list[dict[str, object]]:
    if found.exists:
        return []
    links = agencies.successors(found.code, today)
    named = agencies.agencies([link.successor for link in links], today)
    return [
        {
            "name": named[link.successor].name,
            "href": reverse("statistics:agency", args=[link.successor]),
            "in_part": link.share is Share.PART,
        }
        for link in links if link.successor in named
    ]  # fmt: skip


def _facts(line: Line) -> list[Fact]:
    carried = Fact(gettext("Open when the month began"), formats.number(line.carried_over))
    return [carried, *(Fact(figure(one), formats.number(count)) for one, count in shown.other_figures(line, _BESIDE))]


def _naming(lines: Iterable[Line], month: date) -> shown.Naming:
    """Name agencies as they were at the end of the month."""
    named = agencies.agencies([line.agency for line in lines], next_month(month) - timedelta(days=1))

    def name(line: Line) -> Cell:
        found = named.get(line.agency)
        text = in_language(found.name) if found else line.agency
        return Cell(text, href=reverse("statistics:agency", args=[line.agency]))

    return name


def _procedure_columns() -> list[Column]:
    names = (gettext("Received"), gettext("Answered"), gettext("Late"))
    return [Column(gettext("Procedure")), *(Column(name, numeric=True) for name in names)]


def _procedures(month: date, *, same_day: bool) -> list[list[Cell]]:
    found = queries.by_procedure(month, same_day=same_day)
    titles = procedures.titles([each.procedure for each in found])
    return [
        [
            Cell(
                in_language(titles.get(each.procedure, each.procedure)), note=each.procedure,
                href=f"{reverse('statistics:results')}?thang={month:%Y-%m}&thu-tuc={each.procedure}",
            ),
            *(Cell(formats.number(count)) for count in (each.figures.received, each.figures.answered, each.figures.late)),
        ]
        for each in found
    ]  # fmt: skip


def _neighbour(day: date, now: object) -> Link | None:
    first = queries.first_month()
    begins = day.replace(day=1)
    if first is None or begins < first or begins > month_of(now):  # type: ignore[arg-type]
        return None
    return Link(month_name(begins), reverse("statistics:month", args=[begins]))


def _trail(here: Link) -> list[Link]:
    return [Link(gettext("Agencies and months"), reverse("statistics:agencies")), here]
