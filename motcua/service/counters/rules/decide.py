"""What may be done at a window: one table from the command to the rule that answers it."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.counters.rules.order import next_ticket, waiting
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types import events as happened
from motcua.service.counters.types.commands import DayCommand
from motcua.service.counters.types.day import Day, Ticket, TicketStatus, WindowState, WindowStatus
from motcua.service.counters.types.events import DayEvent
from motcua.service.counters.types.place import Place

MOST_CALLS = 3
"""The number of `catalogue/vn/parameters/counter-calls.yaml`; a test holds the two together."""
LEAST_CALLS = 2

_ONE_AT_A_TIME = HouseRule(why="A window calls one person at a time, so that everybody knows whose turn it is.")
_ONE_OFFICIAL = HouseRule(why="Each window has one official, so that every call has one name.")
_SEEN = HouseRule(why="A button pressed twice, or on a page of a minute ago, must not skip anybody.")
_CALLED_FAIRLY = HouseRule(why="A person may need a moment to come; who is called twice in vain has missed their turn.")


class Facts(msgspec.Struct, frozen=True):
    """Who acts, and the counter as it is set up."""

    official: str
    place: Place


Rule = Callable[[Day, Any, Facts], Sequence[DayEvent]]


@house_rule("At a window acts the official who has opened it; others first take it over.")
def decide(day: Day, command: DayCommand, facts: Facts) -> Sequence[DayEvent]:
    """Return what happens; raises `Refused`."""
    if isinstance(command, asked.PutBack):
        return put_back(day, command, facts)
    if facts.place.window(command.window) is None:
        message = gettext_noop("There is no window %(window)s at this counter.")
        raise refuse("no-such-window", message, _ONE_OFFICIAL, window=command.window)
    _as_seen(day, command)
    if not isinstance(command, asked.OpenWindow):
        _at_own_window(day.window(command.window), facts)
    return _TABLE[type(command)](day, command, facts)


def _as_seen(day: Day, command: asked.AtWindow) -> None:
    now_there = day.window(command.window).ticket
    if command.seen is not None and command.seen != now_there:
        there = day.tickets.get(now_there)
        raise refuse(
            "window-has-moved-on",
            gettext_noop("This window has moved on meanwhile: look at what is there now, then press again."),
            _SEEN,
            code=there.code if there else "",
        )


def _at_own_window(window: WindowState, facts: Facts) -> None:
    if window.official != facts.official or window.status is WindowStatus.CLOSED:
        raise refuse(
            "not-your-window",
            gettext_noop("You are not at window %(window)s now. Open it first."),
            _ONE_OFFICIAL,
            window=window.number,
        )


@house_rule(
    "An official is at one window at a time; a window that a colleague has left open is taken over by saying so."
)
def open_window(day: Day, command: asked.OpenWindow, facts: Facts) -> Sequence[DayEvent]:
    """Return the opening of a window, or nothing when it is open already. Refuses `window-taken`."""
    window = day.window(command.window)
    mine = window.official == facts.official
    if window.status is WindowStatus.OPEN and mine:
        return ()
    if window.status is not WindowStatus.CLOSED and not mine and not command.take_over:
        raise refuse(
            "window-taken",
            gettext_noop("A colleague is at window %(window)s. Take it over only when they have left it."),
            _ONE_OFFICIAL,
            window=window.number,
        )
    others = (one for one in day.windows.values() if one.official == facts.official and one.number != window.number)
    left: list[DayEvent] = []
    for other in others:
        if other.status is not WindowStatus.CLOSED:
            left += _closing(day, other)
    return (*left, happened.WindowOpened(window=window.number))


@house_rule("Who is at a window is served to the end; after that it calls nobody while it is paused.")
def pause_window(day: Day, command: asked.PauseWindow, facts: Facts) -> Sequence[DayEvent]:
    """Return the pause, or nothing when it is paused."""
    paused = day.window(command.window).status is WindowStatus.PAUSED
    return () if paused else (happened.WindowPaused(window=command.window),)


@house_rule("Who is served when a window closes is done; who was called and has not come waits on in their place.")
def close_window(day: Day, command: asked.CloseWindow, facts: Facts) -> Sequence[DayEvent]:
    """Return the end of a window's day, and of the ticket at it."""
    return _closing(day, day.window(command.window))


def _closing(day: Day, window: WindowState) -> list[DayEvent]:
    there = day.at_window(window.number)
    events: list[DayEvent] = []
    if there is not None and there.status is TicketStatus.SERVING:
        events.append(happened.TicketDone(ticket=there.id, window=window.number))
    elif there is not None:
        events.append(happened.TicketPutBack(ticket=there.id))
    return [*events, happened.WindowClosed(window=window.number)]


@house_rule("One key calls the next person; whoever was being served is done by that.")
def call_next(day: Day, command: asked.CallNext, facts: Facts) -> Sequence[DayEvent]:
    """Return the call of the next ticket. Refuses `window-paused`, `called-not-come`, `nobody-waits`."""
    window = day.window(command.window)
    if window.status is WindowStatus.PAUSED:
        message = gettext_noop("Window %(window)s is paused. Open it again to call somebody.")
        raise refuse("window-paused", message, _ONE_AT_A_TIME, window=window.number)
    there = day.at_window(window.number)
    if there is not None and there.status is TicketStatus.CALLED:
        message = gettext_noop(
            "%(code)s has been called and has not come yet. Serve them, or say that they did not come."
        )
        raise refuse("called-not-come", message, _ONE_AT_A_TIME, code=there.code)
    done = [happened.TicketDone(ticket=there.id, window=window.number)] if there is not None else []
    lines = next(one.lines for one in facts.place.windows if one.number == window.number)
    chosen = next_ticket(waiting(day, lines), since_priority=window.since_priority)
    if chosen is None and not done:
        message = gettext_noop("Nobody waits for this window now.")
        raise refuse("nobody-waits", message, _ONE_AT_A_TIME)
    called = [happened.TicketCalled(ticket=chosen.id, window=window.number)] if chosen is not None else []
    return (*done, *called)


@house_rule("A person is called three times at most; after that somebody else has waited long enough.")
def call_again(day: Day, command: asked.CallAgain, facts: Facts) -> Sequence[DayEvent]:
    """Return another call of the ticket. Refuses `nobody-called` and `called-often-enough`."""
    there = _called(day, command)
    if there.calls >= MOST_CALLS:
        raise refuse(
            "called-often-enough",
            gettext_noop("%(code)s has been called %(calls)s times. Say that they did not come, and call the next."),
            _CALLED_FAIRLY,
            code=there.code,
            calls=there.calls,
        )
    return (happened.TicketCalledAgain(ticket=there.id, window=command.window),)


@house_rule("A visit begins when the person stands at the window, not when the number is called.")
def serve(day: Day, command: asked.Serve, facts: Facts) -> Sequence[DayEvent]:
    """Return the beginning of a visit. Refuses `nobody-called`."""
    return (happened.TicketServed(ticket=_called(day, command).id, window=command.window),)


@house_rule("Nobody has missed their turn after a single call.")
def miss(day: Day, command: asked.Miss, facts: Facts) -> Sequence[DayEvent]:
    """Return that nobody came. Refuses `nobody-called` and `called-once-only`."""
    there = _called(day, command)
    if there.calls < LEAST_CALLS:
        message = gettext_noop("Call %(code)s once more before you say that they did not come.")
        raise refuse("called-once-only", message, _CALLED_FAIRLY, code=there.code)
    return (happened.TicketMissed(ticket=there.id, window=command.window),)


@house_rule("Done is said of somebody who was served.")
def finish(day: Day, command: asked.Finish, facts: Facts) -> Sequence[DayEvent]:
    """Return the end of a visit. Refuses `nobody-served`."""
    there = day.at_window(command.window)
    if there is None or there.status is not TicketStatus.SERVING:
        raise refuse("nobody-served", gettext_noop("Nobody is being served at this window now."), _ONE_AT_A_TIME)
    return (happened.TicketDone(ticket=there.id, window=command.window),)


@house_rule("Who stood in the wrong line, or needs another one too, keeps their place by the time they came.")
def pass_on(day: Day, command: asked.PassOn, facts: Facts) -> Sequence[DayEvent]:
    """Return the change of lines. Refuses `nobody-served` and `no-such-line`."""
    there = day.at_window(command.window)
    if there is None:
        raise refuse("nobody-served", gettext_noop("Nobody is being served at this window now."), _ONE_AT_A_TIME)
    if command.line == there.line or all(command.line not in one.lines for one in facts.place.windows):
        message = gettext_noop("Choose another line that some window calls.")
        problem = FieldProblem("line", "unknown", message)
        raise refuse("no-such-line", message, _ONE_AT_A_TIME, fields=(problem,))
    return (happened.TicketPassedOn(ticket=there.id, window=command.window, line=command.line),)


@house_rule("Who missed the call and comes the same day waits again with the time at which they first came.")
def put_back(day: Day, command: asked.PutBack, facts: Facts) -> Sequence[DayEvent]:
    """Return a missed ticket's return to the queue. Refuses `no-such-ticket`, `not-missed`."""
    code = command.code.strip().upper()
    found = next((one for one in day.tickets.values() if one.code == code), None)
    if found is None:
        raise no_such_ticket("code")
    if found.status is not TicketStatus.MISSED:
        message = gettext_noop("%(code)s has not missed a call today.")
        raise refuse("not-missed", message, _CALLED_FAIRLY, code=found.code, fields=(
            FieldProblem("code", "not-missed", message, {"code": found.code}),
        ))  # fmt: skip
    return (happened.TicketPutBack(ticket=found.id),)


@house_rule("A ticket that there is not is told like a mistyped one.")
def no_such_ticket(field: str = "") -> Refused:
    """Return the refusal for a ticket that there is not."""
    message = gettext_noop("There is no such ticket today. Check the number on it.")
    fields = (FieldProblem(field, "unknown", message),) if field else ()
    return refuse("no-such-ticket", message, _SEEN, fields=fields)


def _called(day: Day, command: asked.AtWindow) -> Ticket:
    there = day.at_window(command.window)
    if there is None or there.status is not TicketStatus.CALLED:
        raise refuse("nobody-called", gettext_noop("Nobody is called to this window now."), _ONE_AT_A_TIME)
    return there


_TABLE: dict[type[asked.Command], Rule] = {
    asked.OpenWindow: open_window,
    asked.PauseWindow: pause_window,
    asked.CloseWindow: close_window,
    asked.CallNext: call_next,
    asked.CallAgain: call_again,
    asked.Serve: serve,
    asked.Miss: miss,
    asked.Finish: finish,
    asked.PassOn: pass_on,
}
