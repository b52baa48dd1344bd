"""Calendars, moments and pauses for properties, with a model that counts minute by minute."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.facts import Outage, Session
from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import start_of

FIRST = date(2025, 1, 6)
WEEKS = 30
DAYS = WEEKS * 7

MORNING: Session = (time(7, 30), time(11, 30))
AFTERNOON: Session = (time(13), time(17))
SHAPES: tuple[tuple[Session, ...], ...] = (
    (),
    (MORNING,),
    (AFTERNOON,),
    (MORNING, AFTERNOON),
    ((time(0), time(0, 7)), (time(9, 13), time(9, 14)), (time(20), time(23, 59))),
)


@st.composite
def calendars(draw: st.DrawFn, *, outages: bool = True) -> WorkCalendar:
    """Calendars of thirty weeks whose Mondays are always worked."""
    week = draw(st.lists(st.sampled_from(SHAPES), min_size=7, max_size=7))
    days = [week[number % 7] or ((MORNING,) if number % 7 == 0 else ()) for number in range(DAYS)]
    for number in draw(st.lists(st.integers(0, DAYS - 1).filter(lambda day: day % 7 != 0), max_size=6)):
        days[number] = draw(st.sampled_from(SHAPES))
    holes = draw(st.lists(st.tuples(moments(), st.integers(1, 3000)), max_size=2)) if outages else []
    return WorkCalendar(
        version="drawn",
        covers_from=FIRST,
        sessions=days,
        day_minutes=480,
        outages=tuple(Outage(start=start, end=start + timedelta(minutes=length)) for start, length in holes),
    )


def moments(first_week: int = 0, weeks: int = 6) -> st.SearchStrategy[datetime]:
    """Moments of the first weeks of a drawn calendar, so that due dates still lie within it."""
    return st.integers(first_week * 7 * 86400, (first_week + weeks) * 7 * 86400 - 1).map(
        lambda second: start_of(FIRST) + timedelta(seconds=second)
    )


working_limits = st.one_of(
    st.integers(0, 10).map(lambda hours: Limit(amount=hours, unit=LimitUnit.WORKING_HOURS)),
    st.integers(0, 6).map(lambda halves: Limit(amount=halves / 2, unit=LimitUnit.WORKING_DAYS)),
    st.sampled_from([None, time(15), time(9)]).map(
        lambda cut_off: Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=cut_off)
    ),
)

calendar_limits = st.one_of(
    st.integers(0, 40).map(lambda days: Limit(amount=days, unit=LimitUnit.CALENDAR_DAYS)),
    st.integers(0, 2).map(lambda months: Limit(amount=months, unit=LimitUnit.MONTHS)),
)


def counted_minutes(calendar: WorkCalendar, *, until: date) -> list[datetime]:
    """The model: every minute of the clock from the calendar's first day to before `until`, in order."""
    found = []
    day = calendar.covers_from
    while day < until:
        for opens, closes in calendar.sessions(day):
            moment = start_of(day) + timedelta(hours=opens.hour, minutes=opens.minute)
            end = start_of(day) + timedelta(hours=closes.hour, minutes=closes.minute)
            while moment < end:
                if not any(floor(hole.start) <= moment < floor(hole.end) for hole in calendar.outages):
                    found.append(moment)
                moment += timedelta(minutes=1)
        day += timedelta(days=1)
    return found


def floor(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
