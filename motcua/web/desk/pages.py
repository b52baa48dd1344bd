"""The first page of the desk: the queues, and how to walk through them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import KeyHint
from motcua.foundation.policy.doors import policy


@require_safe
@policy("desk.enter")
def home(request: HttpRequest) -> HttpResponse:
    """Every queue with how much waits in it."""
    keys = (
        KeyHint(key="J", does=gettext("Next dossier")),
        KeyHint(key="K", does=gettext("Previous dossier")),
        KeyHint(key="/", does=gettext("Search")),
        KeyHint(key="?", does=gettext("All keys")),
    )
    return render(request, "desk/home.html", {"key_hints": keys})
