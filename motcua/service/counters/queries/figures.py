"""Waiting times as figures: of all counters now, of one by day. They are open data: no ticket names anybody."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection

from motcua.foundation.clock.moments import local_day
from motcua.service.counters.types.views import DayFigures, Waiting, WindowToday

_WAIT = "extract(epoch FROM first_called_at - taken_at) / 60.0"


def waiting_now(now: datetime, *, after: str = "", backward: bool = False, limit: int = 50) -> list[Waiting]:
    """Return the counters by agency code: who waits now, open windows, the median wait of those called in the last hour."""
    on = local_day(now)
    order, sign = ("DESC", "<") if backward else ("ASC", ">")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT agency FROM counters_place WHERE agency {sign} %s ORDER BY agency {order} LIMIT %s",  # noqa: S608
            [after, limit],
        )
        codes = [code for (code,) in cursor.fetchall()]
        cursor.execute(
            "SELECT agency, count(*) FILTER (WHERE status = 'waiting'), "  # noqa: S608 -- our own expression
            f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {_WAIT}) FILTER (WHERE first_called_at > %s) "
            'FROM counters_ticket WHERE agency = ANY(%s) AND "on" = %s GROUP BY agency',
            [now - timedelta(hours=1), codes, on],
        )
        figures = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT agency, count(*) FROM counters_window "
            "WHERE agency = ANY(%s) AND \"on\" = %s AND status = 'open' GROUP BY agency",
            [codes, on],
        )
        windows = dict(cursor.fetchall())
    return [_waiting(code, figures.get(code, (0, None)), windows.get(code, 0)) for code in codes]


def _waiting(code: str, figures: tuple[int, float | None], windows: int) -> Waiting:
    waiting, median = figures
    return Waiting(
        agency=code, waiting=waiting, open_windows=windows, median_wait=None if median is None else float(median)
    )


def by_day(agency: str, *, since: date, until: date) -> list[DayFigures]:
    """Return the days of a counter from `since` to `until`, both with it, the latest first; days without a ticket are not."""
    return _days('agency = %s AND "on" BETWEEN %s AND %s', [agency, since, until])


def all_by_day(*, since: date, until: date) -> list[DayFigures]:
    """Return the days of all counters, the latest first, then by agency."""
    return _days('"on" BETWEEN %s AND %s', [since, until])


def _days(condition: str, values: Sequence[str | date]) -> list[DayFigures]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency, \"on\", count(*), count(*) FILTER (WHERE status = 'done'), "  # noqa: S608 -- our own words
            "count(*) FILTER (WHERE status = 'missed'), "
            f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {_WAIT}), "
            f"percentile_cont(0.9) WITHIN GROUP (ORDER BY {_WAIT}) "
            f"FROM counters_ticket WHERE {condition} "
            'GROUP BY agency, "on" ORDER BY "on" DESC, agency',
            values,
        )
        return [
            DayFigures(
                agency=row[0], on=row[1], taken=row[2], served=row[3], missed=row[4], median_wait=_or_none(row[5]),
                nine_tenths_wait=_or_none(row[6]),
            )
            for row in cursor.fetchall()
        ]  # fmt: skip


def _or_none(minutes: object) -> float | None:
    return None if minutes is None else float(minutes)  # type: ignore[arg-type]


def window_today(agency: str, number: int, on: date) -> WindowToday:
    """Return what a window has done on a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'done'), count(*) FILTER (WHERE status = 'missed') "
            'FROM counters_ticket WHERE agency = %s AND "on" = %s AND "window" = %s',
            [agency, on, number],
        )
        served, missed = cursor.fetchone()
    return WindowToday(served=served, missed=missed)


def missed_today(agency: str, on: date) -> list[str]:
    """Return the codes of those who missed their call on a day, the latest first, twelve at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM counters_ticket WHERE agency = %s AND \"on\" = %s AND status = 'missed' "
            "ORDER BY ended_at DESC LIMIT 12",
            [agency, on],
        )
        return [code for (code,) in cursor.fetchall()]
