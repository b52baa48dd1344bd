"""What an event counts, by example: where, in which month, and what is taken back."""

from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import ZONE
from motcua.insight.statistics.rules import folding
from motcua.insight.statistics.types import Figure, Posting
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import Channel, NoteRef

NOTE = NoteRef(id="n", commitment="c")
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
HERE, THERE, COUNTER = "H29.26740", "H29.26743", "H29.26737"
THREE_DAYS = Limit(3, LimitUnit.WORKING_DAYS)


def at(month, day, hour=9):
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def submitted(*, receiving=HERE):
    return happened.Submitted(
        id="d", code="x", procedure="1.004873", procedure_version=1, case="first", sector="s", channel=Channel.ONLINE,
        agency=HERE, receiving_agency=receiving, applicant="p", filer="p", reception_due_at=at(9, 2), declaration=NOTE,
        papers=(),
    )  # fmt: skip


def received(due, *, late=False):
    return happened.Received(limit=THREE_DAYS, late=late, step="s", promised_due_at=due, computed_due_at=due)


def decided(time_class="early", *, granted=True):
    return happened.Decided(granted=granted, due_at=at(9, 4), time_class=time_class, calendar_version="v")


class Life:
    """Events one after the other, each recorded when it happened unless it says otherwise."""

    def __init__(self, **options):
        self.standing = folding.begin(submitted(**options), at(9, 1), dossier="d", same_day=False).standing

    def goes(self, event, when, recorded=None):
        folded = folding.fold(self.standing, event, when, recorded or when)
        self.standing = folded.standing
        return folded


def test_a_submission_counts_for_the_agency_that_resolves():
    folded = folding.begin(submitted(receiving=COUNTER), at(9, 1), dossier="d", same_day=True)
    assert folded.posted == (Posting(HERE, SEPTEMBER, Figure.SUBMITTED, 1),)
    assert folded.standing.same_day


def test_a_reception_counts_late_and_for_the_counter_that_received_for_another():
    life = Life(receiving=COUNTER)
    assert life.goes(received(at(9, 4), late=True), at(9, 2)).posted == (
        Posting(HERE, SEPTEMBER, Figure.RECEIVED, 1),
        Posting(HERE, SEPTEMBER, Figure.RECEIVED_LATE, 1),
        Posting(COUNTER, SEPTEMBER, Figure.RECEIVED_FOR_OTHERS, 1),
    )


@pytest.mark.parametrize(
    ("time_class", "figure"), [("early", Figure.EARLY), ("on-time", Figure.ON_TIME), ("overdue", Figure.LATE)]
)
def test_an_answer_counts_by_its_frozen_class_in_its_own_month(time_class, figure):
    life = Life()
    life.goes(received(at(10, 9)), at(9, 2))
    assert life.goes(decided(time_class, granted=False), at(10, 1)).posted == (
        Posting(HERE, OCTOBER, figure, 1),
        Posting(HERE, OCTOBER, Figure.REJECTED, 1),
    )
    assert life.standing is None


def test_an_open_dossier_past_its_due_moment_is_counted_at_the_end_of_each_month():
    life = Life()
    life.goes(received(at(9, 4)), at(9, 2))
    assert folding.is_overdue(life.standing, at(9, 30))
    ended = life.goes(decided("overdue"), at(11, 3))
    assert ended.settled == tuple(Posting(HERE, month, Figure.OPEN_OVERDUE, 1) for month in (SEPTEMBER, OCTOBER))
    assert ended.restated == ()


def test_the_very_minute_of_the_due_moment_is_not_overdue():
    life = Life()
    life.goes(received(at(9, 4, 17)), at(9, 2))
    assert not folding.is_overdue(life.standing, at(9, 4, 17) + timedelta(seconds=59))
    assert folding.is_overdue(life.standing, at(9, 4, 17) + timedelta(minutes=1))


@pytest.mark.parametrize(("asked_on", "overdue"), [(3, False), (8, True)])
def test_while_the_applicant_is_waited_for_the_beginning_of_the_wait_is_what_counts(asked_on, overdue):
    life = Life()
    life.goes(received(at(9, 4)), at(9, 2))
    life.goes(happened.SupplementAsked(number=1, marks=()), at(9, asked_on))
    assert folding.is_overdue(life.standing, at(10, 1, 0)) is overdue
    given = happened.SupplementGiven(number=1, declaration=NOTE, papers=(), computed_due_at=at(10, 6))
    settled = life.goes(given, at(10, 5)).settled
    assert settled == ((Posting(HERE, SEPTEMBER, Figure.OPEN_OVERDUE, 1),) if overdue else ())
    assert not folding.is_overdue(life.standing, at(10, 6))


def test_undoing_a_reception_takes_back_all_that_came_of_it_where_it_was_counted():
    life = Life(receiving=COUNTER)
    life.goes(received(at(9, 4), late=True), at(9, 2))
    life.goes(happened.Transferred(from_agency=HERE, to_agency=THERE, reason=NOTE), at(10, 5))
    undone = life.goes(happened.ReceptionUndone(reason=NOTE), at(11, 3))
    assert set(undone.posted) == {
        Posting(HERE, SEPTEMBER, Figure.RECEIVED, -1),
        Posting(HERE, SEPTEMBER, Figure.RECEIVED_LATE, -1),
        Posting(COUNTER, SEPTEMBER, Figure.RECEIVED_FOR_OTHERS, -1),
        Posting(HERE, SEPTEMBER, Figure.OPEN_OVERDUE, -1),
        Posting(HERE, OCTOBER, Figure.TRANSFERRED_OUT, -1),
        Posting(THERE, OCTOBER, Figure.TRANSFERRED_IN, -1),
    }
    assert undone.restated == (Posting(THERE, OCTOBER, Figure.OPEN_OVERDUE, -1),)
    assert life.standing.posted == ()


def test_an_answer_recorded_late_restates_the_months_that_had_counted_it_as_open():
    life = Life()
    life.goes(received(at(9, 4)), at(9, 2))
    ended = life.goes(decided("overdue"), at(9, 29), recorded=at(11, 9))
    assert ended.posted == (Posting(HERE, SEPTEMBER, Figure.LATE, 1),)
    assert ended.settled == ()
    assert ended.restated == tuple(Posting(HERE, month, Figure.OPEN_OVERDUE, -1) for month in (SEPTEMBER, OCTOBER))


def test_a_transfer_is_one_less_here_and_one_more_there_in_its_own_month():
    life = Life()
    life.goes(received(at(9, 4)), at(9, 2))
    moved = life.goes(happened.Transferred(from_agency=HERE, to_agency=THERE, reason=NOTE), at(10, 5))
    assert moved.posted == (
        Posting(HERE, OCTOBER, Figure.TRANSFERRED_OUT, 1),
        Posting(THERE, OCTOBER, Figure.TRANSFERRED_IN, 1),
    )
    assert moved.settled == (Posting(HERE, SEPTEMBER, Figure.OPEN_OVERDUE, 1),)


def test_before_reception_nothing_is_counted_but_the_end():
    life = Life()
    assert life.goes(happened.SupplementAsked(number=1, marks=()), at(9, 2)).posted == ()
    assert life.goes(happened.Transferred(from_agency=HERE, to_agency=THERE, reason=NOTE), at(9, 3)).posted == ()
    assert life.goes(happened.Withdrawn(), at(10, 3)).posted == (Posting(THERE, OCTOBER, Figure.TAKEN_BACK, 1),)


def test_what_an_agency_ends_without_having_received_it_is_refused_and_never_one_less_that_is_open():
    life = Life()
    life.goes(happened.SupplementAsked(number=1, marks=()), at(9, 2))
    assert life.goes(happened.Stopped(reason=NOTE), at(9, 3)).posted == (Posting(HERE, SEPTEMBER, Figure.REFUSED, 1),)


def test_the_same_day_is_what_the_limit_says():
    assert folding.is_same_day(Limit(1, LimitUnit.SAME_DAY))
    assert not folding.is_same_day(THREE_DAYS)
