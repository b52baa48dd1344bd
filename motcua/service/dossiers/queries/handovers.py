"""Who gave a dossier to whom, and when: what the control sheet lists, read from the dossier's own entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import singledispatchmethod

import msgspec

from motcua.foundation.clock.account import Party, TimeAccount
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.classes import TimeClass, classify
from motcua.foundation.clock.moments import minute_of
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import DossierState
from motcua.service.dossiers.types.views import Happening


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """
    Who gives or takes: the applicant, the counter of an agency, or whoever works on a step of it.

    Without `person` it lies in the queue of the step, or with the agency.
    """

    person: str = ""
    agency: str = ""
    step: str = ""
    is_applicant: bool = False
    is_counter: bool = False


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """
    One hand-over. `taken_at` is when the other side took or opened it; None while nobody has.

    `result` says how what the giver had to do stands to its time: `used` of `allowed` worked minutes of a step, or the
    date that held for it. `about` is the entry that it comes from; `recalled_at` and `undone_at` say that it was taken
    back.
    """

    giver: Side
    taker: Side
    given_at: datetime
    about: happened.DossierEvent
    taken_at: datetime | None = None
    assigned_by: str = ""
    result: TimeClass | None = None
    used: int | None = None
    allowed: int | None = None
    note: str = ""
    recalled_at: datetime | None = None
    undone_at: datetime | None = None


APPLICANT = Side(is_applicant=True)


def handovers(
    state: DossierState, entries: Sequence[Happening], *, minutes: Mapping[str, int], calendar: WorkCalendar
) -> tuple[Handover, ...]:
    """Return every hand-over, the first first. `minutes` are the working minutes that each step may take."""
    walk = _Walk(state.account, minutes, calendar)
    for entry in entries:
        walk.follow(entry)
    return tuple(walk.rows)


class _Walk:
    def __init__(self, account: TimeAccount | None, minutes: Mapping[str, int], calendar: WorkCalendar) -> None:
        self.rows: list[Handover] = []
        self._account = account
        self._minutes = minutes
        self._calendar = calendar
        self._holder = APPLICANT
        self._agency = self._step = ""
        self._reception_due: datetime | None = None
        self._opinion_due: datetime | None = None
        self._submitted_at: datetime | None = None
        self._is_open = False  # the last row waits for somebody to take what was given

    def follow(self, entry: Happening) -> None:
        self._reception_due = getattr(entry.event, "reception_due_at", None) or self._reception_due
        self._tell(entry.event, entry)

    @singledispatchmethod
    def _tell(self, event: happened.DossierEvent, entry: Happening) -> None:
        """Leave out what hands nothing over."""

    @_tell.register
    def _(self, event: happened.Submitted, entry: Happening) -> None:
        self._agency, self._submitted_at = event.agency, entry.occurred_at

    @_tell.register
    def _(self, event: happened.Received, entry: Happening) -> None:
        at = entry.occurred_at
        counter = Side(person=entry.actor, agency=self._agency, is_counter=True)
        result = classify(self._reception_due, at, at) if self._reception_due else None
        if self._is_open:
            self._change(taker=counter, taken_at=at, result=result)
        else:
            self._add(APPLICANT, counter, self._submitted_at or at, event, taken_at=at, result=result)
        self._step = event.step
        self._holder = Side(agency=self._agency, step=event.step)
        self._add(counter, self._holder, at, event, waits=True)

    @_tell.register
    def _(self, event: happened.ReceptionUndone, entry: Happening) -> None:
        del event
        if self._is_open:
            self.rows.pop()
        self._change(undone_at=entry.occurred_at)
        self._holder, self._step, self._is_open = APPLICANT, "", False

    @_tell.register
    def _(self, event: happened.Assigned, entry: Happening) -> None:
        taker = Side(person=event.to, agency=self._agency, step=self._step)
        took = event.to == entry.actor
        taken_at, assigned_by = (entry.occurred_at, "") if took else (None, entry.actor)
        if self._is_open:
            self._change(taker=taker, taken_at=taken_at, assigned_by=assigned_by)
        else:
            self._add(self._holder, taker, entry.occurred_at, event, taken_at=taken_at, assigned_by=assigned_by)
        self._holder, self._is_open = taker, False

    @_tell.register
    def _(self, event: happened.Opened, entry: Happening) -> None:
        del event
        if self.rows and self.rows[-1].taker.person == entry.actor and self.rows[-1].taken_at is None:
            self._change(taken_at=entry.occurred_at)

    @_tell.register
    def _(self, event: happened.Forwarded, entry: Happening) -> None:
        self._pass_on(event, entry, **self._step_time(event.from_step, entry.occurred_at))

    @_tell.register
    def _(self, event: happened.SentBack, entry: Happening) -> None:
        self._pass_on(event, entry)

    @_tell.register
    def _(self, event: happened.Recalled, entry: Happening) -> None:
        self._change(recalled_at=entry.occurred_at)
        self._step, self._is_open = event.to_step, False
        self._holder = Side(person=event.to, agency=self._agency, step=event.to_step)

    @_tell.register
    def _(self, event: happened.OpinionAsked, entry: Happening) -> None:
        self._opinion_due = event.due_at
        self._add(self._official(entry.actor), Side(agency=event.agency), entry.occurred_at, event)

    @_tell.register
    def _(self, event: happened.OpinionGiven, entry: Happening) -> None:
        at = entry.occurred_at
        result = classify(self._opinion_due, at, at) if self._opinion_due else None
        self._add(Side(person=entry.actor, agency=entry.agency), self._holder, at, event, taken_at=at, result=result)

    @_tell.register
    def _(self, event: happened.Transferred, entry: Happening) -> None:
        by = entry.actor
        giver = self._official(by) if self._step else Side(person=by, agency=self._agency, is_counter=True)
        self._agency = event.to_agency
        self._holder = Side(agency=event.to_agency, step=self._step)
        self._add(giver, self._holder, entry.occurred_at, event, waits=True, note=entry.note)

    @_tell.register
    def _(self, event: happened.Decided, entry: Happening) -> None:
        counter = Side(agency=self._agency, is_counter=True)
        result = TimeClass(event.time_class)
        self._add(self._official(entry.actor), counter, entry.occurred_at, event, waits=True, result=result)

    @_tell.register
    def _(self, event: happened.ResultHandedOver, entry: Happening) -> None:
        counter = Side(person=entry.actor, agency=self._agency, is_counter=True)
        if self._is_open:
            self._change(taker=counter)
        self._add(counter, APPLICANT, entry.occurred_at, event, taken_at=entry.occurred_at)

    def _pass_on(self, event: happened.Forwarded | happened.SentBack, entry: Happening, **timed: object) -> None:
        giver = Side(person=entry.actor, agency=self._agency, step=event.from_step)
        taker = Side(person=event.to, agency=self._agency, step=event.to_step)
        self._add(giver, taker, entry.occurred_at, event, waits=not event.to, note=entry.note, **timed)
        self._holder, self._step = taker, event.to_step

    def _official(self, person: str) -> Side:
        return Side(person=person, agency=self._agency, step=self._step)

    def _step_time(self, step: str, at: datetime) -> dict[str, object]:
        """Return how long the step has been worked on, every time it came back included, and how that stands."""
        allowed = self._minutes.get(step)
        if allowed is None or self._account is None or at < self._account.started_at:
            return {}
        until = minute_of(at)
        used = sum(
            self._calendar.worked(minute_of(one.start), until if one.end is None else min(minute_of(one.end), until))
            for one in self._account.intervals
            if one.step == step and one.counts and one.party is Party.AGENCY and one.start < at
        )
        result = TimeClass.EARLY if used < allowed else TimeClass.ON_TIME if used == allowed else TimeClass.OVERDUE
        return {"used": used, "allowed": allowed, "result": result}

    def _add(
        self,
        giver: Side,
        taker: Side,
        at: datetime,
        about: happened.DossierEvent,
        *,
        waits: bool = False,
        **more: object,
    ) -> None:
        self.rows.append(Handover(giver=giver, taker=taker, given_at=at, about=about, **more))  # type: ignore[arg-type]
        self._is_open = waits

    def _change(self, **changes: object) -> None:
        if self.rows:
            self.rows[-1] = msgspec.structs.replace(self.rows[-1], **changes)
