"""Who looked at my data."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface import keyset
from motcua.foundation.interface.formats import moment
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Happening, Tone
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.access import queries
from motcua.register.access.types import Purpose, ReadingKey, ReadingView

PAGE_SIZE = 30

PURPOSES = {
    Purpose.RECEPTION: gettext_noop("to receive your dossier"),
    Purpose.HANDLING: gettext_noop("to work on your dossier"),
    Purpose.DECISION: gettext_noop("to decide your dossier"),
    Purpose.HANDING_OVER: gettext_noop("to hand your result over"),
    Purpose.HELP: gettext_noop("because you asked for help"),
    Purpose.OVERSIGHT: gettext_noop("to check how the office works"),
    Purpose.EXPORT: gettext_noop("to print or download a list of dossiers"),
}


@never_cache
@require_safe
@policy("access.see-readings")
def mine(request: ActingRequest) -> HttpResponse:
    """Every reading of one's own data by an official, the newest first."""
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    key = None
    if cursor is not None:
        at, entry = cursor.key
        key = ReadingKey(at=datetime.fromisoformat(str(at)), entry=int(entry or 0))
    found = queries.readings_about(
        person=request.actor.person, at=key, backward=bool(cursor and cursor.backward), limit=PAGE_SIZE + 1
    )
    page = keyset.page(found, size=PAGE_SIZE, key=lambda one: (one.at, one.entry), at=cursor)
    context = {"page": page, "happenings": [happening(one) for one in page.rows]}
    return render(request, "access/mine.html", context, fragment="readings")


def happening(one: ReadingView) -> Happening:
    """Show one reading: the agency first, then the post, when and why."""
    language = get_language() or "vi"
    return Happening(
        title=gettext("%(agency)s looked at your data %(purpose)s")
        % {"agency": one.agency.shown(language).text, "purpose": gettext(PURPOSES[one.purpose])},
        at=moment(one.at),
        note=one.post.shown(language).text,
        tone=Tone.INFO,
    )
