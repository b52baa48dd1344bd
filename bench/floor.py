"""
The floor of a submission: the same rows by one prepared statement, over as many connections, just as durable.

The rows are copied from one real submission: the ledger's entry, head and idempotency key, the dossier, its sealed
declaration, its paper, the file's wrapping, and the agency's number book. Ids, codes and keys differ each time.
"""

import uuid
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from typing import Any

import msgspec
import psycopg

from bench.clients import in_threads

TABLES = {
    "dossiers_dossier": "id = {id}",
    "ledger_entry": "stream = 'dossier/' || {id}",
    "ledger_head": "stream = 'dossier/' || {id}",
    "ledger_idempotency": "stream = 'dossier/' || {id}",
    "dossiers_state": "dossier_id = {id}",
    "dossiers_content": "dossier_id = {id}",
    "dossiers_paper": "dossier_id = {id}",
    "files_wrapping": "holder = 'dossier/' || {id}",
}
NUMBER = """\
WITH number AS (
    INSERT INTO agencies_numberbook (agency_id, book, "on", last) VALUES (%(agency)s, 'floor', '2026-01-01', 1)
    ON CONFLICT (agency_id, book, "on") DO UPDATE SET last = agencies_numberbook.last + 1 RETURNING last)"""
# What is another in every submission, as an expression over its id and its agency's number.
VARIED = {
    ("dossiers_dossier", "id"): "%(id)s::uuid",
    ("dossiers_dossier", "code"): "%(agency)s || '-FLOOR-' || (SELECT last FROM number)",
    ("dossiers_dossier", "agency"): "%(agency)s",
    ("dossiers_dossier", "receiving_agency"): "%(agency)s",
    ("ledger_entry", "id"): "nextval('ledger_entry_id')",
    ("ledger_entry", "xid"): "pg_current_xact_id()",
    ("ledger_entry", "stream"): "'dossier/' || %(id)s",
    ("ledger_entry", "recorded_at"): "clock_timestamp()",
    ("ledger_head", "stream"): "'dossier/' || %(id)s",
    ("ledger_idempotency", "stream"): "'dossier/' || %(id)s",
    ("ledger_idempotency", "key"): "%(id)s",
    ("dossiers_state", "dossier_id"): "%(id)s::uuid",
    ("dossiers_content", "id"): "gen_random_uuid()",
    ("dossiers_content", "dossier_id"): "%(id)s::uuid",
    ("dossiers_paper", "dossier_id"): "%(id)s::uuid",
    ("files_wrapping", "holder"): "'dossier/' || %(id)s",
}


class Floor(msgspec.Struct, frozen=True):
    """The statement, and the parameters that stay the same."""

    statement: str
    values: dict[str, Any]


def floor_of(dsn: str, dossier: str) -> Floor:
    """Make the statement from the rows of a real submission."""
    parts = [NUMBER]
    values: dict[str, Any] = {}
    with psycopg.connect(dsn, autocommit=True) as connection:
        for table, condition in TABLES.items():
            columns = _columns(connection, table)
            chosen = ", ".join(f'"{name}"::text' if kind == "tsvector" else f'"{name}"' for name, kind in columns)
            where = condition.format(id=f"'{uuid.UUID(dossier)}'")
            rows = connection.execute(f"SELECT {chosen} FROM {table} WHERE {where}").fetchall()
            assert len(rows) == 1, f"{table} has {len(rows)} rows of one submission"
            shown = []
            for (name, kind), value in zip(columns, rows[0], strict=True):
                parameter = f"{table}_{name}"
                varied = VARIED.get((table, name))
                if varied is None:
                    values[parameter] = value
                shown.append(varied or f"%({parameter})s::{kind}")
            names = ", ".join(f'"{name}"' for name, _ in columns)
            parts.append(f"{table} AS (INSERT INTO {table} ({names}) VALUES ({', '.join(shown)}))")
    return Floor(statement=",\n".join(parts) + "\nSELECT last FROM number", values=values)


def _columns(connection: psycopg.Connection[Any], table: str) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum",
        [table],
    ).fetchall()


def press(dsn: str, floor: Floor, agencies: Sequence[str], count: int, connections: int) -> float:
    """Do it `count` times from a process of its own; return the seconds."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_press, (dsn, floor, list(agencies), count, connections))


def _press(dsn: str, floor: Floor, agencies: list[str], count: int, connections: int) -> float:
    lines = [psycopg.connect(dsn, autocommit=True) for _ in range(connections)]

    def work(own: Iterator[int]) -> None:
        line = lines.pop()
        for index in own:
            parameters = {**floor.values, "id": str(uuid.uuid4()), "agency": agencies[index % len(agencies)]}
            line.execute(floor.statement, parameters, prepare=True)
        line.close()

    return in_threads(work, count, connections)
