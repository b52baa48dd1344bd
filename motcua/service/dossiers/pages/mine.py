"""My dossiers: what is not sent yet on top, then everything sent, the latest first."""

from datetime import datetime

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Tone
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.pages.opening import agency_names, word_lang, words
from motcua.service.dossiers.pages.statuses import TO_APPLICANT, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import drafts, lists
from motcua.service.dossiers.types.state import Status
from motcua.service.dossiers.types.views import DossierRow

PAGE_SIZE = 20
_ENDED = frozenset(
    {Status.GRANTED, Status.REJECTED, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED}
)


class Row(msgspec.Struct, frozen=True):
    """One dossier or draft of the list."""

    name: str
    lang: str
    href: str
    code: str
    status: str
    tone: str
    note: str


@never_cache
@require_safe
@policy("dossier.mine")
def mine(request: ActingRequest) -> HttpResponse:
    """List one's drafts and dossiers."""
    now = timezone.now()
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    after = (datetime.fromisoformat(str(cursor.key[0])), str(cursor.key[1])) if cursor is not None else None
    found = lists.mine(
        request.actor.person, after=after, backward=bool(cursor and cursor.backward), limit=PAGE_SIZE + 1
    )
    page = keyset.page(found, size=PAGE_SIZE, key=lambda row: (row.submitted_at, row.id), at=cursor)
    begun = drafts.drafts_of(request.actor.person) if cursor is None else ()
    names = agency_names({row.agency for row in page.rows}, now.date()) if page.rows else {}
    shown = _Names()
    context = {
        "page": page,
        "rows": [_row(row, now, names, shown) for row in page.rows],
        "begun": [
            {
                "id": one.id,
                "name": shown.of(one.procedure, one.procedure_version),
                "at": formats.near_moment(one.updated_at, now),
                "href": reverse("dossiers:draft", args=[one.id]),
                "kept": one.id == request.GET.get("kept"),
            }
            for one in begun
        ],
        "kept": any(one.id == request.GET.get("kept") for one in begun),
    }
    return render(request, "dossiers/citizen/mine.html", context)


class _Names:
    """Looks a procedure's name up once a request."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int, str], tuple[str, str]] = {}

    def of(self, code: str, version: int, part: str = "") -> tuple[str, str]:
        if (code, version, part) not in self.known:
            name = procedures.version(code, version, part).name
            self.known[code, version, part] = (words(name), word_lang(name))
        return self.known[code, version, part]


def _row(row: DossierRow, now: datetime, names: dict[str, str], shown: _Names) -> Row:
    text, tone = TO_APPLICANT[row.status]
    status = gettext(text)
    if row.received_at is not None and row.due_at < now and row.status not in _ENDED | WITH_THE_APPLICANT:
        status, tone = gettext("%(status)s · overdue") % {"status": status}, Tone.LATE
    name, lang = shown.of(row.procedure, row.procedure_version, row.part)
    return Row(
        name=name, lang=lang, href=reverse("dossiers:show", args=[row.code]), code=row.code, status=status,
        tone=tone, note=f"{names.get(row.agency, '')} · {_when(row, now)}",
    )  # fmt: skip


def _when(row: DossierRow, now: datetime) -> str:
    if row.status in _ENDED:
        return gettext("ended %(day)s") % {"day": formats.short_date(row.ended_at or row.submitted_at)}
    if row.status in WITH_THE_APPLICANT:
        return gettext("the clock stands still until you have acted")
    values = {"moment": formats.short_moment(row.due_at)}
    if row.received_at is None:
        return gettext("an answer is due by %(moment)s") % values
    if row.due_at < now:
        return gettext("was due by %(moment)s") % values
    return gettext("due by %(moment)s") % values
