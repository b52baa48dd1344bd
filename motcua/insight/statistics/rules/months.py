"""Months of the legal calendar: when each ends, when it is closed, and what is learned too late for it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.foundation.clock.moments import ZONE, local_day, start_of
from motcua.foundation.law.citations import house_rule
from motcua.insight.statistics.types import Official

CLOSED_AFTER_DAYS = 5  # a test holds it to `figures-closed-after` of the catalogue
_A_YEAR_OF_MONTHS = 12


@house_rule("What happened belongs to the month of its legal moment in the city's zone, whenever it was recorded.")
def month_of(moment: datetime) -> date:
    """Return the first day of the month in which `moment` (aware) lies."""
    return local_day(moment).replace(day=1)


@house_rule("Months follow each other.")
def next_month(month: date) -> date:
    """Return the first day of the month after `month`."""
    return (month + timedelta(days=31)).replace(day=1)


@house_rule("Months follow each other.")
def months_before(month: date, count: int) -> date:
    """Return the first day of the month that lies `count` months before `month`."""
    number = month.year * _A_YEAR_OF_MONTHS + month.month - 1 - count
    return date(number // _A_YEAR_OF_MONTHS, number % _A_YEAR_OF_MONTHS + 1, 1)


@house_rule("A month ends when the next begins: what happens in that very moment belongs to the next.")
def end_of(month: date) -> datetime:
    """Return the moment at which `month` (its first day) is over."""
    return start_of(next_month(month))


@house_rule(
    "A month's figures are closed five days after its end, so that the last days' acts are recorded by then; what is recorded later is a correction."
)
def closing_of(month: date) -> datetime:
    """Return the moment from which the figures of `month` are published and no longer move."""
    return start_of(next_month(month) + timedelta(days=CLOSED_AFTER_DAYS))


@house_rule("A dossier is counted at the end of each month that ended while it stood as it does.")
def ended_between(after: datetime, until: datetime) -> Iterator[date]:
    """Yield the months that ended later than `after` and not later than `until`."""
    month = month_of(after)
    while end_of(month) <= until:
        yield month
        month = next_month(month)


@house_rule(
    "A month that was over before this city began to keep its ledger was never published, so nothing corrects it."
)
def is_published(month: date, *, by: datetime, began: datetime) -> bool:
    """Say whether the figures of `month` had been published `by` a moment, in a ledger whose first entry is of `began`."""
    return began < closing_of(month) <= by


@house_rule("Figures are official only once their month is closed.")
def official(month: date, *, now: datetime, began: datetime | None) -> Official:
    """Return where the figures of `month` stand `now`; `began` is None while the ledger is empty."""
    if now < closing_of(month):
        return Official.RUNNING
    if began is None or not is_published(month, by=now, began=began):
        return Official.UNPUBLISHED
    return Official.PUBLISHED


@house_rule(
    "What moves with the clock is measured at the full hour, so that everybody who asks within it is told the same."
)
def hour_of(now: datetime) -> datetime:
    """Return the moment at which the hour of `now` (aware) began."""
    return now.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
