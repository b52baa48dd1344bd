"""Limits: how long a thing may take, in which unit, what a pause does to it, and when it falls due."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.moments import DAY_MINUTES, ZONE, minute_of, moment_of
from motcua.foundation.law.citations import house_rule, law


class LimitUnit(StrEnum):
    """The units of the official catalogue of procedures, and the same-day rule of civil status and certification."""

    WORKING_HOURS = "working-hours"
    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    SAME_DAY = "same-day"


class PauseRule(StrEnum):
    """What stopping the clock adds to a limit."""

    WORKED_MINUTES = "worked-minutes"  # the worked minutes that passed meanwhile
    MIDNIGHTS = "midnights"  # the days that began meanwhile


class Limit(msgspec.Struct, frozen=True):
    """
    How long a thing may take: `amount` of `unit`.

    Hours and working days may be broken (7.5 days) as long as they come to whole minutes; calendar days and months
    are whole. For the same day `amount` is 1 and `cut_off` the time after which the next working day is meant (None:
    whenever it is received in working hours).
    """

    amount: float
    unit: LimitUnit
    cut_off: time | None = None

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a limit cannot be negative")
        if self.unit in _WHOLE and self.amount != int(self.amount):
            raise ValueError(f"a limit in {self.unit} is a whole number, not {self.amount}")
        if self.unit is LimitUnit.SAME_DAY and self.amount != 1:
            raise ValueError("the same day is one day")
        if self.cut_off is not None and self.unit is not LimitUnit.SAME_DAY:
            raise ValueError("only a same-day limit has a cut-off")

    @property
    def pause_rule(self) -> PauseRule:
        """What stopping the clock adds to this limit."""
        return pause_rule(self.unit)


_WHOLE = frozenset({LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS, LimitUnit.SAME_DAY})


def pause_rule(unit: LimitUnit) -> PauseRule:
    """Return what stopping the clock adds to a limit in `unit`."""
    # Compared by identity: hashing an enum member costs as much as a due date.
    if unit is LimitUnit.CALENDAR_DAYS or unit is LimitUnit.MONTHS:
        return PauseRule.MIDNIGHTS
    return PauseRule.WORKED_MINUTES


@house_rule(
    "A working day is worth the same minutes whatever the office's sessions are, so that half days add up; a limit in "
    "working time counts from the minute of reception."
)
def working_minutes_of(limit: Limit, calendar: WorkCalendar) -> int:
    """Return the minutes of a limit in working hours or working days; 7.5 days of 480 minutes are 3600."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        minutes = limit.amount * 60
    elif limit.unit is LimitUnit.WORKING_DAYS:
        minutes = limit.amount * calendar.day_minutes
    else:
        raise ValueError(f"a limit in {limit.unit} has no fixed number of working minutes")
    if minutes != int(minutes):
        raise ValueError(f"a limit of {limit.amount} {limit.unit} does not come to whole minutes")
    return int(minutes)


@house_rule("What is received outside working hours counts from the next session: nobody could have worked on it.")
def counted_from(received_at: datetime, calendar: WorkCalendar) -> datetime:
    """Return the moment from which a reception at `received_at` (aware) counts: itself, or the next session's start."""
    return calendar.office_opens_from(received_at)


@law("163-qd-btp")
@house_rule("Received in the minute of the cut-off is not after it, and a reception out of hours is one at opening.")
def same_day_until(received_at: datetime, calendar: WorkCalendar, *, cut_off: time | None) -> datetime:
    """
    Return the end of the day on which a same-day matter must be answered.

    Received after `cut_off` (birth, copies: 15:00): the end of the next working day; else of the day of reception.
    """
    counted = counted_from(received_at, calendar)
    day = counted.astimezone(ZONE).date()
    late = cut_off is not None and counted.astimezone(ZONE).time().replace(second=0, microsecond=0) > cut_off
    if late:
        day = calendar.working_day_from(day + timedelta(days=1))
    return calendar.closing(day)


@law("91-2015-qh13", article="147", clause="2")
@law("91-2015-qh13", article="148", clause="3")
def last_day_of(limit: Limit, started_on: date, *, paused_days: int = 0) -> date:
    """
    Return the last day of a limit in calendar days or months, before it is moved off a day that is not worked.

    The first day is not counted; a month without that day ends on its own last day. `paused_days` are added after.
    """
    whole = int(limit.amount)
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        return started_on + timedelta(days=whole + paused_days)
    if limit.unit is not LimitUnit.MONTHS:
        raise ValueError(f"a limit in {limit.unit} has no last day of its own")
    year, month = divmod(started_on.year * 12 + started_on.month - 1 + whole, 12)
    day = min(started_on.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=paused_days)


@law("91-2015-qh13", article="148", clause="5")
@house_rule(
    "The last day ends when the office closes, not at midnight, because an answer is handed out in office hours; a day "
    "wholly lost to an outage is not a working day."
)
def end_of_last_day(last_day: date, calendar: WorkCalendar) -> datetime:
    """Return the closing time of `last_day`, or of the next working day when it is not worked."""
    day = calendar.working_day_from(last_day)
    while not calendar.clock_runs_on(day):
        day = calendar.working_day_from(day + timedelta(days=1))
    return calendar.closing(day)


def due_at(
    limit: Limit, started_at: datetime, calendar: WorkCalendar, *, paused_minutes: int = 0, paused_days: int = 0
) -> datetime:
    """
    Return the moment by which a limit that began at `started_at` (aware) ends.

    `paused_minutes` (worked minutes) extend limits of working time and of the same day, `paused_days` (midnights)
    those of calendar days and months: see `PauseRule`. Refuses `CalendarTooShort`.
    """
    start = minute_of(started_at)
    if limit.pause_rule is PauseRule.WORKED_MINUTES:
        return moment_of(calendar.after(start, budget_of(limit, started_at, calendar) + paused_minutes))
    last = last_day_of(limit, date.fromordinal(start // DAY_MINUTES), paused_days=paused_days)
    return end_of_last_day(last, calendar)


def budget_of(limit: Limit, started_at: datetime, calendar: WorkCalendar) -> int:
    """Return the worked minutes that a limit of working time or of the same day gives from `started_at` (aware)."""
    if limit.unit is not LimitUnit.SAME_DAY:
        return working_minutes_of(limit, calendar)
    until = same_day_until(started_at, calendar, cut_off=limit.cut_off)
    return calendar.attended(minute_of(started_at), minute_of(until))
