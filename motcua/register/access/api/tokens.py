"""Tokens for machines: a token may make narrower ones, if it has the scope for that."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from dmr import Headers, Path
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.ledger.types import Key
from motcua.foundation.machine.doors import CHANGING, Door, door
from motcua.foundation.machine.once import Once
from motcua.foundation.policy.types import Matter
from motcua.register.access import commands, queries
from motcua.register.access.types import TokenView


class ByToken(msgspec.Struct, frozen=True):
    token: UUID


class ScopeShown(msgspec.Struct, frozen=True):
    """One scope that your token may have, in words."""

    name: str
    text: str


class Scopes(msgspec.Struct, frozen=True):
    items: tuple[ScopeShown, ...]


class TokenShown(msgspec.Struct, frozen=True, kw_only=True):
    """One of your tokens, without its secret. `post` is the one it acts from, empty: as a citizen."""

    id: str
    name: str
    post: str
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


class Tokens(msgspec.Struct, frozen=True):
    items: tuple[TokenShown, ...]


class TokenAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to make. It acts from the post that you act from now, and ends within a year."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    scopes: Annotated[
        tuple[Annotated[str, msgspec.Meta(max_length=100)], ...], msgspec.Meta(min_length=1, max_length=200)
    ]
    expires_at: Annotated[datetime, msgspec.Meta(tz=True, description="With its offset from UTC.")]


class TokenMade(msgspec.Struct, frozen=True):
    """A new token. `secret` is shown this once and is nowhere stored."""

    id: str
    secret: str


def _shown(one: TokenView) -> TokenShown:
    return TokenShown(
        id=one.id, name=one.name, post=one.post, scopes=tuple(sorted(one.scopes)), issued_at=one.issued_at,
        expires_at=one.expires_at, revoked_at=one.revoked_at, used_at=one.used_at,
    )  # fmt: skip


class TokenDoor(Door):
    """The base of doors about one's own tokens."""

    is_abstract = True

    def matter(self) -> Matter:
        """Return oneself: tokens are one's own."""
        return Matter(subjects=frozenset({self.actor.person} - {""}))


class AllScopes(TokenDoor):
    """Scopes."""

    @door("access.manage-tokens", Scopes, operation="listScopes")
    def get(self) -> HttpResponse:
        """List what a token of yours may be allowed."""
        return self.answer(
            Scopes(items=tuple(ScopeShown(name, gettext(text)) for name, text in queries.scopes_for(self.actor)))
        )


class OwnTokens(TokenDoor):
    """Tokens."""

    @door("access.manage-tokens", Tokens, operation="listTokens")
    def get(self) -> HttpResponse:
        """List your tokens, the newest first; the hundred newest."""
        return self.answer(Tokens(items=tuple(_shown(one) for one in queries.tokens_of(self.actor.person))))

    @door(
        "access.manage-tokens", TokenMade, operation="issueToken", status=HTTPStatus.CREATED,
        fails=(HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[TokenAsked]) -> HttpResponse:
        """
        Make a token. The secret is in this answer and never again.

        A token that makes a token passes on its own scopes or fewer, and no longer than it lasts itself.
        """
        body = parsed_body
        made = commands.issue_token(
            actor=self.actor, person=self.actor.person, post=self.actor.post, name=body.name,
            scopes=frozenset(body.scopes), expires_at=body.expires_at, now=timezone.now(),
            key=Key(self.actor.client, "access.issue-token", parsed_headers.idempotency_key, msgspec.json.encode(body)),
        )  # fmt: skip
        return self.answer(TokenMade(id=made.id, secret=made.secret), status=HTTPStatus.CREATED)


class OneToken(TokenDoor):
    """One token."""

    @door("access.manage-tokens", None, operation="revokeToken", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ByToken]) -> HttpResponse:
        """End a token now; what it has set up ends with it."""
        which = str(parsed_path.token)
        commands.revoke_token(
            actor=self.actor, person=self.actor.person, token=which, now=timezone.now(),
            key=Key(self.actor.client, "access.revoke-token", which, which.encode()),
        )  # fmt: skip
        return self.nothing()
