"""Time accounts: who held a matter from when to when, whether that time counted, and what follows from it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.limits import Limit, PauseRule, budget_of, due_at
from motcua.foundation.clock.moments import DAY_MINUTES, minute_of
from motcua.foundation.law.citations import house_rule, law


class Party(StrEnum):
    """Whose time it is."""

    AGENCY = "agency"  # the resolving agency: its desk, a step, a leader
    OTHER_AGENCY = "other-agency"  # an agency asked for an opinion or a check
    APPLICANT = "applicant"
    OTHER_SYSTEM = "other-system"  # a registry, a payment platform, the post
    OUTAGE = "outage"  # nobody could work


class Interval(msgspec.Struct, frozen=True):
    """
    A stretch of time in one party's hands, from `start` to before `end` (None: still running).

    `holder` is an id (agency code, official, person; empty when nobody in particular), `agency` the agency whose days
    were used, `step` the step's code. `counts` says whether the limit runs; `reason` is the code of why it does not,
    such as `awaiting-supplement`.
    """

    start: datetime
    end: datetime | None
    party: Party
    holder: str = ""
    agency: str = ""
    step: str = ""
    counts: bool = True
    reason: str = ""


class TimeAccount(msgspec.Struct, frozen=True):
    """
    A limit, the moment it began, and the intervals since, in order and without overlap.

    Time between intervals that none covers counts: only a recorded pause stops a clock. An account whose last
    interval is closed has ended.
    """

    limit: Limit
    started_at: datetime
    intervals: tuple[Interval, ...] = ()

    @property
    def open_interval(self) -> Interval | None:
        """The interval that is still running, if any: who holds the matter now."""
        if self.intervals and self.intervals[-1].end is None:
            return self.intervals[-1]
        return None

    @property
    def ended_at(self) -> datetime | None:
        """When the matter left the last hands it was in; None while somebody holds it, or before anybody did."""
        return self.intervals[-1].end if self.intervals else None

    def begin(
        self,
        *,
        at: datetime,
        party: Party,
        holder: str = "",
        agency: str = "",
        step: str = "",
        counts: bool = True,
        reason: str = "",
    ) -> "TimeAccount":
        """Return the account with the running interval closed `at` (aware) and a new one begun."""
        opened = Interval(
            start=at, end=None, party=party, holder=holder, agency=agency, step=step, counts=counts, reason=reason
        )
        closed = self.end(at)
        if closed.intervals and at < (closed.intervals[-1].end or at):
            raise ValueError("an interval cannot begin before the one before it has ended")
        return msgspec.structs.replace(closed, intervals=(*closed.intervals, opened))

    def end(self, at: datetime) -> "TimeAccount":
        """Return the account with the running interval closed `at` (aware); unchanged when none is running."""
        running = self.open_interval
        if running is None:
            return self
        if at < running.start:
            raise ValueError("an interval cannot end before it began")
        closed = msgspec.structs.replace(running, end=at)
        return msgspec.structs.replace(self, intervals=(*self.intervals[:-1], closed))


class Usage(msgspec.Struct, frozen=True):
    """Worked minutes in one party's hands, at the expense of one agency's days; `counts` as in `Interval`."""

    party: Party
    agency: str
    minutes: int
    counts: bool


class Paused(msgspec.Struct, frozen=True):
    """How long a clock stood still: worked minutes, and midnights. A limit uses one of them: see `PauseRule`."""

    minutes: int
    midnights: int


@law("766-qd-ttg")
@house_rule(
    "A pause that still runs is reckoned as if it ended now, so that the date shown is never a promise too early."
)
def paused(account: TimeAccount, calendar: WorkCalendar, now: datetime) -> Paused:
    """Return how long the clock of `account` stood still up to `now` (aware); outages are not in it."""
    current = minute_of(now)
    minutes = midnights = 0
    for interval in account.intervals:
        if interval.counts:
            continue
        start = minute_of(interval.start)
        end = current if interval.end is None else min(minute_of(interval.end), current)
        if start < end:
            minutes += calendar.worked(start, end)
            midnights += end // DAY_MINUTES - start // DAY_MINUTES
    return Paused(minutes=minutes, midnights=midnights)


@law("766-qd-ttg")
@house_rule("Stopping the clock moves the due date by exactly the time that the limit itself is measured in.")
def computed_due_at(account: TimeAccount, calendar: WorkCalendar, now: datetime) -> datetime:
    """
    Return when the matter is due by everything recorded up to `now` (aware): limit, pauses, outages, calendar.

    While the clock stands still the answer moves on with `now`. Refuses `CalendarTooShort`.
    """
    stood = paused(account, calendar, now)
    return due_at(
        account.limit, account.started_at, calendar, paused_minutes=stood.minutes, paused_days=stood.midnights
    )


def remaining_minutes(account: TimeAccount, calendar: WorkCalendar, now: datetime) -> int:
    """
    Return the worked minutes left until the matter is due, seen from `now` (aware); negative when it is overdue.

    Once the account has ended: what was left then. Limits of working time: constant while the clock stands still.
    Limits in calendar days and months: the worked minutes from `now` to the end of the last day.
    """
    if account.ended_at is not None:
        now = min(now, account.ended_at)
    if account.limit.pause_rule is PauseRule.MIDNIGHTS:
        return calendar.worked(minute_of(now), minute_of(computed_due_at(account, calendar, now)))
    start = minute_of(account.started_at)
    budget = budget_of(account.limit, account.started_at, calendar)
    return budget + paused(account, calendar, now).minutes - calendar.worked(start, minute_of(now))


@house_rule("Each worked minute is one party's; an outage is nobody's and is shown as such.")
def usage(account: TimeAccount, calendar: WorkCalendar, until: datetime) -> tuple[Usage, ...]:
    """
    Return whose worked minutes were used up to `until` (aware), in the order in which they first held the matter.

    Office minutes lost to an outage come last, as `Party.OUTAGE` that does not count. The minutes add up to the
    office minutes that the intervals cover.
    """
    last = minute_of(until)
    totals: dict[tuple[Party, str, bool], int] = {}
    lost: dict[tuple[Party, str, bool], int] = {}
    for interval in account.intervals:
        start = minute_of(interval.start)
        end = last if interval.end is None else min(minute_of(interval.end), last)
        if end < start:
            continue
        worked = calendar.worked(start, end)
        key = (interval.party, interval.agency, interval.counts)
        totals[key] = totals.get(key, 0) + worked
        outage = calendar.attended(start, end) - worked
        if outage:
            nobody = (Party.OUTAGE, interval.agency, False)
            lost[nobody] = lost.get(nobody, 0) + outage
    for key, minutes in lost.items():
        totals[key] = totals.pop(key, 0) + minutes
    return tuple(
        Usage(party=party, agency=agency, minutes=minutes, counts=counts)
        for (party, agency, counts), minutes in totals.items()
    )
