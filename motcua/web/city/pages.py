"""The city in figures."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics import queries
from motcua.insight.statistics.rules.months import hour_of, month_of
from motcua.insight.statistics.types import MonthOf

MONTHS = 13  # a year, and the same month of the year before


@require_safe
@policy("city.visit")
def home(request: HttpRequest) -> HttpResponse:
    """How many dossiers the city answers, and how many in time: one number, its picture, its months."""
    at = hour_of(timezone.now())
    without = request.GET.get("trong-ngay") == "khong"
    lines = queries.lines(MonthOf(same_day=not without), last=month_of(at), count=MONTHS, now=at)
    return render(request, "city/home.html", {"lines": lines, "without": without, "at": at})
