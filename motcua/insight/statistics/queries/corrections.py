"""The list of corrections, the latest first, paged by key."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.foundation.interface.keyset import Cursor
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop
from motcua.insight.statistics.types import Correction, Figure

_COLUMNS = "entry, ordinal, recorded_at, occurred_on, agency, month, figure, same_day, before, after, reason"


def bad_cursor() -> Refused:
    """Return the refusal of a cursor that no page of the list has shown."""
    return refuse("bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page."))


CorrectionKey = tuple[datetime, int, int]


def corrections(
    *,
    agency: str = "",
    month: date | None = None,
    after: CorrectionKey | None = None,
    backward: bool = False,
    limit: int = 50,
) -> list[Correction]:
    """Return up to `limit` corrections after (or before) the key (recorded_at, entry, ordinal)."""
    order, sign = ("ASC", ">") if backward else ("DESC", "<")
    conditions, values = ["true"], list[Any]()
    for condition, value in (("agency = %s", agency), ("month = %s", month)):
        if value:
            conditions.append(condition)
            values.append(value)
    if after is not None:
        conditions.append(f"(recorded_at, entry, ordinal) {sign} (%s, %s, %s)")
        values += after
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM statistics_correction WHERE {' AND '.join(conditions)} "
            f"ORDER BY recorded_at {order}, entry {order}, ordinal {order} LIMIT %s",
            [*values, limit],
        )
        return [_correction(row) for row in cursor.fetchall()]


def correction_key(cursor: Cursor | None) -> CorrectionKey | None:
    """Return the key at which a page of corrections begins. Refuses `bad-cursor`."""
    if cursor is None:
        return None
    try:
        moment, entry, ordinal = cursor.key
        return datetime.fromisoformat(str(moment)), int(str(entry)), int(str(ordinal))
    except ValueError as error:
        raise bad_cursor() from error


def _correction(row: tuple[Any, ...]) -> Correction:
    return Correction(
        entry=row[0], ordinal=row[1], recorded_at=row[2], occurred_on=row[3], agency=row[4], month=row[5],
        figure=Figure(row[6]), same_day=row[7], before=row[8], after=row[9], reason=row[10],
    )  # fmt: skip
