"""What is no procedure: where complaints and denunciations go."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Link
from motcua.foundation.policy.doors import policy


@require_safe
@policy("procedure.search")
def own_track(request: HttpRequest) -> HttpResponse:
    """Tell how to complain or denounce: by which law, to whom, how, and how whoever denounces is protected."""
    trail = [
        Link(gettext("Procedures"), reverse("procedures:search")),
        Link(gettext("Complaints and denunciations")),
    ]
    return render(request, "procedures/own_track.html", {"trail": trail})
