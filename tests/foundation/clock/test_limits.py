"""Due dates of plain limits: the gold examples of practice."""

from datetime import time

import pytest

from motcua.foundation.clock.calendar import CalendarTooShort, WorkCalendar
from motcua.foundation.clock.limits import Limit, LimitUnit, PauseRule, due_at
from tests.foundation.clock.moments import at

BIRTH = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))


def days(amount: float) -> Limit:
    return Limit(amount=amount, unit=LimitUnit.WORKING_DAYS)


def calendar_days(amount: int) -> Limit:
    return Limit(amount=amount, unit=LimitUnit.CALENDAR_DAYS)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-04 14:59", "2026-03-04 17:00"),
        ("2026-03-04 15:00", "2026-03-04 17:00"),
        ("2026-03-04 15:01", "2026-03-05 17:00"),
        ("2026-03-04 11:45", "2026-03-04 17:00"),  # over lunch: the afternoon session receives it
        ("2026-03-06 15:01", "2026-03-09 17:00"),  # Friday: Monday
        ("2026-03-06 17:00", "2026-03-09 17:00"),  # at closing nobody can work on it any more
        ("2026-03-07 10:00", "2026-03-09 17:00"),  # filed on a Saturday counts from Monday's opening
        ("2026-02-13 15:01", "2026-02-23 17:00"),  # the last Friday before Tết
        ("2024-05-03 15:01", "2024-05-04 17:00"),  # a Saturday that is worked for 29 April
        ("2026-01-09 15:01", "2026-01-10 17:00"),  # a Saturday that is worked for 2 January
        ("2025-12-31 15:30", "2026-01-05 17:00"),  # 1 January is a holiday, 2 January is swapped
    ],
)
def test_a_birth_received_after_15_00_is_answered_on_the_next_working_day(
    calendar: WorkCalendar, received: str, due: str
) -> None:
    assert due_at(BIRTH, at(received), calendar) == at(due)


def test_without_a_cut_off_the_same_day_is_meant_until_closing(calendar: WorkCalendar) -> None:
    limit = Limit(amount=1, unit=LimitUnit.SAME_DAY)
    assert due_at(limit, at("2026-03-04 16:59"), calendar) == at("2026-03-04 17:00")


@pytest.mark.parametrize(
    ("amount", "received", "due"),
    [
        (1, "2026-03-04 10:00", "2026-03-05 10:00"),
        (1, "2026-03-04 07:30", "2026-03-04 17:00"),
        (0.5, "2026-03-04 10:00", "2026-03-04 15:30"),
        (7.5, "2026-03-02 07:30", "2026-03-11 11:30"),
        (3.5, "2026-03-05 13:00", "2026-03-10 17:00"),
        (1, "2026-03-06 18:20", "2026-03-09 17:00"),
        (1, "2026-02-13 10:00", "2026-02-23 10:00"),  # Tết 2026: 14 to 22 February
        (2, "2024-04-26 10:00", "2024-05-03 10:00"),  # off on 29 April, 30 April and 1 May
        (2, "2024-05-03 10:00", "2024-05-06 10:00"),  # Saturday 4 May is worked
        (2, "2026-08-28 10:00", "2026-09-04 10:00"),  # 31 August to 2 September off, 22 August was worked
        (1, "2026-11-23 10:00", "2026-11-25 10:00"),  # Vietnam Culture Day
    ],
)
def test_a_limit_in_working_days_counts_480_minutes_a_day(
    calendar: WorkCalendar, amount: float, received: str, due: str
) -> None:
    assert due_at(days(amount), at(received), calendar) == at(due)


def test_eight_working_hours_are_one_working_day(calendar: WorkCalendar) -> None:
    hours = Limit(amount=8, unit=LimitUnit.WORKING_HOURS)
    moment = at("2026-03-05 14:20")
    assert due_at(hours, moment, calendar) == due_at(days(1), moment, calendar)


@pytest.mark.parametrize(
    ("limit", "received", "due"),
    [
        (calendar_days(3), "2026-03-03 09:00", "2026-03-06 17:00"),
        (calendar_days(3), "2026-03-04 09:00", "2026-03-09 17:00"),  # the third day is a Saturday
        (calendar_days(10), "2026-02-05 09:00", "2026-02-23 17:00"),  # the tenth day is in Tết
        (calendar_days(7), "2026-01-03 09:00", "2026-01-10 17:00"),  # a Saturday that is worked
        (calendar_days(60), "2026-01-15 09:00", "2026-03-16 17:00"),
        (Limit(amount=1, unit=LimitUnit.MONTHS), "2026-01-30 09:00", "2026-03-02 17:00"),  # 28 February is a Saturday
        (Limit(amount=1, unit=LimitUnit.MONTHS), "2024-01-31 09:00", "2024-02-29 17:00"),
        (Limit(amount=12, unit=LimitUnit.MONTHS), "2024-02-29 09:00", "2025-02-28 17:00"),
    ],
)
def test_a_limit_in_days_or_months_does_not_count_the_first_day_and_moves_off_a_day_off(
    calendar: WorkCalendar, limit: Limit, received: str, due: str
) -> None:
    assert due_at(limit, at(received), calendar) == at(due)


def test_each_unit_has_its_own_pause_rule() -> None:
    worked = {LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.SAME_DAY}
    for unit in LimitUnit:
        expected = PauseRule.WORKED_MINUTES if unit in worked else PauseRule.MIDNIGHTS
        assert Limit(amount=1, unit=unit).pause_rule is expected


def test_a_date_beyond_the_calendar_is_refused_and_says_what_is_covered(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarTooShort) as caught:
        due_at(days(30), at("2030-12-20 10:00"), calendar)
    refusal = caught.value.refusal
    assert refusal.code == "calendar-too-short"
    assert refusal.values["last_covered"] == "2030-12-31"
    assert refusal.sources
    for limit in (BIRTH, days(1)):
        with pytest.raises(CalendarTooShort):
            due_at(limit, at("2019-12-31 10:00"), calendar)
    with pytest.raises(CalendarTooShort):
        due_at(calendar_days(400), at("2030-01-01 10:00"), calendar)


@pytest.mark.parametrize(
    ("amount", "unit", "cut_off"),
    [
        (-1, LimitUnit.WORKING_DAYS, None),
        (1.5, LimitUnit.MONTHS, None),
        (0.5, LimitUnit.CALENDAR_DAYS, None),
        (2, LimitUnit.SAME_DAY, None),
        (1, LimitUnit.WORKING_DAYS, time(15)),
    ],
)
def test_a_limit_that_means_nothing_cannot_be_made(amount: float, unit: LimitUnit, cut_off: time | None) -> None:
    with pytest.raises(ValueError, match=r"limit|same"):
        Limit(amount=amount, unit=unit, cut_off=cut_off)


def test_a_limit_that_is_no_whole_number_of_minutes_is_a_defect(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="whole minutes"):
        due_at(days(0.001), at("2026-03-04 10:00"), calendar)
