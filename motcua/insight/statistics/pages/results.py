"""Results issued: what was answered, where and how soon, without a name or a code."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Cell, Column, Link, Option
from motcua.foundation.interface.templatetags.formats import in_language
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics import queries
from motcua.insight.statistics.pages import fresh
from motcua.insight.statistics.pages.series import months_between
from motcua.insight.statistics.pages.words import CLASSES, month_name
from motcua.insight.statistics.rules.coarsening import SMALL_PLACE
from motcua.insight.statistics.rules.months import month_of
from motcua.insight.statistics.types import IssuedResult, ResultsAsked
from motcua.register.agencies import queries as agencies
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion

PAGE = 50


@require_safe
@policy("statistics.see")
def results(request: HttpRequest) -> HttpResponseBase:
    """List results of a month, a procedure, an agency."""
    asked = asked_of(request)
    at = fresh.as_of()

    def make() -> HttpResponse:
        cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
        found = queries.results(
            asked, after=queries.result_key(cursor), backward=cursor is not None and cursor.backward, limit=PAGE + 1
        )
        page = keyset.page(found, size=PAGE, key=lambda one: (one.listed_on, one.number), at=cursor)
        context = {
            "page": page,
            "columns": [
                Column(gettext("Day")), Column(gettext("Procedure and result")), Column(gettext("Agency")),
                Column(gettext("In time?")),
            ],
            "rows": _rows(page.rows, local_day(at)),
            "months": [
                Option(f"{each:%Y-%m}", month_name(each)) for each in months_between(queries.first_month(), month_of(at))
            ],
            "month": f"{asked.month:%Y-%m}" if asked.month else "",
            "asked": asked,
            "procedure": procedures.titles([asked.procedure]).get(asked.procedure) if asked.procedure else None,
            "agency": agencies.agency(asked.agency, local_day(at)) if asked.agency else None,
            "least": SMALL_PLACE,
            "files": f"{reverse('statistics:results-file')}?{request.GET.urlencode()}" if asked.month else "",
            "trail": [Link(gettext("Agencies and months"), reverse("statistics:agencies")), Link(gettext("Results issued"))],
        }  # fmt: skip
        return render(request, "statistics/results.html", context, fragment="list")

    return fresh.page(request, make, changed=queries.changed_at(), at=at)


def asked_of(request: HttpRequest) -> ResultsAsked:
    """Return what an address asks for; 404 for a month that is none."""
    written = request.GET.get("thang", "")
    try:
        month = date.fromisoformat(f"{written}-01") if written else None
    except ValueError as error:
        raise Http404(written) from error
    return ResultsAsked(
        month=month, procedure=request.GET.get("thu-tuc", "")[:100], agency=request.GET.get("co-quan", "")[:40]
    )


def _rows(found: Sequence[IssuedResult], today: date) -> list[list[Cell]]:
    named = agencies.agencies([one.agency for one in found], today)
    versions = {key: procedures.version(*key) for key in {(one.procedure, one.version) for one in found}}
    return [
        [
            Cell(month_name(one.listed_on) if one.is_small else formats.short_date(one.listed_on)),
            Cell(
                in_language(versions[one.procedure, one.version].name),
                note=result_name(versions[one.procedure, one.version], granted=one.granted),
            ),
            Cell(
                in_language(named[one.agency].name) if one.agency in named else one.agency,
                note=gettext("small place, joined") if one.is_small else "",
            ),
            Cell(gettext(CLASSES[one.time_class])),
        ]
        for one in found
    ]


def result_name(version: ProcedureVersion, *, granted: bool) -> str:
    """What a procedure ends in, in the language of the page."""
    if not granted:
        return gettext("The answer was no")
    return "; ".join(in_language(result.name) for result in version.results)
