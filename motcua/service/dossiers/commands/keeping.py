"""
An official's own phrases and filters: each change is one entry of the stream `desk/<person>`.

Everybody keeps their own: whose they are is never asked, it is who acts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import msgspec

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import Writing, writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.sealing.commitments import commitment, new_salt
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules import keeping as rules
from motcua.service.dossiers.types import keeping as kept
from motcua.service.dossiers.types.keeping import DeskEvent, Phrase, SavedFilter

_OWN = HouseRule(gettext_noop("Everybody keeps their own phrases and filters, and nobody sees another's."))


def keep_phrase(*, actor: Actor, phrase: Phrase, key: str, now: datetime) -> None:
    """Keep a phrase, new or changed; refuses `not-kept`, `too-many-kept`."""
    body = msgspec.json.encode(phrase)
    with _own(actor, "phrase", key, body) as (tx, done):
        if done:
            return
        tx.cursor.execute(
            "SELECT count(*), coalesce(max(place) FILTER (WHERE act = %s), 0) FROM dossiers_phrase "
            "WHERE owner = %s AND id <> %s",
            [phrase.act, actor.person, phrase.id],
        )
        count, last = tx.cursor.fetchone()
        tx.cursor.execute("SELECT owner::text FROM dossiers_phrase WHERE id = %s", [phrase.id])
        owner = tx.cursor.fetchone()
        if owner is not None and owner[0] != actor.person:
            raise _no_such_phrase()
        rules.check_phrase(phrase.title, phrase.text, count)
        salt = new_salt()
        tx.along(
            "INSERT INTO dossiers_phrase (id, owner, act, title, text, place, salt, kept_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET act = EXCLUDED.act, "
            "title = EXCLUDED.title, text = EXCLUDED.text, salt = EXCLUDED.salt, kept_at = EXCLUDED.kept_at",
            [phrase.id, actor.person, phrase.act, phrase.title, phrase.text, last + 1, salt, now],
        )
        _append(tx, actor, kept.PhraseKept(id=phrase.id, commitment=commitment(salt, body).hex()), now)


def move_phrase(*, actor: Actor, phrase: str, key: str, now: datetime) -> None:
    """Put a phrase before the one that stands before it; nothing happens to the first. Refuses `no-such-phrase`."""
    with _own(actor, "move", key, phrase.encode()) as (tx, done):
        if done:
            return
        tx.cursor.execute(
            "SELECT id::text FROM dossiers_phrase WHERE owner = %s AND act = "
            "(SELECT act FROM dossiers_phrase WHERE id = %s AND owner = %s) ORDER BY place, id",
            [actor.person, phrase, actor.person],
        )
        order = [row[0] for row in tx.cursor.fetchall()]
        if phrase not in order:
            raise _no_such_phrase()
        at = order.index(phrase)
        if at == 0:
            return
        order[at - 1], order[at] = order[at], order[at - 1]
        tx.along(
            "UPDATE dossiers_phrase p SET place = o.place FROM unnest(%s::uuid[]) WITH ORDINALITY AS o(id, place) "
            "WHERE p.id = o.id AND p.owner = %s",
            [order, actor.person],
        )
        _append(tx, actor, kept.PhraseMoved(id=phrase, place=at), now)


def remove_phrase(*, actor: Actor, phrase: str, key: str, now: datetime) -> None:
    """Remove a phrase; its salt goes with it."""
    _remove(actor, "dossiers_phrase", kept.PhraseRemoved(id=phrase), key, now)


def keep_filter(*, actor: Actor, found: SavedFilter, key: str, now: datetime) -> None:
    """Keep a filter under its name; refuses `not-kept`, `too-many-kept`."""
    body = msgspec.json.encode(found)
    with _own(actor, "filter", key, body) as (tx, done):
        if done:
            return
        tx.cursor.execute("SELECT count(*) FROM dossiers_saved_filter WHERE owner = %s", [actor.person])
        rules.check_filter(found.name, tx.cursor.fetchone()[0])
        salt = new_salt()
        tx.along(
            "INSERT INTO dossiers_saved_filter (id, owner, name, queue, narrowing, salt, kept_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                found.id, actor.person, found.name, found.queue.value, msgspec.json.encode(found.narrowing), salt, now,
            ],
        )  # fmt: skip
        _append(tx, actor, kept.FilterKept(id=found.id, commitment=commitment(salt, body).hex()), now)


def remove_filter(*, actor: Actor, found: str, key: str, now: datetime) -> None:
    """Remove a filter; its salt goes with it."""
    _remove(actor, "dossiers_saved_filter", kept.FilterRemoved(id=found), key, now)


def _remove(actor: Actor, table: str, event: DeskEvent, key: str, now: datetime) -> None:
    """What is not there any more has been removed already, and nothing is appended."""
    with _own(actor, "remove", key, event.id.encode()) as (tx, done):
        if done:
            return
        tx.cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s AND owner = %s", [event.id, actor.person])  # noqa: S608
        if tx.cursor.fetchone() is None:
            return
        tx.along(f"DELETE FROM {table} WHERE id = %s AND owner = %s", [event.id, actor.person])  # noqa: S608
        _append(tx, actor, event, now)


@contextmanager
def _own(actor: Actor, verb: str, key: str, body: bytes) -> Iterator[tuple[Writing, bool]]:
    """Open the actor's own stream; the second part says that the same was done before."""
    authorise(registry.row("dossier.keep-own"), actor, Matter())
    asked = Key(client=actor.client, command=f"desk.{verb}", key=key, body=body)
    with writing(_stream(actor), key=asked) as tx:
        yield tx, tx.replay is not None


def _append(tx: Writing, actor: Actor, event: DeskEvent, now: datetime) -> None:
    stream = _stream(actor)
    tx.append_one(stream, tx.versions[stream], event, actor=actor.id, occurred_at=now, agency=actor.agency)


def _stream(actor: Actor) -> str:
    return f"desk/{actor.person}"


def _no_such_phrase() -> Exception:
    return refuse("no-such-phrase", gettext_noop("There is no such phrase of yours any more."), _OWN)
