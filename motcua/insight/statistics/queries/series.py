"""Months of an agency or of the city, and a month of all agencies: each in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from msgspec.structs import replace

from motcua.insight.statistics.queries.overdue import RUNNING
from motcua.insight.statistics.rules.months import end_of, month_of, months_before, next_month, official
from motcua.insight.statistics.types import Figure, Figures, Line, MonthOf, Official, ProcedureFigures

_NAMES = tuple(figure.value for figure in Figure)
_SUMS = ", ".join(f"coalesce(sum({name}), 0)::int" for name in _NAMES)
_SPLIT = tuple(figure.value for figure in Figure if figure is not Figure.OPEN_OVERDUE)
_OPENED = "received + transferred_in - early - on_time - late - withdrawn - stopped - transferred_out"


def first_month() -> date | None:
    """Return the earliest month that has figures; None while there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(month) FROM statistics_month")
        found: date | None = cursor.fetchone()[0]
    return found


def last_month(agency: str) -> date | None:
    """Return the latest month that has figures of an agency; None while there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(month) FROM statistics_month WHERE agency = %s", [agency])
        found: date | None = cursor.fetchone()[0]
    return found


def known_agencies() -> tuple[str, ...]:
    """Return the codes of all agencies that have ever had figures."""
    with connection.cursor() as cursor:
        # A loose scan: one step of the primary key for each agency, however many months it has.
        cursor.execute(
            "WITH RECURSIVE known (code) AS (SELECT min(agency) FROM statistics_month UNION ALL "
            "SELECT (SELECT min(agency) FROM statistics_month WHERE agency > k.code) FROM known k WHERE k.code IS NOT NULL) "
            "SELECT code FROM known WHERE code IS NOT NULL"
        )
        return tuple(row[0] for row in cursor.fetchall())


def lines(which: MonthOf, *, last: date, count: int, now: datetime) -> tuple[Line, ...]:
    """
    Return up to `count` months of an agency or of the city that end with `last`, the latest first.

    `now` (aware, a whole minute) is where the running month is measured. Months before the first figures are left out.
    """
    with connection.cursor() as cursor:
        counted = _months(cursor, which, last)
        if not counted:
            return ()
        began = _began(cursor)
        shown = [month for month in (months_before(last, back) for back in range(count)) if month >= min(counted)]
        running = _running(cursor, shown, now, which)
        corrected_by = _corrections(cursor, which, shown)
    carried, month, found = 0, min(counted), dict[date, Line]()
    while month <= last:
        known = counted.get(month, Figures())
        known = replace(known, open_overdue=known.open_overdue + running.get(month, 0))
        found[month] = _line(which.agency, month, known, corrected_by.get(month, Figures()), carried, now, began)
        carried += known.opened
        month = next_month(month)
    return tuple(found[month] for month in shown)


def by_agency(month: date, *, same_day: bool, now: datetime) -> tuple[Line, ...]:
    """Return a month of every agency that had something in it or still had something open, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT agency, {', '.join(f'coalesce(sum({name}) FILTER (WHERE month = %s), 0)::int' for name in _NAMES)}, "
            f"coalesce(sum({_OPENED}) FILTER (WHERE month < %s), 0)::int "
            f"FROM statistics_month WHERE month <= %s {_kept(same_day)} GROUP BY agency ORDER BY agency",
            [*[month] * (len(_NAMES) + 1), month],
        )
        rows = cursor.fetchall()
        began = _began(cursor)
        at = min(end_of(month), now)
        cursor.execute(
            f"{RUNNING.replace('SELECT m.month', 'SELECT s.agency')} {_kept(same_day, 's.')} GROUP BY s.agency",
            [[month], [at], at],
        )
        running = dict(cursor.fetchall())
        cursor.execute(
            "SELECT agency, figure, sum(after - before)::int FROM statistics_correction "
            f"WHERE month = %s {_kept(same_day)} GROUP BY agency, figure",
            [month],
        )
        corrected_by = _by_key(cursor.fetchall())
    found = []
    for agency, *counts, carried in rows:
        known = _figures(counts)
        known = replace(known, open_overdue=known.open_overdue + running.get(agency, 0))
        line = _line(agency, month, known, corrected_by.get(agency, Figures()), carried, now, began)
        if carried or known != Figures() or line.is_corrected:
            found.append(line)
    return tuple(found)


def by_procedure(month: date, *, same_day: bool) -> tuple[ProcedureFigures, ...]:
    """Return a month of every procedure in the whole city, the most received first; as known now, without overdue ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT procedure, {', '.join(f'sum({name})::int' for name in _SPLIT)} FROM statistics_detail "
            f"WHERE month = %s {_kept(same_day)} GROUP BY procedure ORDER BY sum(received) DESC, procedure",
            [month],
        )
        return tuple(
            ProcedureFigures(procedure=row[0], figures=Figures(**dict(zip(_SPLIT, row[1:], strict=True))))
            for row in cursor.fetchall()
        )


def _months(cursor: CursorWrapper, which: MonthOf, last: date) -> dict[date, Figures]:
    cursor.execute(
        f"SELECT month, {_SUMS} FROM statistics_month WHERE month <= %s {_of(which)} {_kept(which.same_day)} "
        "GROUP BY month",
        [last, *_values(which)],
    )
    return {row[0]: _figures(row[1:]) for row in cursor.fetchall()}


def _began(cursor: CursorWrapper) -> datetime | None:
    cursor.execute("SELECT began_at FROM statistics_began")
    row = cursor.fetchone()
    return row[0] if row else None


def _running(cursor: CursorWrapper, months: Sequence[date], now: datetime, which: MonthOf) -> dict[date, int]:
    ended = [month for month in months if month <= month_of(now)]
    if not ended:
        return {}
    moments = [min(end_of(month), now) for month in ended]
    cursor.execute(
        f"{RUNNING} {_of(which, 's.')} {_kept(which.same_day, 's.')} GROUP BY m.month",
        [ended, moments, max(moments), *_values(which)],
    )
    return dict(cursor.fetchall())


def _corrections(cursor: CursorWrapper, which: MonthOf, months: Sequence[date]) -> Mapping[Any, Figures]:
    cursor.execute(
        "SELECT month, figure, sum(after - before)::int FROM statistics_correction "
        f"WHERE month = ANY(%s) {_of(which)} {_kept(which.same_day)} GROUP BY month, figure",
        [list(months), *_values(which)],
    )
    return _by_key(cursor.fetchall())


def _by_key(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, Figures]:
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for key, figure, by in rows:
        found[key][figure] = by
    return {key: Figures(**values) for key, values in found.items()}


def _line(
    agency: str, month: date, known: Figures, moved: Figures, carried: int, now: datetime, began: datetime | None
) -> Line:
    stands = official(month, now=now, began=began)
    return Line(
        agency=agency, month=month, official=stands, corrected=known, carried_over=carried,
        figures=known - moved if stands is Official.PUBLISHED else known, open_at_end=carried + known.opened,
    )  # fmt: skip


def _figures(row: Sequence[int]) -> Figures:
    return Figures(**dict(zip(_NAMES, row, strict=True)))


def _of(which: MonthOf, table: str = "") -> str:
    return f"AND {table}agency = %s" if which.agency else ""


def _values(which: MonthOf) -> list[str]:
    return [which.agency] if which.agency else []


def _kept(same_day: bool, table: str = "") -> str:
    return "" if same_day else f"AND NOT {table}same_day"
