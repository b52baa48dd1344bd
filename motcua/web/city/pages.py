"""The city in figures."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import policy


@require_safe
@policy("city.visit")
def home(request: HttpRequest) -> HttpResponse:
    """What will be told here, and what can be looked up already."""
    return render(request, "city/home.html", {})
