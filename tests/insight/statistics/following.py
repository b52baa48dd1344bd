"""
The reader run over the ledger as if its entries had been recorded at other times.

The database's clock stamps entries with the real now. What a month's closing does depends on it, so here each entry is
taken as recorded at its legal moment, or later by what a test says of its kind and moment.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connections, transaction
from msgspec.structs import replace

from motcua.foundation.ledger.following import BEGINNING, next_entries
from motcua.foundation.ledger.types import Entry
from motcua.insight.statistics.readers import Months

PATIENCE = 30.0

When = Callable[[Entry], datetime]


def at_once(entry: Entry) -> datetime:
    return entry.occurred_at


def ledger(when: When = at_once, kinds: frozenset[str] = Months.kinds) -> list[Entry]:
    """The entries in the order in which they are taken as recorded; within a stream that order never turns."""
    found = _everything(kinds)
    latest: dict[str, datetime] = {}
    entries = []
    for entry in found:
        latest[entry.stream] = max(when(entry), latest.get(entry.stream, entry.occurred_at))
        entries.append(replace(entry, recorded_at=latest[entry.stream]))
    return sorted(entries, key=lambda entry: (entry.recorded_at, entry.id))


def _everything(kinds: frozenset[str]) -> list[Entry]:
    """Another database's transaction may hold the end of the ledger back for a moment."""
    until = time.monotonic() + PATIENCE
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE kind = ANY(%s)", [list(kinds)])
        (count,) = cursor.fetchone()
        while True:
            found, _ = next_entries(cursor, kinds, BEGINNING, 100_000)
            if len(found) == count:
                return found
            assert time.monotonic() < until, "a transaction of this cluster goes on for too long"
            time.sleep(0.02)


def fold(entries: Sequence[Entry], *, batch: int = 500) -> None:
    """Fold into empty tables."""
    reader = Months()
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for table in reader.tables:
            cursor.execute(f"DELETE FROM {table}")
        for start in range(0, len(entries), batch):
            reader.apply(cursor, entries[start : start + batch])


def tables() -> dict[str, list[tuple[object, ...]]]:
    """Everything that the reader keeps, row by row in order."""
    found = {}
    with connections["default"].cursor() as cursor:
        for table in Months.tables:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = cursor.fetchall()
    return found
