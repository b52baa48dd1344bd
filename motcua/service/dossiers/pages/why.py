"""Why is it due then: the whole account, every sentence with its article."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.pages.explaining import sentences
from motcua.service.dossiers.pages.opening import of_dossier, open_dossier, told_alike
from motcua.service.dossiers.pages.show import clock_of, status_of


@never_cache
@require_safe
@told_alike
@policy("dossier.view", matter=of_dossier)
def why(request: ActingRequest, code: str) -> HttpResponse:
    """Explain the date; before reception, the date by which the agency must answer."""
    dossier = open_dossier(request, code)
    clock = clock_of(dossier)
    explanation = clock["explanation"]
    context = {
        "state": dossier.state,
        "procedure": dossier.version,
        "status": status_of(dossier),
        "sentences": sentences(explanation) if explanation is not None else [],
        "now": dossier.now,
        **clock,
    }
    return render(request, "dossiers/citizen/why.html", context)
