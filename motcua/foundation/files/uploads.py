"""
An upload from its first byte to a kept file.

1. Plaintext is never written: every piece is sealed as it arrives, under the upload's own key and for its own offset.
2. An upload is known by its id and offset: a piece that is here already is compared and taken as done, one that comes
   too early is answered with the offset that is expected, and of two writers at one offset the second finds it done.
3. What takes long (opening, scanning, sealing anew) happens outside the transaction, what counts in one short one.
"""

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.files import holdings
from motcua.foundation.files.clamd import ScannerError
from motcua.foundation.files.folder import MissingBytesError, Prepared
from motcua.foundation.files.names import clean_name, named_as
from motcua.foundation.files.sniffing import examine
from motcua.foundation.files.storage import scanner, store
from motcua.foundation.files.textlayer import screened, screened_name
from motcua.foundation.files.types import (
    LIMITS,
    Facts,
    FileView,
    Limits,
    NoSuchFile,
    NoSuchUpload,
    Scan,
    UploadGap,
    UploadView,
)
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.sealing import (
    BrokenSealError,
    decrypt,
    encrypt,
    new_key,
    outer_key_id,
    seal_stream,
    unwrap,
    wrap,
)
from motcua.foundation.text import gettext_noop

MEGABYTE = 1024 * 1024
WAITING = "person/"
"""Files of such holders wait for another one to take them, and are kept for it as long as their upload is known."""


class _Upload(msgspec.Struct, frozen=True):
    view: UploadView
    key: bytes


def begin_upload(owner: str, name: str, size: int, now: datetime, *, limits: Limits = LIMITS) -> UploadView:
    """
    Make room for a file of `size` bytes; `owner` is the holder that it will belong to (`draft/<id>`).

    Refuses `state-secret` (by its name), `file-empty`, `file-too-large` before any byte is sent, and `too-many-uploads`.
    """
    name = clean_name(name)
    screened_name(name)
    if size <= 0:
        raise refuse("file-empty", gettext_noop("%(name)s is empty. Choose another file."), name=name)
    if size > limits.file_bytes:
        raise _too_large(name, size, limits)
    upload_id, key = uuid4(), new_key()
    wrapped = wrap(key, _holder(upload_id))
    expires_at = now + limits.lifetime
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO files_upload
                (id, owner, name_sealed, size, received, key_id, wrapped, created_at, expires_at, file_id)
            SELECT %s, %s, %s, %s, 0, %s, %s, %s, %s, NULL
            WHERE (SELECT count(*) FROM files_upload
                   WHERE owner = %s AND file_id IS NULL AND expires_at > %s) < %s
            """,
            [
                upload_id,
                owner,
                encrypt(key, name.encode(), _name_of(upload_id)),
                size,
                outer_key_id(wrapped),
                wrapped,
                now,
                expires_at,
                owner,
                now,
                limits.uploads_at_once,
            ],
        )
        if not cursor.rowcount:
            raise refuse(
                "too-many-uploads",
                gettext_noop(
                    "%(count)s files are being sent already. Wait until some have arrived, or cancel one, then go on."
                ),
                count=limits.uploads_at_once,
            )
    return UploadView(id=upload_id, owner=owner, name=name, size=size, received=0, expires_at=expires_at)


def upload(upload_id: UUID, owner: str) -> UploadView:
    """Return how far an upload has come. Raises `NoSuchUpload`, also for another owner's."""
    with connection.cursor() as cursor:
        return _find(cursor, upload_id, owner).view


def write_chunk(upload_id: UUID, owner: str, offset: int, chunk: bytes, *, limits: Limits = LIMITS) -> UploadView:
    """
    Add the bytes at `offset` and return how far the upload has come.

    Bytes that are here already are compared and not written again. Raises `UploadGap` with the offset that is expected,
    `NoSuchUpload`; refuses `upload-differs` (other bytes at an offset than before), `upload-overflows` (more than the
    declared size), `piece-too-small`. At most `limits.piece_bytes` are sealed at once: cut larger chunks before.
    """
    if len(chunk) > limits.piece_bytes:
        raise ValueError(f"A chunk has at most {limits.piece_bytes} bytes, this one has {len(chunk)}.")
    with transaction.atomic(), connection.cursor() as cursor:
        # An advisory lock gives the transaction no id: while the piece is written to disk no ledger reader waits.
        _lock(cursor, upload_id)
        found = _find(cursor, upload_id, owner)
        here = found.view
        if offset > here.received:
            raise UploadGap(here.received)
        if offset + len(chunk) > here.size:
            raise refuse(
                "upload-overflows",
                gettext_noop("More arrived than the file's size said. Choose the file again and send it anew."),
            )
        known = here.received - offset
        if here.file_id is None and not _same(found, offset, chunk[:known]):
            raise refuse(
                "upload-differs",
                gettext_noop("The file has changed since it began to be sent. Choose it again and send it anew."),
            )
        fresh = chunk[known:]
        received = here.received + len(fresh)
        if len(fresh) < limits.least_piece_bytes and received < here.size:
            if known or not fresh:
                return here
            raise too_small(limits)
        if not fresh:
            return here
        store().stage(upload_id, here.received, encrypt(found.key, fresh, _piece_of(upload_id, here.received)))
        cursor.execute("UPDATE files_upload SET received = %s WHERE id = %s", [received, upload_id])
    return msgspec.structs.replace(here, received=received)


def finish(upload_id: UUID, owner: str, now: datetime, *, limits: Limits = LIMITS, is_ours: bool = False) -> FileView:
    """
    Open the whole file, see what it really is, keep it sealed for its owner; called again, return the same file.

    Raises `UploadGap` when bytes are missing, `NoSuchUpload`; refuses what `sniffing.examine` refuses, `state-secret`,
    `malware`, and `upload-damaged`: then the upload is gone. Refuses `scan-unavailable` when the scanner is away: then
    all that was sent is kept, and finishing may be tried again. What the house printed itself (`is_ours`) is not read
    for secrets.
    """
    with connection.cursor() as cursor:
        found = _find(cursor, upload_id, owner)
    here = found.view
    if here.file_id is not None:
        return holdings.view(here.file_id, owner)
    if not here.is_complete:
        raise UploadGap(here.received)
    try:
        content = b"".join(_pieces(found))
        facts = examine(here.name, content, limits)
        if not is_ours:  # before the scanner: it is another program, and is given no secret
            facts = screened(content, facts)
        scan = _scan(here.name, content)
        return _keep(here, content, facts, scan, now)
    except (BrokenSealError, MissingBytesError) as damage:
        earlier = upload(upload_id, owner).file_id
        if earlier is not None:  # another request has finished it meanwhile and cleared its pieces away
            return holdings.view(earlier, owner)
        cancel(upload_id, owner)
        raise refuse(
            "upload-damaged",
            gettext_noop("The file did not arrive whole. Choose it again and send it anew."),
        ) from damage
    except Refused as refused:
        if refused.refusal.code != "scan-unavailable":
            cancel(upload_id, owner)
        raise


def cancel(upload_id: UUID, owner: str) -> None:
    """
    Forget an upload in progress and its bytes. Raises `NoSuchUpload`.

    A file that it has become stays, but for one that still waits to be taken.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor, upload_id)
        found = _find(cursor, upload_id, owner)
        cursor.execute("DELETE FROM files_upload WHERE id = %s", [upload_id])
        let_go(cursor, found.view.file_id, owner)
    store().discard(upload_id)


def let_go(cursor: CursorWrapper, file_id: UUID | None, owner: str) -> None:
    """
    Take the file of an upload that is forgotten from its owner, if it waited and nobody took it.

    Whoever sent a file that was taken goes on holding it, so that the request that gave it is known when it comes again.
    """
    if file_id is None or not owner.startswith(WAITING):
        return
    cursor.execute("SELECT EXISTS (SELECT FROM files_wrapping WHERE file_id = %s AND holder <> %s)", [file_id, owner])
    (taken,) = cursor.fetchone()
    if not taken:
        with contextlib.suppress(NoSuchFile):
            holdings.drop_file(cursor, file_id, owner)


def take(
    owner: str,
    name: str,
    size: int,
    chunks: Iterable[bytes],
    now: datetime,
    *,
    limits: Limits = LIMITS,
    is_ours: bool = False,
) -> FileView:
    """Begin, write and finish in one go: for a file that a plain form posted. Refuses what each of these refuses."""
    begun = begin_upload(owner, name, size, now, limits=limits)
    offset, held = 0, bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= limits.piece_bytes:
            offset = write_chunk(begun.id, owner, offset, bytes(held[: limits.piece_bytes]), limits=limits).received
            del held[: limits.piece_bytes]
    write_chunk(begun.id, owner, offset, bytes(held), limits=limits)
    return finish(begun.id, owner, now, limits=limits, is_ours=is_ours)


def _keep(here: UploadView, content: bytes, facts: Facts, scan: Scan, now: datetime) -> FileView:
    file_id, key = uuid4(), new_key()
    prepared = store().prepare(here.id, seal_stream(key, [content], holdings.content_of(file_id)))
    with connection.cursor() as cursor:
        # Noted before the bytes take their place: if this process ends in between, the sweep finds them.
        cursor.execute("INSERT INTO files_leftover (address) VALUES (%s)", [prepared.address])
    view = FileView(
        id=file_id,
        name=named_as(here.name, facts.media_type),
        media_type=facts.media_type,
        size=here.size,
        width=facts.width,
        height=facts.height,
        pages=facts.pages,
        flags=facts.flags,
        scan=scan,
        address=prepared.address,
        created_at=now,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor, here.id)
        earlier = _find(cursor, here.id, here.owner).view.file_id
        if earlier is None:
            _put_in_place(cursor, here, prepared, view, key)
    store().discard(here.id)
    return view if earlier is None else holdings.view(earlier, here.owner)


def _put_in_place(cursor: CursorWrapper, here: UploadView, prepared: Prepared, view: FileView, key: bytes) -> None:
    cursor.execute("DELETE FROM files_leftover WHERE address = %s", [prepared.address])
    if not cursor.rowcount:
        raise RuntimeError("The sweep has passed while this file was being kept; finishing it again will keep it.")
    store().keep(prepared)
    holdings.insert(cursor, view, sealed_size=prepared.size, key=key, holder=here.owner)
    cursor.execute("UPDATE files_upload SET file_id = %s WHERE id = %s", [view.id, here.id])


def _scan(name: str, content: bytes) -> Scan:
    daemon = scanner()
    if daemon is None:
        return Scan.NOT_SCANNED
    try:
        verdict = daemon.scan(content)
    except ScannerError as away:
        raise refuse(
            "scan-unavailable",
            gettext_noop(
                "Files cannot be checked for viruses right now. What you sent is kept; try again in some minutes."
            ),
        ) from away
    if not verdict.is_clean:
        raise refuse(
            "malware",
            gettext_noop(
                "%(name)s carries a virus (%(signature)s) and was not kept."
                " Clean your device, or photograph the paper and send the picture."
            ),
            name=name,
            signature=verdict.signature,
        )
    return Scan.CLEAN


def _find(cursor: CursorWrapper, upload_id: UUID, owner: str) -> _Upload:
    cursor.execute(
        "SELECT name_sealed, size, received, wrapped, expires_at, file_id FROM files_upload"
        " WHERE id = %s AND owner = %s",
        [upload_id, owner],
    )
    row = cursor.fetchone()
    if row is None:
        raise NoSuchUpload
    name_sealed, size, received, wrapped, expires_at, file_id = row
    key = unwrap(bytes(wrapped), _holder(upload_id))
    view = UploadView(
        id=upload_id,
        owner=owner,
        name=decrypt(key, bytes(name_sealed), _name_of(upload_id)).decode(),
        size=size,
        received=received,
        expires_at=expires_at,
        file_id=file_id,
    )
    return _Upload(view=view, key=key)


def _pieces(found: _Upload, start: int = 0) -> Iterator[bytes]:
    """Open the pieces from the one that begins at `start`; each proves its offset, so a gap or overlap shows."""
    offset = start
    while offset < found.view.received:
        piece = decrypt(found.key, store().staged(found.view.id, offset), _piece_of(found.view.id, offset))
        offset += len(piece)
        yield piece
    if offset != found.view.received:
        raise BrokenSealError("The pieces of the upload do not add up to what was received.")


def _same(found: _Upload, offset: int, chunk: bytes) -> bool:
    if not chunk:
        return True
    begins = max((place for place in store().offsets(found.view.id) if place <= offset), default=0)
    here = b""
    for piece in _pieces(found, begins):
        here += piece
        if begins + len(here) >= offset + len(chunk):
            break
    return here[offset - begins :][: len(chunk)] == chunk


def _lock(cursor: CursorWrapper, upload_id: UUID) -> None:
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_holder(upload_id)])


def too_small(limits: Limits) -> Refused:
    """Return the refusal of a piece that would cut an upload into dust."""
    return refuse(
        "piece-too-small",
        gettext_noop("Pieces of a file have at least %(bytes)s bytes, except the last one."),
        bytes=limits.least_piece_bytes,
    )


def _too_large(name: str, size: int, limits: Limits) -> Refused:
    return refuse(
        "file-too-large",
        gettext_noop(
            "%(name)s has %(size)s MB; at most %(limit)s MB are taken."
            " Photograph the paper anew, save it with a lower quality, or send its pages as several files."
        ),
        name=name,
        size=-(-size // MEGABYTE),
        limit=limits.file_bytes // MEGABYTE,
    )


def _holder(upload_id: UUID) -> str:
    return f"upload/{upload_id}"


def _name_of(upload_id: UUID) -> bytes:
    return f"upload/{upload_id}/name".encode()


def _piece_of(upload_id: UUID, offset: int) -> bytes:
    return f"upload/{upload_id}/{offset}".encode()
