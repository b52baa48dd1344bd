"""A counter as its agency has set it up: lines that people stand in, windows that serve them."""

import msgspec

from motcua.foundation.forms.words import Text


class Line(msgspec.Struct, frozen=True):
    """What people come for, such as civil status. `letter` begins the numbers of its tickets and is never reused in a day."""

    letter: str
    name: Text


class Window(msgspec.Struct, frozen=True):
    """A window with the number above it; `lines` are the letters that are called to it."""

    number: int
    lines: tuple[str, ...]


class Place(msgspec.Struct, frozen=True):
    """The counter of an agency. `version` is that of its stream; a place without windows gives no tickets."""

    agency: str
    version: int
    lines: tuple[Line, ...] = ()
    windows: tuple[Window, ...] = ()

    def line(self, letter: str) -> Line | None:
        """Return the line of a letter."""
        return next((one for one in self.lines if one.letter == letter), None)

    def window(self, number: int) -> Window | None:
        """Return the window of a number."""
        return next((one for one in self.windows if one.number == number), None)
