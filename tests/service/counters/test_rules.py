"""Who is next and how long they wait: by example, and for every queue that there can be."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.forms.words import Text
from motcua.foundation.law.parameters import load_parameters
from motcua.foundation.law.refusals import Refused
from motcua.service.counters.rules import estimate as waits
from motcua.service.counters.rules.decide import MOST_CALLS, Facts, decide
from motcua.service.counters.rules.evolve import evolve
from motcua.service.counters.rules.order import ORDINARY_BETWEEN, next_ticket, order_of_calls, since_priority_after
from motcua.service.counters.rules.setting_up import check_setup
from motcua.service.counters.rules.taking import check_take, code_of
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.day import Day, Origin, Ticket, TicketStatus, WindowState, WindowStatus
from motcua.service.counters.types.events import TicketTaken
from motcua.service.counters.types.place import Line, Place, Window

EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
PLACE = Place(
    agency="H29.26740",
    version=1,
    lines=(Line("A", Text(vi="Hộ tịch")), Line("B", Text(vi="Chứng thực")), Line("C", Text(vi="Trả kết quả"))),
    windows=(Window(1, ("A", "B")), Window(2, ("B",)), Window(3, ("C",))),
)
ANH, BINH = "anh", "binh"


def ticket(number: int, *, line: str = "A", priority: bool = False, minute: int | None = None) -> Ticket:
    at = EIGHT + timedelta(minutes=number if minute is None else minute)
    return Ticket(
        id=f"{line}-{number}",
        code=code_of(line, number),
        line=line,
        priority=priority,
        origin=Origin.KIOSK,
        taken_at=at,
    )


queues = st.lists(st.booleans(), max_size=30).map(
    lambda flags: [ticket(number, priority=flag) for number, flag in enumerate(flags, start=1)]
)
rhythms = st.none() | st.integers(min_value=0, max_value=5)


class Hall:
    """A day that is acted on as officials do, minute by minute."""

    def __init__(self, *tickets: Ticket) -> None:
        self.day, self.at = Day(), EIGHT
        for one in tickets:
            event = TicketTaken(ticket=one.id, code=one.code, line=one.line, origin=one.origin, priority=one.priority)
            self.day = evolve(self.day, event, one.taken_at, "")

    def do(self, command, official=ANH):
        self.at += timedelta(minutes=1)
        for event in decide(self.day, command, Facts(official=official, place=PLACE)):
            self.day = evolve(self.day, event, self.at, official)
        return self.day

    def refused(self, command, official=ANH):
        with pytest.raises(Refused) as refused:
            self.do(command, official)
        return refused.value.refusal.code

    def at_window(self, number: int):
        there = self.day.at_window(number)
        return (there.code, there.status) if there else None


@given(queues, rhythms)
def test_everybody_is_called_once(queue, rhythm):
    assert sorted(one.id for one in order_of_calls(queue, since_priority=rhythm)) == sorted(one.id for one in queue)


@given(queues, rhythms)
def test_among_their_own_kind_who_came_first_is_called_first(queue, rhythm):
    order = order_of_calls(queue, since_priority=rhythm)
    for kind in (True, False):
        times = [one.taken_at for one in order if one.priority is kind]
        assert times == sorted(times)


@given(queues, rhythms)
def test_priority_waits_for_two_ordinary_calls_at_most_and_others_for_one_of_priority(queue, rhythm):
    order = order_of_calls(queue, since_priority=rhythm)
    priorities = [place for place, one in enumerate(order) if one.priority]
    if priorities:
        assert priorities[0] <= ORDINARY_BETWEEN
    last_ordinary = max((place for place, one in enumerate(order) if not one.priority), default=-1)
    for before, after in pairwise(priorities):
        assert after - before <= ORDINARY_BETWEEN + 1
        if after < last_ordinary:
            assert after - before == ORDINARY_BETWEEN + 1


@given(queues, rhythms, st.data())
def test_nobody_who_comes_later_and_is_like_you_goes_before_you(queue, rhythm, data):
    newcomer = ticket(99, priority=data.draw(st.booleans()))
    before = [one.id for one in order_of_calls(queue, since_priority=rhythm) if one.priority is newcomer.priority]
    after = [
        one.id for one in order_of_calls([*queue, newcomer], since_priority=rhythm) if one.priority is newcomer.priority
    ]
    assert after == [*before, newcomer.id]


def test_the_first_with_priority_is_called_at_once_and_then_two_others_come():
    queue = [ticket(1), ticket(2), ticket(3), ticket(4, priority=True), ticket(5, priority=True)]
    assert [one.code for one in order_of_calls(queue, since_priority=None)] == ["A004", "A001", "A002", "A005", "A003"]


def test_a_call_of_priority_begins_the_rhythm_anew():
    assert since_priority_after(ticket(1, priority=True), 5) == 0
    assert since_priority_after(ticket(1), 0) == 1
    assert since_priority_after(ticket(1), None) is None
    assert next_ticket([], since_priority=0) is None


minutes = st.lists(st.floats(min_value=0.5, max_value=120), max_size=40)


@given(st.integers(0, 60), st.integers(0, 6), minutes)
def test_an_estimate_is_a_range_or_nothing(ahead, windows, taken):
    found = waits.estimate(ahead=ahead, windows=windows, taken_minutes=taken)
    if windows == 0 or len(taken) < waits.FEWEST:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found.least <= found.most
        assert found.most >= 1


@given(st.integers(0, 60), st.integers(1, 6), minutes.filter(lambda one: len(one) >= waits.FEWEST))
def test_more_people_never_wait_less_and_more_windows_never_longer(ahead, windows, taken):
    here = waits.estimate(ahead=ahead, windows=windows, taken_minutes=taken)
    later = waits.estimate(ahead=ahead + 1, windows=windows, taken_minutes=taken)
    faster = waits.estimate(ahead=ahead, windows=windows + 1, taken_minutes=taken)
    assert here is not None
    assert later is not None
    assert faster is not None
    assert later.least >= here.least
    assert later.most >= here.most
    assert faster.least <= here.least
    assert faster.most <= here.most


@given(st.integers(0, 40), st.lists(st.integers(3, 9), min_size=8, max_size=19))
def test_one_very_long_visit_does_not_move_it_beyond_the_others(ahead, taken):
    found = waits.estimate(ahead=ahead, windows=1, taken_minutes=[*taken, 600])
    assert found is not None
    assert found.most <= (ahead + 1) * max(taken)


def test_who_waits_in_another_line_of_the_window_is_before_you_too():
    hall = Hall(ticket(1, line="A"), ticket(1, line="B", minute=2), ticket(2, line="A", minute=3), ticket(1, line="C"))
    hall.do(asked.OpenWindow(window=1))
    assert waits.ahead_of(PLACE, hall.day, hall.day.tickets["A-2"]) == 2
    assert waits.ahead_in_line(PLACE, hall.day, "A") == 3
    assert waits.ahead_in_line(PLACE, hall.day, "C") == 1
    assert waits.windows_for(PLACE, hall.day, "B") == [1]


def test_a_person_from_the_call_to_the_end():
    hall = Hall(ticket(1), ticket(2))
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.CallNext(window=1))
    assert hall.at_window(1) == ("A001", TicketStatus.CALLED)
    assert hall.refused(asked.CallNext(window=1)) == "called-not-come"
    hall.do(asked.Serve(window=1))
    hall.do(asked.CallNext(window=1))
    assert hall.at_window(1) == ("A002", TicketStatus.CALLED)
    first = hall.day.tickets["A-1"]
    assert (first.status, first.served_at < first.ended_at) == (TicketStatus.DONE, True)
    hall.do(asked.Serve(window=1))
    hall.do(asked.Finish(window=1))
    assert hall.at_window(1) is None
    assert hall.refused(asked.CallNext(window=1)) == "nobody-waits"


def test_called_three_times_and_not_before_twice_in_vain():
    hall = Hall(ticket(1))
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.CallNext(window=1))
    assert hall.refused(asked.Miss(window=1)) == "called-once-only"
    hall.do(asked.CallAgain(window=1))
    hall.do(asked.CallAgain(window=1))
    assert hall.refused(asked.CallAgain(window=1)) == "called-often-enough"
    hall.do(asked.Miss(window=1))
    assert hall.day.tickets["A-1"].status is TicketStatus.MISSED
    assert hall.day.tickets["A-1"].calls == MOST_CALLS
    hall.do(asked.PutBack(code=" a001 "))
    hall.do(asked.CallNext(window=1))
    assert hall.at_window(1) == ("A001", TicketStatus.CALLED)
    assert hall.refused(asked.PutBack(code="A001")) == "not-missed"
    assert hall.refused(asked.PutBack(code="Z999")) == "no-such-ticket"


def test_who_is_passed_on_keeps_number_and_place():
    hall = Hall(ticket(1), ticket(1, line="B", minute=5))
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.CallNext(window=1))
    assert hall.refused(asked.PassOn(window=1, line="A")) == "no-such-line"
    hall.do(asked.PassOn(window=1, line="B"))
    hall.do(asked.OpenWindow(window=2), BINH)
    hall.do(asked.CallNext(window=2), BINH)
    assert hall.at_window(2) == ("A001", TicketStatus.CALLED)


def test_a_page_of_a_minute_ago_skips_nobody():
    hall = Hall(ticket(1), ticket(2))
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.CallNext(window=1, seen=""))
    hall.do(asked.Serve(window=1, seen="A-1"))
    hall.do(asked.CallNext(window=1, seen="A-1"))
    assert hall.refused(asked.CallNext(window=1, seen="A-1")) == "window-has-moved-on"
    assert hall.at_window(1) == ("A002", TicketStatus.CALLED)


def test_a_window_has_one_official_and_an_official_one_window():
    hall = Hall(ticket(1))
    assert hall.refused(asked.CallNext(window=1)) == "not-your-window"
    hall.do(asked.OpenWindow(window=1))
    assert hall.refused(asked.OpenWindow(window=1), BINH) == "window-taken"
    assert hall.refused(asked.CallNext(window=1), BINH) == "not-your-window"
    hall.do(asked.CallNext(window=1))
    hall.do(asked.OpenWindow(window=2))
    assert hall.day.window(1).status is WindowStatus.CLOSED
    assert hall.day.tickets["A-1"].status is TicketStatus.WAITING
    hall.do(asked.OpenWindow(window=2, take_over=True), BINH)
    assert hall.day.window(2) == WindowState(number=2, status=WindowStatus.OPEN, official=BINH)
    assert hall.refused(asked.OpenWindow(window=9)) == "no-such-window"


def test_a_paused_window_calls_nobody():
    hall = Hall(ticket(1))
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.PauseWindow(window=1))
    assert hall.refused(asked.CallNext(window=1)) == "window-paused"
    assert waits.windows_for(PLACE, hall.day, "A") == []
    hall.do(asked.OpenWindow(window=1))
    hall.do(asked.CallNext(window=1))
    hall.do(asked.Serve(window=1))
    hall.do(asked.CloseWindow(window=1))
    assert hall.day.tickets["A-1"].status is TicketStatus.DONE


def test_numbers_are_given_while_the_agency_is_open_for_lines_that_are_called():
    assert check_take(PLACE, "A", now=EIGHT, opens_at=EIGHT).letter == "A"
    with pytest.raises(Refused) as closed:
        check_take(PLACE, "A", now=EIGHT, opens_at=EIGHT + timedelta(hours=5))
    assert closed.value.refusal.code == "counter-closed"
    assert closed.value.refusal.values == {"opens_at": "13:00 23/11/2026"}
    with pytest.raises(Refused) as unknown:
        check_take(PLACE, "Z", now=EIGHT, opens_at=EIGHT)
    assert unknown.value.refusal.code == "no-such-line"


def test_a_set_up_names_every_fault_at_once():
    with pytest.raises(Refused) as refused:
        check_setup(
            [Line("A", Text(vi="Hộ tịch")), Line("A", Text(vi="")), Line("đ", Text(vi="Đất đai"))],
            [Window(1, ("A",)), Window(1, ("A",)), Window(0, ())],
        )
    problems = {(one.field, one.code) for one in refused.value.refusal.fields}
    assert problems == {
        ("line.1.letter", "twice"), ("line.1.name", "required"), ("line.2.letter", "not-a-letter"),
        ("window.1.number", "twice"), ("window.2.number", "out-of-range"), ("window.2.lines", "unknown"),
    }  # fmt: skip
    check_setup(PLACE.lines, PLACE.windows)


def test_the_numbers_of_the_counter_are_those_of_the_catalogue():
    parameters = load_parameters(Path(__file__).parents[3] / "catalogue")
    assert {one.value for one in parameters["counter-priority"].values} == {ORDINARY_BETWEEN}
    assert {one.value for one in parameters["counter-calls"].values} == {MOST_CALLS}
