"""
What each event of a dossier counts, like bookkeeping: postings to an agency, a month and a figure.

An event's postings go to the month in which it happened. Being overdue is no event: an open dossier is counted at the
end of every month that it is overdue at. As long as its present stretch lasts this follows from its standing; when the
stretch ends, what was counted so far is written down (`settled`).
"""

from datetime import datetime
from functools import singledispatch

from msgspec.structs import replace

from motcua.foundation.clock.classes import TimeClass
from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import minute_of
from motcua.foundation.law.citations import house_rule, law
from motcua.insight.statistics.rules.months import end_of, ended_between, month_of
from motcua.insight.statistics.types import Figure, Folded, Posting, Standing
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import Channel

BY_CLASS = {TimeClass.EARLY: Figure.EARLY, TimeClass.ON_TIME: Figure.ON_TIME, TimeClass.OVERDUE: Figure.LATE}

Waits = happened.SupplementAsked | happened.PaymentAsked | happened.ConfirmationAsked | happened.PresenceAsked
Resumes = (
    happened.SupplementGiven | happened.OpinionGiven | happened.PaymentRecorded | happened.ConfirmationAnswered
    | happened.PresenceRecorded
)  # fmt: skip

FOLLOWED: tuple[type[DossierEvent], ...] = (
    happened.Submitted, happened.Received, happened.ReceptionRefused, happened.ReceptionUndone,
    happened.SupplementAsked, happened.SupplementGiven, happened.OpinionGiven, happened.PaymentAsked,
    happened.PaymentRecorded, happened.ConfirmationAsked, happened.ConfirmationAnswered, happened.PresenceAsked,
    happened.PresenceRecorded, happened.Decided, happened.Withdrawn, happened.Stopped, happened.Transferred,
)  # fmt: skip


@house_rule(
    "Same-day matters (certification, copies, civil status) are told apart because their number hides the others."
)
def is_same_day(limit: Limit) -> bool:
    """Say whether a matter is one that is answered the same day."""
    return limit.unit is LimitUnit.SAME_DAY


@law("766-qd-ttg")
@house_rule(
    "While the applicant is waited for the clock stands still, so an open dossier is measured at the moment when that wait began."
)
def is_overdue(standing: Standing, at: datetime) -> bool:
    """
    Say whether the dossier, standing as it does, is open and overdue `at` a moment (aware), compared by the minute.

    The due moment is the one computed at its last event.
    """
    if standing.received_at is None or standing.due_at is None:
        return False
    measured = at if standing.waiting_since is None else min(at, standing.waiting_since)
    return minute_of(measured) > minute_of(standing.due_at)


@law("118-2025-nd-cp")
@house_rule("Figures are those of the agency that resolves; the counter that received for another is counted besides.")
def begin(event: happened.Submitted, at: datetime, *, dossier: str, same_day: bool) -> Folded:
    """Return the standing of a dossier just submitted; `same_day` is what its version says of its case and channel."""
    standing = Standing(
        dossier=dossier,
        agency=event.agency,
        receiving_agency=event.receiving_agency,
        procedure=event.procedure,
        version=event.procedure_version,
        channel=event.channel.value,
        same_day=same_day,
    )
    return Folded(standing=standing, posted=(Posting(event.agency, month_of(at), Figure.SUBMITTED, 1),))


@house_rule("What a dossier counts follows from its events alone, so that it can be counted again from zero.")
def fold(standing: Standing, event: DossierEvent, at: datetime, recorded_at: datetime) -> Folded:
    """Return what `event`, which happened `at` and was recorded `recorded_at` (both aware), does to the figures."""
    return _fold(event, standing, at, recorded_at)


@singledispatch
def _fold(event: DossierEvent, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    raise TypeError(f"nothing counts {type(event).__name__}")


def _one(agency: str, at: datetime, *figures: Figure) -> tuple[Posting, ...]:
    return tuple(Posting(agency, month_of(at), figure, 1) for figure in figures)


def _stretched(
    before: Standing, after: Standing | None, posted: tuple[Posting, ...], at: datetime, recorded_at: datetime
) -> Folded:
    """End the present stretch of a received dossier `at` a moment; `after` is how it stands from then on."""
    if before.since is None:
        return Folded(standing=after, posted=posted)
    settled = tuple(
        Posting(before.agency, month, Figure.OPEN_OVERDUE, 1)
        for month in ended_between(before.since, at)
        if is_overdue(before, end_of(month))
    )
    if after is not None:
        after = replace(after, since=at, posted=(*before.posted, *settled, *posted))
    return Folded(standing=after, posted=posted, settled=settled, restated=_restated(before, after, at, recorded_at))


def _restated(before: Standing, after: Standing | None, at: datetime, recorded_at: datetime) -> tuple[Posting, ...]:
    """Return how the months that had ended after `at` when this was recorded were counted, and how they should be."""
    found: list[Posting] = []
    for month in ended_between(at, recorded_at):
        was = is_overdue(before, end_of(month))
        now = after is not None and is_overdue(after, end_of(month))
        if after is not None and was and now and before.agency == after.agency:
            continue
        found += [Posting(before.agency, month, Figure.OPEN_OVERDUE, -1)] if was else []
        found += [Posting(after.agency, month, Figure.OPEN_OVERDUE, 1)] if after is not None and now else []
    return tuple(found)


@_fold.register
def _(event: happened.Received, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    posted = _one(standing.agency, at, Figure.RECEIVED, *([Figure.RECEIVED_LATE] if event.late else []))
    if standing.receiving_agency != standing.agency:
        posted += _one(standing.receiving_agency, at, Figure.RECEIVED_FOR_OTHERS)
    after = replace(standing, received_at=at, since=at, due_at=event.computed_due_at, waiting_since=None, posted=posted)
    return Folded(standing=after, posted=posted, restated=_restated(standing, after, at, recorded_at))


@_fold.register
def _(event: happened.ReceptionUndone, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    after = replace(standing, received_at=None, since=None, due_at=None, waiting_since=None, posted=())
    taken_back = tuple(each._replace(by=-each.by) for each in standing.posted)
    return Folded(
        standing=after,
        posted=taken_back,
        restated=_restated(standing, None, standing.since or at, recorded_at),
    )


@_fold.register(happened.SupplementAsked)
@_fold.register(happened.PaymentAsked)
@_fold.register(happened.ConfirmationAsked)
@_fold.register(happened.PresenceAsked)
def _(event: Waits, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    if standing.received_at is None:
        return Folded(standing=standing)
    return _stretched(standing, replace(standing, waiting_since=at), (), at, recorded_at)


@_fold.register(happened.SupplementGiven)
@_fold.register(happened.OpinionGiven)
@_fold.register(happened.PaymentRecorded)
@_fold.register(happened.ConfirmationAnswered)
@_fold.register(happened.PresenceRecorded)
def _(event: Resumes, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    if standing.received_at is None:
        return Folded(standing=standing)
    after = replace(standing, waiting_since=None, due_at=event.computed_due_at or standing.due_at)
    return _stretched(standing, after, (), at, recorded_at)


@_fold.register
def _(event: happened.Transferred, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    # What was filed online is received by whoever is competent; a counter keeps what it took in.
    online = standing.channel == Channel.ONLINE.value
    receiving = event.to_agency if online else standing.receiving_agency
    after = replace(standing, agency=event.to_agency, receiving_agency=receiving)
    if standing.received_at is None:
        return Folded(standing=after)
    moved = (
        *_one(event.from_agency, at, Figure.TRANSFERRED_OUT),
        *_one(event.to_agency, at, Figure.TRANSFERRED_IN),
    )
    return _stretched(standing, after, moved, at, recorded_at)


@_fold.register
def _(event: happened.Decided, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    figures = [BY_CLASS[TimeClass(event.time_class)], *([] if event.granted else [Figure.REJECTED])]
    return _stretched(standing, None, _one(standing.agency, at, *figures), at, recorded_at)


@_fold.register
def _(event: happened.ReceptionRefused, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    return Folded(standing=None, posted=_one(standing.agency, at, Figure.REFUSED))


@_fold.register
def _(event: happened.Withdrawn, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    if standing.received_at is None:
        return Folded(standing=None, posted=_one(standing.agency, at, Figure.TAKEN_BACK))
    return _stretched(standing, None, _one(standing.agency, at, Figure.WITHDRAWN), at, recorded_at)


@_fold.register
def _(event: happened.Stopped, standing: Standing, at: datetime, recorded_at: datetime) -> Folded:
    if standing.received_at is None:  # it was never among the open ones, and the agency is who ended it
        return Folded(standing=None, posted=_one(standing.agency, at, Figure.REFUSED))
    return _stretched(standing, None, _one(standing.agency, at, Figure.STOPPED), at, recorded_at)
