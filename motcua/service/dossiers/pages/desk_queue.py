"""The desk's queues and its search: what is due first first, in rows of two lines."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.calendar import worked_minutes
from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Option, Tone, WorkRow
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor, Role
from motcua.register.agencies import queries as agencies
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.pages.desk_words import CHANNELS, EMPTY
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import desk, lists
from motcua.service.dossiers.types.queues import NAMES, Queue
from motcua.service.dossiers.types.state import Channel, Status
from motcua.service.dossiers.types.views import DossierRow

PAGE_SIZE = 50
LONGEST_SEARCH = 100
QUEUE_PARAMETER = "hang-doi"


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
    """Find dossiers by their code or by the applicant's name, marks aside."""
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = lists.search(asked, actor=request.actor, after=_after(cursor), limit=PAGE_SIZE + 1)
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda row: (row.submitted_at, row.id), at=cursor)
    context = {
        "page": keyset.Page(rows=page.rows, next=page.next),
        "rows": shown_rows(page.rows, request.actor, now),
        "asked": asked,
        "list_title": gettext("Found"),
        "empty": (
            (gettext("Nothing was found"), gettext("Check the code, or write fewer letters of the name."))
            if asked
            else (gettext("Search"), gettext("Write a dossier’s code, or the applicant’s name without marks."))
        ),
        "is_search": True,
    }
    return render(request, "dossiers/desk/queue.html", context, fragment="list")


def list_column(request: ActingRequest, current: Queue, now: datetime, *, code: str = "") -> dict[str, Any]:
    """Return the second column: one page of a queue, the dossier `code` marked as the one that is open."""
    procedure, channel = request.GET.get("thu-tuc", ""), _channel(request.GET.get("kenh", ""))
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = desk.narrowed(
        current, actor=request.actor, now=now, end_of_day=end_of_day(now), procedure=procedure, channel=channel,
        after=_after(cursor), backward=bool(cursor and cursor.backward), limit=PAGE_SIZE + 1,
    )  # fmt: skip
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda row: (row.due_at, row.id), at=cursor)
    title, text = EMPTY[current]
    request.queue = current  # type: ignore[attr-defined]
    narrowed = bool(procedure or channel)
    return {
        "page": page,
        "rows": shown_rows(page.rows, request.actor, now, queue=current, code=code, query=request.GET),
        "list_title": gettext(NAMES[current]),
        "list_href": reverse("dossiers:queue", args=[current]),
        "empty": (
            (gettext("Nothing in this queue fits"), gettext("Take the filter off to see the whole queue."))
            if narrowed
            else (gettext(title), gettext(text))
        ),
        "procedure": procedure,
        "channel": channel,
        "narrowed": narrowed,
        "procedure_options": [
            Option(value=found.code, text=words(found.name))
            for found in procedures.search("", on=local_day(now), size=100).rows
        ],
        "channel_options": [Option(value=each.value, text=gettext(name)) for each, name in CHANNELS.items()],
    }


def shown_rows(
    rows: Sequence[DossierRow],
    actor: Actor,
    now: datetime,
    *,
    queue: Queue | None = None,
    code: str = "",
    query: Any = None,
) -> list[WorkRow]:
    """Return rows as the list shows them: no full name, the date in words, red only where it is late."""
    versions = desk.versions_of(rows)
    calendar = agencies.calendar_of(actor.agency, now) if rows else None
    kept = {name: query[name] for name in ("thu-tuc", "kenh", keyset.CURSOR_PARAMETER) if query and query.get(name)}
    more = urlencode({QUEUE_PARAMETER: queue.value, **kept}) if queue else ""
    shown = []
    for row in rows:
        due, tone = _due(row, now, calendar)
        channel = gettext(CHANNELS[row.channel])
        if row.status is not Status.SUBMITTED:
            channel = gettext(TO_ANYBODY[row.status][0])
        shown.append(
            WorkRow(
                title=words(versions[row.procedure, row.procedure_version, row.part].name),
                href=reverse("dossiers:desk-dossier", args=[row.code]) + (f"?{more}" if more else ""),
                due=due, tone=tone, who=masked(row.applicant_name), code=row.code, channel=channel,
                current=row.code == code,
            )
        )  # fmt: skip
    return shown


def _due(row: DossierRow, now: datetime, calendar: Any) -> tuple[str, Tone]:
    if row.ended_at is not None:
        return formats.day_month(row.ended_at), Tone.NEUTRAL
    if row.status in WITH_THE_APPLICANT:
        return gettext("stands still"), Tone.NEUTRAL
    if row.status is Status.AWAITING_LINKED:
        return gettext("waits for its result"), Tone.NEUTRAL
    if row.due_at < now:
        return late_words(worked_minutes(row.due_at, now, calendar), received=row.received_at is not None), Tone.LATE
    tone = Tone.LOOK if local_day(row.due_at) == local_day(now) else Tone.NEUTRAL
    return formats.near_moment(row.due_at, now), tone


def late_words(minutes: int, *, received: bool) -> str:
    """Return by how much worked time an open dossier is late: with its result, or with its reception."""
    if not minutes:
        return gettext("overdue since closing time") if received else gettext("not received by closing time")
    over = {"time": formats.working_time(minutes)}
    return gettext("overdue by %(time)s") % over if received else gettext("reception late by %(time)s") % over


def masked(name: str) -> str:
    """Return a name as lists show it: `Nguyễn Thị Hường` is `N. T. Hường`."""
    *before, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])


def end_of_day(now: datetime) -> datetime:
    """Return the last moment of today in the legal zone."""
    return datetime.combine(local_day(now), time.min, ZONE) + timedelta(days=1, microseconds=-1)


def queue_of(request: ActingRequest) -> Queue:
    """Return the queue that the page came from, else the one that this post begins with."""
    try:
        return Queue(request.GET.get(QUEUE_PARAMETER, ""))
    except ValueError:
        return first_queue(request.actor)


def _channel(text: str) -> str:
    return text if text in {each.value for each in Channel} else ""


def _after(cursor: keyset.Cursor | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    moment, dossier = cursor.key
    return datetime.fromisoformat(str(moment)), str(dossier)
