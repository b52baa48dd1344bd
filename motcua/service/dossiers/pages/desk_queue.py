"""The desk's queues and its search: what is due first first, in rows of two lines."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import keyset
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor, Role
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.desk_batches import batch_acts
from motcua.service.dossiers.pages.desk_narrowing import asked_narrowing, said
from motcua.service.dossiers.pages.desk_rows import end_of_day, shown_rows
from motcua.service.dossiers.pages.desk_words import EMPTY
from motcua.service.dossiers.queries import lists
from motcua.service.dossiers.types.queues import NAMES, Queue, address_of, parts_of
from motcua.service.dossiers.types.state import DossierState
from motcua.service.dossiers.types.views import DossierRow

PAGE_SIZE = 50
LONGEST_SEARCH = 100
QUEUE_PARAMETER = "hang-doi"
ALL_PARAMETER = "chon"
Place = tuple[datetime, str]


@require_safe
@policy("dossier.queue")
def desk_home(request: ActingRequest) -> HttpResponse:
    """Lead to the queue that this post begins its day with."""
    return redirect(request, reverse("dossiers:queue", args=[first_queue(request.actor)]))


def first_queue(actor: Actor) -> Queue:
    """Return where an official's day begins."""
    if Role.DESK in actor.roles:
        return Queue.TO_RECEIVE
    return Queue.UNIT if Role.LEADER in actor.roles else Queue.MINE


@never_cache
@require_safe
@policy("dossier.queue")
def queue(request: ActingRequest, queue: Queue) -> HttpResponse:  # noqa: A002, RUF100 -- the address's own word
    """Show one queue."""
    now = timezone.now()
    return render(request, "dossiers/desk/queue.html", list_column(request, queue, now), fragment="list")


@never_cache
@require_safe
@policy("dossier.queue")
def search(request: ActingRequest) -> HttpResponse:
    """Find dossiers by their code or its number, by an identity number, or by the applicant's name, marks aside."""
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = lists.search(asked, actor=request.actor, today=local_day(now), after=_after(cursor), limit=PAGE_SIZE + 1)
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda row: (row.submitted_at, row.id), at=cursor)
    context = {
        "page": keyset.Page(rows=page.rows, next=page.next),
        "rows": shown_rows(page.rows, request.actor, now),
        "asked": asked,
        "list_title": gettext("Found"),
        "empty": (
            (gettext("Nothing was found"), gettext("Check the code or number, or write fewer words of the name."))
            if asked
            else (
                gettext("Search"),
                gettext(
                    "Write a dossier’s code or the number at its end, an identity number, or the applicant’s name without marks."
                ),
            )
        ),
        "is_search": True,
    }
    return render(request, "dossiers/desk/queue.html", context, fragment="list")


def list_column(
    request: ActingRequest, current: Queue, now: datetime, *, opened: DossierState | None = None
) -> dict[str, Any]:
    """Return the second column: one page of a queue, the dossier that is open marked in it."""
    narrowing = asked_narrowing(request.GET)
    page = _page_with(request, current, now, opened)
    title, text = EMPTY[current]
    request.queue = current  # type: ignore[attr-defined]
    address = reverse("dossiers:queue", args=[current])
    query = f"?{address_of(narrowing)}" if narrowing else ""
    acts = batch_acts(current, request.actor) if page.rows else ()
    kept = queue_context(request, current)
    return {
        "page": page,
        "rows": shown_rows(
            page.rows, request.actor, now, code=opened.code if opened else "", kept=kept, marked=bool(acts)
        ),
        "list_title": gettext(NAMES[current]),
        "list_href": address,
        "empty": (
            (gettext("Nothing in this queue fits"), gettext("Take the filter off to see the whole queue."))
            if narrowing
            else (gettext(title), gettext(text))
        ),
        "narrowed": said(narrowing, now) if narrowing else [],
        "narrowing": parts_of(narrowing),
        "current_queue": current,
        "queue_href": address + query,
        "narrow_href": reverse("dossiers:narrow", args=[current]) + query,
        "csv_href": reverse("dossiers:queue-csv", args=[current]) + query,
        "print_href": reverse("dossiers:queue-print", args=[current]) + query,
        "batch_acts": acts,
        "batch_key": new_key() if acts else "",
        "batch_query": urlencode(kept),
        "all_marked": request.GET.get(ALL_PARAMETER) == "het",
        "all_href": _all_href(request, address),
        "own_key": new_key(),
    }


def _all_href(request: ActingRequest, address: str) -> str:
    asked = request.GET.copy()
    asked.pop(QUEUE_PARAMETER, None)
    asked[ALL_PARAMETER] = "het"
    return f"{address}?{asked.urlencode()}"


def _page_with(
    request: ActingRequest, current: Queue, now: datetime, opened: DossierState | None
) -> keyset.Page[DossierRow]:
    """Return the page of the queue that is asked for; where the open dossier comes after it, the page it begins."""
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))

    def fetched(after: Place | None, *, backward: bool = False, including: bool = False) -> list[DossierRow]:
        return lists.queue(
            current, actor=request.actor, now=now, end_of_day=end_of_day(now), narrowing=asked_narrowing(request.GET),
            after=after, backward=backward, including=including, limit=PAGE_SIZE + 1,
        )  # fmt: skip

    rows = fetched(_after(cursor), backward=bool(cursor and cursor.backward))
    page = keyset.page(rows, size=PAGE_SIZE, key=_key, at=cursor)
    if opened is None or not page.next or QUEUE_PARAMETER not in request.GET:
        return page
    place = place_of(opened)
    if place <= _key(page.rows[-1]):
        return page
    begins = keyset.Cursor(key=(place[0].isoformat(), place[1]))
    return keyset.page(fetched(place, including=True), size=PAGE_SIZE, key=_key, at=begins)


def _key(row: DossierRow) -> Place:
    return row.due_at, row.id


def place_of(state: DossierState) -> Place:
    """Return where a dossier stands in every queue that it is in."""
    return state.computed_due_at or state.reception_due_at, state.id


def queue_of(request: ActingRequest) -> Queue:
    """Return the queue that the page came from, else the one that this post begins with."""
    try:
        return Queue(request.GET.get(QUEUE_PARAMETER, ""))
    except ValueError:
        return first_queue(request.actor)


def queue_context(request: ActingRequest, current: Queue) -> dict[str, str]:
    """Return what an address of a dossier carries on of the queue that it was opened from."""
    at = request.GET.get(keyset.CURSOR_PARAMETER, "")
    return {
        QUEUE_PARAMETER: current.value,
        **parts_of(asked_narrowing(request.GET)),
        **({keyset.CURSOR_PARAMETER: at} if at else {}),
    }


def around(request: ActingRequest, state: DossierState, now: datetime) -> tuple[str, str]:
    """Return the codes of the dossiers before and after this place in the queue that the page came from."""
    if QUEUE_PARAMETER not in request.GET:
        return "", ""
    return lists.neighbours(
        queue_of(request), actor=request.actor, now=now, end_of_day=end_of_day(now),
        narrowing=asked_narrowing(request.GET), of=place_of(state),
    )  # fmt: skip


def _after(cursor: keyset.Cursor | None) -> Place | None:
    if cursor is None:
        return None
    moment, dossier = cursor.key
    return datetime.fromisoformat(str(moment)), str(dossier)
