"""Results issued name no person and no dossier, and few ones in a small place neither place nor day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.insight.statistics import queries
from motcua.insight.statistics.types import ResultsAsked
from motcua.service.dossiers.types import commands as asked
from tests.factories.dossiers import act
from tests.insight.statistics.following import fold, ledger
from tests.insight.statistics.lives import filed

SEPTEMBER = date(2026, 9, 1)
FILED = datetime(2026, 9, 14, 9, tzinfo=ZONE)


def answered(people, *, days=1, count=1):
    states = []
    for number in range(count):
        when = FILED + timedelta(days=days, minutes=number)
        state = act(filed(people, FILED, same_day=False), people.desk, asked.Receive(), FILED)
        state = act(state, people.specialist, asked.Take(), FILED)
        states.append(act(state, people.leader, asked.Reject(note="Thiếu điều kiện"), when))
    return states


def listed(**options):
    return queries.results(ResultsAsked(**options))


def test_four_answers_are_told_as_the_city_s_and_the_month_s(people):
    answered(people, count=4)
    fold(ledger())
    assert {(each.agency, each.listed_on, each.is_small) for each in listed()} == {("H29", SEPTEMBER, True)}
    assert listed(agency="H29.26740") == []


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_with_the_fifth_all_are_told_with_place_and_day(people, batch):
    answered(people, count=4)
    answered(people, days=9)
    fold(ledger(), batch=batch)
    found = listed(agency="H29.26740", procedure="1.004873", month=SEPTEMBER)
    assert [each.listed_on.day for each in found] == [23, 15, 15, 15, 15]
    assert [each.time_class for each in found] == ["overdue", *["early"] * 4]
    assert not any(each.is_small or each.granted for each in found)


def test_another_month_is_another_place_to_count(people):
    answered(people, count=4)
    answered(people, days=20)
    fold(ledger())
    assert [(each.listed_on, each.is_small) for each in listed()] == [
        (date(2026, 10, 1), True), *[(SEPTEMBER, True)] * 4
    ]  # fmt: skip


def test_pages_go_on_after_the_last_and_back(people):
    answered(people, count=5)
    fold(ledger())
    every = listed()
    first = queries.results(ResultsAsked(), limit=2)
    rest = queries.results(ResultsAsked(), after=(first[-1].listed_on, first[-1].number))
    assert first + rest == every
    assert queries.results(ResultsAsked(), after=(rest[0].listed_on, rest[0].number), backward=True) == first[::-1]


def test_nothing_that_is_kept_of_a_result_leads_to_its_dossier(people):
    states = answered(people, count=5)
    fold(ledger())
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, ' ') FROM statistics_result r")
        (kept,) = cursor.fetchone()
    for state in states:
        assert state.id not in kept
        assert state.code not in kept
        assert state.applicant not in kept
