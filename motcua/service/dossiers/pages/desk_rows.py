"""Rows of the desk's lists: no full name, the date in words, red only where it is late."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from motcua.foundation.clock.calendar import worked_minutes
from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Tone, WorkRow
from motcua.foundation.policy.types import Actor
from motcua.register.agencies import queries as agencies
from motcua.service.dossiers.pages.desk_words import CHANNELS
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import desk
from motcua.service.dossiers.types.state import Status
from motcua.service.dossiers.types.views import DossierRow


def shown_rows(
    rows: Sequence[DossierRow],
    actor: Actor,
    now: datetime,
    *,
    code: str = "",
    kept: dict[str, str] | None = None,
    marked: bool = False,
) -> list[WorkRow]:
    """
    Return rows as the list shows them; `code` is the open dossier's, `kept` what their addresses carry on.

    With `marked` each can be marked for a batch.
    """
    versions = desk.versions_of(rows)
    calendar = agencies.calendar_of(actor.agency, now) if rows else None
    more = urlencode(kept or {})
    shown = []
    for row in rows:
        due, tone = due_words(row, now, calendar)
        shown.append(
            WorkRow(
                title=words(versions[row.procedure, row.procedure_version, row.part].name),
                href=reverse("dossiers:desk-dossier", args=[row.code]) + (f"?{more}" if more else ""),
                due=due, tone=tone, who=masked(row.applicant_name), code=row.code, channel=standing(row),
                current=row.code == code, mark=f"{row.code}@{row.version}" if marked else "",
            )
        )  # fmt: skip
    return shown


def standing(row: DossierRow) -> str:
    """Return where a dossier stands; of one that waits to be received, how it came in."""
    if row.status is Status.SUBMITTED:
        return gettext(CHANNELS[row.channel])
    return gettext(TO_ANYBODY[row.status][0])


def due_words(row: DossierRow, now: datetime, calendar: Any) -> tuple[str, Tone]:
    """Return when a row is due, in words, and their tone."""
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
