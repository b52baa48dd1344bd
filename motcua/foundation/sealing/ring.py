"""The process's key ring: settings say where the key file is, the first use reads it, a changed file is read anew."""

import threading
from pathlib import Path

from motcua.foundation.sealing.errors import KeyFileError
from motcua.foundation.sealing.keyfile import load_key_file
from motcua.foundation.sealing.keyring import KeyedHash, KeyRing

_Stamp = tuple[int, int, int]


class _Place:
    """Where the key file lies, and the ring last read from it. One per process, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._path: Path | None = None
        self._read: tuple[_Stamp, KeyRing] | None = None

    def set(self, path: Path | None) -> None:
        with self._lock:
            self._path, self._read = path, None

    def ring(self) -> KeyRing:
        path, read = self._path, self._read
        if path is None:
            raise KeyFileError(Path(), "no key file is configured. Set MOTCUA_KEY_FILE.")
        try:
            status = path.stat()
        except OSError as unreadable:
            raise KeyFileError(path, f"it cannot be read ({unreadable.strerror}).") from unreadable
        # A rotation replaces the file: every running process takes the new primary key at its next use.
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        if read is None or read[0] != stamp:
            read = (stamp, load_key_file(path))
            with self._lock:
                if self._path == path:
                    self._read = read
        return read[1]


_PLACE = _Place()


def configure(path: Path | None) -> None:
    """Say where the key file is. It is read at the first use, not now, so that a migration needs no keys."""
    _PLACE.set(path)


def current() -> KeyRing:
    """Return the ring as the key file is now. Raises `KeyFileError`."""
    return _PLACE.ring()


def wrap(key: bytes, holder: str) -> bytes:
    """Wrap a data key for a holder (`draft/<id>`, `dossier/<id>`) under the primary outer key."""
    return current().wrap(key, holder)


def unwrap(wrapped: bytes, holder: str) -> bytes:
    """Return the data key wrapped for exactly this holder. Raises `BrokenSealError`, `UnknownKeyError`."""
    return current().unwrap(wrapped, holder)


def keyed_hash(kind: str, value: str) -> KeyedHash:
    """Return the digest of an identifier under the primary key, for storing with its key's id."""
    return current().keyed_hash(kind, value)


def keyed_hashes(kind: str, value: str) -> tuple[KeyedHash, ...]:
    """Return the digests of an identifier under every valid key, for looking up."""
    return current().keyed_hashes(kind, value)
