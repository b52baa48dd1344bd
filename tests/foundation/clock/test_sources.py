"""Every rule of the clock names its law or says that it is ours, and what it names is in the catalogue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from motcua.foundation.clock import account, book, calendar, classes, limits, reception
from motcua.foundation.clock.limits import LimitUnit
from motcua.foundation.clock.reception import APOLOGY_DAYS, RECEPTION
from motcua.foundation.law.acts import load_acts
from motcua.foundation.law.citations import Citation, HouseRule, sources_of
from motcua.foundation.law.parameters import load_parameters

RULES = (
    account.computed_due_at,
    account.paused,
    account.usage,
    book.CalendarBook.as_known,
    calendar.add_worked_minutes,
    calendar.worked_minutes,
    classes.classify,
    limits.counted_from,
    limits.end_of_last_day,
    limits.last_day_of,
    limits.same_day_until,
    limits.working_minutes_of,
    reception.apology_due_at,
    reception.is_received_late,
    reception.reception_due_at,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_says_where_it_comes_from(rule: Callable[..., object], catalogue: Path) -> None:
    acts = load_acts(catalogue)
    sources = sources_of(rule)
    assert sources
    for source in sources:
        if isinstance(source, Citation):
            act = acts[source.act]
            assert acts.resolve(source, on=act.in_force_from or date(2026, 3, 1))
        else:
            assert isinstance(source, HouseRule)
            assert source.why.endswith(".")


def test_the_numbers_of_the_clock_are_those_of_the_catalogue(catalogue: Path) -> None:
    parameters = load_parameters(catalogue)
    assert RECEPTION.unit is LimitUnit.WORKING_DAYS
    assert parameters["reception-answer"].unit == "working-days"
    assert {dated.value for dated in parameters["reception-answer"].values} == {RECEPTION.amount}
    assert {dated.value for dated in parameters["apology-before"].values} == {APOLOGY_DAYS}
