"""Early, on time or overdue; and what a decision freezes of it, with the restatement when a calendar changes later."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from motcua.foundation.clock.account import TimeAccount, computed_due_at, remaining_minutes
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.facts import Session
from motcua.foundation.clock.moments import local_day, minute_of
from motcua.foundation.law.citations import house_rule, law


class TimeClass(StrEnum):
    """How an ended matter stands to its due date, or how one that is still open stands now."""

    EARLY = "early"  # trước hạn
    ON_TIME = "on-time"  # đúng hạn
    OVERDUE = "overdue"  # quá hạn
    IN_TIME = "in-progress"  # đang giải quyết trong hạn
    LATE = "in-progress-overdue"  # đang giải quyết quá hạn

    @property
    def is_late(self) -> bool:
        """Whether the due date was or is missed."""
        return self in {TimeClass.OVERDUE, TimeClass.LATE}


class Grain(StrEnum):
    """How finely an end is compared with a due date."""

    MINUTE = "minute"
    DAY = "day"


@law("766-qd-ttg")
@house_rule("The end and the due date are compared by the minute unless a report asks for days.")
def classify(due_at: datetime, ended_at: datetime | None, now: datetime, *, grain: Grain = Grain.MINUTE) -> TimeClass:
    """
    Return early, on time or overdue for a matter that ended at `ended_at`, or in time or late for one still open.

    Open matters are measured at `now`. On time means the same minute as the due date, or with `Grain.DAY` the same
    day. All moments are aware.
    """
    measure = minute_of if grain is Grain.MINUTE else _day_number
    due = measure(due_at)
    if ended_at is None:
        return TimeClass.IN_TIME if measure(now) <= due else TimeClass.LATE
    ended = measure(ended_at)
    if ended == due:
        return TimeClass.ON_TIME
    return TimeClass.EARLY if ended < due else TimeClass.OVERDUE


def _day_number(moment: datetime) -> int:
    return local_day(moment).toordinal()


class FrozenTime(msgspec.Struct, frozen=True):
    """What a decision fixes: nothing that is learned later changes it, only a restatement stands beside it."""

    due_at: datetime
    ended_at: datetime
    time_class: TimeClass
    calendar_version: str
    remaining_minutes: int
    """Worked minutes left at the end; negative when it was overdue."""


def freeze(
    account: TimeAccount, calendar: WorkCalendar, ended_at: datetime, *, grain: Grain = Grain.MINUTE
) -> FrozenTime:
    """Return what a decision at `ended_at` (aware) fixes, by the calendar as it is known then."""
    due = computed_due_at(account, calendar, ended_at)
    return FrozenTime(
        due_at=due,
        ended_at=ended_at,
        time_class=classify(due, ended_at, ended_at, grain=grain),
        calendar_version=calendar.version,
        remaining_minutes=remaining_minutes(account, calendar, ended_at),
    )


class DayChange(msgspec.Struct, frozen=True):
    """A day whose worked sessions differ between two versions of a calendar."""

    on: date
    before: tuple[Session, ...]
    after: tuple[Session, ...]


class Restatement(msgspec.Struct, frozen=True):
    """A decision's timing by the calendar it was taken under and by a later version, and the days that make it."""

    before: FrozenTime
    after: FrozenTime
    days: tuple[DayChange, ...]

    @property
    def changes_class(self) -> bool:
        """Whether the later calendar turns the answer: early, on time, overdue."""
        return self.before.time_class is not self.after.time_class


def restate(
    account: TimeAccount,
    frozen: FrozenTime,
    earlier: WorkCalendar,
    later: WorkCalendar,
    *,
    grain: Grain = Grain.MINUTE,
) -> Restatement | None:
    """
    Return how a frozen decision reads by a later version of its calendar; None when nothing of it changes.

    `earlier` must be the version that the decision froze: anything else is a defect.
    """
    if earlier.version != frozen.calendar_version:
        raise ValueError(f"the decision froze calendar {frozen.calendar_version}, not {earlier.version}")
    again = freeze(account, later, frozen.ended_at, grain=grain)
    if (again.due_at, again.time_class, again.remaining_minutes) == (
        frozen.due_at,
        frozen.time_class,
        frozen.remaining_minutes,
    ):
        return None
    last = max(frozen.due_at, again.due_at, frozen.ended_at)
    days = changed_days(earlier, later, local_day(account.started_at), local_day(last) + timedelta(days=1))
    return Restatement(before=frozen, after=again, days=days)


def changed_days(earlier: WorkCalendar, later: WorkCalendar, start: date, until: date) -> tuple[DayChange, ...]:
    """Return the days from `start` to before `until` whose sessions the two calendars tell differently."""
    days: Sequence[date] = [start + timedelta(days=number) for number in range((until - start).days)]
    return tuple(
        DayChange(on=day, before=earlier.sessions(day), after=later.sessions(day))
        for day in days
        if earlier.sessions(day) != later.sessions(day)
    )
