"""What the desk reads besides the lists: a paper's place, names of procedures, what officials hold, own phrases."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec
from django.db import connection

from motcua.foundation.policy.types import Actor
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries._filter import COLUMNS, RUNNING, allowed_rows, row_of
from motcua.service.dossiers.types.batches import Held, Load
from motcua.service.dossiers.types.keeping import Phrase, SavedFilter
from motcua.service.dossiers.types.queues import Narrowing, Queue
from motcua.service.dossiers.types.views import DossierRow

_NARROWING = msgspec.json.Decoder(Narrowing)


def is_paper(dossier: str, file: str) -> bool:
    """Say whether a file is a paper of the dossier: what is still being sent for a supplement is not one yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM dossiers_paper WHERE dossier_id = %s AND file = %s", [dossier, file])
        return cursor.fetchone() is not None


def versions_of(rows: Iterable[DossierRow]) -> dict[tuple[str, int, str], ProcedureVersion]:
    """Return the procedures that these rows are of, each looked up once."""
    return {key: procedures.version(*key) for key in {(row.procedure, row.procedure_version, row.part) for row in rows}}


def held_by(official: str, *, actor: Actor, now: datetime, end_of_day: datetime, limit: int) -> Held:
    """Return what an official holds in the actor's agency, what is due first first: its numbers, and `limit` rows."""
    allowed, values = allowed_rows(actor)
    condition = f"FROM dossiers_dossier WHERE holder = %s AND agency = %s AND is_open AND ({allowed})"
    values = [official, actor.agency, *values]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE due_at < %s AND {RUNNING}), "
            f"count(*) FILTER (WHERE due_at BETWEEN %s AND %s AND {RUNNING}) {condition}",
            [now, now, end_of_day + timedelta(days=2), *values],
        )
        total, overdue, soon = cursor.fetchone()
        cursor.execute(f"SELECT {COLUMNS} {condition} ORDER BY due_at, id LIMIT %s", [*values, limit])
        rows = tuple(row_of(row) for row in cursor.fetchall())
    return Held(total=total, overdue=overdue, soon=soon, rows=rows, at=now)


def loads(agency: str, officials: Mapping[str, frozenset[str]]) -> tuple[Load, ...]:
    """Return how many open dossiers each of these officials (with their sectors) holds in an agency, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT holder, count(*) FROM dossiers_dossier WHERE agency = %s AND is_open AND holder = ANY(%s) "
            "GROUP BY holder",
            [agency, list(officials)],
        )
        counts = dict(cursor.fetchall())
    return tuple(Load(official=one, open=counts.get(one, 0), sectors=limits) for one, limits in officials.items())


def phrases_of(person: str) -> tuple[Phrase, ...]:
    """Return an official's own phrases, by act and in the official's own order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, act, title, text FROM dossiers_phrase WHERE owner = %s ORDER BY act, place, id", [person]
        )
        return tuple(Phrase(*row) for row in cursor.fetchall())


def filters_of(person: str) -> tuple[SavedFilter, ...]:
    """Return an official's own filters, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, name, queue, narrowing FROM dossiers_saved_filter WHERE owner = %s ORDER BY name, id",
            [person],
        )
        return tuple(
            SavedFilter(id=row[0], name=row[1], queue=Queue(row[2]), narrowing=_NARROWING.decode(row[3]))
            for row in cursor.fetchall()
        )
