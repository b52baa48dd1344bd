"""What queries return of counters: figures of a day, of a line, of the last weeks."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from motcua.service.counters.types.day import Day, Ticket
from motcua.service.counters.types.place import Place


class Estimate(msgspec.Struct, frozen=True):
    """How long somebody will wait, from `least` to `most` whole minutes: half of all waits lie between."""

    least: int
    most: int


class Standing(msgspec.Struct, frozen=True):
    """A counter at a moment: its set-up, its day, and how long tickets of today took at the windows, in minutes."""

    place: Place
    day: Day
    taken_minutes: Sequence[float]


class TicketView(msgspec.Struct, frozen=True):
    """One ticket for whoever holds it. `ahead` is None once it does not wait any longer."""

    agency: str
    on: date
    ticket: Ticket
    ahead: int | None
    estimate: Estimate | None


class Waiting(msgspec.Struct, frozen=True):
    """One counter of the public list. `median_wait` is of those called in the last hour, in minutes; None: nobody was."""

    agency: str
    waiting: int
    open_windows: int
    median_wait: float | None


class DayFigures(msgspec.Struct, frozen=True):
    """One day of one counter. Waits are in minutes, from taking the ticket to its first call."""

    agency: str
    on: date
    taken: int
    served: int
    missed: int
    median_wait: float | None
    nine_tenths_wait: float | None


class WindowToday(msgspec.Struct, frozen=True):
    """What a window has done today."""

    served: int
    missed: int


class Shown(msgspec.Struct, frozen=True):
    """The board: who is called where, the latest call first, and who comes next."""

    called: tuple[Ticket, ...]
    next: tuple[str, ...]
    at: datetime
