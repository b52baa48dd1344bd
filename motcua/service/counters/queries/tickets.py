"""A single ticket, for whoever holds it, and how long people who come now will wait."""

from datetime import date, datetime

from django.db import connection

from motcua.foundation.clock.moments import local_day
from motcua.service.counters.queries.days import TICKET, standing, ticket_of
from motcua.service.counters.rules.estimate import ahead_in_line, ahead_of, estimate, windows_for
from motcua.service.counters.types.day import Ticket, TicketStatus
from motcua.service.counters.types.views import Estimate, Standing, TicketView


def ticket(agency: str, ticket_id: str, now: datetime) -> TicketView | None:
    """Return a ticket of an agency, and while it waits today how many are before it; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {TICKET}, "on" FROM counters_ticket WHERE id = %s AND agency = %s',  # noqa: S608
            [ticket_id, agency],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    found, on = ticket_of(row[:-1]), row[-1]
    if found.status is not TicketStatus.WAITING or on != local_day(now):
        return TicketView(agency=agency, on=on, ticket=found, ahead=None, estimate=None)
    return _waiting(agency, on, found, standing(agency, now))


def _waiting(agency: str, on: date, found: Ticket, stands: Standing) -> TicketView:
    ahead = ahead_of(stands.place, stands.day, found) if found.id in stands.day.tickets else None
    wait = None
    if ahead is not None:
        wait = estimate(
            ahead=ahead, windows=len(windows_for(stands.place, stands.day, found.line)),
            taken_minutes=stands.taken_minutes,
        )  # fmt: skip
    return TicketView(agency=agency, on=on, ticket=found, ahead=ahead, estimate=wait)


def for_newcomer(stands: Standing, line: str) -> tuple[int, Estimate | None]:
    """Return how many people somebody who takes a number for a line now finds before them, and how long they wait."""
    ahead = ahead_in_line(stands.place, stands.day, line)
    windows = len(windows_for(stands.place, stands.day, line))
    return ahead, estimate(ahead=ahead, windows=windows, taken_minutes=stands.taken_minutes)
