"""Queues, searches and my dossiers: each paged by key, each with its index, all under one filter of the policies."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.foundation.interface.diacritics import words_in
from motcua.foundation.policy.types import Actor
from motcua.register.people import queries as people
from motcua.service.dossiers.queries._filter import (
    COLUMNS,
    Condition,
    allowed_rows,
    condition_of,
    row_of,
    where,
)
from motcua.service.dossiers.rules.codes import codes_meant
from motcua.service.dossiers.types.queues import WHOLE, Narrowing, Queue
from motcua.service.dossiers.types.views import DossierRow


def _key(after: tuple[datetime, str] | None) -> tuple[Any, ...]:
    return after or ()


def queue(
    which: Queue,
    *,
    actor: Actor,
    now: datetime,
    end_of_day: datetime,
    narrowing: Narrowing = WHOLE,
    after: tuple[datetime, str] | None = None,
    backward: bool = False,
    including: bool = False,
    limit: int = 50,
) -> list[DossierRow]:
    """
    Return up to `limit` rows of a queue, what is due first first, after (or before) the key (due_at, id).

    With `including` the row of that key is the first.
    """
    condition, values = where(which, narrowing, actor, now, end_of_day)
    order, sign = ("DESC", "<") if backward else ("ASC", ">")
    keyed = f"AND (due_at, id) {sign}{'=' if including else ''} (%s, %s::uuid)" if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM dossiers_dossier WHERE {condition} {keyed} "  # noqa: S608
            f"ORDER BY due_at {order}, dossiers_dossier.id {order} LIMIT %s",
            [*values, *_key(after), limit],
        )
        return [row_of(row) for row in cursor.fetchall()]


def neighbours(
    which: Queue,
    *,
    actor: Actor,
    now: datetime,
    end_of_day: datetime,
    narrowing: Narrowing,
    of: tuple[datetime, str],
) -> tuple[str, str]:
    """Return the codes of the dossiers before and after the key (due_at, id) in a queue, empty where there is none."""
    condition, values = where(which, narrowing, actor, now, end_of_day)
    parts = [
        f"(SELECT code FROM dossiers_dossier WHERE {condition} AND (due_at, id) {sign} (%s, %s::uuid) "  # noqa: S608
        f"ORDER BY due_at {order}, id {order} LIMIT 1)"
        for sign, order in (("<", "DESC"), (">", "ASC"))
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [*values, *of, *values, *of])
        before, following = cursor.fetchone()
    return before or "", following or ""


def seen_rows(codes: list[str], actor: Actor) -> dict[str, DossierRow]:
    """Return those of these dossiers that an official may see, by code."""
    allowed, values = allowed_rows(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM dossiers_dossier WHERE code = ANY(%s) AND ({allowed})",  # noqa: S608
            [codes, *values],
        )
        return {row[1]: row_of(row) for row in cursor.fetchall()}


def queue_counts(actor: Actor, now: datetime, end_of_day: datetime, ceiling: int = 1000) -> dict[Queue, int]:
    """Return how many are in each queue, in one statement; counting stops at `ceiling`."""
    allowed, more = allowed_rows(actor)
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
    today: date,
    after: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> list[DossierRow]:
    """
    Return dossiers in which the actor's agency has a part and that they may see: by code or the number at its end, else
    by identity number; without a digit, by the applicant's name, marks and case aside.

    An identity number finds whose it is said to be, declared or verified. The latest first, after the key
    (submitted_at, id).
    """
    for statement, values in _ways_to_find(text.strip(), actor, today, after, limit):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            if rows := [row_of(row) for row in cursor.fetchall()]:
                return rows
    return []


# The limit stands in the statements: PostgreSQL plans one whose limit it does not know anew each time, a millisecond.
# What has few rows is looked up whatever the agency; words of a name are not few, see `_NAMED`.
_FEW = f"""
    SELECT {COLUMNS} FROM dossiers_dossier
    WHERE {{condition}} AND %s IN (agency, receiving_agency, opinion_agency) AND ({{allowed}}) {{keyed}}
    ORDER BY submitted_at DESC, dossiers_dossier.id DESC LIMIT {{limit:d}}
"""  # noqa: S608
_HALF = "<half>"
_SHORT = 2
# Half year after half year, the latest first, until a page is full: PostgreSQL takes them one by one, in this order.
_NAMED = f"""
    SELECT * FROM (
        SELECT found.* FROM
            generate_series({{latest}}, (SELECT dossiers_half_year(min(submitted_at)) FROM dossiers_dossier), -1) half,
            LATERAL (
                SELECT {COLUMNS} FROM dossiers_dossier
                WHERE dossiers_words(agency, receiving_agency, opinion_agency, dossiers_half_year(submitted_at), search_vector)
                    @@ replace(%s, '{_HALF}', half::text)::tsquery
                    AND ({{allowed}}) {{keyed}}
                ORDER BY submitted_at DESC, dossiers_dossier.id DESC LIMIT {{limit:d}}
            ) found
        LIMIT {{limit:d}}
    ) page ORDER BY submitted_at DESC, id DESC
"""  # noqa: S608
_LATEST = "(SELECT dossiers_half_year(max(submitted_at)) FROM dossiers_dossier)"


def _ways_to_find(
    text: str, actor: Actor, today: date, after: tuple[datetime, str] | None, limit: int
) -> Iterator[Condition]:
    if not actor.agency:
        return
    keyed = "AND (submitted_at, id) < (%s, %s::uuid)" if after is not None else ""
    allowed, more = allowed_rows(actor)

    def few(condition: str, values: list[Any]) -> Condition:
        statement = _FEW.format(condition=condition, allowed=allowed, keyed=keyed, limit=limit)
        return statement, [*values, actor.agency, *more, *_key(after)]

    if any(letter.isdigit() for letter in text):
        yield few("code = ANY(%s)", [[*codes_meant(text, actor.agency, today)]])
        if known := [each.id for each in people.people_with_identifier(text, verified=False)]:
            yield few("(applicant = ANY(%s::uuid[]) OR filer = ANY(%s::uuid[]))", [known, known])
    elif words := _words_of_agency(text, actor.agency):
        latest = "dossiers_half_year(%s)" if after is not None else _LATEST
        statement = _NAMED.format(latest=latest, allowed=allowed, keyed=keyed, limit=limit)
        yield statement, [*(after or ())[:1], words, *more, *_key(after)]


def _words_of_agency(text: str, agency: str) -> str:
    """
    Return the words of a name as `dossiers_words` keeps them, of one agency and the half year that stands for `_HALF`.

    The last may be a beginning. One or two letters begin so many names that the index has them as words of their own.
    """
    words = words_in(text)
    if not words:
        return ""
    *whole, last = (f"{agency} {_HALF} {word}" for word in words)
    begun = f"'{last}*'" if len(words[-1]) <= _SHORT else f"'{last}':*"
    return " & ".join((*(f"'{word}'" for word in whole), begun))


def mine(
    person: str, *, after: tuple[datetime, str] | None = None, backward: bool = False, limit: int = 20
) -> list[DossierRow]:
    """Return a person's own dossiers, the latest first, after (or before) the key (submitted_at, id)."""
    order, sign = ("ASC", ">") if backward else ("DESC", "<")
    keyed = f"AND (submitted_at, id) {sign} (%s, %s::uuid)" if after is not None else ""
    parts = " UNION ".join(
        f"(SELECT {COLUMNS} FROM dossiers_dossier WHERE {column} = %s {keyed} "  # noqa: S608
        f"ORDER BY submitted_at {order}, dossiers_dossier.id {order} LIMIT %s)"
        for column in ("applicant", "filer")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({parts}) q ORDER BY submitted_at {order}, id {order} LIMIT %s",  # noqa: S608
            [*[value for _ in range(2) for value in (person, *_key(after), limit)], limit],
        )
        return [row_of(row) for row in cursor.fetchall()]
