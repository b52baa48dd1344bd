"""
Backup and restore by COPY in one snapshot: works on any PostgreSQL, the embedded one included, which has no pg_dump.

A backup is a folder: `manifest.json`, one `<table>.copy` for every table, and `files/` with the encrypted files. The
outer key is never in it: without the key file a backup cannot be read, and the key file has to be kept apart.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import msgspec
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.cluster import open_epoch
from motcua.foundation.ledger.roles import OWNER

FORMAT = 1
# Rows that a migrated, empty database already has: a restore replaces them.
_SEEDED = ("ledger_epoch", "ledger_reference", "django_content_type", "auth_permission", "django_migrations")
Progress = Callable[[str], None]


class BackupRefused(Exception):
    """The backup or the target is not as a backup or restore needs it; the text says what to do."""


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `rows` counts by table, `migrations` are the applied ones by application."""

    format: int
    taken_at: datetime
    rows: dict[str, int]
    columns: dict[str, list[str]]
    sequences: dict[str, int]
    migrations: list[str]
    partitions: list[tuple[str, str]]
    files: int


def backup(folder: Path, files: Path | None, progress: Progress | None = None) -> Manifest:
    """Write a consistent backup into the new or empty `folder` and return what it holds."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} is not empty: name a new folder for the backup.")
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    columns: dict[str, list[str]] = {}
    with transaction.atomic(using=OWNER, durable=True), connections[OWNER].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in _tables(cursor):
            columns[table] = _columns(cursor, table)
            rows[table] = _copy_out(cursor, table, columns[table], folder / f"{table}.copy")
            if progress:
                progress(f"{table}: {rows[table]} rows")
        sequences = _sequences(cursor)
        migrations = _migrations(cursor)
        partitions = _partitions(cursor)
    copied = _copy_files(files, folder / "files") if files else 0
    manifest = Manifest(
        format=FORMAT, taken_at=datetime.now(UTC), rows=rows, columns=columns, sequences=sequences,
        migrations=migrations, partitions=partitions, files=copied,
    )  # fmt: skip
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def restore(folder: Path, files: Path | None, progress: Progress | None = None) -> int:
    """Load a backup into a migrated database without data of its own, open a new epoch, and return the epoch."""
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise BackupRefused(f"{folder} holds no backup: it has no manifest.json.") from None
    with transaction.atomic(using=OWNER, durable=True), connections[OWNER].cursor() as cursor:
        tables = _fitting_tables(cursor, manifest)
        _make_partitions(cursor, manifest)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in _SEEDED:
            if table in tables and table != "django_migrations":
                cursor.execute(f"DELETE FROM {table}")
        for table in _in_order(cursor, tables):
            if table == "django_migrations":
                continue
            _copy_in(cursor, table, manifest.columns[table], folder / f"{table}.copy")
            if progress:
                progress(f"{table}: {manifest.rows[table]} rows")
        for sequence, value in manifest.sequences.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, value])
    if files and (folder / "files").exists():
        _copy_files(folder / "files", files)
    return open_epoch(f"restored from a backup of {manifest.taken_at.isoformat()}")


def _fitting_tables(cursor: CursorWrapper, manifest: Manifest) -> list[str]:
    """Return this database's tables; refuse another version's backup, and a database that holds data of its own."""
    if manifest.migrations != _migrations(cursor):
        raise BackupRefused(
            "The backup was taken from another version of Motcua. Restore it with that version, then migrate."
        )
    tables = _tables(cursor)
    for table in tables:
        if table not in _SEEDED and _count(cursor, table):
            raise BackupRefused(f"The database already holds data (table {table}): restore into a new database.")
    return tables


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT relispartition ORDER BY relname"
    )
    return [row[0] for row in cursor.fetchall()]


def _columns(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


def _count(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
    return bool(cursor.fetchone()[0])


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _copy_out(cursor: CursorWrapper, table: str, columns: list[str], path: Path) -> int:
    raw = cast("Any", cursor.cursor)
    with path.open("wb") as out, raw.copy(f'COPY (SELECT {_quoted(columns)} FROM "{table}") TO STDOUT') as copy:
        for chunk in copy:
            out.write(chunk)
    return int(raw.rowcount)


def _copy_in(cursor: CursorWrapper, table: str, columns: list[str], path: Path) -> None:
    raw = cast("Any", cursor.cursor)
    with path.open("rb") as source, raw.copy(f'COPY "{table}" ({_quoted(columns)}) FROM STDIN') as copy:
        while chunk := source.read(1 << 16):
            copy.write(chunk)


def _sequences(cursor: CursorWrapper) -> dict[str, int]:
    cursor.execute(
        "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    )
    return dict(cursor.fetchall())


def _migrations(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return [row[0] for row in cursor.fetchall()]


def _partitions(cursor: CursorWrapper) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid "
        "WHERE i.inhparent = 'ledger_entry'::regclass ORDER BY 1"
    )
    return [(name, bound) for name, bound in cursor.fetchall()]


def _make_partitions(cursor: CursorWrapper, manifest: Manifest) -> None:
    """Make the partitions that the backup's entries need and this database, migrated later, does not have."""
    cursor.execute("SET LOCAL timezone = 'UTC'")
    here = {name for name, _ in _partitions(cursor)}
    for name, bound in manifest.partitions:
        if name not in here:
            inside = bound.removeprefix("FOR VALUES FROM (").removesuffix(")").split(") TO (")
            cursor.execute(f"SELECT ledger_make_partition(%s, {inside[0]}, {inside[1]})", [name])


def _in_order(cursor: CursorWrapper, tables: list[str]) -> list[str]:
    """Return the tables so that none comes before one that it points to."""
    cursor.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conparentid = 0"
    )
    needs: dict[str, set[str]] = {table: set() for table in tables}
    for child, parent in cursor.fetchall():
        if child in needs and parent != child:
            needs[child].add(parent)
    ordered: list[str] = []
    while needs:
        free = sorted(table for table, parents in needs.items() if not parents - set(ordered)) or sorted(needs)[:1]
        for table in free:
            ordered.append(table)
            del needs[table]
    return ordered


def _copy_files(source: Path, target: Path) -> int:
    """Copy encrypted files that are not there yet; they are written once and never changed."""
    count = 0
    for path in source.rglob("*"):
        if path.is_file():
            aim = target / path.relative_to(source)
            aim.parent.mkdir(parents=True, exist_ok=True)
            if not aim.exists():
                shutil.copy2(path, aim)
            count += 1
    return count
