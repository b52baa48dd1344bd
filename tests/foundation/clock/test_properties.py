"""What is true of legal time on every calendar."""

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.foundation.clock.account import (
    Party,
    TimeAccount,
    computed_due_at,
    paused,
    remaining_minutes,
    usage,
)
from motcua.foundation.clock.calendar import WorkCalendar, add_worked_minutes, worked_minutes
from motcua.foundation.clock.limits import Limit, due_at, last_day_of
from motcua.foundation.clock.moments import local_day, minute_of
from tests.foundation.clock.strategies import (
    DAYS,
    FIRST,
    SHAPES,
    calendar_limits,
    calendars,
    counted_minutes,
    floor,
    moments,
    working_limits,
)


@settings(max_examples=40)
@given(calendar=calendars(), start=moments(weeks=2), end=moments(weeks=2))
def test_worked_time_is_what_counting_every_minute_gives(
    calendar: WorkCalendar, start: datetime, end: datetime
) -> None:
    model = counted_minutes(calendar, until=FIRST + timedelta(days=15))
    start, end = min(start, end), max(start, end)
    expected = sum(floor(start) <= minute < floor(end) for minute in model)
    assert worked_minutes(start, end, calendar) == expected
    assert worked_minutes(end, start, calendar) == -expected


@settings(max_examples=40)
@given(calendar=calendars(), start=moments(weeks=1), minutes=st.integers(1, 300))
def test_a_period_ends_with_its_last_counted_minute(calendar: WorkCalendar, start: datetime, minutes: int) -> None:
    model = [m for m in counted_minutes(calendar, until=FIRST + timedelta(weeks=6)) if m >= floor(start)]
    assert add_worked_minutes(start, minutes, calendar) == model[minutes - 1] + timedelta(minutes=1)


@given(calendar=calendars(), start=moments(), minutes=st.integers(0, 5000))
def test_adding_worked_time_and_measuring_it_agree(calendar: WorkCalendar, start: datetime, minutes: int) -> None:
    assert worked_minutes(start, add_worked_minutes(start, minutes, calendar), calendar) == minutes


@given(calendar=calendars(), parts=st.lists(moments(), min_size=3, max_size=8))
def test_splitting_an_interval_changes_no_total(calendar: WorkCalendar, parts: list[datetime]) -> None:
    parts = sorted(parts)
    pieces = [worked_minutes(a, b, calendar) for a, b in pairwise(parts)]
    assert sum(pieces) == worked_minutes(parts[0], parts[-1], calendar)


@given(
    calendar=calendars(),
    limit=st.one_of(working_limits, calendar_limits),
    cuts=st.lists(moments(), min_size=4, max_size=8),
    counts=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_splitting_the_intervals_of_an_account_changes_nothing(
    calendar: WorkCalendar, limit: Limit, cuts: list[datetime], counts: list[bool]
) -> None:
    cuts = sorted(cuts)
    whole = TimeAccount(limit=limit, started_at=cuts[0])
    split = whole
    for cut, does in zip(cuts[::2], counts, strict=False):
        whole = whole.begin(at=cut, party=Party.AGENCY, counts=does)
    for number, cut in enumerate(cuts):
        split = split.begin(at=cut, party=Party.AGENCY, counts=counts[number // 2])
    now = cuts[-1] + timedelta(days=3)
    assert paused(split, calendar, now) == paused(whole, calendar, now)
    assert computed_due_at(split, calendar, now) == computed_due_at(whole, calendar, now)
    assert remaining_minutes(split, calendar, now) == remaining_minutes(whole, calendar, now)
    assert usage(split, calendar, now) == usage(whole, calendar, now)


@given(
    calendar=calendars(),
    limit=working_limits,
    started=moments(weeks=3),
    waits=st.lists(st.integers(0, 12_000), min_size=1, max_size=3),
)
def test_a_pause_moves_the_due_date_by_the_worked_time_that_passed_in_it(
    calendar: WorkCalendar, limit: Limit, started: datetime, waits: list[int]
) -> None:
    account = TimeAccount(limit=limit, started_at=started)
    before = computed_due_at(account, calendar, started)
    moment, total = started, 0
    for wait in waits:
        stops, resumes = moment + timedelta(minutes=77), moment + timedelta(minutes=77 + wait)
        account = account.begin(at=stops, party=Party.APPLICANT, counts=False).begin(at=resumes, party=Party.AGENCY)
        total += worked_minutes(stops, resumes, calendar)
        moment = resumes
    after = computed_due_at(account, calendar, moment)
    assert worked_minutes(before, after, calendar) == total


@given(
    calendar=calendars(),
    limit=calendar_limits,
    started=moments(weeks=3),
    wait=st.integers(0, 20_000),
)
def test_a_pause_moves_a_limit_in_days_by_the_midnights_that_passed_in_it(
    calendar: WorkCalendar, limit: Limit, started: datetime, wait: int
) -> None:
    resumes = started + timedelta(minutes=wait)
    account = TimeAccount(limit=limit, started_at=started).begin(at=started, party=Party.APPLICANT, counts=False)
    account = account.begin(at=resumes, party=Party.AGENCY)
    midnights = (local_day(resumes) - local_day(started)).days
    last = last_day_of(limit, local_day(started)) + timedelta(days=midnights)
    due = computed_due_at(account, calendar, resumes)
    assert local_day(due) >= last
    assert all(
        not calendar.is_working(last + timedelta(days=number))
        or not calendar.clock_runs_on(last + timedelta(days=number))
        for number in range((local_day(due) - last).days)
    )
    assert due == calendar.closing(local_day(due))


@given(calendar=calendars(), limit=working_limits, started=moments(weeks=2), passed=st.integers(0, 9000))
def test_what_is_left_does_not_change_while_the_clock_stands_still(
    calendar: WorkCalendar, limit: Limit, started: datetime, passed: int
) -> None:
    stops = started + timedelta(minutes=100)
    account = TimeAccount(limit=limit, started_at=started).begin(at=stops, party=Party.APPLICANT, counts=False)
    left = remaining_minutes(account, calendar, stops)
    now = stops + timedelta(minutes=passed)
    assert remaining_minutes(account, calendar, now) == left
    assert computed_due_at(account, calendar, now) >= computed_due_at(account, calendar, stops)


@given(calendar=calendars(), limit=working_limits, started=moments(weeks=2), now=moments(weeks=5))
def test_what_is_left_is_the_worked_time_to_the_due_date(
    calendar: WorkCalendar, limit: Limit, started: datetime, now: datetime
) -> None:
    account = TimeAccount(limit=limit, started_at=started)
    due = computed_due_at(account, calendar, now)
    assert remaining_minutes(account, calendar, now) == worked_minutes(now, due, calendar)


@given(calendar=calendars(), data=st.data())
def test_two_calendars_agree_wherever_their_days_agree(calendar: WorkCalendar, data: st.DataObject) -> None:
    changed = data.draw(st.sets(st.integers(0, DAYS - 1), min_size=1, max_size=4))
    days = [calendar.sessions(FIRST + timedelta(days=number)) for number in range(DAYS)]
    for number in changed:
        days[number] = data.draw(st.sampled_from(SHAPES))
    other = WorkCalendar(version="other", covers_from=FIRST, sessions=days, day_minutes=480, outages=calendar.outages)
    start, end = sorted((data.draw(moments()), data.draw(moments())))
    touched = range((local_day(start) - FIRST).days, (local_day(end) - FIRST).days + 1)
    assume(not changed & set(touched))
    assert worked_minutes(start, end, other) == worked_minutes(start, end, calendar)


@given(calendar=calendars(outages=False), limit=working_limits, received=moments(weeks=4), later=st.integers(0, 5000))
def test_what_is_received_later_is_never_due_earlier(
    calendar: WorkCalendar, limit: Limit, received: datetime, later: int
) -> None:
    assert due_at(limit, received + timedelta(minutes=later), calendar) >= due_at(limit, received, calendar)


@given(calendar=calendars(), cuts=st.lists(moments(), min_size=2, max_size=6), data=st.data())
def test_every_office_minute_is_somebodys(calendar: WorkCalendar, cuts: list[datetime], data: st.DataObject) -> None:
    cuts = sorted(cuts)
    account = TimeAccount(limit=data.draw(working_limits), started_at=cuts[0])
    for cut in cuts[:-1]:
        account = account.begin(
            at=cut, party=data.draw(st.sampled_from(Party)), agency=data.draw(st.sampled_from(["a", "b"]))
        )
    account = account.end(cuts[-1])
    used = usage(account, calendar, cuts[-1] + timedelta(days=1))
    assert sum(part.minutes for part in used) == calendar.attended(minute_of(cuts[0]), minute_of(cuts[-1]))
    assert len({(part.party, part.agency, part.counts) for part in used}) == len(used)


@given(account_limit=st.one_of(working_limits, calendar_limits), started=moments())
def test_an_account_survives_being_stored(account_limit: Limit, started: datetime) -> None:
    account = TimeAccount(limit=account_limit, started_at=started)
    account = account.begin(at=started, party=Party.AGENCY, agency="H29.26740", step="desk")
    assert msgspec.json.decode(msgspec.json.encode(account), type=TimeAccount) == account
