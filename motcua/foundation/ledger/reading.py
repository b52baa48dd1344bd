"""Reading a stream's entries: the head prunes the partitions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connections

from motcua.foundation.ledger.roles import APPLICATION
from motcua.foundation.ledger.types import Entry

COLUMNS = (
    "id, epoch, xid::text::bigint, stream, sequence, kind, occurred_at, recorded_at, actor, behalf, agency, data, hash"
)


class Head(msgspec.Struct, frozen=True):
    """Where a stream stands: its version, and the moments of its first and last entries."""

    stream: str
    sequence: int
    hash: bytes
    first_at: datetime
    last_at: datetime


def entry_of(row: Sequence[Any]) -> Entry:
    """Build an entry from a row of `COLUMNS`."""
    return Entry(
        id=row[0],
        epoch=row[1],
        xid=row[2],
        stream=row[3],
        sequence=row[4],
        kind=row[5],
        occurred_at=row[6],
        recorded_at=row[7],
        actor=row[8],
        behalf=row[9],
        agency=row[10],
        data=bytes(row[11]),
        hash=bytes(row[12]),
    )


def head(stream: str, using: str = APPLICATION) -> Head | None:
    """Return where `stream` stands, or None when it has no entry."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT stream, sequence, hash, first_at, last_at FROM ledger_head WHERE stream = %s", [stream])
        row = cursor.fetchone()
    return Head(row[0], row[1], bytes(row[2]), row[3], row[4]) if row else None


def entries(stream: str, *, after: int = 0, limit: int = 1000, using: str = APPLICATION) -> list[Entry]:
    """Return up to `limit` entries of `stream` after sequence `after`, in order."""
    found = head(stream, using)
    if found is None:
        return []
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM ledger_entry WHERE stream = %s AND sequence > %s AND recorded_at BETWEEN %s AND %s "  # noqa: S608 -- our own column list
            "ORDER BY sequence LIMIT %s",
            [stream, after, found.first_at, found.last_at, limit],
        )
        return [entry_of(row) for row in cursor.fetchall()]
