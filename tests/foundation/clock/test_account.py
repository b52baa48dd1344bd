"""Time accounts of dossiers as they happen."""

from datetime import time

import pytest

from motcua.foundation.clock.account import Party, TimeAccount, Usage, computed_due_at, paused, remaining_minutes, usage
from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.facts import Outage
from motcua.foundation.clock.limits import Limit, LimitUnit
from tests.foundation.clock.moments import at

WARD = "H29.26740"
OTHER = "H29.27000"
DAYS = Limit(amount=5, unit=LimitUnit.WORKING_DAYS)
BIRTH = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))


def received(limit: Limit, moment: str) -> TimeAccount:
    started = at(moment)
    return TimeAccount(limit=limit, started_at=started).begin(at=started, party=Party.AGENCY, agency=WARD, step="desk")


def with_supplement(account: TimeAccount, asked: str, given: str | None) -> TimeAccount:
    account = account.begin(
        at=at(asked), party=Party.APPLICANT, agency=WARD, counts=False, reason="awaiting-supplement"
    )
    return account if given is None else account.begin(at=at(given), party=Party.AGENCY, agency=WARD, step="desk")


def test_a_supplement_does_not_cost_the_agency_its_time(calendar: WorkCalendar) -> None:
    account = received(DAYS, "2026-03-02 10:00")
    assert computed_due_at(account, calendar, at("2026-03-02 10:00")) == at("2026-03-09 10:00")
    account = with_supplement(account, "2026-03-03 16:00", "2026-03-05 08:00")
    assert paused(account, calendar, at("2026-03-05 08:00")).minutes == 60 + 480 + 30
    assert computed_due_at(account, calendar, at("2026-03-05 08:00")) == at("2026-03-10 11:30")


def test_a_birth_with_a_supplement_has_what_was_left_of_its_day(calendar: WorkCalendar) -> None:
    account = with_supplement(received(BIRTH, "2026-03-04 09:00"), "2026-03-04 10:00", "2026-03-06 14:00")
    now = at("2026-03-06 14:00")
    assert remaining_minutes(account, calendar, now) == 90 + 240
    assert computed_due_at(account, calendar, now) == at("2026-03-09 10:00")


def test_an_open_supplement_is_shown_as_if_it_came_now(calendar: WorkCalendar) -> None:
    account = with_supplement(received(DAYS, "2026-03-02 10:00"), "2026-03-03 10:00", None)
    for now, due in (("2026-03-03 10:00", "2026-03-09 10:00"), ("2026-03-04 10:00", "2026-03-10 10:00")):
        assert computed_due_at(account, calendar, at(now)) == at(due)
        assert remaining_minutes(account, calendar, at(now)) == 4 * 480


def test_a_past_moment_is_answered_as_it_was(calendar: WorkCalendar) -> None:
    account = with_supplement(received(DAYS, "2026-03-02 10:00"), "2026-03-03 10:00", "2026-03-05 10:00")
    assert computed_due_at(account, calendar, at("2026-03-02 12:00")) == at("2026-03-09 10:00")
    assert computed_due_at(account, calendar, at("2026-03-04 10:00")) == at("2026-03-10 10:00")


def test_a_pause_in_a_limit_of_days_adds_the_days_that_began_in_it(calendar: WorkCalendar) -> None:
    ten = Limit(amount=10, unit=LimitUnit.CALENDAR_DAYS)
    account = with_supplement(received(ten, "2026-03-02 10:00"), "2026-03-03 16:00", "2026-03-05 08:00")
    assert computed_due_at(account, calendar, at("2026-03-05 08:00")) == at("2026-03-16 17:00")  # 14 March: a Saturday
    within = with_supplement(received(ten, "2026-03-02 10:00"), "2026-03-03 08:00", "2026-03-03 16:00")
    assert computed_due_at(within, calendar, at("2026-03-05 08:00")) == at("2026-03-12 17:00")


def test_usage_says_whose_days_were_used(calendar: WorkCalendar) -> None:
    account = with_supplement(received(DAYS, "2026-03-02 10:00"), "2026-03-02 11:30", "2026-03-03 13:00")
    account = account.begin(at=at("2026-03-03 17:00"), party=Party.OTHER_AGENCY, agency=OTHER, holder=OTHER)
    account = account.begin(at=at("2026-03-04 17:00"), party=Party.AGENCY, agency=WARD, step="sign")
    assert usage(account, calendar, at("2026-03-05 08:00")) == (
        Usage(party=Party.AGENCY, agency=WARD, minutes=90 + 240 + 30, counts=True),
        Usage(party=Party.APPLICANT, agency=WARD, minutes=240 + 240, counts=False),
        Usage(party=Party.OTHER_AGENCY, agency=OTHER, minutes=480, counts=True),
    )


def test_usage_shows_an_outage_apart(book: CalendarBook) -> None:
    calendar = book.with_facts(outages=[Outage(start=at("2026-03-02 14:00"), end=at("2026-03-02 15:00"))]).as_known()
    account = received(DAYS, "2026-03-02 10:00")
    assert usage(account, calendar, at("2026-03-02 17:00")) == (
        Usage(party=Party.AGENCY, agency=WARD, minutes=90 + 180, counts=True),
        Usage(party=Party.OUTAGE, agency=WARD, minutes=60, counts=False),
    )
    assert computed_due_at(account, calendar, at("2026-03-02 17:00")) == at("2026-03-09 11:00")


def test_once_it_has_ended_nothing_more_is_used(calendar: WorkCalendar) -> None:
    account = received(DAYS, "2026-03-02 10:00").end(at("2026-03-04 10:00"))
    assert account.open_interval is None
    assert account.ended_at == at("2026-03-04 10:00")
    for now in ("2026-03-04 10:00", "2026-06-04 10:00"):
        assert remaining_minutes(account, calendar, at(now)) == 3 * 480
        assert usage(account, calendar, at(now))[0].minutes == 2 * 480
    assert account.end(at("2026-05-01 10:00")) == account


def test_time_that_nobody_holds_counts(calendar: WorkCalendar) -> None:
    account = received(DAYS, "2026-03-02 10:00").end(at("2026-03-03 10:00"))
    account = account.begin(at=at("2026-03-05 10:00"), party=Party.AGENCY, agency=WARD)
    assert computed_due_at(account, calendar, at("2026-03-06 10:00")) == at("2026-03-09 10:00")


def test_an_interval_cannot_end_before_it_began() -> None:
    account = received(DAYS, "2026-03-02 10:00")
    with pytest.raises(ValueError, match="end before it began"):
        account.begin(at=at("2026-03-02 09:59"), party=Party.APPLICANT)
    ended = account.end(at("2026-03-03 10:00"))
    with pytest.raises(ValueError, match="before the one before"):
        ended.begin(at=at("2026-03-03 09:00"), party=Party.AGENCY)


def test_the_running_interval_is_who_holds_it_now() -> None:
    account = with_supplement(received(DAYS, "2026-03-02 10:00"), "2026-03-03 10:00", None)
    running = account.open_interval
    assert running is not None
    assert (running.party, running.counts, running.reason) == (Party.APPLICANT, False, "awaiting-supplement")
