"""The keys of the desk on a page of their own, for whoever reads without a script or wants them on paper."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.pages.desk_words import ACTS
from motcua.service.dossiers.types.queues import LETTERS, NAMES


@require_safe
@policy("dossier.queue")
def keys(request: ActingRequest) -> HttpResponse:
    """List every key: those of the list, of an open dossier, and of the queues after G."""
    acts: dict[str, list[str]] = {}
    for act in ACTS:
        acts.setdefault(act.key, []).append(gettext(act.label))
    context = {
        "acts": [(key, "; ".join(labels)) for key, labels in acts.items()],
        "queues": [(LETTERS[queue], gettext(name)) for queue, name in NAMES.items()],
    }
    return render(request, "dossiers/desk/keys.html", context)
