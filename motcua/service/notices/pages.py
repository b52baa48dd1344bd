"""What happened, as a list for the person whom it concerns."""

import msgspec
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.notices import commands, queries
from motcua.service.notices.types import Notice

PAGE_SIZE = 20


class Shown(msgspec.Struct, frozen=True):
    """One notice on the page; the code in its sentence, if any, stands apart so that it is not broken."""

    before: str
    code: str
    after: str
    at: str
    about: str
    href: str
    is_new: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("notice.mine")
def mine(request: ActingRequest, *, about: str = "") -> HttpResponse:
    """List one's notices, the latest first; a press marks them as seen. `about` names the page of what they are about."""
    if request.method == "POST":
        until = request.POST.get("until", "")
        if until.isdecimal() and len(until) < 9:
            commands.mark_seen(
                actor=request.actor, until=int(until), now=timezone.now(), key=request.POST.get("key") or until
            )
        return redirect(request, reverse("notices:mine"))
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    before = int(cursor.key[0] or 0) if cursor is not None else None
    found = queries.notices_of(request.actor.person, before=before, limit=PAGE_SIZE + 1)
    page = keyset.page(found, size=PAGE_SIZE, key=lambda one: (one.number,), at=cursor)
    # The list is read downward only: the way back up is its first page.
    page = msgspec.structs.replace(page, previous="")
    rows = [_shown(one, about) for one in page.rows]
    context = {
        "page": page,
        "rows": rows,
        "has_new": any(row.is_new for row in rows),
        "until": page.rows[0].number if page.rows else 0,
        "is_later": cursor is not None,
    }
    return render(request, "notices/mine.html", context)


def _shown(notice: Notice, about: str) -> Shown:
    text = queries.sentence(notice)
    before, code, after = text.partition(notice.about) if notice.about else (text, "", "")
    return Shown(
        before=before,
        code=code,
        after=after,
        at=formats.moment(notice.happened_at),
        about=notice.about,
        href=_address(about, notice.about),
        is_new=notice.is_new,
    )


def _address(name: str, about: str) -> str:
    """Return the page of what a notice is about; empty while nobody serves it."""
    try:
        return reverse(name, args=[about]) if name and about else ""
    except NoReverseMatch:
        return ""
