"""The duties that hang on a date: answering an online filing in time, and apologising before a date is missed."""

from datetime import datetime, timedelta

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.limits import Limit, LimitUnit, due_at
from motcua.foundation.clock.moments import local_day, minute_of
from motcua.foundation.law.citations import house_rule, law

RECEPTION = Limit(amount=1, unit=LimitUnit.WORKING_DAYS)
"""The limit of `catalogue/vn/parameters/reception-answer.yaml`; a test holds the two together."""

APOLOGY_DAYS = 1
"""The days of `catalogue/vn/parameters/apology-before.yaml`; a test holds the two together."""


@law("118-2025-nd-cp", article="17")
@law("118-2025-nd-cp", article="18")
@house_rule(
    "What is filed outside working hours counts from the next session, as the State Treasury's precedent has it."
)
def reception_due_at(submitted_at: datetime, calendar: WorkCalendar, *, limit: Limit = RECEPTION) -> datetime:
    """
    Return the moment by which an online dossier filed at `submitted_at` (aware) must be received or answered.

    One working day of the receiving agency. Refuses `CalendarTooShort`.
    """
    return due_at(limit, submitted_at, calendar)


@law("118-2025-nd-cp", article="17")
@law("118-2025-nd-cp", article="18")
def is_received_late(
    submitted_at: datetime,
    received_at: datetime | None,
    calendar: WorkCalendar,
    now: datetime,
    *,
    limit: Limit = RECEPTION,
) -> bool:
    """
    Say whether a filing was received after its one working day (chậm tiếp nhận); with None, whether it is late `now`.
    """
    due = minute_of(reception_due_at(submitted_at, calendar, limit=limit))
    return minute_of(now if received_at is None else received_at) > due


@law("61-2018-nd-cp")
@house_rule(
    "When the day before is not worked, the apology is owed by the closing of the last working day before it; the rule "
    "of Decree 61/2018 is kept after 1 July 2025."
)
def apology_due_at(promised_at: datetime, calendar: WorkCalendar, *, days: int = APOLOGY_DAYS) -> datetime:
    """
    Return the latest moment for an apology with a new date when `promised_at` (aware) cannot be kept.

    One day before the limit ends, at the closing of the office.
    """
    return calendar.closing(calendar.working_day_until(local_day(promised_at) - timedelta(days=days)))
