"""Events, a projection and a reactor for the ledger's own tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from django.db import connections
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.foundation.ledger.readers import Projection, Reactor
from motcua.foundation.ledger.types import Entry, Key
from motcua.foundation.ledger.writing import writing

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


class Counted(Event, frozen=True, tag="sheep.counted"):
    number: int


class Slept(Event, frozen=True, tag="sheep.slept"):
    pass


SHEEP: Vocabulary[Event] = Vocabulary([Counted, Slept])


def count(stream: str, number: int, *, expected: int | None = None, key: Key | None = None) -> None:
    with writing(stream, key=key) as tx:
        if tx.replay is None:
            at = tx.versions[stream] if expected is None else expected
            tx.append_one(stream, at, Counted(number=number), actor="shepherd", occurred_at=NOON)


def make_flock() -> None:
    """The table of the projection below, as a migration of its room would make it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE flock (id bigint PRIMARY KEY, stream text NOT NULL, sequence int NOT NULL, place bigint GENERATED ALWAYS AS IDENTITY)"
        )
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON flock TO motcua_app")


class Flock(Projection):
    """Keeps every entry in the order in which it came; the primary key refuses one that comes twice."""

    name: ClassVar[str] = "sheep.flock"
    kinds: ClassVar[frozenset[str]] = frozenset({"sheep.counted"})
    tables: ClassVar[tuple[str, ...]] = ("flock",)
    poison: ClassVar[set[tuple[str, int]]] = set()

    def apply(self, cursor: CursorWrapper, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if (entry.stream, entry.sequence) in self.poison:
                raise ArithmeticError("a black sheep")
            cursor.execute(
                "INSERT INTO flock (id, stream, sequence) VALUES (%s, %s, %s)", [entry.id, entry.stream, entry.sequence]
            )


class Sleeper(Reactor):
    """Writes to another stream for every sheep, through a command that is safe to send twice."""

    name: ClassVar[str] = "sheep.sleeper"
    kinds: ClassVar[frozenset[str]] = frozenset({"sheep.counted"})
    start: ClassVar[str] = "beginning"
    poison: ClassVar[set[str]] = set()

    def react(self, entry: Entry) -> None:
        if entry.stream in self.poison:
            raise ArithmeticError("a black sheep")
        stream = f"sleep/{entry.stream}"
        with writing(stream, key=self.key_for(entry)) as tx:
            if tx.replay is None:
                tx.append_one(stream, tx.versions[stream], Slept(), actor="system/sleeper", occurred_at=NOON)
