"""Readings, tokens and their events; what the room lets whom do."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Tie
from motcua.foundation.text import gettext_noop


class Purpose(StrEnum):
    """Why an official reads somebody's data. The citizen is told in these words."""

    RECEPTION = "reception"  # to receive a dossier, or to say what is missing
    HANDLING = "handling"  # to work on it
    DECISION = "decision"  # to decide it
    HANDING_OVER = "handing-over"  # to hand the result over
    HELP = "help"  # the person asked for help
    OVERSIGHT = "oversight"  # to check how the office works
    EXPORT = "export"  # to carry it out of the system


class Reading(msgspec.Struct, frozen=True):
    """
    What a page shows of other people's data: whose (ids of persons), why, and of which matter (`dossier/<id>`).

    A matter without a known person (an applicant without an account) has no subjects.
    """

    subjects: frozenset[str]
    purpose: Purpose
    matter: str = ""


class ReadingView(msgspec.Struct, frozen=True):
    """One reading as the citizen sees it: when, the reader's agency and post, why, of which matter."""

    entry: int
    at: datetime
    agency: Text
    post: Text
    purpose: Purpose
    matter: str


class ReadingKey(msgspec.Struct, frozen=True):
    """Where a page of readings ends: the last one's moment and entry."""

    at: datetime
    entry: int


class IssuedToken(msgspec.Struct, frozen=True):
    """A new token. `secret` is shown once and is nowhere stored."""

    id: str
    secret: str


class TokenView(msgspec.Struct, frozen=True):
    id: str
    name: str
    post: str
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None = None


class Columns(msgspec.Struct, frozen=True):
    """
    The SQL expressions of a room's list that stand for the facts of a `Matter`; empty where the list has no such fact.

    `agencies` and `subjects` are array expressions, the others text. They are written in code, never by a request.
    """

    agency: str = ""
    agencies: str = ""
    receiving: str = ""
    holder: str = ""
    subjects: str = ""
    sector: str = ""


class Read(Event, frozen=True, tag="access.read"):
    """An official read these persons' data; who is the entry's actor. Ids only."""

    subjects: tuple[str, ...]
    purpose: Purpose
    matter: str = ""
    post: str = ""


class TokenIssued(Event, frozen=True, tag="token.issued"):
    owner: str
    scopes: tuple[str, ...]
    expires_at: datetime
    post: str = ""


class TokenRevoked(Event, frozen=True, tag="token.revoked"):
    pass


_OWNERS = (
    Grant(kind=ActorKind.CITIZEN, tie=Tie.SUBJECT),
    Grant(kind=ActorKind.OFFICIAL, tie=Tie.SUBJECT),
    Grant(kind=ActorKind.SYSTEM),
)

SEE_READINGS = PolicyRow(
    name="access.see-readings",
    grants=(Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL)),
    says=gettext_noop("See who looked at your data"),
)
MANAGE_TOKENS = PolicyRow(
    name="access.manage-tokens",
    grants=_OWNERS,
    says=gettext_noop("Make further keys with the same rights or fewer, and end your keys"),
)
USE_TOKENS = PolicyRow(
    name="access.use-tokens",
    grants=(Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL)),
    scope=MANAGE_TOKENS.name,
)

POLICIES = (SEE_READINGS, MANAGE_TOKENS, USE_TOKENS)
