"""A queue on paper and as a table of one's own: the reading is recorded before the first row goes out."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.access.types import Purpose, Reading
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.service.dossiers.pages.desk_narrowing import asked_narrowing, said
from motcua.service.dossiers.pages.desk_rows import due_words, end_of_day, masked
from motcua.service.dossiers.pages.desk_words import CHANNELS
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY
from motcua.service.dossiers.queries import desk, exporting
from motcua.service.dossiers.queries.exporting import Exported
from motcua.service.dossiers.types.queues import NAMES, Queue, address_of
from motcua.service.dossiers.types.views import DossierRow

MOST, MOST_ON_PAPER = 5000, 500
_FEW = HouseRule(gettext_noop("What is carried out of the system is no more than whoever carries it can look after."))
# A spreadsheet would take such a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@require_safe
@policy("dossier.export")
def queue_csv(request: ActingRequest, queue: Queue) -> StreamingHttpResponse:
    """Send a queue as CSV, names masked as in the list; refuses `too-many-to-export`."""
    found = _exported(request, queue, MOST)
    actor, today = request.actor, local_day(timezone.now())
    response = StreamingHttpResponse(
        _lines(found, actor, get_language() or "vi"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="ho-so-{queue.value}-{today:%Y%m%d}.csv"'
    return response


@never_cache
@require_safe
@policy("dossier.export")
def queue_print(request: ActingRequest, queue: Queue) -> HttpResponse:
    """Show a queue as a table to print; refuses `too-many-to-export`."""
    now = timezone.now()
    found = _exported(request, queue, MOST_ON_PAPER)
    rows = [row for part in exporting.rows(found.ids, request.actor) for row in part]
    narrowing = asked_narrowing(request.GET)
    query = f"?{address_of(narrowing)}" if narrowing else ""
    agency = agencies.agency(request.actor.agency, local_day(now))
    context = {
        "list_title": gettext(NAMES[queue]),
        "narrowed": said(narrowing, now),
        "agency": agency.name if agency else None,
        "now": now,
        "rows": _on_paper(rows, request.actor, now),
        "back_href": reverse("dossiers:queue", args=[queue]) + query,
    }
    return render(request, "dossiers/desk/print.html", context)


def _exported(request: ActingRequest, queue: Queue, most: int) -> Exported:
    """Return what is carried out, and put on the request whose data it is, so that it is recorded first."""
    now = timezone.now()
    found = exporting.exported(
        queue, asked_narrowing(request.GET), actor=request.actor, now=now, end_of_day=end_of_day(now), limit=most + 1
    )
    if len(found.ids) > most:
        message = gettext_noop("At most %(most)s dossiers are carried out at once. Narrow the queue down first.")
        raise refuse("too-many-to-export", message, _FEW, most=most)
    if found.ids:
        request.reading = Reading(  # type: ignore[attr-defined]
            subjects=found.subjects, purpose=Purpose.EXPORT, matter=f"queue/{queue.value}"
        )
    return found


def _on_paper(rows: list[DossierRow], actor: Actor, now: datetime) -> list[dict[str, str]]:
    versions, calendar, holders = desk.versions_of(rows), agencies.calendar_of(actor.agency, now), _holders(rows)
    return [
        {
            "code": row.code,
            "title": words(versions[row.procedure, row.procedure_version, row.part].name),
            "who": masked(row.applicant_name),
            "submitted": formats.short_moment(row.submitted_at),
            "due": due_words(row, now, calendar)[0],
            "status": gettext(TO_ANYBODY[row.status][0]),
            "holder": holders.get(row.holder, ""),
        }
        for row in rows
    ]


def _holders(rows: list[DossierRow]) -> dict[str, str]:
    found = people.people({row.holder for row in rows if row.holder})
    return {str(one): view.full_name for one, view in found.items()}


def _lines(found: Exported, actor: Actor, language: str) -> Iterator[str]:
    """
    Yield the table in parts: the mark by which a spreadsheet knows UTF-8, the head, then chunk by chunk.

    The request has ended by then, and its language with it.
    """
    with override(language):
        head = (
            gettext("Code"), gettext("Procedure"), gettext("Applicant"), gettext("Channel"), gettext("Submitted"),
            gettext("Received"), gettext("Due"), gettext("Status"), gettext("Held by"),
        )  # fmt: skip
    yield "\ufeff" + _written([head])
    for rows in exporting.rows(found.ids, actor):
        with override(language):
            part = _written(_in_words(rows))
        yield part


def _in_words(rows: list[DossierRow]) -> list[tuple[str, ...]]:
    versions, holders = desk.versions_of(rows), _holders(rows)
    return [
        (
            row.code, words(versions[row.procedure, row.procedure_version, row.part].name), masked(row.applicant_name),
            gettext(CHANNELS[row.channel]), _moment(row.submitted_at), _moment(row.received_at),
            _moment(row.due_at), gettext(TO_ANYBODY[row.status][0]), holders.get(row.holder, ""),
        )
        for row in rows
    ]  # fmt: skip


def _written(rows: list[tuple[str, ...]]) -> str:
    text = StringIO()
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue()


def _moment(at: datetime | None) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M") if at else ""
