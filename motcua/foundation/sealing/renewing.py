"""
After a rotation: seal anew what older keys sealed, and let an older key go once nothing needs it.

Each room lists as `Sealed` what its tables hold; `motcua/web/settings/rooms.py` puts the lists together. Unlike the rest
of this room it knows Django.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.sealing import ring
from motcua.foundation.sealing.errors import BrokenSealError, KeyFileError
from motcua.foundation.sealing.keyfile import OlderKey, older_key, retire
from motcua.foundation.sealing.keyring import MARK_BYTES, Purpose, outer_key_id, outer_key_mark

log = logging.getLogger(__name__)

BATCH = 500
REQUESTS_END = timedelta(minutes=10)
"""After so long no request lives that may still seal with the key that was primary before it began."""
SETTLING = 5.0
"""So many seconds pass between looking and retiring, for requests that hold what they read just before."""


class Sealed(msgspec.Struct, frozen=True):
    """
    What one table has made with the keys of one purpose.

    `waiting` counts what still needs an older key. `renew` makes it anew in short batches, and yields how many after
    each; it may be ended between any two and begun again. None: it cannot be made anew, and only lapses with the key.
    """

    name: str
    purpose: Purpose
    waiting: Callable[[OlderKey], int]
    renew: Callable[[], Iterator[int]] | None = None


class StillNeeded(Exception):
    """The key was not retired: `counts` says by what it is needed; `lapsing` that all of it can only lapse."""

    def __init__(self, key_id: str, counts: dict[str, int], *, lapsing: bool) -> None:
        super().__init__(f"{key_id} is still needed: {', '.join(f'{name} {count}' for name, count in counts.items())}.")
        self.counts = counts
        self.lapsing = lapsing


class WrappedKeys(msgspec.Struct, frozen=True):
    """
    A table's wrapped keys: `row` are the columns of its primary key, `holder` is SQL for whom each is wrapped.

    Rows are found by the column `key_id`, or without one by an index on the first `MARK_BYTES` bytes of `wrapped`.
    """

    table: str
    row: tuple[str, ...]
    holder: str
    wrapped: str = "wrapped_key"
    key_id: str = ""

    def sealed(self) -> Sealed:
        """Return them as one of a room's list."""
        return Sealed(name=self.table, purpose=Purpose.OUTER, waiting=self.waiting, renew=self.renew)

    def waiting(self, older: OlderKey) -> int:
        """Count what this key has wrapped."""
        which, values = self._wrapped_by([older.id])
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.table} WHERE {which}", [values])  # noqa: S608 -- our own names
            return int(cursor.fetchone()[0])

    def renew(self, batch: int = BATCH) -> Iterator[int]:
        """
        Wrap under the primary key what older keys have wrapped, and yield how many after each batch.

        A row that somebody is writing is left for a later call, so that no writer is ever waited for or held up for
        longer than a batch takes. One that cannot be opened is named in the log and passed over.
        """
        passed: list[bytes] = []
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                found, done = self._renew(cursor, batch, passed)
            if not found:
                return
            yield done

    def _renew(self, cursor: CursorWrapper, batch: int, passed: list[bytes]) -> tuple[int, int]:
        keys = ring.current()
        older = keys.older_outer_ids
        if not older:
            return 0, 0
        which, values = self._wrapped_by(older)
        by_index(cursor)
        cursor.execute(
            f"SELECT {', '.join(self.row)}, {self.holder}, {self.wrapped} FROM {self.table} "  # noqa: S608
            f"WHERE {which} AND {self.wrapped} <> ALL(%s::bytea[]) LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
            [values, passed, batch],
        )
        rows = cursor.fetchall()
        anew = []
        for *row, holder, old in rows:
            try:
                fresh = keys.rewrap(bytes(old), holder)
            except BrokenSealError as broken:
                log.warning("%s %s: its key cannot be wrapped anew: %s", self.table, row, broken)
                passed.append(bytes(old))
                continue
            anew.append([fresh, *([outer_key_id(fresh)] if self.key_id else []), *row, bytes(old)])
        columns = ", ".join(f"{column} = %s" for column in (self.wrapped, self.key_id) if column)
        mine = " AND ".join(f"{column} = %s" for column in (*self.row, self.wrapped))
        cursor.executemany(f"UPDATE {self.table} SET {columns} WHERE {mine}", anew)  # noqa: S608
        return len(rows), len(anew)

    def _wrapped_by(self, ids: Iterable[str]) -> tuple[str, list[str] | list[bytes]]:
        if self.key_id:
            return f"{self.key_id} = ANY(%s::text[])", list(ids)
        marks = [outer_key_mark(key_id) for key_id in ids]
        return f"substring({self.wrapped}, 1, {MARK_BYTES}) = ANY(%s::bytea[])", marks


def by_index(cursor: CursorWrapper) -> None:
    """
    Have this transaction find what is left by the index.

    The planner, knowing how much there was before the rotation, would read past all that is done in every batch.
    """
    cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)")


def renew_for(sealed: Iterable[Sealed], seconds: float) -> int:
    """Seal anew for about so long, as a worker's job does now and then, and return how many were."""
    done, until = 0, time.monotonic() + seconds
    for each in sealed:
        for count in each.renew() if each.renew else ():
            done += count
            if time.monotonic() >= until:
                return done
    return done


def retire_needless(
    path: Path,
    key_id: str,
    sealed: Iterable[Sealed],
    *,
    now: datetime,
    let_lapse: bool = False,
    settling: float = SETTLING,
) -> None:
    """
    Erase the secret of an older key that nothing needs any more.

    Raises `StillNeeded`, and `KeyFileError` for the primary key, an unknown one, and one that was replaced less than
    `REQUESTS_END` ago. `let_lapse` says that what cannot be sealed anew may lapse.
    """
    older = older_key(path, key_id)
    if older.is_retired:
        return
    concerned = [each for each in sealed if each.purpose is older.purpose]
    _require_needless(older, concerned, let_lapse=let_lapse)
    if now < older.replaced_at + REQUESTS_END:
        minutes = int(REQUESTS_END.total_seconds() // 60)
        raise KeyFileError(
            path, f"{key_id!r} was the primary key less than {minutes} minutes ago: requests may still seal with it."
        )
    time.sleep(settling)
    _require_needless(older, concerned, let_lapse=let_lapse)
    retire(path, key_id)


def _require_needless(older: OlderKey, sealed: Iterable[Sealed], *, let_lapse: bool) -> None:
    needing = [
        (each, count) for each in sealed if not (let_lapse and each.renew is None) if (count := each.waiting(older))
    ]
    if needing:
        lapsing = all(each.renew is None for each, _ in needing)
        raise StillNeeded(older.id, {each.name: count for each, count in needing}, lapsing=lapsing)
