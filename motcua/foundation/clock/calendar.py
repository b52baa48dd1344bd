"""The work calendar of one office, as known at one moment: which minutes are worked, and arithmetic on them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from motcua.foundation.clock.facts import DayKind, Outage, Session
from motcua.foundation.clock.moments import DAY_MINUTES, ZONE, minute_in_day, minute_of, moment_of
from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.documents import Title
from motcua.foundation.law.refusals import Refusal, Refused
from motcua.foundation.text import gettext_noop

BEYOND = HouseRule(
    why="A date outside the published calendar is refused, because a guessed day off is a wrong promise."
)


class CalendarTooShort(Refused):
    """The calendar does not cover a day that was asked about. Refusal code `calendar-too-short`."""

    def __init__(self, *, asked: date | None, covers_from: date, covers_until: date) -> None:
        super().__init__(
            Refusal(
                code="calendar-too-short",
                message=gettext_noop(
                    "The working calendar covers %(covers_from)s to %(last_covered)s only, so this date cannot be "
                    "worked out yet."
                ),
                values={
                    "covers_from": covers_from.isoformat(),
                    "last_covered": (covers_until - timedelta(days=1)).isoformat(),
                    "asked": asked.isoformat() if asked else None,
                },
                sources=(BEYOND,),
            )
        )


class SpecialDay(msgspec.Struct, frozen=True):
    """A day that is not as its weekday says: a holiday, a swapped day, a closure. `why` is empty when nobody said."""

    on: date
    kind: DayKind
    why: Title
    unverified: bool = False


class WorkCalendar:
    """
    The worked sessions of every day from `covers_from` to before `covers_until`, for one office.

    `version` is the same for the same facts. `day_minutes` is what one working day of a limit is worth, in minutes.
    `projected_from` is the first day whose days off are reckoned but not announced yet (None: all are announced).
    Made by `CalendarBook.as_known`; immutable. Everything that takes or gives a moment uses whole minutes.
    """

    __slots__ = (
        "_clock",
        "_office",
        "_sessions",
        "agency",
        "covers_from",
        "covers_until",
        "day_minutes",
        "outages",
        "projected_from",
        "special_days",
        "version",
    )

    def __init__(
        self,
        *,
        version: str,
        covers_from: date,
        sessions: Sequence[tuple[Session, ...]],
        day_minutes: int,
        agency: str = "",
        special_days: Mapping[date, SpecialDay] | None = None,
        outages: tuple[Outage, ...] = (),
        projected_from: date | None = None,
    ) -> None:
        self.version = version
        self.agency = agency
        self.covers_from = covers_from
        self.covers_until = covers_from + timedelta(days=len(sessions))
        self.day_minutes = day_minutes
        self.special_days: Mapping[date, SpecialDay] = special_days or {}
        self.outages = outages
        self.projected_from = projected_from
        self._sessions = tuple(sessions)
        first = covers_from.toordinal()
        spans = [
            (
                (first + number) * DAY_MINUTES + minute_in_day(opens),
                (first + number) * DAY_MINUTES + minute_in_day(closes),
            )
            for number, day in enumerate(sessions)
            for opens, closes in day
        ]
        bounds = (first * DAY_MINUTES, (first + len(sessions)) * DAY_MINUTES)
        self._office = _Spans(spans, bounds)
        holes = [(minute_of(outage.start), minute_of(outage.end)) for outage in outages]
        self._clock = _Spans(_without(spans, holes), bounds) if holes else self._office

    def __repr__(self) -> str:
        return f"<WorkCalendar {self.version} {self.covers_from}..{self.covers_until}>"

    def sessions(self, day: date) -> tuple[tuple[time, time], ...]:
        """Return the office's sessions on `day`, in order; none when it does not work. Outages are not taken out."""
        number = (day - self.covers_from).days
        if not 0 <= number < len(self._sessions):
            raise self.too_short(day)
        return self._sessions[number]

    def is_working(self, day: date) -> bool:
        """Say whether the office works at all on `day`."""
        return bool(self.sessions(day))

    def working_day_from(self, day: date) -> date:
        """Return `day` if the office works then, else the next day on which it does."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_day_until(self, day: date) -> date:
        """Return `day` if the office works then, else the last day before it on which it does."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def clock_runs_on(self, day: date) -> bool:
        """Say whether any minute of `day` counts: the office works and no outage takes the whole of it."""
        start = day.toordinal() * DAY_MINUTES
        return self.worked(start, start + DAY_MINUTES) > 0

    def opening(self, day: date) -> datetime:
        """Return the moment at which the office opens on a working `day`."""
        return datetime.combine(day, self.sessions(day)[0][0], tzinfo=ZONE)

    def closing(self, day: date) -> datetime:
        """Return the moment at which the last session of a working `day` ends."""
        return datetime.combine(day, self.sessions(day)[-1][1], tzinfo=ZONE)

    def office_opens_from(self, moment: datetime) -> datetime:
        """Return `moment` if a session is running then, else the moment at which the next one begins."""
        minute = minute_of(moment)
        start = self._office.next_worked(minute)
        if start is None or minute < self.covers_from.toordinal() * DAY_MINUTES:
            raise self.too_short(date.fromordinal(minute // DAY_MINUTES))
        return moment if start == minute else moment_of(start)

    def worked(self, start: int, end: int) -> int:
        """Return the minutes of the clock between two minutes (outages taken out)."""
        return self._clock.before(end, self) - self._clock.before(start, self)

    def attended(self, start: int, end: int) -> int:
        """Return the office minutes between two minutes, outages included."""
        return self._office.before(end, self) - self._office.before(start, self)

    def after(self, start: int, minutes: int) -> int:
        """Return the minute at which `minutes` of the clock have passed since `start`; `start` itself for none."""
        if minutes <= 0:
            if minutes < 0:
                raise ValueError("worked minutes to add cannot be negative")
            self._clock.before(start, self)
            return start
        return self._clock.reaching(self._clock.before(start, self) + minutes, self)

    def too_short(self, asked: date | None) -> CalendarTooShort:
        """Build the refusal for a day that the calendar does not cover."""
        return CalendarTooShort(asked=asked, covers_from=self.covers_from, covers_until=self.covers_until)


class _Spans:
    """Worked spans of a whole calendar with running totals: worked time before a minute, and its inverse."""

    __slots__ = ("_first", "_last", "_lengths", "_starts", "_totals")

    def __init__(self, spans: Sequence[tuple[int, int]], bounds: tuple[int, int]) -> None:
        self._first, self._last = bounds
        self._starts = [start for start, _ in spans]
        self._lengths = [end - start for start, end in spans]
        self._totals = [0]
        for length in self._lengths:
            self._totals.append(self._totals[-1] + length)

    def before(self, minute: int, calendar: WorkCalendar) -> int:
        """Return the worked minutes from the beginning of the calendar to `minute`."""
        if not self._first <= minute <= self._last:
            raise calendar.too_short(date.fromordinal(minute // DAY_MINUTES))
        span = bisect_right(self._starts, minute) - 1
        if span < 0:
            return 0
        passed = minute - self._starts[span]
        return self._totals[span] + passed if passed < self._lengths[span] else self._totals[span + 1]

    def reaching(self, total: int, calendar: WorkCalendar) -> int:
        """Return the first minute before which `total` (more than none) worked minutes lie."""
        span = bisect_left(self._totals, total) - 1
        if span >= len(self._starts):
            raise calendar.too_short(None)
        return self._starts[span] + total - self._totals[span]

    def next_worked(self, minute: int) -> int | None:
        """Return `minute` if it is worked, else the beginning of the next worked span; None beyond the last."""
        span = bisect_right(self._starts, minute) - 1
        if span >= 0 and minute - self._starts[span] < self._lengths[span]:
            return minute
        return self._starts[span + 1] if span + 1 < len(self._starts) else None


def _without(spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut `holes` (in any order, overlapping or not) out of ordered `spans`."""
    left = list(spans)
    for opens, closes in holes:
        cut: list[tuple[int, int]] = []
        for start, end in left:
            if closes <= start or end <= opens:
                cut.append((start, end))
                continue
            if start < opens:
                cut.append((start, opens))
            if closes < end:
                cut.append((closes, end))
        left = cut
    return left


@house_rule("Working time is counted in whole minutes of the office's sessions, so that no total depends on rounding.")
def worked_minutes(start: datetime, end: datetime, calendar: WorkCalendar) -> int:
    """
    Return the minutes of the clock between two aware moments: office sessions, outages taken out.

    Additive over any split; negative when `end` lies before `start`. Refuses `CalendarTooShort`.
    """
    return calendar.worked(minute_of(start), minute_of(end))


@house_rule("A period of working time ends with its last worked minute, not when the office opens again.")
def add_worked_minutes(start: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
    """
    Return the first moment by which `minutes` of the clock have passed since `start` (aware); its minute for none.

    The answer is in the legal zone and a whole minute. Refuses `CalendarTooShort` if the calendar ends before it.
    """
    return moment_of(calendar.after(minute_of(start), minutes))
