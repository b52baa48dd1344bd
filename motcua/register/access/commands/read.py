"""An official reads other people's data."""

import hashlib
from datetime import datetime

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.register.access import rules
from motcua.register.access.types import Read, Reading

_LATEST = "SELECT read_at FROM access_latestreading WHERE official = %s AND fingerprint = %s"


def record_reading(*, actor: Actor, reading: Reading, now: datetime) -> bool:
    """
    Record that an official reads other people's data; return whether an entry was appended.

    Called before the first byte goes out: by the middleware for a page that declares `request.reading`, by the door
    itself before it opens a download. A transaction of its own. Nothing is appended for a citizen, for one's own data,
    and for the same reading within a quarter of an hour. If it cannot append it raises, and the data is not shown.
    """
    if not rules.is_recorded(actor, reading):
        return False
    fingerprint = _fingerprint(actor, reading)
    with connection.cursor() as cursor:
        if _is_repeat(cursor, actor, fingerprint, now):
            return False
    stream = f"access/{actor.id}/{local_day(now):%Y-%m-%d}"
    with writing(stream) as book:
        # Asked again under the lock: the same page may be opened twice at the same moment.
        if _is_repeat(book.cursor, actor, fingerprint, now):
            return False
        book.cursor.execute(
            "DELETE FROM access_latestreading WHERE official = %s AND read_at <= %s",
            [actor.id, now - rules.FOLDED_WITHIN],
        )
        book.cursor.execute(
            "INSERT INTO access_latestreading (official, fingerprint, read_at) VALUES (%s, %s, %s) "
            "ON CONFLICT (official, fingerprint) DO UPDATE SET read_at = EXCLUDED.read_at",
            [actor.id, fingerprint, now],
        )
        event = Read(
            subjects=tuple(sorted(reading.subjects - {actor.person})),
            purpose=reading.purpose,
            matter=reading.matter,
            post=actor.post,
        )
        book.append_one(stream, book.versions[stream], event, actor=actor.id, occurred_at=now, agency=actor.agency)
    return True


def _is_repeat(cursor: CursorWrapper, actor: Actor, fingerprint: bytes, now: datetime) -> bool:
    cursor.execute(_LATEST, [actor.id, fingerprint])
    row = cursor.fetchone()
    return rules.is_repeat(recorded_at=row[0] if row else None, now=now)


def _fingerprint(actor: Actor, reading: Reading) -> bytes:
    facts = (actor.post, reading.purpose, reading.matter, sorted(reading.subjects))
    return hashlib.sha256(msgspec.json.encode(facts)).digest()
