"""
Who holds which file: wrappings given, opened, erased.

A holder is a plain text such as `draft/<id>`, `dossier/<id>`. The key of a file is wrapped once for each; erasing a
holder's wrapping takes the file from this holder alone, and erasing the last one takes it from everybody for ever.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.foundation.files.storage import store
from motcua.foundation.files.types import FileView, Flag, MediaType, NoSuchFile, Scan
from motcua.foundation.ledger.writing import Writing
from motcua.foundation.sealing import decrypt, encrypt, open_range, outer_key_id, unwrap, wrap

_COLUMNS = """
    f.id, f.name_sealed, f.media_type, f.size, f.width, f.height, f.pages, f.flags, f.scan, f.address, f.created_at,
    f.sealed_size, w.wrapped
"""


_GIVE = """
    INSERT INTO files_wrapping (file_id, holder, key_id, wrapped)
    SELECT file_id, %s::text, key_id, wrapped
    FROM unnest(%s::uuid[], %s::text[], %s::bytea[]) AS anew (file_id, key_id, wrapped)
    ON CONFLICT (file_id, holder) DO NOTHING
"""


class Held(msgspec.Struct, frozen=True):
    """A file that was found with a holder, opened: what may be known of it, and its key."""

    view: FileView
    sealed_size: int
    key: bytes


def view(file_id: UUID, holder: str) -> FileView:
    """Return what this holder may know of a file. Raises `NoSuchFile`."""
    return _held(file_id, holder).view


def held(file_ids: Iterable[UUID], holder: str) -> dict[UUID, Held]:
    """Return those of these files that the holder has, by id, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM files_wrapping w JOIN files_file f ON f.id = w.file_id"  # noqa: S608
            " WHERE w.holder = %s AND w.file_id = ANY(%s::uuid[])",
            [holder, list(set(file_ids))],
        )
        return {row[0]: _opened(row, holder) for row in cursor.fetchall()}


def hand_over(tx: Writing, files: Iterable[Held], to_holder: str) -> None:
    """Let `to_holder` hold these files too, along with the append; what it holds already stays as it is."""
    anew = [(each.view.id, wrap(each.key, to_holder)) for each in files]
    if anew:
        ids, wrapped = [file_id for file_id, _ in anew], [key for _, key in anew]
        tx.along(_GIVE, [to_holder, ids, [outer_key_id(key) for key in wrapped], wrapped])


def held_by(holder: str) -> tuple[FileView, ...]:
    """Return the files of a holder, in the order in which they were sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM files_wrapping w JOIN files_file f ON f.id = w.file_id"  # noqa: S608
            " WHERE w.holder = %s ORDER BY f.created_at, f.id",
            [holder],
        )
        return tuple(_opened(row, holder).view for row in cursor.fetchall())


def open_file(
    file_id: UUID, holder: str, *, start: int = 0, stop: int | None = None
) -> tuple[FileView, Iterator[bytes]]:
    """
    Return a file and its plaintext from `start` up to `stop` (exclusive; None: the end), in pieces.

    Raises `NoSuchFile`. The pieces raise `BrokenSealError` when the bytes in the store are not those that were kept,
    and opening raises `MissingBytesError` when there are none.
    """
    held = _held(file_id, holder)
    end = held.view.size if stop is None else min(stop, held.view.size)
    sealed = store().open(held.view.address)

    def pieces() -> Iterator[bytes]:
        with sealed:
            yield from open_range(
                held.key, sealed, content_of(file_id), sealed_bytes=held.sealed_size, start=start, stop=end
            )

    return held.view, pieces()


def attach(cursor: CursorWrapper, file_id: UUID, from_holder: str, to_holder: str) -> None:
    """Let `to_holder` hold a file that `from_holder` holds, in the caller's transaction. Raises `NoSuchFile`."""
    attach_all(cursor, (file_id,), from_holder, to_holder)


def attach_all(cursor: CursorWrapper, file_ids: Iterable[UUID], from_holder: str, to_holder: str) -> None:
    """
    Like `attach`, for several files in two statements; what `to_holder` holds already stays as it is.

    Call it after the ledger's transaction has taken its locks: it writes.
    """
    asked = set(file_ids)
    cursor.execute(
        "SELECT file_id, wrapped FROM files_wrapping WHERE holder = %s AND file_id = ANY(%s)",
        [from_holder, list(asked)],
    )
    found = cursor.fetchall()
    if len(found) != len(asked):
        raise NoSuchFile
    if not found:
        return
    anew = [(file_id, wrap(unwrap(bytes(wrapped), from_holder), to_holder)) for file_id, wrapped in found]
    cursor.execute(
        _GIVE,
        [
            to_holder,
            [file_id for file_id, _ in anew],
            [outer_key_id(wrapped) for _, wrapped in anew],
            [wrapped for _, wrapped in anew],
        ],
    )


def drop(cursor: CursorWrapper, holder: str) -> int:
    """
    Take every file from a holder, with what it was still sending, and return how many files it held.

    Nobody opens them for this holder again once the caller's transaction is over; the bytes of a file that nobody else
    holds are swept later.
    """
    cursor.execute("DELETE FROM files_upload WHERE owner = %s", [holder])
    return _erase(cursor, "holder = %s", [holder])


def drop_file(cursor: CursorWrapper, file_id: UUID, holder: str) -> None:
    """Take one file from a holder. Raises `NoSuchFile`."""
    if not _erase(cursor, "holder = %s AND file_id = %s", [holder, file_id]):
        raise NoSuchFile


def insert(cursor: CursorWrapper, view: FileView, *, sealed_size: int, key: bytes, holder: str) -> None:
    """Record a file that was just kept, held by one holder."""
    wrapped = wrap(key, holder)
    cursor.execute(
        """
        WITH kept AS (
            INSERT INTO files_file (id, address, sealed_size, size, media_type, width, height, pages, flags, scan,
                                    name_sealed, created_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        )
        INSERT INTO files_wrapping (file_id, holder, key_id, wrapped) VALUES (%s, %s, %s, %s)
        """,
        [
            view.id,
            view.address,
            sealed_size,
            view.size,
            view.media_type.value,
            view.width,
            view.height,
            view.pages,
            " ".join(flag.value for flag in view.flags),
            view.scan.value,
            encrypt(key, view.name.encode(), _name_of(view.id)),
            view.created_at,
            view.id,
            holder,
            outer_key_id(wrapped),
            wrapped,
        ],
    )


def content_of(file_id: UUID) -> bytes:
    """Return the words under which a file's content is sealed."""
    return f"file/{file_id}".encode()


def _name_of(file_id: UUID) -> bytes:
    return f"file/{file_id}/name".encode()


def _erase(cursor: CursorWrapper, which: str, values: list[str | UUID]) -> int:
    # Noted even when somebody else holds the file: two holders that go at the same moment do not see each other.
    cursor.execute(
        f"""
        WITH gone AS (DELETE FROM files_wrapping WHERE {which} RETURNING file_id),
        noted AS (
            INSERT INTO files_leftover (address)
            SELECT f.address FROM files_file f JOIN gone ON gone.file_id = f.id ORDER BY f.address
            ON CONFLICT (address) DO UPDATE SET noted_at = excluded.noted_at
        )
        SELECT count(*) FROM gone
        """,  # noqa: S608 -- `which` is one of the two literals above
        values,
    )
    (count,) = cursor.fetchone()
    return int(count)


def _held(file_id: UUID, holder: str) -> Held:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM files_wrapping w JOIN files_file f ON f.id = w.file_id"  # noqa: S608
            " WHERE w.file_id = %s AND w.holder = %s",
            [file_id, holder],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoSuchFile
    return _opened(row, holder)


def _opened(row: tuple[Any, ...], holder: str) -> Held:
    (file_id, name_sealed, media_type, size, width, height, pages, flags, scan, address, created_at) = row[:11]
    sealed_size, wrapped = row[11:]
    key = unwrap(bytes(wrapped), holder)
    found = FileView(
        id=file_id,
        name=decrypt(key, bytes(name_sealed), _name_of(file_id)).decode(),
        media_type=MediaType(media_type),
        size=size,
        width=width,
        height=height,
        pages=pages,
        flags=tuple(Flag(flag) for flag in flags.split()),
        scan=Scan(scan),
        address=address,
        created_at=created_at,
    )
    return Held(view=found, sealed_size=sealed_size, key=key)
