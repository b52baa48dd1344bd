"""What is asked of a counter's day. Each command names its policy; `window` is the number of the official's own."""

from typing import ClassVar

import msgspec

from motcua.service.counters.types.day import Origin


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The base; `POLICY` is asked about the agency."""

    POLICY: ClassVar[str] = "counter.work"


class Take(Command, frozen=True, kw_only=True, tag="take"):
    """Take a number for a line."""

    POLICY: ClassVar[str] = "counter.take"
    line: str
    priority: bool = False
    origin: Origin = Origin.KIOSK


class AtWindow(Command, frozen=True, kw_only=True):
    """Something done at a window. `seen` is the ticket that the page showed there, empty for none, None: not said."""

    window: int
    seen: str | None = None


class OpenWindow(AtWindow, frozen=True, kw_only=True, tag="open-window"):
    """Begin, or go on, to call people to a window; `take_over` even though a colleague is at it."""

    take_over: bool = False


class PauseWindow(AtWindow, frozen=True, kw_only=True, tag="pause-window"):
    pass


class CloseWindow(AtWindow, frozen=True, kw_only=True, tag="close-window"):
    pass


class CallNext(AtWindow, frozen=True, kw_only=True, tag="call-next"):
    """Call whoever is next; what the window serves is done by that."""


class CallAgain(AtWindow, frozen=True, kw_only=True, tag="call-again"):
    pass


class Serve(AtWindow, frozen=True, kw_only=True, tag="serve"):
    """The person has come."""


class Finish(AtWindow, frozen=True, kw_only=True, tag="finish"):
    """Done, and nobody is called yet."""


class Miss(AtWindow, frozen=True, kw_only=True, tag="miss"):
    """Nobody came."""


class PassOn(AtWindow, frozen=True, kw_only=True, tag="pass-on"):
    """The person needs another line and keeps their place by the time they came."""

    line: str


class PutBack(Command, frozen=True, kw_only=True, tag="put-back"):
    """Somebody who missed the call has come after all."""

    code: str


DayCommand = OpenWindow | PauseWindow | CloseWindow | CallNext | CallAgain | Serve | Finish | Miss | PassOn | PutBack
