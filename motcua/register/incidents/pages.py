"""What was stopped on its way into an agency, for its leaders and administrators."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.interface.formats import short_moment
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Cell, Column
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.secrecy.stopping import Place
from motcua.register.access.queries import matter_of_agency
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import TOP
from motcua.register.incidents import queries
from motcua.register.incidents.types import IncidentKey, IncidentView, Step

PAGE_SIZE = 50

STEPS = {
    Step.DRAFT: gettext_noop("A declaration being written"),
    Step.SUBMISSION: gettext_noop("A declaration being submitted"),
    Step.SUPPLEMENT: gettext_noop("The answer to a supplement"),
    Step.UPLOAD: gettext_noop("A file being sent"),
    Step.ACT: gettext_noop("A note at the desk"),
}
PLACES = {
    Place.FIELD: gettext_noop("text that was typed"),
    Place.FILE_NAME: gettext_noop("the file's name"),
    Place.FILE_TEXT: gettext_noop("the text inside the file"),
    Place.FILE_DETAILS: gettext_noop("the title or a remark inside the file"),
}


@never_cache
@require_safe
@policy("incident.see", matter=matter_of_agency)
def incidents(request: ActingRequest, agency: str) -> HttpResponse:
    """List what was stopped, the newest first: for the city's own agency, everywhere."""
    found = agencies.agency(agency, timezone.now().date())
    if found is None:
        raise Http404
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    key = None
    if cursor is not None:
        at, entry = cursor.key
        key = IncidentKey(at=datetime.fromisoformat(str(at)), entry=int(entry or 0))
    sees_all = found.term.kind in TOP
    rows = queries.incidents(
        agency="" if sees_all else agency, at=key, backward=bool(cursor and cursor.backward), limit=PAGE_SIZE + 1
    )
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda one: (one.at, one.entry), at=cursor)
    context = {
        "agency": found,
        "sees_all": sees_all,
        "page": page,
        "columns": [
            Column(gettext("When")), Column(gettext("Stopped in")), Column(gettext("By whom")),
            Column(gettext("Procedure")), Column(gettext("Agency")), Column(gettext("Number"), numeric=True),
        ],
        "rows": _rows(page.rows),
    }  # fmt: skip
    return render(request, "incidents/incidents.html", context)


def _rows(found: tuple[IncidentView, ...]) -> list[list[Cell]]:
    posts = agencies.posts({one.post for one in found if one.post})
    names = agencies.agencies({one.agency for one in found if one.agency}, timezone.now().date())
    return [
        [
            Cell(text=short_moment(one.at)),
            Cell(text=gettext(STEPS[one.step]), note=_place(one)),
            Cell(text=_words(posts[one.post].title) if one.post in posts else gettext("A citizen")),
            Cell(text=one.procedure or gettext("none")),
            Cell(text=_words(names[one.agency].name) if one.agency in names else gettext("not known yet")),
            Cell(text=str(one.entry)),
        ]
        for one in found
    ]


def _place(one: IncidentView) -> str:
    """Return where it stood; an act at the desk has one text only, which its step has named already."""
    named = one.fields if one.step is not Step.ACT else ()
    return f"{gettext(PLACES[one.place])} ({', '.join(named)})" if named else gettext(PLACES[one.place])


def _words(text: Text) -> str:
    return text.shown(get_language() or "vi").text
