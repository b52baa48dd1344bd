"""
What a room's `readers.py` builds on.

A projection writes only its own tables and can be rebuilt from zero; its cursor moves in the same transaction.
A reactor calls a command (or defers a job) once per entry, with `key_for(entry)`; it is never rebuilt.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.types import Entry, Key


class Reader(ABC):
    """Follows entries of `kinds`. `name` is `<room>.<noun>` and never changes: the position is kept under it."""

    name: ClassVar[str]
    kinds: ClassVar[frozenset[str]]


class Projection(Reader):
    """
    Folds entries into `tables`, which nothing else writes.

    `apply` names its tables without a schema: a rebuild puts shadow tables before them on the search path.
    """

    tables: ClassVar[tuple[str, ...]]

    @abstractmethod
    def apply(self, cursor: CursorWrapper, entries: Sequence[Entry]) -> None:
        """Write what `entries` (in order, all of this reader's kinds) change. Must not commit."""


class Reactor(Reader):
    """
    Acts on each entry through a command that is safe to send twice.

    `start` is where a new reactor begins: `now` sees only what comes, `beginning` everything there is.
    """

    start: ClassVar[str] = "now"

    @abstractmethod
    def react(self, entry: Entry) -> None:
        """Call the command; an exception parks the entry's stream for this reactor."""

    def key_for(self, entry: Entry) -> Key:
        """Return the idempotency key of this reactor's command on `entry`."""
        return Key(client=f"reader/{self.name}", command=self.name, key=f"{entry.stream}/{entry.sequence}")


_readers: dict[str, Reader] = {}


def register(*readers: Reader) -> None:
    """Make a room's readers known; called once when the application starts."""
    for reader in readers:
        known = _readers.setdefault(reader.name, reader)
        if type(known) is not type(reader):
            raise ValueError(f"two readers are named {reader.name}")


def registered() -> tuple[Reader, ...]:
    """Return all readers in the order in which the rooms registered them."""
    return tuple(_readers.values())
