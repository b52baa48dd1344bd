"""What is done now and then, in short batches that may be ended and begun again at any moment."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection, transaction

from motcua.foundation.files.storage import store
from motcua.foundation.files.types import LIMITS, Limits
from motcua.foundation.files.uploads import let_go
from motcua.foundation.sealing.renewing import Sealed, WrappedKeys

BATCH = 200
GRACE = timedelta(hours=1)  # longer than any request lives, so that nothing still being kept is swept

SEALED: tuple[Sealed, ...] = (
    WrappedKeys(
        table="files_upload", row=("id",), holder="'upload/' || id", wrapped="wrapped", key_id="key_id"
    ).sealed(),
    WrappedKeys(
        table="files_wrapping", row=("file_id", "holder"), holder="holder", wrapped="wrapped", key_id="key_id"
    ).sealed(),
)
"""What files and uploads have sealed with the keys of the key file, for a rotation."""


class Swept(msgspec.Struct, frozen=True):
    """How many uploads, files and folders in staging were removed."""

    uploads: int
    files: int
    folders: int


def sweep(now: datetime, *, batch: int = BATCH, limits: Limits = LIMITS) -> Swept:
    """
    Remove expired uploads with what nobody took of them, the bytes of files that nobody holds, and what ended processes
    have left.

    Does at most `batch` of each; call it again while it removes as many.
    """
    return Swept(
        uploads=_expired_uploads(now, batch),
        files=_unheld_files(now, batch),
        folders=_deserted_folders(now, limits),
    )


def _expired_uploads(now: datetime, batch: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM files_upload WHERE id IN (
                SELECT id FROM files_upload WHERE expires_at <= %s ORDER BY expires_at, id LIMIT %s
                FOR UPDATE SKIP LOCKED)
            RETURNING id, file_id, owner
            """,
            [now, batch],
        )
        gone: list[tuple[UUID, UUID | None, str]] = cursor.fetchall()
        for _, file_id, owner in gone:
            let_go(cursor, file_id, owner)
    for upload_id, _, _ in gone:
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
