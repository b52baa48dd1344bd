"""What identity numbers are sealed and found with, for a rotation: their keys wrapped, their digests made, anew."""

import logging
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.sealing import decrypt, ring
from motcua.foundation.sealing.errors import SealingError
from motcua.foundation.sealing.keyfile import OlderKey
from motcua.foundation.sealing.keyring import KeyRing, Purpose
from motcua.foundation.sealing.renewing import BATCH, Sealed, WrappedKeys, by_index

log = logging.getLogger(__name__)


def waiting(older: OlderKey) -> int:
    """Count the numbers that are found by this key's digest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_identifier WHERE key_id = %s", [older.id])
        return int(cursor.fetchone()[0])


def rehash(batch: int = BATCH) -> Iterator[int]:
    """
    Make with the primary key the digests that older keys made, and yield how many after each batch.

    As `WrappedKeys.renew`: what somebody is writing is left for a later call, what cannot be done is named in the log.
    """
    passed: list[int] = []
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            found, done = _rehash(cursor, batch, passed)
        if not found:
            return
        yield done


def _rehash(cursor: CursorWrapper, batch: int, passed: list[int]) -> tuple[int, int]:
    keys = ring.current()
    older = list(keys.older_identifier_ids)
    if not older:
        return 0, 0
    by_index(cursor)
    cursor.execute(
        "SELECT id, person_id::text, kind, sealed, wrapped_key, digest FROM people_identifier "
        "WHERE key_id = ANY(%s::text[]) AND id <> ALL(%s::bigint[]) LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
        [older, passed, batch],
    )
    rows = cursor.fetchall()
    done = 0
    for row in rows:
        try:
            _hash_anew(cursor, keys, row)
            done += 1
        except (SealingError, IntegrityError) as trouble:
            log.warning("people_identifier %s cannot be hashed anew: %s", row[0], type(trouble).__name__)
            passed.append(row[0])
    return len(rows), done


def _hash_anew(cursor: CursorWrapper, keys: KeyRing, row: tuple[Any, ...]) -> None:
    number, person, kind, sealed, wrapped, digest = row
    key = keys.unwrap(bytes(wrapped), f"person/{person}")
    value = decrypt(key, bytes(sealed), f"identifier/{person}/{kind}".encode()).decode()
    anew = keys.keyed_hash(kind, value)
    with transaction.atomic():  # a number that was verified for two persons is left to people, and the others go on
        cursor.execute(
            "UPDATE people_identifier SET key_id = %s, digest = %s WHERE id = %s AND digest = %s",
            [anew.key_id, anew.digest, number, bytes(digest)],
        )


SEALED: tuple[Sealed, ...] = (
    WrappedKeys(table="people_identifier", row=("id",), holder="'person/' || person_id").sealed(),
    Sealed(name="people_identifier, by digest", purpose=Purpose.IDENTIFIER, waiting=waiting, renew=rehash),
)
