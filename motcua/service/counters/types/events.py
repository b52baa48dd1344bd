"""What happens at a counter: ids, letters and numbers only. Who acted is the entry's actor."""

from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.service.counters.types.day import Origin
from motcua.service.counters.types.place import Line, Window


class CounterSetUp(Event, frozen=True, tag="counter.set-up"):
    """The agency's counter from now on; it replaces what was set up before."""

    lines: tuple[Line, ...]
    windows: tuple[Window, ...]


class TicketTaken(Event, frozen=True, tag="ticket.taken"):
    ticket: str
    code: str
    line: str
    origin: Origin
    priority: bool = False


class TicketCalled(Event, frozen=True, tag="ticket.called"):
    ticket: str
    window: int


class TicketCalledAgain(Event, frozen=True, tag="ticket.called-again"):
    ticket: str
    window: int


class TicketServed(Event, frozen=True, tag="ticket.served"):
    """The person has come to the window."""

    ticket: str
    window: int


class TicketDone(Event, frozen=True, tag="ticket.done"):
    ticket: str
    window: int


class TicketMissed(Event, frozen=True, tag="ticket.missed"):
    ticket: str
    window: int


class TicketPassedOn(Event, frozen=True, tag="ticket.passed-on"):
    ticket: str
    window: int
    line: str


class TicketPutBack(Event, frozen=True, tag="ticket.put-back"):
    ticket: str


class WindowOpened(Event, frozen=True, tag="window.opened"):
    window: int


class WindowPaused(Event, frozen=True, tag="window.paused"):
    window: int


class WindowClosed(Event, frozen=True, tag="window.closed"):
    window: int


AtWindow = (
    TicketCalled | TicketCalledAgain | TicketServed | TicketDone | TicketMissed | TicketPassedOn
    | WindowOpened | WindowPaused | WindowClosed
)  # fmt: skip
DayEvent = TicketTaken | TicketPutBack | AtWindow
DAY = Vocabulary[Event](
    (
        TicketTaken, TicketCalled, TicketCalledAgain, TicketServed, TicketDone, TicketMissed, TicketPassedOn,
        TicketPutBack, WindowOpened, WindowPaused, WindowClosed,
    )
)  # fmt: skip
