"""Does the ledger still say what was written? Recomputes every chain, apart from the code that wrote it."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec
from django.db import connections, transaction

from motcua.foundation.ledger.reading import COLUMNS, entry_of
from motcua.foundation.ledger.roles import APPLICATION
from motcua.foundation.ledger.types import Entry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Verdict(msgspec.Struct, frozen=True):
    """`problem` is empty when everything holds; else it names the first broken entry of the first broken stream."""

    streams: int
    entries: int
    problem: str = ""


def chained(previous: bytes, entry: Entry) -> bytes:
    """Return the hash that `entry` must carry after `previous` (empty before a stream's first)."""
    head = "\x1f".join(
        (
            entry.stream, str(entry.sequence), entry.kind, str(_micros(entry.occurred_at)),
            str(_micros(entry.recorded_at)), entry.actor, entry.behalf, entry.agency,
        )
    )  # fmt: skip
    return hashlib.sha256(previous + head.encode() + b"\x1e" + entry.data).digest()


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def verify(progress: Callable[[int], None] | None = None, using: str = APPLICATION) -> Verdict:  # noqa: PLR0911 -- one answer for each way to be broken
    """Check every stream against its head: bytes, order, gaps, a missing tail, an entry without a head."""
    streams = count = 0
    with transaction.atomic(using=using, durable=True):
        with connections[using].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM ledger_head")
            (heads,) = cursor.fetchone()
        expected, previous, last = 0, b"", None
        for entry, head_sequence, head_hash in _rows(using):
            if last is None or entry.stream != last[0].stream:
                if (problem := _tail(last)) is not None:
                    return Verdict(streams, count, problem)
                expected, previous, streams = 0, b"", streams + 1
            expected += 1
            name = f"{entry.stream} entry {entry.sequence}"
            if head_sequence is None:
                return Verdict(streams, count, f"{name}: the stream has no head")
            if entry.sequence != expected:
                return Verdict(streams, count, f"{entry.stream} entry {expected}: missing (found {entry.sequence})")
            if chained(previous, entry) != entry.hash:
                return Verdict(streams, count, f"{name}: its bytes do not match its hash")
            previous, last = entry.hash, (entry, head_sequence, head_hash)
            count += 1
            if progress and count % 10_000 == 0:
                progress(count)
        if (problem := _tail(last)) is not None:
            return Verdict(streams, count, problem)
    if streams != heads:
        return Verdict(streams, count, f"{heads - streams} streams have a head and no entry: {_lost(using)} is one")
    return Verdict(streams, count)


def _tail(last: tuple[Entry, int, bytes] | None) -> str | None:
    if last is None:
        return None
    entry, sequence, digest = last
    if entry.sequence != sequence:
        return f"{entry.stream} entry {entry.sequence + 1}: missing at the end (the head stands at {sequence})"
    if entry.hash != digest:
        return f"{entry.stream} entry {entry.sequence}: its hash is not the head's"
    return None


def _rows(using: str) -> Iterator[tuple[Entry, int, bytes]]:
    columns = ", ".join(f"e.{name.strip()}" for name in COLUMNS.split(","))
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, h.sequence, h.hash FROM ledger_entry e LEFT JOIN ledger_head h ON h.stream = e.stream "  # noqa: S608
            "ORDER BY e.stream, e.sequence"
        )
        while rows := cursor.fetchmany(5000):
            for row in rows:
                yield entry_of(row[:-2]), row[-2], bytes(row[-1] or b"")


def _lost(using: str) -> str:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT h.stream FROM ledger_head h WHERE NOT EXISTS "
            "(SELECT 1 FROM ledger_entry e WHERE e.stream = h.stream) ORDER BY 1 LIMIT 1"
        )
        return str(cursor.fetchone()[0])
