"""Months end at midnight of the city's zone and are closed five days later."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.law.parameters import load_parameters
from motcua.insight.statistics.rules import coarsening, months
from motcua.insight.statistics.types import Official
from tests.factories.city import CATALOGUE

OCTOBER = date(2026, 10, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def at(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def test_the_numbers_are_those_of_the_catalogue():
    parameters = load_parameters(CATALOGUE)
    assert {dated.value for dated in parameters["figures-closed-after"].values} == {months.CLOSED_AFTER_DAYS}
    assert {dated.value for dated in parameters["publication-small-place"].values} == {coarsening.SMALL_PLACE}


def test_the_last_minute_is_in_the_month_and_midnight_in_the_next():
    assert months.month_of(at(10, 31, 23, 59)) == OCTOBER
    assert months.month_of(at(11, 1)) == date(2026, 11, 1)
    assert months.end_of(OCTOBER) == at(11, 1)
    assert months.end_of(date(2026, 12, 1)) == at(1, 1, year=2027)


@given(day=days, count=st.integers(0, 40))
def test_months_before_and_after_are_each_other_s_way_back(day, count):
    month = day.replace(day=1)
    earlier = months.months_before(month, count)
    for _ in range(count):
        earlier = months.next_month(earlier)
    assert earlier == month


def test_a_stretch_counts_at_each_end_after_its_beginning_up_to_its_own():
    assert list(months.ended_between(at(8, 20), at(11, 1))) == [date(2026, 8, 1), date(2026, 9, 1), OCTOBER]
    assert list(months.ended_between(at(11, 1), at(11, 30, 23, 59))) == []


@pytest.mark.parametrize(
    ("now", "began", "stands"),
    [
        (at(10, 20), at(1, 1), Official.RUNNING),
        (at(11, 5, 23, 59), at(1, 1), Official.RUNNING),
        (at(11, 6), at(1, 1), Official.PUBLISHED),
        (at(11, 20), at(11, 6), Official.UNPUBLISHED),
        (at(11, 20), at(11, 5, 23, 59), Official.PUBLISHED),
        (at(11, 20), None, Official.UNPUBLISHED),
    ],
)
def test_a_month_is_published_once_closed_if_the_ledger_had_begun(now, began, stands):
    assert months.official(OCTOBER, now=now, began=began) is stands


def test_four_answers_are_few_and_five_are_not():
    assert coarsening.is_small(4)
    assert not coarsening.is_small(5)
    assert coarsening.listed_as(OCTOBER, date(2026, 10, 7), "H29.26740", small=True) == (OCTOBER, "H29")
    assert coarsening.listed_as(OCTOBER, date(2026, 10, 7), "H29.26740", small=False) == (
        date(2026, 10, 7),
        "H29.26740",
    )
