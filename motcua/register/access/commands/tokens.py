"""Tokens by which programs act."""

import hashlib
import secrets
from datetime import datetime
from uuid import uuid4

import msgspec
from django.db import connection

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.text import gettext_noop
from motcua.register.access import rules
from motcua.register.access.types import MANAGE_TOKENS, IssuedToken, TokenIssued, TokenRevoked
from motcua.register.agencies import queries as agencies

LONGEST_NAME = 200
PREFIX = "mct_"  # so that a secret that leaks into a file can be searched for


def issue_token(
    *,
    actor: Actor,
    person: str,
    name: str,
    scopes: frozenset[str],
    expires_at: datetime,
    now: datetime,
    key: Key,
    post: str = "",
) -> IssuedToken:
    """
    Give a program a token that acts for a person, or from a post that the person holds; return it with its secret.

    `scopes` are names of policies (or their scopes). Refuses `no-scope`, `unknown-scope`, `expires-in-the-past`,
    `expires-too-late`, `post-not-held`, and `secret-shown-once` when the same key is sent again; raises `Denied`.
    """
    authorise(MANAGE_TOKENS, actor, Matter(subjects=frozenset({person})))
    known = frozenset(row.needs for row in registry.rows())
    rules.check_passed_on(actor, scopes=scopes, expires_at=expires_at, ends=_end_of(actor))
    rules.check_token(scopes=scopes, known=known, now=now, expires_at=expires_at)
    if not name.strip() or len(name) > LONGEST_NAME:
        message = gettext_noop("Enter what the program is called.")
        raise refuse("required", message, fields=(FieldProblem("name", "required", message),))
    if post and agencies.holding(person, post, now) is None:
        raise refuse(
            "post-not-held",
            gettext_noop("This person does not hold this post."),
            HouseRule(why="Nobody can pass on what they do not hold."),
        )
    token, secret = str(uuid4()), PREFIX + secrets.token_urlsafe(32)
    stream = f"token/{token}"
    with writing(stream, key=key) as book:
        if book.replay is not None:
            raise refuse(
                "secret-shown-once",
                gettext_noop("This token was made already, and its secret is shown only once. Make another one."),
                HouseRule(why="A secret that is stored to be shown again is no secret."),
            )
        book.cursor.execute(
            "INSERT INTO access_token (id, person_id, post_id, name, secret_digest, scopes, issued_at, expires_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                token,
                person,
                post or None,
                name,
                hashlib.sha256(secret.encode()).digest(),
                msgspec.json.encode(sorted(scopes)).decode(),
                now,
                expires_at,
            ],
        )
        event = TokenIssued(owner=person, scopes=tuple(sorted(scopes)), expires_at=expires_at, post=post)
        book.append_one(stream, 0, event, actor=actor.id, occurred_at=now, agency=actor.agency)
    return IssuedToken(id=token, secret=secret)


def _end_of(actor: Actor) -> datetime | None:
    """Return when the token ends by which the actor acts; None when they act themselves."""
    if not actor.client.startswith("token/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires_at FROM access_token WHERE id = %s", [actor.client.removeprefix("token/")])
        ends: datetime = cursor.fetchone()[0]
    return ends


def revoke_token(*, actor: Actor, person: str, token: str, now: datetime, key: Key) -> None:
    """End a person's token now; once revoked it stays so. Refuses `no-such-token`; raises `Denied`."""
    authorise(MANAGE_TOKENS, actor, Matter(subjects=frozenset({person})))
    stream = f"token/{token}"
    with writing(stream, key=key) as book:
        if book.replay is not None:
            return
        book.cursor.execute("SELECT revoked_at FROM access_token WHERE id = %s AND person_id = %s", [token, person])
        row = book.cursor.fetchone()
        if row is None:
            raise refuse(
                "no-such-token",
                gettext_noop("There is no such token."),
                HouseRule(why="Only a token that was issued can be revoked."),
            )
        if row[0] is None:
            book.cursor.execute("UPDATE access_token SET revoked_at = %s WHERE id = %s", [now, token])
            book.append_one(
                stream, book.versions[stream], TokenRevoked(), actor=actor.id, occurred_at=now, agency=actor.agency
            )
