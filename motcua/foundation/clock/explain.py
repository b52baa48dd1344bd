"""Why a matter is due then, who holds it now, what stopped it, and whose days were used: as data, for any door."""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from motcua.foundation.clock import lines
from motcua.foundation.clock.account import Interval, TimeAccount, Usage, computed_due_at, remaining_minutes, usage
from motcua.foundation.clock.calendar import SpecialDay, WorkCalendar, worked_minutes
from motcua.foundation.clock.facts import DayKind
from motcua.foundation.clock.limits import counted_from
from motcua.foundation.clock.lines import REASONS, Line, Segment
from motcua.foundation.clock.moments import local_day, minute_of
from motcua.foundation.law.citations import sources_of
from motcua.foundation.text import gettext_noop


class Explanation(msgspec.Struct, frozen=True):
    """
    The answer to: why is it due then, who holds it now, what stopped it, whose days were used.

    `holder` is the running interval (None: nobody, the account has ended), `stops` are the intervals in which the
    clock stood still, `special_days` the holidays and swapped days that the date had to go round. `is_projected` says
    that the date lies beyond the days that are announced.
    """

    due_at: datetime
    started_at: datetime
    counted_from: datetime
    remaining_minutes: int
    is_overdue: bool
    is_standing_still: bool
    holder: Segment | None
    segments: tuple[Segment, ...]
    stops: tuple[Segment, ...]
    used: tuple[Usage, ...]
    special_days: tuple[SpecialDay, ...]
    lines: tuple[Line, ...]
    calendar_version: str
    is_projected: bool


def explain(
    account: TimeAccount, calendar: WorkCalendar, now: datetime, *, reasons: Mapping[str, str] | None = None
) -> Explanation:
    """
    Return why `account` is due when it is, as seen `now` (aware). `reasons` adds sentences for codes of its own.

    Refuses `CalendarTooShort`.
    """
    at = now if account.ended_at is None else min(now, account.ended_at)
    known = {**REASONS, **(reasons or {})}
    due = computed_due_at(account, calendar, at)
    began = counted_from(account.started_at, calendar)
    segments = tuple(_segment(interval, calendar, now) for interval in account.intervals if interval.start <= now)
    left = remaining_minutes(account, calendar, at)
    running = segments[-1] if segments and segments[-1].is_running else None
    stops = tuple(segment for segment in segments if not segment.counts)
    used = usage(account, calendar, at)
    special = _special_days(calendar, local_day(began), local_day(due))
    is_overdue = minute_of(at) > minute_of(due)
    standing = lines.ended_line if at == account.ended_at else lines.left_line
    is_projected = calendar.projected_from is not None and local_day(due) >= calendar.projected_from
    sentences = [
        *lines.beginning(account, began),
        lines.limit_line(account.limit, account.started_at, calendar),
        *(lines.stop_line(stop, known) for stop in stops),
        *lines.outage_lines(calendar, began, min(due, at)),
        *lines.day_lines(special),
        *lines.moved_lines(account, calendar, at),
        Line(
            code="due",
            message=gettext_noop("So it is due at %(due_at)s."),
            moments={"due_at": due},
            sources=sources_of(computed_due_at),
        ),
        standing(left, is_overdue=is_overdue),
        *lines.holder_lines(running),
        *(lines.used_line(part) for part in used),
        *lines.projected_lines(calendar, is_projected=is_projected),
    ]
    return Explanation(
        due_at=due,
        started_at=account.started_at,
        counted_from=began,
        remaining_minutes=left,
        is_overdue=is_overdue,
        is_standing_still=running is not None and not running.counts,
        holder=running,
        segments=segments,
        stops=stops,
        used=used,
        special_days=special,
        lines=tuple(sentences),
        calendar_version=calendar.version,
        is_projected=is_projected,
    )


def _segment(interval: Interval, calendar: WorkCalendar, now: datetime) -> Segment:
    end = now if interval.end is None else min(interval.end, now)
    return Segment(
        start=interval.start,
        end=end,
        is_running=interval.end is None or interval.end > now,
        party=interval.party,
        holder=interval.holder,
        agency=interval.agency,
        step=interval.step,
        counts=interval.counts,
        reason=interval.reason,
        minutes=worked_minutes(interval.start, end, calendar),
    )


def _special_days(calendar: WorkCalendar, start: date, end: date) -> tuple[SpecialDay, ...]:
    """Return the days that a date had to go round, or could use though they are on a weekend."""
    return tuple(
        day
        for on, day in sorted(calendar.special_days.items())
        if start <= on <= end and (day.kind is DayKind.SWAPPED_WORKING or on.weekday() < 5)
    )
