"""Results issued, the latest first, paged by key; each way of asking has its index."""

from datetime import date
from typing import Any

from django.db import connection

from motcua.foundation.interface.keyset import Cursor
from motcua.insight.statistics.queries.corrections import bad_cursor
from motcua.insight.statistics.rules.months import next_month
from motcua.insight.statistics.types import IssuedResult, ResultsAsked

_COLUMNS = "number, listed_on, is_small, procedure, version, listed_agency, time_class, granted"


def results(
    asked: ResultsAsked, *, after: tuple[date, int] | None = None, backward: bool = False, limit: int = 50
) -> list[IssuedResult]:
    """Return up to `limit` results after (or before) the key (listed_on, number)."""
    order, sign = ("ASC", ">") if backward else ("DESC", "<")
    conditions, values = ["true"], list[Any]()
    for condition, value in (("procedure = %s", asked.procedure), ("listed_agency = %s", asked.agency)):
        if value:
            conditions.append(condition)
            values.append(value)
    if asked.month is not None:
        conditions.append("listed_on >= %s AND listed_on < %s")
        values += [asked.month, next_month(asked.month)]
    if after is not None:
        conditions.append(f"(listed_on, number) {sign} (%s, %s)")
        values += after
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM statistics_result WHERE {' AND '.join(conditions)} "
            f"ORDER BY listed_on {order}, number {order} LIMIT %s",
            [*values, limit],
        )
        return [_result(row) for row in cursor.fetchall()]


def result_key(cursor: Cursor | None) -> tuple[date, int] | None:
    """Return the key at which a page of results begins. Refuses `bad-cursor`."""
    if cursor is None:
        return None
    try:
        day, number = cursor.key
        return date.fromisoformat(str(day)), int(str(number))
    except ValueError as error:
        raise bad_cursor() from error


def _result(row: tuple[Any, ...]) -> IssuedResult:
    return IssuedResult(
        number=row[0], listed_on=row[1], is_small=row[2], procedure=row[3], version=row[4], agency=row[5],
        time_class=row[6], granted=row[7],
    )  # fmt: skip
