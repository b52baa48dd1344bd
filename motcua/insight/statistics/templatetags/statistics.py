"""`{% load statistics %}`: a series of months as its leading number, its pictures and its table, for any page."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext

from motcua.insight.statistics.pages import shown
from motcua.insight.statistics.types import Line

register = template.Library()


@register.inclusion_tag("statistics/parts/switch.html")
def same_day_switch(request: HttpRequest) -> dict[str, Any]:
    """The choice with or without same-day procedures, at the address of this page."""
    return {"links": shown.switch(request.path, request.GET)}


@register.inclusion_tag("statistics/parts/series.html")
def month_series(lines: Sequence[Line], *, files: str = "") -> dict[str, Any]:
    """Months of the city or of an agency, the latest first; `files` is the address of the same as CSV."""
    return {
        "headline": shown.headline(lines),
        "received": shown.received_chart(lines),
        "answers": shown.answers_chart(lines),
        "overdue": shown.overdue_chart(lines),
        "columns": shown.columns(gettext("Month")),
        "rows": shown.rows(lines, shown.month_cell),
        "files": files,
    }
