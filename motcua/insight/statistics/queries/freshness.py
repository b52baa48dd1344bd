"""When figures last moved: what a browser or a program that asks again is told."""

from datetime import date, datetime

from django.db import connection


def changed_at(*, agency: str = "", month: date | None = None) -> datetime | None:
    """Return when the last entry that moved these figures was recorded; None when there are none."""
    conditions, values = ["true"], list[str | date]()
    if agency:
        conditions.append("agency = %s")
        values.append(agency)
    if month is not None:
        conditions.append("month = %s")
        values.append(month)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT max(changed_at) FROM statistics_month WHERE {' AND '.join(conditions)}",
            values,
        )
        found: datetime | None = cursor.fetchone()[0]
    return found
