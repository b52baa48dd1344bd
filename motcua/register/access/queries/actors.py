"""Who acts: from a session, or by a token."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection

from motcua.foundation.ledger import reference
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor
from motcua.register.access import rules
from motcua.register.access.rules import actor_of
from motcua.register.access.types import TokenView
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people


def actor_for(person: str, post: str, at: datetime, *, name: str = "") -> Actor:
    """
    Return who a signed-in person acts as at a moment.

    `post` is the post chosen in the session, or empty; a post that is not held any more makes a citizen of its holder.
    """
    return actor_of(person, agencies.holding(person, post, at) if _is_id(post) else None, name=name)


def actor_for_token(secret: str, at: datetime) -> Actor | None:
    """Return who acts by a token at a moment; None for an unknown, expired or revoked one, or one whose post ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id::text, person_id::text, coalesce(post_id::text, ''), scopes::text, used_at, {reference.VERSION} "  # noqa: S608
            "FROM access_token "
            "WHERE secret_digest = %s AND revoked_at IS NULL AND expires_at > %s",
            [hashlib.sha256(secret.encode()).digest(), at],
        )
        row = cursor.fetchone()
    if row is None or not people.may_sign_in(row[1]):
        return None
    token, person, post, scopes, used_at, version = row
    reference.saw(version)
    if rules.is_worth_noting(used_at=used_at, now=at):
        _note_use(token, at)
    holding = agencies.holding(person, post, at) if post else None
    if post and holding is None:
        return None
    return actor_of(
        person, holding, client=f"token/{token}", scopes=frozenset(msgspec.json.decode(scopes, type=list[str]))
    )


def _note_use(token: str, at: datetime) -> None:
    """Note when a token was used, for its owner to see; a plain row, and no entry for each request."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_token SET used_at = %s WHERE id = %s", [at, token])


def scopes_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """
    Return the scopes that somebody may give a token, each with what it lets the token do (an English msgid), by name.

    They are those that their kind and roles could ever use, and for a token its own only.
    """
    found = {
        row.needs: row.says
        for row in registry.rows()
        if row.says and rules.could_use(actor, row) and (not actor.scopes or row.needs in actor.scopes)
    }
    return tuple(sorted(found.items()))


def scopes_known() -> tuple[tuple[str, str], ...]:
    """Return every scope that has words, with them: also those that somebody no longer could use."""
    return tuple((row.needs, row.says) for row in registry.rows() if row.says)


def token_is_valid(token: str, at: datetime) -> bool:
    """Say whether a token, by its id, is neither expired nor revoked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM access_token WHERE id = %s AND revoked_at IS NULL AND expires_at > %s", [token, at]
        )
        return cursor.fetchone() is not None


def tokens_of(person: str) -> tuple[TokenView, ...]:
    """Return a person's tokens, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, name, coalesce(post_id::text, ''), scopes::text, issued_at, expires_at, revoked_at, "
            "used_at FROM access_token WHERE person_id = %s ORDER BY issued_at DESC, id LIMIT 100",
            [person],
        )
        return tuple(
            TokenView(
                id=row[0],
                name=row[1],
                post=row[2],
                scopes=frozenset(msgspec.json.decode(row[3], type=list[str])),
                issued_at=row[4],
                expires_at=row[5],
                revoked_at=row[6],
                used_at=row[7],
            )
            for row in cursor.fetchall()
        )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
