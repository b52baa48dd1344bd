"""Who looked at somebody's data."""

from typing import Any

from django.db import connection

from motcua.foundation.forms.words import Text
from motcua.register.access.types import Purpose, ReadingKey, ReadingView
from motcua.register.agencies import queries as agencies


def readings_about(
    *, person: str = "", matter: str = "", at: ReadingKey | None = None, backward: bool = False, limit: int = 50
) -> tuple[ReadingView, ...]:
    """
    Return up to `limit` readings of a person's data, or of a matter (`dossier/<id>`), or of both; the newest first.

    Paged by key: `at` is the last reading seen; `backward` asks for those before it, the oldest first. A reading shows
    here as soon as the projection has followed, usually within a second.
    """
    conditions: list[str] = []
    values: list[Any] = []
    if not person and not matter:
        raise ValueError("readings are asked for by person, by matter, or by both")
    if person:
        conditions.append("subject = %s")
        values.append(person)
    if matter:
        conditions.append("matter = %s")
        values.append(matter)
    if at is not None:
        conditions.append(f"(read_at, entry) {'>' if backward else '<'} (%s, %s)")
        values += [at.at, at.entry]
    order = "ASC" if backward else "DESC"
    distinct = "" if person else "DISTINCT "
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {distinct}entry, read_at, agency, post, purpose, matter FROM access_reading "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} ORDER BY read_at {order}, entry {order} LIMIT %s",
            [*values, limit],
        )
        rows = cursor.fetchall()
    posts = agencies.posts({row[3] for row in rows if row[3]})
    names = agencies.agencies({row[2] for row in rows}, max(row[1] for row in rows).date()) if rows else {}
    unknown = Text(vi="")
    return tuple(
        ReadingView(
            entry=row[0],
            at=row[1],
            agency=names[row[2]].name if row[2] in names else unknown,
            post=posts[row[3]].title if row[3] in posts else unknown,
            purpose=Purpose(row[4]),
            matter=row[5],
        )
        for row in rows
    )
