"""Months as the public reads them: published figures stay, and the corrections say how they moved."""

from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.clock.moments import ZONE
from motcua.insight.statistics import queries
from motcua.insight.statistics.types import Figure, Figures, MonthOf, Official
from motcua.service.dossiers.types import commands as asked
from tests.factories.birth import SAI_GON
from tests.factories.city import BEN_THANH
from tests.factories.dossiers import act
from tests.insight.statistics.following import at_once, fold, ledger
from tests.insight.statistics.lives import filed
from tests.statements import statements

HERE = SAI_GON.code
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
NOW = datetime(2026, 10, 20, 10, tzinfo=ZONE)
NOTE = "Nhầm hồ sơ"


def at(month, day, hour=9, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def line(month=SEPTEMBER, *, agency=HERE, same_day=True, now=NOW):
    (found,) = queries.lines(MonthOf(agency=agency, same_day=same_day), last=month, count=1, now=now)
    return found


def received(people, when, *, same_day=False):
    state = filed(people, when, same_day=same_day)
    return act(state, people.desk, asked.Receive(), when + timedelta(hours=1))


def rejected(people, state, when):
    state = act(state, people.specialist, asked.Take(), when - timedelta(minutes=1))
    return act(state, people.leader, asked.Reject(note=NOTE), when)


def test_a_month_of_an_agency(people):
    rejected(people, received(people, at(9, 14)), at(9, 15))
    rejected(people, received(people, at(9, 14)), at(9, 22))
    act(received(people, at(9, 14), same_day=True), people.mother, asked.Withdraw(), at(9, 14, 11))
    received(people, at(9, 16))
    act(filed(people, at(9, 14), same_day=False), people.desk, asked.RefuseReception(note=NOTE), at(9, 14, 10))
    fold(ledger())
    assert line().figures == Figures(
        submitted=5, received=4, refused=1, early=1, late=1, rejected=2, withdrawn=1, open_overdue=1
    )
    assert (line().official, line().carried_over, line().open_at_end) == (Official.PUBLISHED, 0, 1)
    without = line(same_day=False).figures
    assert (without.submitted, without.received, without.withdrawn) == (4, 3, 0)
    assert line(agency="").figures == line().figures
    running = line(OCTOBER)
    assert (running.official, running.carried_over, running.figures.open_overdue) == (Official.RUNNING, 1, 1)


def test_a_transfer_moves_an_open_dossier_from_one_agency_to_the_other(people):
    state = received(people, at(9, 14))
    act(state, people.desk, asked.Transfer(to_agency=BEN_THANH, note=NOTE), at(9, 15))
    fold(ledger())
    here, there = line(), line(agency=BEN_THANH)
    assert (here.figures.transferred_out, here.open_at_end, here.figures.open_overdue) == (1, 0, 0)
    assert (there.figures.transferred_in, there.open_at_end, there.figures.open_overdue) == (1, 1, 1)
    assert line(agency="").open_at_end == 1


def test_a_reception_undone_after_the_month_was_closed_is_a_correction(people):
    received(people, at(9, 14))
    state = received(people, at(9, 29))
    act(state, people.desk, asked.UndoReception(note=NOTE), at(10, 9))
    fold(ledger())
    assert (line().figures.received, line().corrected.received) == (2, 1)
    assert (line().figures.open_overdue, line().corrected.open_overdue) == (1, 1)
    assert line().is_corrected
    (found,) = queries.corrections()
    assert (found.agency, found.month, found.figure, found.before, found.after, found.reason, found.occurred_on) == (
        HERE, SEPTEMBER, Figure.RECEIVED, 2, 1, "dossier.reception-undone", date(2026, 10, 9)
    )  # fmt: skip


def test_undone_before_the_month_is_closed_it_was_never_published(people):
    received(people, at(9, 14))
    state = received(people, at(9, 29))
    act(state, people.desk, asked.UndoReception(note=NOTE), at(10, 2))
    fold(ledger())
    assert line().figures.received == 1
    assert queries.corrections() == []


def test_an_answer_recorded_late_corrects_the_month_in_which_it_was_given(people):
    received(people, at(9, 1))
    rejected(people, received(people, at(9, 14)), at(9, 22))
    late = {"dossier.decided": at(10, 12)}
    fold(ledger(lambda entry: late.get(entry.kind, entry.occurred_at)))
    assert (line().figures.late, line().figures.open_overdue) == (0, 2)
    assert (line().corrected.late, line().corrected.open_overdue) == (1, 1)
    moved = {(each.figure, each.before, each.after) for each in queries.corrections(agency=HERE, month=SEPTEMBER)}
    assert moved == {(Figure.LATE, 0, 1), (Figure.REJECTED, 0, 1), (Figure.OPEN_OVERDUE, 2, 1)}
    assert queries.lines(MonthOf(), last=OCTOBER, count=2, now=at(10, 13))[1] == line(agency="", now=at(10, 13))


def test_what_was_over_before_the_ledger_began_is_not_published_and_not_corrected(people):
    rejected(people, received(people, at(9, 14)), at(9, 15))
    fold(ledger(lambda _entry: at(11, 20)))
    assert line(now=at(11, 21)).official is Official.UNPUBLISHED
    assert line(now=at(11, 21)).figures.early == 1
    assert queries.corrections() == []


def test_corrections_are_paged_by_key(people):
    received(people, at(9, 1))
    for _ in range(3):
        act(received(people, at(9, 29)), people.desk, asked.UndoReception(note=NOTE), at(10, 9))
    fold(ledger())
    every = queries.corrections()
    assert [(each.before, each.after) for each in every] == [(2, 1), (3, 2), (4, 3)]
    first = queries.corrections(limit=1)
    key = (first[0].recorded_at, first[0].entry, first[0].ordinal)
    assert first + queries.corrections(after=key) == every
    assert queries.corrections(after=(every[2].recorded_at, every[2].entry, every[2].ordinal), backward=True) == [
        every[1], every[0]
    ]  # fmt: skip


def test_a_month_of_all_agencies_adds_up_to_the_city(people):
    rejected(people, received(people, at(9, 14)), at(9, 22))
    act(received(people, at(9, 1)), people.desk, asked.Transfer(to_agency=BEN_THANH, note=NOTE), at(9, 2))
    fold(ledger())
    found = queries.by_agency(SEPTEMBER, same_day=True, now=NOW)
    assert [each.agency for each in found] == [HERE, BEN_THANH]
    assert found[0].figures + found[1].figures == line(agency="").figures
    assert found[1] == line(agency=BEN_THANH)
    (october,) = queries.by_agency(OCTOBER, same_day=True, now=NOW)
    assert (october.agency, october.carried_over, october.figures.open_overdue) == (BEN_THANH, 1, 1)
    (procedure,) = queries.by_procedure(SEPTEMBER, same_day=True)
    assert (procedure.procedure, procedure.figures.received, procedure.figures.late) == ("1.004873", 2, 1)


@pytest.mark.parametrize("ask", [
    lambda: queries.lines(MonthOf(), last=OCTOBER, count=13, now=NOW),
    lambda: queries.by_agency(SEPTEMBER, same_day=False, now=NOW),
    lambda: queries.by_procedure(SEPTEMBER, same_day=True),
    queries.known_agencies,
])  # fmt: skip
def test_the_number_of_statements_is_the_same_for_one_dossier_and_for_many(people, ask):
    received(people, at(9, 14))
    fold(ledger())
    with statements() as few:
        ask()
    for number in range(6):
        state = received(people, at(8 + number % 2, 25), same_day=number > 3)
        act(state, people.desk, asked.Transfer(to_agency=BEN_THANH, note=NOTE), at(9, 28))
    fold(ledger(at_once))
    with statements() as many:
        ask()
    assert few.sent == many.sent <= 4
