"""
What a dossier counts, told from its states and not event by event: the other way to the same figures.

Nothing here is shared with `folding` but the calendar of months: the two are compared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from motcua.foundation.clock.classes import TimeClass, classify
from motcua.foundation.law.citations import house_rule
from motcua.insight.statistics.rules.months import closing_of, end_of, ended_between, is_published, month_of, next_month
from motcua.insight.statistics.types import Figure, Posting
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import DossierState, Status

Tally = Counter[tuple[str, date, Figure]]

_ENDED = frozenset(
    {Status.GRANTED, Status.REJECTED, Status.HANDED_OVER, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED}
)
_ANSWERS = {"early": Figure.EARLY, "on-time": Figure.ON_TIME, "overdue": Figure.LATE}
_ENDS = {Status.WITHDRAWN: Figure.WITHDRAWN, Status.STOPPED: Figure.STOPPED}
_ENDS_UNRECEIVED = {
    Status.WITHDRAWN: Figure.TAKEN_BACK, Status.STOPPED: Figure.REFUSED, Status.REFUSED: Figure.REFUSED
}  # fmt: skip


class Lived(msgspec.Struct, frozen=True):
    """One event of a dossier's life: when it happened, when it was recorded, by whom."""

    event: DossierEvent
    at: datetime
    recorded_at: datetime
    by: str


@house_rule("A dossier whose life is over is counted and put aside.")
def is_over(event: DossierEvent) -> bool:
    """Say whether nothing that figures ask for comes after this event."""
    return isinstance(event, happened.Decided | happened.Withdrawn | happened.Stopped | happened.ReceptionRefused)


@house_rule("What is known now is counted from the whole life; an undone reception and what came of it count nowhere.")
def tally(life: Sequence[Lived], now: datetime) -> Tally:
    """Return what a dossier counts, by agency, month and figure, with the ends of months until `now`."""
    counted: Tally = Counter()
    states = _states(life)
    void = _void(life)
    for number, (lived, state) in enumerate(zip(life, states, strict=True)):
        if number not in void:
            before = states[number - 1] if number else None
            for agency, figure in _events(lived.event, before, state):
                counted[agency, month_of(lived.at), figure] += 1
    for month in ended_between(life[0].at, now):
        agency = _overdue_at(life, states, void, end_of(month))
        if agency:
            counted[agency, month, Figure.OPEN_OVERDUE] += 1
    return counted


@house_rule("What was published of a month is counted from what had been recorded when it was closed.")
def published(life: Sequence[Lived], known: Tally, *, now: datetime, began: datetime) -> Tally:
    """Return what the dossier counted in the published months, `known` being its `tally`."""
    found: Tally = Counter({key: count for key, count in known.items() if is_published(key[1], by=now, began=began)})
    month, latest = month_of(life[0].at), life[-1].recorded_at
    while closing_of(month) <= latest:
        if is_published(month, by=now, began=began):
            for key in [key for key in found if key[1] == month]:
                del found[key]
            then = [each for each in life if each.recorded_at < closing_of(month)]
            if then:
                found.update({key: count for key, count in tally(then, end_of(month)).items() if key[1] == month})
        month = next_month(month)
    return found


@house_rule("The figure that is running is measured at the moment of asking.")
def running(life: Sequence[Lived], now: datetime) -> Posting | None:
    """Return the dossier as one that is overdue `now`, if it is, in the month that runs."""
    agency = _overdue_at(life, _states(life), _void(life), now)
    return Posting(agency, month_of(now), Figure.OPEN_OVERDUE, 1) if agency else None


def _states(life: Sequence[Lived]) -> list[DossierState]:
    states: list[DossierState] = []
    for lived in life:
        states.append(evolve(states[-1] if states else None, lived.event, lived.at, lived.by))
    return states


def _void(life: Sequence[Lived]) -> frozenset[int]:
    """Return the places of receptions that were undone, with all that came between."""
    void: set[int] = set()
    for number, lived in enumerate(life):
        if isinstance(lived.event, happened.ReceptionUndone):
            begun = max(place for place in range(number) if isinstance(life[place].event, happened.Received))
            void |= set(range(begun, number + 1))
    return frozenset(void)


def _events(event: DossierEvent, before: DossierState | None, after: DossierState) -> Iterator[tuple[str, Figure]]:
    if before is None:
        yield after.agency, Figure.SUBMITTED
    elif isinstance(event, happened.Received):
        yield after.agency, Figure.RECEIVED
        if after.received_late:
            yield after.agency, Figure.RECEIVED_LATE
        if after.receiving_agency != after.agency:
            yield after.receiving_agency, Figure.RECEIVED_FOR_OTHERS
    elif after.outcome is not None and before.outcome is None:
        yield after.agency, _ANSWERS[after.outcome.time_class]
        if not after.outcome.granted:
            yield after.agency, Figure.REJECTED
    elif after.agency != before.agency and after.received_at is not None:
        yield before.agency, Figure.TRANSFERRED_OUT
        yield after.agency, Figure.TRANSFERRED_IN
    elif after.status in _ENDS_UNRECEIVED:
        yield after.agency, (_ENDS if after.received_at is not None else _ENDS_UNRECEIVED)[after.status]


def _overdue_at(life: Sequence[Lived], states: Sequence[DossierState], void: frozenset[int], at: datetime) -> str:
    """Return the agency with which the dossier was open and overdue `at` a moment, empty when it was not."""
    place = max((number for number, lived in enumerate(life) if lived.at < at), default=-1)
    state = states[place] if place >= 0 else None
    if state is None or place in void or state.status in _ENDED or state.account is None:
        return ""
    interval = state.account.open_interval
    measured = interval.start if interval is not None and not interval.counts else at
    due = state.computed_due_at
    late = due is not None and classify(due, None, measured) is TimeClass.LATE
    return state.agency if late else ""
