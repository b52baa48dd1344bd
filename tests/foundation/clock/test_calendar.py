"""The work calendar of one office."""

from datetime import UTC, datetime, time, timedelta

import pytest

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import CalendarTooShort, WorkCalendar, add_worked_minutes, worked_minutes
from motcua.foundation.clock.facts import DayFact, DayKind, Outage, SessionRule
from motcua.foundation.clock.limits import Limit, LimitUnit, due_at
from motcua.foundation.law.documents import Title
from tests.foundation.clock.moments import at, on

WARD = "H29.26740"


def test_an_office_works_two_sessions_of_eight_hours_together(calendar: WorkCalendar) -> None:
    assert calendar.sessions(on("2026-03-04")) == ((time(7, 30), time(11, 30)), (time(13), time(17)))
    assert calendar.day_minutes == 480
    assert worked_minutes(at("2026-03-04 00:00"), at("2026-03-05 00:00"), calendar) == 480
    assert calendar.sessions(on("2026-03-07")) == ()


def test_a_moment_of_another_zone_is_the_same_moment(calendar: WorkCalendar) -> None:
    utc = datetime(2026, 3, 4, 3, tzinfo=UTC)
    assert worked_minutes(utc, at("2026-03-04 11:00"), calendar) == 60
    assert add_worked_minutes(utc, 60, calendar) == at("2026-03-04 11:00")


def test_a_naive_moment_is_a_defect(calendar: WorkCalendar) -> None:
    naive = datetime(2026, 3, 4, 10)  # noqa: DTZ001 -- what is tested
    with pytest.raises(ValueError, match="naive"):
        worked_minutes(naive, at("2026-03-04 11:00"), calendar)


def test_adding_less_than_nothing_is_a_defect(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="negative"):
        add_worked_minutes(at("2026-03-04 10:00"), -1, calendar)


def test_worked_time_ends_with_the_session_not_with_the_next_opening(calendar: WorkCalendar) -> None:
    assert add_worked_minutes(at("2026-03-06 13:00"), 240, calendar) == at("2026-03-06 17:00")
    assert add_worked_minutes(at("2026-03-06 13:00"), 241, calendar) == at("2026-03-09 07:31")


def test_every_question_about_a_day_that_is_not_covered_is_refused(calendar: WorkCalendar) -> None:
    for ask in (calendar.sessions, calendar.is_working, calendar.opening, calendar.closing):
        with pytest.raises(CalendarTooShort):
            ask(on("2031-01-01"))
    with pytest.raises(CalendarTooShort):
        calendar.office_opens_from(at("2030-12-31 18:00"))
    with pytest.raises(CalendarTooShort):
        add_worked_minutes(at("2019-01-01 10:00"), 0, calendar)


def test_an_agency_that_opens_on_saturday_mornings_answers_sooner(book: CalendarBook) -> None:
    ward = book.with_facts(
        sessions=book.adopted("saturday-mornings", agency=WARD, valid_from=on("2026-01-01"))
    ).as_known(agency=WARD)
    assert ward.is_working(on("2026-03-07"))
    assert not ward.is_working(on("2025-03-08")), "not before it adopted the pattern"
    limit = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    assert due_at(limit, at("2026-03-06 10:00"), ward) == at("2026-03-07 10:00")
    birth = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    assert due_at(birth, at("2026-03-06 15:01"), ward) == at("2026-03-07 11:30")
    assert ward.sessions(on("2026-01-10")) == ((time(7, 30), time(11, 30)), (time(13), time(17))), "a swapped Saturday"
    assert ward.version != book.as_known().version


def test_other_agencies_do_not_feel_an_agencys_own_facts(book: CalendarBook) -> None:
    closure = DayFact(on=on("2026-03-04"), kind=DayKind.CLOSED, agency=WARD, name=Title(vi="Dời trụ sở"))
    changed = book.with_facts(days=[closure])
    assert not changed.as_known(agency=WARD).is_working(on("2026-03-04"))
    assert changed.as_known(agency="H29.27000").version == book.as_known().version


def test_a_closure_may_leave_a_session_open(book: CalendarBook) -> None:
    flooded = DayFact(on=on("2026-10-14"), kind=DayKind.CLOSED, sessions=((time(7, 30), time(11, 30)),))
    calendar = book.with_facts(days=[flooded]).as_known()
    assert worked_minutes(at("2026-10-14 00:00"), at("2026-10-15 00:00"), calendar) == 240
    assert calendar.closing(on("2026-10-14")) == at("2026-10-14 11:30")


def test_an_agencys_hours_take_the_place_of_the_citys(book: CalendarBook) -> None:
    late = SessionRule(
        weekdays=frozenset(range(5)),
        sessions=((time(8), time(12)), (time(13), time(17))),
        valid_from=on("2026-06-01"),
        valid_until=on("2026-07-01"),
        agency=WARD,
    )
    calendar = book.with_facts(sessions=[late]).as_known(agency=WARD)
    assert calendar.sessions(on("2026-05-29"))[0][0] == time(7, 30)
    assert calendar.sessions(on("2026-06-01"))[0][0] == time(8)
    assert calendar.sessions(on("2026-07-01"))[0][0] == time(7, 30)


def outage(start: str, end: str) -> Outage:
    return Outage(start=at(start), end=at(end), name=Title(vi="Mất kết nối", en="Connection lost"))


def test_an_outage_extends_what_was_counting_by_the_time_it_took(book: CalendarBook) -> None:
    calendar = book.with_facts(outages=[outage("2026-03-04 10:00", "2026-03-04 13:30")]).as_known()
    limit = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    assert due_at(limit, at("2026-03-04 09:00"), calendar) == at("2026-03-05 11:00")
    assert calendar.attended(*minutes("2026-03-04", "2026-03-05")) == 480
    assert calendar.worked(*minutes("2026-03-04", "2026-03-05")) == 360
    same_day = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    assert due_at(same_day, at("2026-03-04 09:00"), calendar) == at("2026-03-05 09:30")
    assert due_at(same_day, at("2026-03-04 14:00"), calendar) == at("2026-03-04 17:00")


def test_outages_that_overlap_are_not_taken_out_twice(book: CalendarBook) -> None:
    both = [outage("2026-03-04 10:00", "2026-03-04 11:00"), outage("2026-03-04 10:30", "2026-03-04 11:15")]
    calendar = book.with_facts(outages=both).as_known()
    assert calendar.worked(*minutes("2026-03-04", "2026-03-05")) == 480 - 75


def test_a_last_day_wholly_lost_to_an_outage_is_not_a_working_day(book: CalendarBook) -> None:
    calendar = book.with_facts(outages=[outage("2026-03-06 00:00", "2026-03-07 00:00")]).as_known()
    limit = Limit(amount=3, unit=LimitUnit.CALENDAR_DAYS)
    assert due_at(limit, at("2026-03-03 09:00"), calendar) == at("2026-03-09 17:00")


def minutes(start: str, end: str) -> tuple[int, int]:
    day = on(start).toordinal() * 1440
    return day, day + (on(end) - on(start)) // timedelta(minutes=1)
