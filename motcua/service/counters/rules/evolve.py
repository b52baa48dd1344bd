"""Fold an event into the day. Never refuses: what happened, happened."""

from collections.abc import Mapping
from datetime import datetime
from functools import singledispatch

from msgspec.structs import replace

from motcua.foundation.law.citations import house_rule
from motcua.service.counters.rules.order import since_priority_after
from motcua.service.counters.types import events as happened
from motcua.service.counters.types.day import Day, Ticket, TicketStatus, WindowState, WindowStatus
from motcua.service.counters.types.events import DayEvent


@house_rule("A day is what its entries say, in order, and nothing else: it can always be folded again.")
def evolve(day: Day, event: DayEvent, at: datetime, by: str) -> Day:
    """Return the day after `event`, which happened `at` by the act of `by` (an opaque id)."""
    return _after(event, day, at, by)


def _with(day: Day, *, ticket: Ticket | None = None, window: WindowState | None = None) -> Day:
    tickets: Mapping[str, Ticket] = {**day.tickets, ticket.id: ticket} if ticket is not None else day.tickets
    windows: Mapping[int, WindowState] = {**day.windows, window.number: window} if window is not None else day.windows
    return Day(tickets=tickets, windows=windows)


def _left(day: Day, number: int) -> WindowState:
    return replace(day.window(number), ticket="")


@singledispatch
def _after(event: DayEvent, day: Day, at: datetime, by: str) -> Day:
    raise TypeError(f"{event!r} is no event of a counter's day")


@_after.register
def _(event: happened.TicketTaken, day: Day, at: datetime, by: str) -> Day:
    taken = Ticket(
        id=event.ticket, code=event.code, line=event.line, priority=event.priority, origin=event.origin, taken_at=at
    )
    return _with(day, ticket=taken)


@_after.register
def _(event: happened.TicketCalled, day: Day, at: datetime, by: str) -> Day:
    ticket = day.tickets[event.ticket]
    window = day.window(event.window)
    return _with(
        day,
        ticket=replace(
            ticket, status=TicketStatus.CALLED, window=event.window, calls=1, called_at=at, last_call_at=at,
            first_called_at=ticket.first_called_at or at,
        ),
        window=replace(
            window, ticket=ticket.id, since_priority=since_priority_after(ticket, window.since_priority)
        ),
    )  # fmt: skip


@_after.register
def _(event: happened.TicketCalledAgain, day: Day, at: datetime, by: str) -> Day:
    ticket = day.tickets[event.ticket]
    return _with(day, ticket=replace(ticket, calls=ticket.calls + 1, last_call_at=at))


@_after.register
def _(event: happened.TicketServed, day: Day, at: datetime, by: str) -> Day:
    return _with(day, ticket=replace(day.tickets[event.ticket], status=TicketStatus.SERVING, served_at=at))


@_after.register
def _(event: happened.TicketDone, day: Day, at: datetime, by: str) -> Day:
    ticket = replace(day.tickets[event.ticket], status=TicketStatus.DONE, ended_at=at)
    return _with(day, ticket=ticket, window=_left(day, event.window))


@_after.register
def _(event: happened.TicketMissed, day: Day, at: datetime, by: str) -> Day:
    ticket = replace(day.tickets[event.ticket], status=TicketStatus.MISSED, ended_at=at)
    return _with(day, ticket=ticket, window=_left(day, event.window))


@_after.register
def _(event: happened.TicketPassedOn, day: Day, at: datetime, by: str) -> Day:
    ticket = _waiting_again(replace(day.tickets[event.ticket], line=event.line))
    return _with(day, ticket=ticket, window=_left(day, event.window))


@_after.register
def _(event: happened.TicketPutBack, day: Day, at: datetime, by: str) -> Day:
    ticket = day.tickets[event.ticket]
    held = next((one.number for one in day.windows.values() if one.ticket == ticket.id), None)
    return _with(day, ticket=_waiting_again(ticket), window=None if held is None else _left(day, held))


def _waiting_again(ticket: Ticket) -> Ticket:
    return replace(
        ticket, status=TicketStatus.WAITING, window=None, calls=0, called_at=None, last_call_at=None, served_at=None,
        ended_at=None,
    )  # fmt: skip


@_after.register
def _(event: happened.WindowOpened, day: Day, at: datetime, by: str) -> Day:
    return _with(day, window=replace(day.window(event.window), status=WindowStatus.OPEN, official=by))


@_after.register
def _(event: happened.WindowPaused, day: Day, at: datetime, by: str) -> Day:
    return _with(day, window=replace(day.window(event.window), status=WindowStatus.PAUSED))


@_after.register
def _(event: happened.WindowClosed, day: Day, at: datetime, by: str) -> Day:
    return _with(day, window=replace(day.window(event.window), status=WindowStatus.CLOSED, official="", ticket=""))
