"""What is carried out of a queue: first whose data it is, then the rows, a chunk at a time."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db import connection

from motcua.foundation.policy.types import Actor
from motcua.service.dossiers.queries._filter import COLUMNS, allowed_rows, row_of, where
from motcua.service.dossiers.types.queues import Narrowing, Queue
from motcua.service.dossiers.types.views import DossierRow

CHUNK = 500


class Exported(msgspec.Struct, frozen=True):
    """Which dossiers an export has, in their order, and whose data is in it."""

    ids: tuple[str, ...]
    subjects: frozenset[str]


def exported(
    which: Queue, narrowing: Narrowing, *, actor: Actor, now: datetime, end_of_day: datetime, limit: int
) -> Exported:
    """Return up to `limit` dossiers of a queue as ids, what is due first first, with the persons that they are about."""
    condition, values = where(which, narrowing, actor, now, end_of_day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id::text, applicant::text, filer::text FROM dossiers_dossier WHERE {condition} "  # noqa: S608
            "ORDER BY due_at, id LIMIT %s",
            [*values, limit],
        )
        found = cursor.fetchall()
    return Exported(ids=tuple(row[0] for row in found), subjects=frozenset(one for row in found for one in row[1:]))


def rows(ids: tuple[str, ...], actor: Actor) -> Iterator[list[DossierRow]]:
    """
    Yield these dossiers in their order, a chunk at a time; those that the actor may no longer see are left out.

    Nothing but what was on record when the export began can come.
    """
    allowed, values = allowed_rows(actor)
    for start in range(0, len(ids), CHUNK):
        part = list(ids[start : start + CHUNK])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {COLUMNS} FROM dossiers_dossier WHERE id = ANY(%s::uuid[]) AND ({allowed})",  # noqa: S608
                [part, *values],
            )
            found = {row[0]: row_of(row) for row in cursor.fetchall()}
        yield [found[one] for one in part if one in found]
