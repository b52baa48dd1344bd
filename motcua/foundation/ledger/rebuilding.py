"""Rebuild a projection from zero beside the living one, then swap: readers of its tables never see it half done."""

from collections.abc import Callable

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.following import BEGINNING, LOCK_SPACE, Position, next_entries
from motcua.foundation.ledger.readers import Projection
from motcua.foundation.ledger.roles import OWNER, application_role

BATCH = 2000


def rebuild(reader: Projection, progress: Callable[[int], None] | None = None) -> int:
    """Fold the whole ledger into shadow tables, swap them in, and return how many entries were applied."""
    schema = f"rebuild_{reader.name.replace('.', '_').replace('-', '_')}"
    applied = 0
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")
        for table in reader.tables:
            cursor.execute(f"CREATE TABLE {schema}.{table} (LIKE public.{table} INCLUDING ALL)")
        position, applied = _fold(cursor, reader, schema, BEGINNING, progress, applied)
        # The living reader is held off for what came meanwhile and the swap: moments, not the whole fold.
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, reader.name])
        try:
            position, applied = _fold(cursor, reader, schema, position, progress, applied)
            _swap(cursor, reader, schema, position)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK_SPACE, reader.name])
    return applied


def _fold(
    cursor: CursorWrapper,
    reader: Projection,
    schema: str,
    position: Position,
    progress: Callable[[int], None] | None,
    applied: int,
) -> tuple[Position, int]:
    while True:
        entries, last = next_entries(cursor, reader.kinds, position, BATCH)
        if last is None:
            return position, applied
        with transaction.atomic(using=OWNER, durable=True):
            cursor.execute(f"SET LOCAL search_path = {schema}, public")
            if entries:
                reader.apply(cursor, entries)
        position = last
        applied += len(entries)
        if progress:
            progress(applied)


def _swap(cursor: CursorWrapper, reader: Projection, schema: str, position: Position) -> None:
    cursor.execute("SELECT quote_ident(%s)", [application_role()])
    (role,) = cursor.fetchone()
    with transaction.atomic(using=OWNER, durable=True):
        for table in reader.tables:
            cursor.execute(f"DROP TABLE public.{table}")
            cursor.execute(f"ALTER TABLE {schema}.{table} SET SCHEMA public")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON public.{table} TO {role}")
        cursor.execute(
            "INSERT INTO ledger_reader (name, kind, epoch, xid, id, recorded_at) "
            "VALUES (%s, 'projection', %s, %s::text::xid8, %s, %s) ON CONFLICT (name) DO UPDATE SET "
            "epoch = EXCLUDED.epoch, xid = EXCLUDED.xid, id = EXCLUDED.id, recorded_at = EXCLUDED.recorded_at, "
            "state = 'running', problem = '', problem_entry = NULL, moved_at = clock_timestamp()",
            [reader.name, position.epoch, position.xid, position.id, position.recorded_at],
        )
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
