"""Answering an online filing within a working day, and apologising before a date is missed."""

import pytest

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.reception import apology_due_at, is_received_late, reception_due_at
from tests.foundation.clock.moments import at


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("2026-03-04 10:00", "2026-03-05 10:00"),
        ("2026-03-04 21:30", "2026-03-05 17:00"),  # filed in the evening: counts from the next session
        ("2026-03-07 09:00", "2026-03-09 17:00"),  # filed on a Saturday
        ("2026-02-13 16:00", "2026-02-23 16:00"),  # Tết lies between
    ],
)
def test_an_online_filing_is_answered_within_one_working_day(calendar: WorkCalendar, submitted: str, due: str) -> None:
    assert reception_due_at(at(submitted), calendar) == at(due)


def test_reception_is_late_after_that(calendar: WorkCalendar) -> None:
    submitted, now = at("2026-03-04 10:00"), at("2026-03-09 10:00")
    assert not is_received_late(submitted, at("2026-03-05 10:00"), calendar, now)
    assert is_received_late(submitted, at("2026-03-05 10:01"), calendar, now)
    assert not is_received_late(submitted, None, calendar, at("2026-03-05 10:00"))
    assert is_received_late(submitted, None, calendar, now)


@pytest.mark.parametrize(
    ("promised", "latest"),
    [
        ("2026-03-05 10:00", "2026-03-04 17:00"),
        ("2026-03-09 10:00", "2026-03-06 17:00"),  # the day before is a Sunday
        ("2026-02-23 10:00", "2026-02-13 17:00"),  # the day before is in Tết
    ],
)
def test_an_apology_is_owed_a_day_before_the_limit_ends(calendar: WorkCalendar, promised: str, latest: str) -> None:
    assert apology_due_at(at(promised), calendar) == at(latest)
