"""
The file that holds the outer keys: outside the database and outside its backups, readable by the server alone.

Whoever has the database or a backup has nothing without this file; whoever loses this file loses every declaration,
paper and identifier. Keep a copy in another safe place, away from the database's backups.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from motcua.foundation.sealing.aead import KEY_BYTES
from motcua.foundation.sealing.errors import KeyFileError
from motcua.foundation.sealing.keyring import ID_LETTERS, KeyRing, KeyState, Purpose, RingKey, new_ring_key

FORMAT = 1
OTHERS_MAY = 0o027  # written by its group, or anything by others
MOST_IDENTIFIER_KEYS = 2


class OlderKey(msgspec.Struct, frozen=True):
    """A key that is primary no longer: it opens and finds what it made. `replaced_at` is when it last may have been."""

    id: str
    purpose: Purpose
    replaced_at: datetime
    is_retired: bool = False


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file says, as JSON: secrets in base64, moments in ISO 8601."""

    format: int
    keys: tuple[RingKey, ...]


def create_key_file(path: Path, *, now: datetime) -> None:
    """Make a key file with one key of each purpose and mode 0600. Refuses `KeyFileError` when the file exists."""
    if path.exists():
        raise KeyFileError(path, "it exists already, and replacing it would lose all that its keys have sealed.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = _write_beside(path, KeyFile(format=FORMAT, keys=tuple(new_ring_key(purpose, now) for purpose in Purpose)))
    try:
        os.link(made, path)  # unlike a rename, a link never replaces a file that somebody made meanwhile
    except FileExistsError as exists:
        raise KeyFileError(path, "somebody made it at this very moment; it was left as it is.") from exists
    finally:
        made.unlink()
    _sync_folder(path.parent)


def load_key_file(path: Path) -> KeyRing:
    """Read the keys. Raises `KeyFileError` when the file is missing, malformed, or open to other accounts."""
    return _ring(path, _read(path))


def rotate(path: Path, purpose: Purpose, *, now: datetime) -> str:
    """
    Make a new primary key of a purpose and return its id; the older ones still open and still find.

    Afterwards wrap or hash anew what the older keys made, then `retire` them. Refuses a third identifier key.
    """
    with _alone(path):
        held = _read(path)
        in_use = [key for key in held.keys if key.purpose is purpose and key.state is not KeyState.RETIRED]
        if purpose is Purpose.IDENTIFIER and len(in_use) >= MOST_IDENTIFIER_KEYS:
            raise KeyFileError(
                path, "two identifier keys are valid already. Hash the identifiers anew and retire the older one first."
            )
        fresh = new_ring_key(purpose, now)
        demoted = (msgspec.structs.replace(key, state=KeyState.VALID) if key in in_use else key for key in held.keys)
        _replace(path, KeyFile(format=FORMAT, keys=(*demoted, fresh)))
        return fresh.id


def retire(path: Path, key_id: str) -> None:
    """
    Erase the secret of an older key; what it alone sealed can never be opened again. Refuses the primary key.

    Asks nobody: `renewing.retire_needless` does, and then calls this.
    """
    with _alone(path):
        held = _read(path)
        found = _older(path, held, key_id)
        gone = msgspec.structs.replace(found, state=KeyState.RETIRED, secret=b"")
        _replace(path, KeyFile(format=FORMAT, keys=tuple(gone if key is found else key for key in held.keys)))


def keys_of(path: Path) -> tuple[RingKey, ...]:
    """Return every key of the file without its secret, the oldest first."""
    return tuple(msgspec.structs.replace(key, secret=b"") for key in _read(path).keys)


def older_key(path: Path, key_id: str) -> OlderKey:
    """Return an older key, retired or not. Raises `KeyFileError` for the primary one and for an unknown one."""
    held = _read(path)
    found = _older(path, held, key_id)
    primary = next(key for key in held.keys if key.purpose is found.purpose and key.state is KeyState.PRIMARY)
    return OlderKey(id=found.id, purpose=found.purpose, is_retired=not found.secret, replaced_at=primary.created)


def older_keys(path: Path) -> tuple[OlderKey, ...]:
    """Return the keys that are neither primary nor retired."""
    return tuple(older_key(path, key.id) for key in _read(path).keys if key.state is KeyState.VALID)


def _older(path: Path, held: KeyFile, key_id: str) -> RingKey:
    found = next((key for key in held.keys if key.id == key_id), None)
    if found is None:
        raise KeyFileError(path, f"it holds no key {key_id!r}.")
    if found.state is KeyState.PRIMARY:
        raise KeyFileError(path, f"{key_id!r} is the primary key. Rotate first, then retire the older one.")
    return found


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep every other change of the file away: of two at once, one would lose the other's new key for ever."""
    _read(path)
    while True:
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_ino == path.stat().st_ino:  # nobody has replaced it while this one waited
                yield
                return


def _read(path: Path) -> KeyFile:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode & 0o777
            raw = file.read()
    except FileNotFoundError as missing:
        raise KeyFileError(
            path, "it does not exist. Make one with `motcua keys create`, or restore your copy."
        ) from missing
    except OSError as unreadable:
        raise KeyFileError(path, f"it cannot be read ({unreadable.strerror}).") from unreadable
    if mode & OTHERS_MAY:
        raise KeyFileError(path, f"its mode is {mode:04o}, so other accounts can read or change it. Use chmod 600.")
    try:
        held = msgspec.json.decode(raw, type=KeyFile)
    except msgspec.DecodeError as malformed:
        raise KeyFileError(path, f"it is malformed ({malformed}).") from malformed
    if held.format != FORMAT:
        raise KeyFileError(path, f"its format is {held.format}, this program knows format {FORMAT}.")
    _ring(path, held)
    return held


def _ring(path: Path, held: KeyFile) -> KeyRing:
    ids = [key.id for key in held.keys]
    if len(set(ids)) != len(ids):
        raise KeyFileError(path, "two keys have the same id.")
    if any(len(key.secret) != KEY_BYTES for key in held.keys if key.state is not KeyState.RETIRED):
        raise KeyFileError(path, f"a key's secret is not {KEY_BYTES} bytes long.")
    if any(len(key.id) != ID_LETTERS or not key.id.isascii() for key in held.keys):
        raise KeyFileError(path, "a key's id is none that was made here.")
    try:
        return KeyRing(held.keys)
    except ValueError as incomplete:
        raise KeyFileError(path, str(incomplete)) from incomplete


def _replace(path: Path, held: KeyFile) -> None:
    _ring(path, held)
    _write_beside(path, held).replace(path)
    _sync_folder(path.parent)


def _write_beside(path: Path, held: KeyFile) -> Path:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return beside


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
