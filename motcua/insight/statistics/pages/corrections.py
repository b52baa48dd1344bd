"""Corrections of what was published, and how everything is counted."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Cell, Column, Link
from motcua.foundation.interface.templatetags.formats import in_language
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics import queries
from motcua.insight.statistics.pages import files, fresh
from motcua.insight.statistics.pages.words import FIGURES, figure, month_name, reason
from motcua.insight.statistics.rules.coarsening import SMALL_PLACE
from motcua.insight.statistics.rules.months import CLOSED_AFTER_DAYS
from motcua.register.agencies import queries as agencies

PAGE = 50


@require_safe
@policy("statistics.see")
def corrections(request: HttpRequest) -> HttpResponseBase:
    """List how published figures moved, the latest first; `co-quan` names one agency."""
    at, agency = fresh.as_of(), request.GET.get("co-quan", "")[:40]

    def make() -> HttpResponse:
        cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
        found = queries.corrections(
            agency=agency, after=queries.correction_key(cursor), limit=PAGE + 1,
            backward=cursor is not None and cursor.backward,
        )  # fmt: skip
        page = keyset.page(found, size=PAGE, key=lambda one: (one.recorded_at, one.entry, one.ordinal), at=cursor)
        named = agencies.agencies([one.agency for one in page.rows], local_day(at))
        context = {
            "page": page,
            "columns": [
                Column(gettext("Recorded on")), Column(gettext("Agency")), Column(gettext("Month")),
                Column(gettext("Figure")), Column(gettext("Before"), numeric=True),
                Column(gettext("After"), numeric=True), Column(gettext("Why")),
            ],
            "rows": [
                [
                    Cell(formats.short_date(one.recorded_at)),
                    Cell(
                        in_language(named[one.agency].name) if one.agency in named else one.agency,
                        href=reverse("statistics:agency", args=[one.agency]),
                    ),
                    Cell(month_name(one.month), href=reverse("statistics:month", args=[one.month])),
                    Cell(figure(one.figure), note=gettext("same-day procedure") if one.same_day else ""),
                    Cell(formats.number(one.before)),
                    Cell(formats.number(one.after)),
                    Cell(reason(one.reason), note=formats.short_date(one.occurred_on)),
                ]
                for one in page.rows
            ],
            "files": reverse("statistics:corrections-file"),
            "trail": [
                Link(gettext("Agencies and months"), reverse("statistics:agencies")), Link(gettext("Corrections")),
            ],
        }  # fmt: skip
        return render(request, "statistics/corrections.html", context)

    return fresh.page(request, make, changed=queries.changed_at(), at=at)


@require_safe
@policy("statistics.see")
def method(request: HttpRequest) -> HttpResponse:
    """Say how each figure is counted, and what the columns of the files are."""
    context = {
        "days": CLOSED_AFTER_DAYS,
        "least": SMALL_PLACE,
        "figures": [(each.value, gettext(text)) for each, text in FIGURES.items()],
        "columns": files.MONTH_COLUMNS,
        "trail": [
            Link(gettext("Agencies and months"), reverse("statistics:agencies")), Link(gettext("How it is counted")),
        ],
    }  # fmt: skip
    return render(request, "statistics/method.html", context)
