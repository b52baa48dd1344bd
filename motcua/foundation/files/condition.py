"""Whether files can be kept and opened here, for the operator's check and the readiness page."""

import hashlib
import os
from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db import connection

from motcua.foundation.files.clamd import ScannerError
from motcua.foundation.files.folder import MissingBytesError
from motcua.foundation.files.storage import scanner, store
from motcua.foundation.sealing import SealingError, new_key, ring

PIECE = 1024 * 1024


class State(StrEnum):
    OK = "ok"
    ABSENT = "absent"  # not set up, and the city works without it
    BROKEN = "broken"


class Condition(msgspec.Struct, frozen=True):
    """One thing that was tried; `detail` is an English sentence for the operator."""

    subject: str
    state: State
    detail: str


class Damage(msgspec.Struct, frozen=True):
    """A kept file whose bytes are missing or are not those that were kept."""

    file_id: UUID
    address: str
    detail: str


def conditions() -> tuple[Condition, ...]:
    """Try the key file, the folder of files and the malware scanner, each for real."""
    return (_key_file(), _folder(), _scanner())


def damages(*, after: UUID | None = None) -> Iterator[Damage]:
    """
    Read every kept file, in the order of ids, and yield those whose bytes are missing or altered.

    Needs no key: the address is the hash of the sealed bytes. `after` goes on behind a file that was read before.
    """
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, address FROM files_file WHERE %s::uuid IS NULL OR id > %s ORDER BY id LIMIT 200",
                [after] * 2,
            )
            rows: list[tuple[UUID, str]] = cursor.fetchall()
        if not rows:
            return
        for file_id, address in rows:
            trouble = _trouble(address)
            if trouble:
                yield Damage(file_id=file_id, address=address, detail=trouble)
            after = file_id


def _trouble(address: str) -> str:
    digest = hashlib.sha256()
    try:
        with store().open(address) as sealed:
            while piece := sealed.read(PIECE):
                digest.update(piece)
    except MissingBytesError:
        return "its bytes are missing"
    return "" if digest.hexdigest() == address else "its bytes were altered"


def _key_file() -> Condition:
    try:
        keys = ring.current()
        keys.unwrap(keys.wrap(new_key(), "check"), "check")
    except SealingError as trouble:
        return Condition("key file", State.BROKEN, str(trouble))
    waiting = len(keys.older_outer_ids) + len(keys.older_identifier_ids)
    detail = f"Primary key {keys.primary_outer_id}; {waiting} older keys wait to be retired."
    return Condition("key file", State.OK, detail)


def _folder() -> Condition:
    root = store().root
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = root / f".check-{os.getpid()}"
        probe.write_bytes(b"motcua")
        probe.unlink()
    except OSError as trouble:
        return Condition("files", State.BROKEN, f"{root} cannot be written ({trouble.strerror}). Check MOTCUA_FILES.")
    return Condition("files", State.OK, f"{root} can be written.")


def _scanner() -> Condition:
    daemon = scanner()
    if daemon is None:
        detail = "No malware scanner: uploads are checked for their kind only. Set MOTCUA_CLAMAV to a ClamAV daemon."
        return Condition("malware scanner", State.ABSENT, detail)
    try:
        return Condition("malware scanner", State.OK, daemon.version())
    except ScannerError as trouble:
        return Condition("malware scanner", State.BROKEN, f"{trouble} Uploads wait until it does.")
