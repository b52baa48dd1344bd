"""Queues, searches and my dossiers: each paged by key, each with its index, all under one filter of the policies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.foundation.interface.diacritics import fold
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor
from motcua.register.access.queries import sql_condition
from motcua.register.access.types import Columns
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import WAITING, Channel, Status
from motcua.service.dossiers.types.views import DossierRow

COLUMNS = (
    "id::text, code, status, procedure, procedure_version, part, channel, agency, receiving_agency, step, holder, "
    "applicant_name, submitted_at, received_at, due_at, ended_at, version"
)
# Which column or expression holds each fact that a policy's tie asks for.
TIES = Columns(
    agency="agency",
    agencies="ARRAY[agency, receiving_agency, opinion_agency]",
    receiving="receiving_agency",
    holder="holder",
    subjects="ARRAY[applicant::text, filer::text]",
    sector="sector",
)
# As literals and not as parameters: only so does PostgreSQL see that a queue's own index holds them all.
_WAITING = ", ".join(f"'{each.value}'" for each in WAITING)
_STOPPED = ", ".join(
    f"'{each.value}'" for each in (*WAITING, Status.AWAITING_LINKED) if each is not Status.AWAITING_OPINION
)


def _key(after: tuple[datetime, str] | None) -> tuple[Any, ...]:
    return after or ()


def row_of(row: Sequence[Any]) -> DossierRow:
    """Return one row that was selected with `COLUMNS`."""
    return DossierRow(
        id=row[0], code=row[1], status=Status(row[2]), procedure=row[3], procedure_version=row[4], part=row[5],
        channel=Channel(row[6]), agency=row[7], receiving_agency=row[8], step=row[9], holder=row[10],
        applicant_name=row[11], submitted_at=row[12], received_at=row[13], due_at=row[14], ended_at=row[15],
        version=row[16],
    )  # fmt: skip


def condition_of(which: Queue, actor: Actor, now: datetime, end_of_day: datetime) -> tuple[str, list[Any]]:
    """Return what a queue holds, as an SQL condition on the table of dossiers with its parameters; no policy in it."""
    ours = "agency = %s AND is_open"
    taken_in = "receiving_agency = %s AND"
    conditions: dict[Queue, tuple[str, list[Any]]] = {
        Queue.TO_RECEIVE: (f"{taken_in} is_open AND status = 'submitted'", [actor.agency]),
        Queue.MINE: ("holder = %s AND is_open", [actor.id]),
        Queue.UNIT: (ours, [actor.agency]),
        Queue.UNASSIGNED: (f"{ours} AND status IN ('received', 'in-progress') AND holder = ''", [actor.agency]),
        Queue.DUE_TODAY: (
            f"{ours} AND due_at BETWEEN %s AND %s AND status <> 'awaiting-linked'",
            [actor.agency, now, end_of_day],
        ),
        # While the clock stands still for the applicant the date moves on with it, so nothing is overdue.
        Queue.OVERDUE: (f"{ours} AND due_at < %s AND status NOT IN ({_STOPPED})", [actor.agency, now]),
        Queue.WAITING: (f"{ours} AND status IN ({_WAITING})", [actor.agency]),
        Queue.ASKED_OF_US: ("opinion_agency = %s AND is_open", [actor.agency]),
        Queue.TO_HAND_OVER: (
            f"{taken_in} NOT is_open AND status IN ('granted', 'rejected')",
            [actor.agency],
        ),
        Queue.FOR_OTHERS: (f"{taken_in} agency <> receiving_agency AND is_open", [actor.agency]),
    }
    return conditions[which]


def queue(
    which: Queue,
    *,
    actor: Actor,
    now: datetime,
    end_of_day: datetime,
    after: tuple[datetime, str] | None = None,
    backward: bool = False,
    limit: int = 50,
) -> list[DossierRow]:
    """Return up to `limit` rows of a queue, what is due first first, after (or before) the key (due_at, id)."""
    condition, parameters = condition_of(which, actor, now, end_of_day)
    allowed, more = sql_condition(registry.row("dossier.view"), actor, TIES)
    order = "DESC" if backward else "ASC"
    keyed = ""
    if after is not None:
        keyed = f"AND (due_at, id) {'<' if backward else '>'} (%s, %s::uuid)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM dossiers_dossier WHERE {condition} AND ({allowed}) {keyed} "  # noqa: S608
            f"ORDER BY due_at {order}, id {order} LIMIT %s",
            [*parameters, *more, *_key(after), limit],
        )
        return [row_of(row) for row in cursor.fetchall()]


def queue_counts(actor: Actor, now: datetime, end_of_day: datetime, ceiling: int = 1000) -> dict[Queue, int]:
    """Return how many are in each queue, in one statement; counting stops at `ceiling`."""
    allowed, more = sql_condition(registry.row("dossier.view"), actor, TIES)
    parts: list[str] = []
    parameters: list[Any] = []
    for which in Queue:
        condition, values = condition_of(which, actor, now, end_of_day)
        parts.append(
            f"(SELECT count(*) FROM (SELECT 1 FROM dossiers_dossier WHERE {condition} AND ({allowed}) LIMIT %s) q)"  # noqa: S608
        )
        parameters += [*values, *more, ceiling]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), parameters)
        return dict(zip(Queue, cursor.fetchone(), strict=True))


def search(
    text: str,
    *,
    actor: Actor,
    after: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> list[DossierRow]:
    """
    Return dossiers that this actor may see: by code exactly, else by the applicant's name, marks and case aside.

    The latest first, after the key (submitted_at, id).
    """
    allowed, more = sql_condition(registry.row("dossier.view"), actor, TIES)
    stripped = text.strip()
    if not stripped:
        return []
    keyed = "AND (submitted_at, id) < (%s, %s::uuid)" if after is not None else ""
    with connection.cursor() as cursor:
        for condition, value in (
            ("code = %s", stripped.upper()),
            ("search_vector @@ to_tsquery('simple', %s)", _prefix_query(stripped)),
        ):
            if not value:
                continue
            cursor.execute(
                f"SELECT {COLUMNS} FROM dossiers_dossier WHERE {condition} AND ({allowed}) {keyed} "  # noqa: S608
                "ORDER BY submitted_at DESC, id DESC LIMIT %s",
                [value, *more, *_key(after), limit],
            )
            rows = [row_of(row) for row in cursor.fetchall()]
            if rows:
                return rows
    return []


def _prefix_query(text: str) -> str:
    words = ["".join(letter for letter in word if letter.isalnum()) for word in fold(text).split()]
    return " & ".join(f"{word}:*" for word in words if word)


def mine(
    person: str, *, after: tuple[datetime, str] | None = None, backward: bool = False, limit: int = 20
) -> list[DossierRow]:
    """Return a person's own dossiers, the latest first, after (or before) the key (submitted_at, id)."""
    order, sign = ("ASC", ">") if backward else ("DESC", "<")
    keyed = f"AND (submitted_at, id) {sign} (%s, %s::uuid)" if after is not None else ""
    parts = " UNION ".join(
        f"(SELECT {COLUMNS} FROM dossiers_dossier WHERE {column} = %s {keyed} "  # noqa: S608
        f"ORDER BY submitted_at {order}, id {order} LIMIT %s)"
        for column in ("applicant", "filer")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({parts}) q ORDER BY submitted_at {order}, id {order} LIMIT %s",  # noqa: S608
            [*[value for _ in range(2) for value in (person, *_key(after), limit)], limit],
        )
        return [row_of(row) for row in cursor.fetchall()]
