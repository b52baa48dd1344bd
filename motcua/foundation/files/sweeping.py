"""What is done now and then, in short batches that may be ended and begun again at any moment."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection, transaction

from motcua.foundation.files.storage import store
from motcua.foundation.files.types import LIMITS, Limits
from motcua.foundation.sealing import outer_key_id, ring

BATCH = 200
GRACE = timedelta(hours=1)  # longer than any request lives, so that nothing still being kept is swept


class Swept(msgspec.Struct, frozen=True):
    """How many uploads, files and folders in staging were removed."""

    uploads: int
    files: int
    folders: int


def sweep(now: datetime, *, batch: int = BATCH, limits: Limits = LIMITS) -> Swept:
    """
    Remove expired uploads, the bytes of files that nobody holds, and what ended processes have left.

    Does at most `batch` of each; call it again while it removes as many.
    """
    return Swept(
        uploads=_expired_uploads(now, batch),
        files=_unheld_files(now, batch),
        folders=_deserted_folders(now, limits),
    )


def rotate_wrappings(*, batch: int = 500) -> int:
    """
    Wrap the next keys that older outer keys have wrapped under the primary one, and return how many there were.

    Once it returns 0 no file needs the older keys; other rooms may, so a key is not retired for this alone.
    """
    keys = ring.current()
    older = list(keys.older_outer_ids)
    if not older:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT file_id, holder, wrapped FROM files_wrapping WHERE key_id = ANY(%s) LIMIT %s FOR UPDATE",
            [older, batch],
        )
        wrappings = [(file_id, holder, keys.rewrap(bytes(old), holder)) for file_id, holder, old in cursor.fetchall()]
        cursor.executemany(
            "UPDATE files_wrapping SET key_id = %s, wrapped = %s WHERE file_id = %s AND holder = %s",
            [(outer_key_id(anew), anew, file_id, holder) for file_id, holder, anew in wrappings],
        )
        cursor.execute(
            "SELECT id, wrapped FROM files_upload WHERE key_id = ANY(%s) LIMIT %s FOR UPDATE", [older, batch]
        )
        uploads = [(upload_id, keys.rewrap(bytes(old), f"upload/{upload_id}")) for upload_id, old in cursor.fetchall()]
        cursor.executemany(
            "UPDATE files_upload SET key_id = %s, wrapped = %s WHERE id = %s",
            [(outer_key_id(anew), anew, upload_id) for upload_id, anew in uploads],
        )
    return len(wrappings) + len(uploads)


def _expired_uploads(now: datetime, batch: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM files_upload WHERE id IN (
                SELECT id FROM files_upload WHERE expires_at <= %s ORDER BY expires_at, id LIMIT %s
                FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            [now, batch],
        )
        gone: list[UUID] = [row[0] for row in cursor.fetchall()]
    for upload_id in gone:
        store().discard(upload_id)
    return len(gone)


def _unheld_files(now: datetime, batch: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT address FROM files_leftover WHERE noted_at <= %s ORDER BY noted_at, address LIMIT %s",
            [now - GRACE, batch],
        )
        addresses = [row[0] for row in cursor.fetchall()]
    return sum(_look_again(address) for address in addresses)


def _look_again(address: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        # The file's row is locked before its wrappings are looked for: a wrapping made meanwhile waits for this lock
        # and then finds no file, or was made before and is seen by the next statement.
        cursor.execute("SELECT address FROM files_leftover WHERE address = %s FOR UPDATE", [address])
        if cursor.fetchone() is None:
            return False
        cursor.execute("SELECT id FROM files_file WHERE address = %s FOR UPDATE", [address])
        row = cursor.fetchone()
        held = False
        if row is not None:
            cursor.execute("SELECT EXISTS (SELECT FROM files_wrapping WHERE file_id = %s)", [row[0]])
            (held,) = cursor.fetchone()
        if not held:
            # Bytes go before the rows: if this process ends in between, the note is still there to look again.
            store().forget(address)
            cursor.execute("DELETE FROM files_file WHERE address = %s", [address])
        cursor.execute("DELETE FROM files_leftover WHERE address = %s", [address])
    return not held


def _deserted_folders(now: datetime, limits: Limits) -> int:
    waiting = list(store().waiting(before=now - limits.lifetime - GRACE))
    if not waiting:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM files_upload WHERE id = ANY(%s)", [waiting])
        known = {row[0] for row in cursor.fetchall()}
    deserted = [upload_id for upload_id in waiting if upload_id not in known]
    for upload_id in deserted:
        store().discard(upload_id)
    return len(deserted)
