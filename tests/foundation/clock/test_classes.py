"""Early, on time, overdue; what a decision freezes; what a later calendar restates."""

import pytest

from motcua.foundation.clock.account import Party, TimeAccount
from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.classes import Grain, TimeClass, classify, freeze, restate
from motcua.foundation.clock.facts import DayFact, DayKind
from motcua.foundation.clock.limits import Limit, LimitUnit
from tests.foundation.clock.moments import at, on

DUE = at("2026-03-05 10:00")


@pytest.mark.parametrize(
    ("ended", "now", "grain", "expected"),
    [
        ("2026-03-05 09:59", "2026-03-09 10:00", Grain.MINUTE, TimeClass.EARLY),
        ("2026-03-05 10:00", "2026-03-09 10:00", Grain.MINUTE, TimeClass.ON_TIME),
        ("2026-03-05 10:01", "2026-03-09 10:00", Grain.MINUTE, TimeClass.OVERDUE),
        ("2026-03-05 16:00", "2026-03-09 10:00", Grain.DAY, TimeClass.ON_TIME),
        ("2026-03-04 16:00", "2026-03-09 10:00", Grain.DAY, TimeClass.EARLY),
        ("2026-03-06 00:00", "2026-03-09 10:00", Grain.DAY, TimeClass.OVERDUE),
        (None, "2026-03-05 10:00", Grain.MINUTE, TimeClass.IN_TIME),
        (None, "2026-03-05 10:01", Grain.MINUTE, TimeClass.LATE),
        (None, "2026-03-05 10:01", Grain.DAY, TimeClass.IN_TIME),
    ],
)
def test_a_matter_is_early_on_time_or_overdue(ended: str | None, now: str, grain: Grain, expected: TimeClass) -> None:
    found = classify(DUE, None if ended is None else at(ended), at(now), grain=grain)
    assert found is expected
    assert found.is_late == (expected in {TimeClass.OVERDUE, TimeClass.LATE})


def test_seconds_do_not_make_a_matter_overdue() -> None:
    assert classify(DUE, DUE.replace(second=59), DUE) is TimeClass.ON_TIME


def account(days: float, started: str, ended: str) -> TimeAccount:
    began = TimeAccount(limit=Limit(amount=days, unit=LimitUnit.WORKING_DAYS), started_at=at(started))
    return began.begin(at=at(started), party=Party.AGENCY, agency="H29.26740").end(at(ended))


def test_a_decision_freezes_its_timing_and_the_calendars_version(calendar: WorkCalendar) -> None:
    frozen = freeze(account(2, "2026-03-02 10:00", "2026-03-03 10:00"), calendar, at("2026-03-03 10:00"))
    assert frozen.due_at == at("2026-03-04 10:00")
    assert frozen.time_class is TimeClass.EARLY
    assert frozen.remaining_minutes == 480
    assert frozen.calendar_version == calendar.version


def test_a_calendar_that_changes_later_makes_a_restatement_beside_it(book: CalendarBook) -> None:
    earlier, later = book.as_known(at("2025-12-24 00:00")), book.as_known(at("2025-12-26 00:00"))
    spent = account(2, "2025-12-31 10:00", "2026-01-05 16:00")
    frozen = freeze(spent, earlier, at("2026-01-05 16:00"))
    assert frozen.time_class is TimeClass.OVERDUE
    restated = restate(spent, frozen, earlier, later)
    assert restated is not None
    assert restated.before == frozen
    assert restated.after.time_class is TimeClass.EARLY
    assert restated.after.due_at == at("2026-01-06 10:00")
    assert restated.changes_class
    assert [day.on for day in restated.days] == [on("2026-01-02")]
    assert restated.days[0].after == ()


def test_a_change_on_other_days_restates_nothing(book: CalendarBook, calendar: WorkCalendar) -> None:
    spent = account(2, "2026-03-02 10:00", "2026-03-03 10:00")
    frozen = freeze(spent, calendar, at("2026-03-03 10:00"))
    later = book.with_facts(days=[DayFact(on=on("2026-03-20"), kind=DayKind.CLOSED)]).as_known()
    assert restate(spent, frozen, calendar, later) is None


def test_a_restatement_starts_from_the_version_that_was_frozen(book: CalendarBook, calendar: WorkCalendar) -> None:
    spent = account(2, "2026-03-02 10:00", "2026-03-03 10:00")
    frozen = freeze(spent, calendar, at("2026-03-03 10:00"))
    with pytest.raises(ValueError, match="froze calendar"):
        restate(spent, frozen, book.as_known(at("2024-01-01 00:00")), calendar)
