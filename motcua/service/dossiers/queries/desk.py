"""What the desk reads besides the lists: a queue narrowed down, a paper's place, names of procedures."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor
from motcua.register.access.queries import sql_condition
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries.lists import COLUMNS, TIES, condition_of, row_of
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.views import DossierRow


def narrowed(
    which: Queue,
    *,
    actor: Actor,
    now: datetime,
    end_of_day: datetime,
    procedure: str = "",
    channel: str = "",
    after: tuple[datetime, str] | None = None,
    backward: bool = False,
    limit: int = 50,
) -> list[DossierRow]:
    """Return a queue as `lists.queue` does, only of one procedure or one channel where these are given."""
    condition, parameters = condition_of(which, actor, now, end_of_day)
    allowed, more = sql_condition(registry.row("dossier.view"), actor, TIES)
    order, sign = ("DESC", "<") if backward else ("ASC", ">")
    narrowing, chosen = "", []
    for column, value in (("procedure", procedure), ("channel", channel)):
        if value:
            narrowing += f" AND {column} = %s"
            chosen.append(value)
    keyed = f" AND (due_at, id) {sign} (%s, %s::uuid)" if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM dossiers_dossier WHERE {condition} AND ({allowed}){narrowing}{keyed} "  # noqa: S608
            f"ORDER BY due_at {order}, id {order} LIMIT %s",
            [*parameters, *more, *chosen, *(after or ()), limit],
        )
        return [row_of(row) for row in cursor.fetchall()]


def is_paper(dossier: str, file: str) -> bool:
    """Say whether a file is a paper of the dossier: what is still being sent for a supplement is not one yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM dossiers_paper WHERE dossier_id = %s AND file = %s", [dossier, file])
        return cursor.fetchone() is not None


def versions_of(rows: Iterable[DossierRow]) -> dict[tuple[str, int, str], ProcedureVersion]:
    """Return the procedures that these rows are of, each looked up once."""
    return {key: procedures.version(*key) for key in {(row.procedure, row.procedure_version, row.part) for row in rows}}
