"""Tell a person something; note that they have seen it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import Jsonb

from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.service.notices.types import NoticeSent, NoticesRead


def stream_of(person: str) -> str:
    """Return the stream of a person's notices."""
    return f"notices/{person}"


def notify(
    *,
    actor: Actor,
    person: str,
    message: str,
    values: Mapping[str, str],
    about: str,
    happened_at: datetime,
    key: Key,
) -> None:
    """Send `message` (an English msgid) to a person; the same key sends it once."""
    stream = stream_of(person)
    with writing(stream, key=key) as tx:
        if tx.replay is not None:
            return
        version = tx.versions[stream]
        tx.append_one(
            stream, version, NoticeSent(message=message, about=about), actor=actor.id, occurred_at=happened_at
        )
        tx.cursor.execute(
            "INSERT INTO notices_notice (person, number, message, values, about, happened_at) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [person, version + 1, message, Jsonb(dict(values)), about, happened_at],
        )


def mark_seen(*, actor: Actor, until: int, now: datetime, key: str) -> None:
    """Note that the actor has seen their notices up to the one numbered `until`; what comes later is new."""
    stream = stream_of(actor.person)
    with writing(stream, key=Key(actor.client, "notice.mark-seen", key, str(until).encode())) as tx:
        if tx.replay is not None:
            return
        until = min(until, tx.versions[stream])
        tx.cursor.execute("SELECT until FROM notices_seen WHERE person = %s", [actor.person])
        row = tx.cursor.fetchone()
        if row is not None and row[0] >= until:
            return
        tx.append_one(stream, tx.versions[stream], NoticesRead(until=until), actor=actor.id, occurred_at=now)
        tx.cursor.execute(
            "INSERT INTO notices_seen (person, until) VALUES (%s, %s) "
            "ON CONFLICT (person) DO UPDATE SET until = GREATEST(notices_seen.until, EXCLUDED.until)",
            [actor.person, until],
        )
