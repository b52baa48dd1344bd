"""What was known when: calendars of a past moment, corrections, versions."""

from datetime import timedelta

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.classes import changed_days
from motcua.foundation.clock.facts import DayFact, DayKind, SessionRule
from motcua.foundation.law.documents import Title
from tests.foundation.clock.moments import at, on


def test_a_swap_is_used_from_the_moment_it_became_known(book: CalendarBook) -> None:
    before = book.as_known(at("2025-12-24 23:59"))
    after = book.as_known(at("2025-12-25 00:00"))
    assert before.is_working(on("2026-01-02"))
    assert not before.is_working(on("2026-01-10"))
    assert not after.is_working(on("2026-01-02"))
    assert after.is_working(on("2026-01-10"))
    changed = changed_days(before, after, on("2025-01-01"), on("2027-01-01"))
    assert [change.on for change in changed] == [on("2026-01-02"), on("2026-01-10")]


def test_the_days_of_the_base_that_we_have_reviewed_were_not_known_from_the_beginning(book: CalendarBook) -> None:
    assert book.as_known(at("2024-04-11 12:00")).is_working(on("2024-04-29"))
    assert not book.as_known(at("2024-04-12 12:00")).is_working(on("2024-04-29"))
    assert book.as_known(at("2026-01-06 12:00")).is_working(on("2026-11-24"))
    assert not book.as_known(at("2026-01-07 12:00")).is_working(on("2026-11-24"))


def test_the_same_facts_give_the_same_version_whenever_they_became_known(book: CalendarBook) -> None:
    first = book.as_known(at("2026-02-01 00:00"))
    second = book.as_known(at("2026-06-01 00:00"))
    assert first.version == second.version == book.as_known().version
    assert first.version != book.as_known(at("2025-12-01 00:00")).version
    renamed = book.with_facts(
        days=[DayFact(on=on("2026-09-02"), kind=DayKind.HOLIDAY, name=Title(vi="Ngày Quốc khánh"))]
    )
    assert renamed.as_known().version == book.as_known().version, "a name is not time"


def test_a_later_fact_takes_an_earlier_one_back(book: CalendarBook) -> None:
    day = on("2026-07-15")
    storm = DayFact(on=day, kind=DayKind.CLOSED, known_at=at("2026-07-14 10:00"))
    passed = DayFact(on=day, kind=DayKind.ORDINARY, known_at=at("2026-07-14 18:00"))
    for days in ([storm, passed], [passed, storm]):
        changed = book.with_facts(days=days)
        assert changed.as_known(at("2026-07-14 09:00")).is_working(day)
        assert not changed.as_known(at("2026-07-14 12:00")).is_working(day)
        assert changed.as_known(at("2026-07-14 18:00")).is_working(day)


def test_an_agencys_own_fact_is_ranked_above_everybodys(book: CalendarBook) -> None:
    duty = DayFact(
        on=on("2026-09-02"), kind=DayKind.SWAPPED_WORKING, agency="H29.26740", known_at=at("2020-01-01 00:00")
    )
    changed = book.with_facts(days=[duty])
    assert changed.as_known(agency="H29.26740").is_working(on("2026-09-02"))
    assert not changed.as_known().is_working(on("2026-09-02"))


def test_new_hours_that_become_known_late_do_not_change_what_was_known(book: CalendarBook) -> None:
    rule = SessionRule(
        weekdays=frozenset({4}), sessions=(), valid_from=on("2026-05-01"), known_at=at("2026-06-01 00:00")
    )
    changed = book.with_facts(sessions=[rule])
    assert changed.as_known(at("2026-05-31 00:00")).is_working(on("2026-05-08"))
    assert not changed.as_known(at("2026-06-02 00:00")).is_working(on("2026-05-08"))


def test_a_calendar_knows_the_reason_of_its_special_days(book: CalendarBook) -> None:
    calendar = book.as_known()
    special = calendar.special_days[on("2026-01-02")]
    assert special.kind is DayKind.SWAPPED_OFF
    assert "10/01/2026" in special.why.vi
    assert calendar.special_days[on("2026-02-17")].why.vi == "Tết Nguyên Đán"
    assert calendar.special_days[on("2026-02-17")].why.en
    assert calendar.special_days[on("2026-08-31")].unverified


def test_the_calendar_is_covered_day_by_day_and_says_from_when_it_is_projected(book: CalendarBook) -> None:
    calendar = book.as_known()
    assert (calendar.covers_from, calendar.covers_until) == (on("2020-01-01"), on("2031-01-01"))
    assert calendar.projected_from == on("2028-01-01")
    assert calendar.working_day_from(on("2026-02-14")) == on("2026-02-23")
    assert calendar.working_day_until(on("2026-02-22")) == on("2026-02-13")
    assert calendar.working_day_from(on("2026-02-23")) == on("2026-02-22") + timedelta(days=1)
