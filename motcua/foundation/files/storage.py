"""The process's store and scanner, as the settings say."""

from pathlib import Path

from motcua.foundation.files.clamd import Scanner
from motcua.foundation.files.folder import FolderStore


class _Place:
    store: FolderStore | None = None
    scanner: Scanner | None = None


def configure(*, folder: Path, scanner: str = "") -> None:
    """Say where the sealed bytes lie, and where a scanner listens (a socket's path or `host:port`; empty: none)."""
    _Place.store = FolderStore(folder)
    _Place.scanner = Scanner(scanner) if scanner else None


def store() -> FolderStore:
    """Return the store."""
    if _Place.store is None:
        raise RuntimeError("No folder for files is configured. Set MOTCUA_FILES.")
    return _Place.store


def scanner() -> Scanner | None:
    """Return the scanner, None when this installation has none."""
    return _Place.scanner
