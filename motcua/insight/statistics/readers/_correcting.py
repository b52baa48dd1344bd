"""Corrections: a figure that was published moves, and its number before and after is kept."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.backends.utils import CursorWrapper

from motcua.insight.statistics.queries.overdue import RUNNING
from motcua.insight.statistics.rules.months import end_of
from motcua.insight.statistics.types import Change, Figure

_WRITE = (
    "INSERT INTO statistics_correction (entry, ordinal, recorded_at, occurred_on, agency, month, figure, same_day, "
    "before, after, reason) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def began(cursor: CursorWrapper, first: datetime) -> datetime:
    """Return when the ledger's first entry about a dossier was recorded; `first`, if this is it."""
    cursor.execute(
        "INSERT INTO statistics_began (began_at) SELECT %s WHERE NOT EXISTS (SELECT 1 FROM statistics_began)", [first]
    )
    cursor.execute("SELECT began_at FROM statistics_began")
    moment: datetime = cursor.fetchone()[0]
    return moment


def write(cursor: CursorWrapper, changes: Sequence[Change]) -> None:
    """Keep what one entry changes in months that are closed; the tables must hold everything before it."""
    moved: dict[tuple[str, date, Figure], int] = defaultdict(int)
    for change in changes:
        posting = change.posting
        moved[posting.agency, posting.month, posting.figure] += posting.by
    one = changes[0]
    rows: list[tuple[Any, ...]] = []
    for (agency, month, figure), by in sorted(moved.items()):
        if by:
            before = _figure(cursor, agency, month, figure)
            rows.append(
                (one.entry, len(rows), one.recorded_at, one.occurred_on, agency, month, figure.value, one.same_day,
                 before, before + by, one.reason)
            )  # fmt: skip
    cursor.executemany(_WRITE, rows)


def _figure(cursor: CursorWrapper, agency: str, month: date, figure: Figure) -> int:
    """Return an agency's whole figure of a month as it is known so far."""
    cursor.execute(
        f"SELECT coalesce(sum({figure.value}), 0) FROM statistics_month WHERE agency = %s AND month = %s",  # noqa: S608
        [agency, month],
    )
    (known,) = cursor.fetchone()
    if figure is Figure.OPEN_OVERDUE:
        cursor.execute(
            f"{RUNNING} AND s.agency = %s GROUP BY m.month", [[month], [end_of(month)], end_of(month), agency]
        )
        known += sum(row[1] for row in cursor.fetchall())
    return int(known)
