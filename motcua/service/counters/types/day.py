"""One day of a counter: tickets, and what its windows do. No name, no number of a person, no reason of priority."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec


class TicketStatus(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    MISSED = "missed"  # called, and nobody came


OPEN = frozenset({TicketStatus.WAITING, TicketStatus.CALLED, TicketStatus.SERVING})


class Origin(StrEnum):
    """Where a ticket was taken."""

    KIOSK = "kiosk"
    OFFICER = "officer"
    PHONE = "phone"
    PROGRAM = "program"


class WindowStatus(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """
    A place in the queue. `code` such as A012 is what is on the paper and stays, whatever line it is passed on to.

    `called_at` is the first call of the present round, `last_call_at` the latest one, `first_called_at` the first of
    the day; `window` is the one it is, or was last, called to.
    """

    id: str
    code: str
    line: str
    priority: bool
    origin: Origin
    taken_at: datetime
    status: TicketStatus = TicketStatus.WAITING
    window: int | None = None
    calls: int = 0
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    last_call_at: datetime | None = None
    served_at: datetime | None = None
    ended_at: datetime | None = None


class WindowState(msgspec.Struct, frozen=True):
    """
    A window today: who is at it, the ticket it has called or serves, and how many ordinary tickets it has called since
    the last one with priority.
    """

    number: int
    status: WindowStatus = WindowStatus.CLOSED
    official: str = ""
    ticket: str = ""
    since_priority: int | None = None


class Day(msgspec.Struct, frozen=True):
    """What a decision needs of a day: its tickets that are waiting or at a window, those asked about, and the windows."""

    tickets: Mapping[str, Ticket] = {}
    windows: Mapping[int, WindowState] = {}

    def window(self, number: int) -> WindowState:
        """Return what a window does; closed when nobody has opened it today."""
        return self.windows.get(number, WindowState(number=number))

    def at_window(self, number: int) -> Ticket | None:
        """Return the ticket that a window has called or serves."""
        return self.tickets.get(self.window(number).ticket)
