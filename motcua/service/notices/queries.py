"""A person's notices, the latest first."""

from datetime import datetime

import msgspec
from django.db import connection
from django.utils.translation import gettext

from motcua.foundation.interface import formats
from motcua.service.notices.types import Notice


def notices_of(person: str, *, before: int | None = None, limit: int = 20) -> list[Notice]:
    """Return up to `limit` notices before the number `before` (None: from the latest)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.number, n.message, n.values::text, n.about, n.happened_at, n.number > COALESCE(s.until, 0) "
            "FROM notices_notice n LEFT JOIN notices_seen s ON s.person = n.person "
            "WHERE n.person = %s AND (%s::int IS NULL OR n.number < %s) ORDER BY n.number DESC LIMIT %s",
            [person, before, before, limit],
        )
        rows = cursor.fetchall()
    return [Notice(row[0], row[1], _values(row[2]), row[3], row[4], row[5]) for row in rows]


def unseen(person: str) -> int:
    """Return how many notices a person has not seen; counting stops at 100."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM notices_notice WHERE person = %s AND number > "
            "COALESCE((SELECT until FROM notices_seen WHERE person = %s), 0) LIMIT 100) q",
            [person, person],
        )
        return int(cursor.fetchone()[0])


def _values(stored: str) -> dict[str, str]:
    return msgspec.json.decode(stored, type=dict[str, str])


def sentence(notice: Notice) -> str:
    """Return a notice's sentence in the language of the page, moments and money as people write them."""
    values = {name: _as_shown(name, value) for name, value in notice.values.items()}
    text = gettext(notice.message)
    return text % values if values else text


def _as_shown(name: str, value: str) -> str:
    if name == "amount" and value.isdecimal():
        return formats.money(int(value))
    try:
        return formats.moment(datetime.fromisoformat(value))
    except ValueError:
        return value
