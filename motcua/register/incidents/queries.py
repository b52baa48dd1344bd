"""Incidents as they are listed."""

from typing import Any

from django.db import connection

from motcua.foundation.secrecy.stopping import Place
from motcua.register.agencies.types import PostId
from motcua.register.incidents.types import IncidentKey, IncidentView, Step


def incidents(
    *, agency: str = "", at: IncidentKey | None = None, backward: bool = False, limit: int = 50
) -> tuple[IncidentView, ...]:
    """
    Return up to `limit` incidents of an agency (empty: of all), the newest first.

    Paged by key: `at` is the last one seen; `backward` asks for those before it, the oldest first. An incident shows here
    as soon as the projection has followed.
    """
    conditions: list[str] = []
    values: list[Any] = []
    if agency:
        conditions.append("agency = %s")
        values.append(agency)
    if at is not None:
        conditions.append(f"(at, entry) {'>' if backward else '<'} (%s, %s)")
        values += [at.at, at.entry]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "ASC" if backward else "DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry, at, agency, step, place, fields, procedure, dossier, post "  # noqa: S608
            f"FROM incidents_incident {where} ORDER BY at {order}, entry {order} LIMIT %s",
            [*values, limit],
        )
        rows = cursor.fetchall()
    return tuple(
        IncidentView(
            entry=row[0], at=row[1], agency=row[2], step=Step(row[3]), place=Place(row[4]), fields=tuple(row[5]),
            procedure=row[6], dossier=row[7], post=PostId(row[8]),
        )
        for row in rows
    )  # fmt: skip
