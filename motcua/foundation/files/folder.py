"""
Where sealed bytes lie: a folder. Nothing in it is readable without the database and the key file.

`staging/<upload>/<offset>` holds the pieces of uploads in progress, `kept/ab/cd/<address>` the files. Another kind of
store has these same methods: `stage`, `staged`, `offsets`, `prepare`, `keep`, `open`, `forget`, `discard`, `waiting`.
Every write is complete or absent: written beside, synced, renamed. A piece or file that is to go may be gone already.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec


class MissingBytesError(Exception):
    """The database knows of bytes that the store does not have: the folder was changed or restored by itself."""


class Prepared(msgspec.Struct, frozen=True):
    """A sealed file that is written but not yet in its place: its address (SHA-256, hex) and length in bytes."""

    address: str
    size: int
    path: Path


class FolderStore:
    """A folder on a disk, or on a file system that several servers share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def stage(self, upload: UUID, offset: int, sealed: bytes) -> None:
        """Write one piece of an upload; a piece already at this offset is replaced."""
        folder = self._staging(upload)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(folder / f"{offset:015d}", (sealed,))
        _sync(folder)

    def staged(self, upload: UUID, offset: int) -> bytes:
        """Return one piece of an upload. Raises `MissingBytesError`."""
        try:
            return (self._staging(upload) / f"{offset:015d}").read_bytes()
        except FileNotFoundError as missing:
            raise MissingBytesError(f"upload {upload} at {offset}") from missing

    def offsets(self, upload: UUID) -> tuple[int, ...]:
        """Return where the pieces of an upload begin, in order."""
        with contextlib.suppress(FileNotFoundError):
            return tuple(sorted(int(path.name) for path in self._staging(upload).iterdir() if path.name.isdecimal()))
        return ()

    def prepare(self, upload: UUID, sealed: Iterable[bytes]) -> Prepared:
        """
        Write a sealed file, to be kept once the database has taken note of its address.

        Raises `MissingBytesError` when the upload is cleared away meanwhile.
        """
        folder = self._staging(upload)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"sealed-{secrets.token_hex(8)}"
        digest = hashlib.sha256()
        try:
            size = _write(path, _hashed(sealed, digest.update))
        except FileNotFoundError as cleared:
            raise MissingBytesError(f"upload {upload} was cleared away") from cleared
        return Prepared(address=digest.hexdigest(), size=size, path=path)

    def keep(self, prepared: Prepared) -> None:
        """Put a prepared file in its place."""
        place = self._kept(prepared.address)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        prepared.path.replace(place)
        _sync(place.parent)
        _sync(place.parent.parent)

    def open(self, address: str) -> BinaryIO:
        """Open a kept file for reading. Raises `MissingBytesError`."""
        try:
            return self._kept(address).open("rb")
        except FileNotFoundError as missing:
            raise MissingBytesError(f"file {address}") from missing

    def forget(self, address: str) -> None:
        """Remove a kept file."""
        self._kept(address).unlink(missing_ok=True)

    def discard(self, upload: UUID) -> None:
        """Remove all that an upload has in staging."""
        shutil.rmtree(self._staging(upload), ignore_errors=True)

    def waiting(self, *, before: datetime) -> Iterator[UUID]:
        """Yield the uploads in staging that nothing was written to since `before`."""
        staging = self.root / "staging"
        for folder in sorted(staging.iterdir()) if staging.exists() else ():
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC) < before:
                    yield UUID(folder.name)

    def _staging(self, upload: UUID) -> Path:
        return self.root / "staging" / upload.hex

    def _kept(self, address: str) -> Path:
        return self.root / "kept" / address[:2] / address[2:4] / address


def _hashed(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            size = sum(file.write(piece) for piece in pieces)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return size


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
