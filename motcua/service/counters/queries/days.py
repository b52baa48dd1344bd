"""A counter's set-up and its day, as decisions and pages need them."""

from datetime import date, datetime

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.foundation.clock.moments import local_day
from motcua.register.agencies import queries as agencies
from motcua.service.counters.types.day import Day, Origin, Ticket, TicketStatus, WindowState, WindowStatus
from motcua.service.counters.types.events import CounterSetUp
from motcua.service.counters.types.place import Place
from motcua.service.counters.types.views import Standing

TICKET = (
    'id, code, line, priority, origin, taken_at, status, "window", calls, first_called_at, called_at, last_call_at, '
    "served_at, ended_at"
)
_SETUP = msgspec.json.Decoder(CounterSetUp)
_OPEN = "status IN ('waiting', 'called', 'serving')"
_LATEST = 20


def place(agency: str) -> Place:
    """Return how an agency's counter is set up; without lines and windows when it has none."""
    with connection.cursor() as cursor:
        return place_in(cursor, agency)


def place_in(cursor: CursorWrapper, agency: str) -> Place:
    """Return the set-up as a transaction that is open sees it."""
    cursor.execute("SELECT version, setup FROM counters_place WHERE agency = %s", [agency])
    row = cursor.fetchone()
    if row is None:
        return Place(agency=agency, version=0)
    setup = _SETUP.decode(bytes(row[1]))
    return Place(agency=agency, version=row[0], lines=setup.lines, windows=setup.windows)


def day_in(cursor: CursorWrapper, agency: str, on: date, *, code: str = "") -> Day:
    """Return the windows of a day, the tickets that wait or are at one, and the ticket `code` besides."""
    cursor.execute(
        f'SELECT {TICKET} FROM counters_ticket WHERE agency = %s AND "on" = %s AND {_OPEN}',  # noqa: S608
        [agency, on],
    )
    tickets = [ticket_of(row) for row in cursor.fetchall()]
    if code:
        cursor.execute(
            f'SELECT {TICKET} FROM counters_ticket WHERE agency = %s AND "on" = %s AND code = %s',  # noqa: S608
            [agency, on, code],
        )
        tickets += [ticket_of(row) for row in cursor.fetchall()]
    cursor.execute(
        'SELECT number, status, official, ticket, since_priority FROM counters_window WHERE agency = %s AND "on" = %s',
        [agency, on],
    )
    windows = {
        row[0]: WindowState(
            number=row[0], status=WindowStatus(row[1]), official=row[2], ticket=row[3], since_priority=row[4]
        )
        for row in cursor.fetchall()
    }
    return Day(tickets={one.id: one for one in tickets}, windows=windows)


def standing(agency: str, now: datetime) -> Standing:
    """Return a counter as it is at a moment."""
    on = local_day(now)
    with connection.cursor() as cursor:
        found = place_in(cursor, agency)
        day = day_in(cursor, agency, on)
        cursor.execute(
            "SELECT extract(epoch FROM ended_at - called_at) / 60.0 FROM counters_ticket "
            "WHERE agency = %s AND \"on\" = %s AND status = 'done' AND called_at IS NOT NULL AND ended_at <= %s "
            "ORDER BY ended_at DESC LIMIT %s",
            [agency, on, now, _LATEST],
        )
        taken = [float(minutes) for (minutes,) in cursor.fetchall()]
    return Standing(place=found, day=day, taken_minutes=taken[::-1])


def ticket_of(row: tuple[object, ...]) -> Ticket:
    """Build a ticket from a row of `TICKET`."""
    (
        found, code, line, priority, origin, taken_at, status, window, calls, first_called_at, called_at, last_call_at,
        served_at, ended_at,
    ) = row  # fmt: skip
    return Ticket(
        id=str(found), code=str(code), line=str(line), priority=bool(priority), origin=Origin(str(origin)),
        taken_at=taken_at, status=TicketStatus(str(status)), window=window, calls=calls,  # type: ignore[arg-type]
        first_called_at=first_called_at, called_at=called_at, last_call_at=last_call_at,  # type: ignore[arg-type]
        served_at=served_at, ended_at=ended_at,  # type: ignore[arg-type]
    )  # fmt: skip


def opens_at(agency: str, now: datetime) -> datetime:
    """Return `now` while the agency works, else the moment at which it opens next."""
    return agencies.calendar_of(agency, now).office_opens_from(now)
