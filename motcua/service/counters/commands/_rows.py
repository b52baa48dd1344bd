"""Writes what changed of a day."""

from datetime import date

from django.db.backends.utils import CursorWrapper

from motcua.service.counters.types.day import Day, Ticket, WindowState


def stream_of(agency: str, on: date) -> str:
    """Return the stream of a counter's day: whoever changes anything of it waits for the one before."""
    return f"counter/{agency}/{on.isoformat()}"


def write(cursor: CursorWrapper, agency: str, on: date, before: Day, after: Day) -> None:
    """Write the tickets and windows that are not as they were."""
    for ticket in after.tickets.values():
        if before.tickets.get(ticket.id) != ticket:
            _ticket(cursor, agency, on, ticket)
    for window in after.windows.values():
        if before.windows.get(window.number) != window:
            _window(cursor, agency, on, window)


def _ticket(cursor: CursorWrapper, agency: str, on: date, ticket: Ticket) -> None:
    cursor.execute(
        'INSERT INTO counters_ticket (id, agency, "on", code, line, priority, origin, status, "window", calls, taken_at, '
        "first_called_at, called_at, last_call_at, served_at, ended_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET "
        'line = EXCLUDED.line, status = EXCLUDED.status, "window" = EXCLUDED."window", calls = EXCLUDED.calls, '
        "first_called_at = EXCLUDED.first_called_at, called_at = EXCLUDED.called_at, "
        "last_call_at = EXCLUDED.last_call_at, served_at = EXCLUDED.served_at, ended_at = EXCLUDED.ended_at",
        [
            ticket.id, agency, on, ticket.code, ticket.line, ticket.priority, ticket.origin, ticket.status,
            ticket.window, ticket.calls, ticket.taken_at, ticket.first_called_at, ticket.called_at,
            ticket.last_call_at, ticket.served_at, ticket.ended_at,
        ],
    )  # fmt: skip


def _window(cursor: CursorWrapper, agency: str, on: date, window: WindowState) -> None:
    cursor.execute(
        'INSERT INTO counters_window (agency, "on", number, status, official, ticket, since_priority) '
        'VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (agency, "on", number) DO UPDATE SET '
        "status = EXCLUDED.status, official = EXCLUDED.official, ticket = EXCLUDED.ticket, "
        "since_priority = EXCLUDED.since_priority",
        [agency, on, window.number, window.status, window.official, window.ticket, window.since_priority],
    )
