"""Why is it due then, who holds it now, what stopped it, whose days were used."""

import re
from datetime import datetime, time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.account import Party, TimeAccount
from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.explain import Explanation, explain
from motcua.foundation.clock.facts import Outage
from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.lines import OTHER_REASON, Line
from motcua.foundation.law.citations import Citation
from motcua.foundation.law.documents import Title
from tests.foundation.clock.moments import at, on
from tests.foundation.clock.strategies import calendar_limits, calendars, moments, working_limits

WARD = "H29.26740"


def account(limit: Limit, started: str) -> TimeAccount:
    began = TimeAccount(limit=limit, started_at=at(started))
    return began.begin(at=at(started), party=Party.AGENCY, agency=WARD, step="desk", holder="official-1")


def codes(explanation: Explanation) -> list[str]:
    return [line.code for line in explanation.lines]


def filled(line: Line) -> str:
    """The sentence in English, with every placeholder filled from the mapping it stands in."""
    return line.message % {
        **line.moments,
        **line.days,
        **line.minutes,
        **line.amounts,
        **line.msgids,
        **{name: title.en for name, title in line.titles.items()},
        **line.codes,
    }


def test_a_birth_received_late_on_the_eve_of_a_holiday_explains_itself(calendar: WorkCalendar) -> None:
    birth = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    explanation = explain(account(birth, "2025-12-31 15:30"), calendar, at("2025-12-31 16:00"))
    assert explanation.due_at == at("2026-01-05 17:00")
    assert codes(explanation) == [
        "started",
        "limit-after-cut-off",
        "day-off",
        "day-off",
        "due",
        "left",
        "holder",
        "used",
    ]
    assert [day.on for day in explanation.special_days] == [on("2026-01-01"), on("2026-01-02")]
    assert filled(explanation.lines[1]) == (
        "It was received after 15:00, so it has to be answered on the next working day."
    )
    assert Citation(act="163-qd-btp") in explanation.lines[1].sources
    assert explanation.holder is not None
    assert (explanation.holder.step, explanation.holder.holder) == ("desk", "official-1")


def test_a_running_supplement_is_who_holds_it_and_what_stopped_it(calendar: WorkCalendar) -> None:
    five = Limit(amount=5, unit=LimitUnit.WORKING_DAYS)
    asked = account(five, "2026-03-02 10:00").begin(
        at=at("2026-03-03 10:00"), party=Party.APPLICANT, agency=WARD, counts=False, reason="awaiting-supplement"
    )
    explanation = explain(asked, calendar, at("2026-03-05 10:00"))
    assert explanation.is_standing_still
    assert explanation.holder is not None
    assert explanation.holder.party is Party.APPLICANT
    assert explanation.stops == (explanation.holder,)
    assert explanation.remaining_minutes == 4 * 480
    assert "standing-still" in codes(explanation)
    assert not explanation.is_overdue
    assert {part.party: part.minutes for part in explanation.used} == {Party.AGENCY: 480, Party.APPLICANT: 960}


def test_an_overdue_matter_says_by_how_much(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    explanation = explain(account(one, "2026-03-02 10:00"), calendar, at("2026-03-04 11:00"))
    assert explanation.is_overdue
    assert explanation.remaining_minutes == -540
    assert next(line for line in explanation.lines if line.code == "overdue").minutes == {"over": 540}
    assert explanation.lines[1].message == "The limit is one working day."


def test_overdue_since_the_office_closed_is_not_overdue_by_nothing(calendar: WorkCalendar) -> None:
    birth = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    explanation = explain(account(birth, "2026-03-02 10:00"), calendar, at("2026-03-02 20:00"))
    line = next(line for line in explanation.lines if line.code == "overdue")
    assert filled(line) == "It is overdue; no working time has passed since then."


@pytest.mark.parametrize(
    ("ended_at", "code", "told"),
    [
        ("2026-03-02 16:00", "ended-early", "It ended 210 before it was due, counted in working time."),
        ("2026-03-03 10:00", "ended-on-time", "It ended on time."),
        ("2026-03-04 11:00", "ended-overdue", "It ended 540 after it was due, counted in working time."),
    ],
)
def test_an_ended_matter_says_how_it_stood_to_its_date(
    calendar: WorkCalendar, ended_at: str, code: str, told: str
) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    ended = account(one, "2026-03-02 10:00").end(at(ended_at))
    line = next(line for line in explain(ended, calendar, at("2026-06-02 10:00")).lines if line.code == code)
    assert filled(line) == told
    assert Citation(act="766-qd-ttg") in line.sources


def test_what_ended_after_the_office_closed_on_its_last_day_ended_late(calendar: WorkCalendar) -> None:
    birth = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    ended = account(birth, "2026-03-02 10:00").end(at("2026-03-02 19:00"))
    line = next(line for line in explain(ended, calendar, at("2026-03-02 19:00")).lines if line.code == "ended-overdue")
    assert filled(line) == "It ended after it was due, outside working hours."


def test_an_ended_matter_has_no_holder_and_is_measured_at_its_end(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    ended = account(one, "2026-03-02 10:00").end(at("2026-03-02 16:00"))
    explanation = explain(ended, calendar, at("2026-06-02 10:00"))
    assert explanation.holder is None
    assert not explanation.is_overdue
    assert explanation.due_at == at("2026-03-03 10:00")
    assert not {"left", "overdue", "holder"} & set(codes(explanation))


def test_a_moment_before_the_end_is_explained_as_it_was(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    ended = account(one, "2026-03-02 10:00").end(at("2026-03-02 16:00"))
    explanation = explain(ended, calendar, at("2026-03-02 11:00"))
    assert explanation.holder is not None
    assert explanation.holder.end == at("2026-03-02 11:00")
    assert "left" in codes(explanation)


def test_a_last_day_that_is_moved_says_so(calendar: WorkCalendar) -> None:
    ten = Limit(amount=10, unit=LimitUnit.CALENDAR_DAYS)
    explanation = explain(account(ten, "2026-02-05 09:00"), calendar, at("2026-02-05 09:00"))
    moved = next(line for line in explanation.lines if line.code == "moved")
    assert moved.days == {"last_on": on("2026-02-15")}
    assert Citation(act="91-2015-qh13", article="148", clause="5") in moved.sources


def test_an_outage_is_named(book: CalendarBook) -> None:
    broken = Outage(start=at("2026-03-02 14:00"), end=at("2026-03-02 15:00"), name=Title(vi="Mất điện", en="Power cut"))
    calendar = book.with_facts(outages=[broken]).as_known()
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    explanation = explain(account(one, "2026-03-02 10:00"), calendar, at("2026-03-02 16:00"))
    line = next(line for line in explanation.lines if line.code == "outage")
    assert line.titles["name"].en == "Power cut"
    assert Party.OUTAGE in {part.party for part in explanation.used}


def test_a_filing_outside_hours_says_from_when_time_counts(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    explanation = explain(account(one, "2026-03-06 20:00"), calendar, at("2026-03-06 20:00"))
    assert explanation.counted_from == at("2026-03-09 07:30")
    assert codes(explanation)[:2] == ["started", "outside-hours"]


def test_a_date_among_days_that_are_not_announced_carries_a_warning(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    explanation = explain(account(one, "2028-03-06 10:00"), calendar, at("2028-03-06 10:00"))
    assert explanation.is_projected
    assert codes(explanation)[-1] == "projected"


def test_a_room_may_bring_its_own_reasons(calendar: WorkCalendar) -> None:
    one = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
    stopped = account(one, "2026-03-02 10:00").begin(
        at=at("2026-03-02 11:00"), party=Party.OTHER_SYSTEM, counts=False, reason="awaiting-bank"
    )
    now = at("2026-03-02 12:00")
    line = next(line for line in explain(stopped, calendar, now).lines if line.code == "standing-still")
    assert line.msgids["reason"] == OTHER_REASON
    own = explain(stopped, calendar, now, reasons={"awaiting-bank": "the bank has to answer"})
    assert (
        next(line for line in own.lines if line.code == "standing-still").msgids["reason"] == "the bank has to answer"
    )


@given(
    calendar=calendars(),
    limit=st.one_of(working_limits, calendar_limits),
    cuts=st.lists(moments(weeks=4), min_size=2, max_size=6),
    data=st.data(),
)
def test_every_placeholder_of_every_line_is_filled_exactly_once(
    calendar: WorkCalendar, limit: Limit, cuts: list[datetime], data: st.DataObject
) -> None:
    cuts = sorted(cuts)
    spent = TimeAccount(limit=limit, started_at=cuts[0])
    for cut in cuts[:-1]:
        spent = spent.begin(at=cut, party=data.draw(st.sampled_from(Party)), counts=data.draw(st.booleans()))
    explanation = explain(spent, calendar, cuts[-1])
    assert explanation.due_at >= spent.started_at.replace(second=0, microsecond=0)
    for line in explanation.lines:
        mappings = (line.moments, line.days, line.minutes, line.amounts, line.msgids, line.titles, line.codes)
        for name in re.findall(r"%\((\w+)\)s", line.message):
            assert sum(name in mapping for mapping in mappings) == 1, (line.code, name)
        assert filled(line)
    assert msgspec.json.decode(msgspec.json.encode(explanation))["due_at"]
