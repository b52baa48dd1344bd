"""Subscriptions, deliveries, attempts; their events; who may have them."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Tie
from motcua.foundation.text import gettext_noop

PING = "webhook.ping"


class Standing(StrEnum):
    """Whether a subscription is delivered to."""

    ACTIVE = "active"
    PAUSED = "paused"  # by its owner
    DISABLED = "disabled"  # by us, after days of failure


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # no attempt is left
    DROPPED = "dropped"  # the owner may not see the matter (any more), or the subscription is not active


class Owner(msgspec.Struct, frozen=True):
    """Whose a subscription is: a person, acting from a post or not, with the scopes of a token or all of their own."""

    person: str
    post: str = ""
    agency: str = ""
    token: str = ""
    scopes: frozenset[str] = frozenset()


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """Where to tell what. `failing_since` is the first failure since the last success."""

    id: str
    owner: Owner
    name: str
    url: str
    kinds: tuple[str, ...]
    standing: Standing
    version: int
    created_at: datetime
    succeeded_at: datetime | None = None
    failing_since: datetime | None = None
    previous_secret_until: datetime | None = None


class Made(msgspec.Struct, frozen=True):
    """A subscription with a new secret, which is shown this once."""

    subscription: Subscription
    secret: str


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What is told: the event's id in the ledger (`dossier/<id>/<number>`), its kind, of which dossier, when."""

    event: str
    kind: str
    dossier: str
    code: str
    number: int
    agency: str
    at: datetime


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One telling. `id` is the `webhook-id` of all its attempts."""

    id: str
    subscription: str
    told: Happened
    state: State
    made_at: datetime
    next_at: datetime | None
    attempts: int


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One request: what was answered, how long it took, what went wrong; `excerpt` is the beginning of the answer."""

    number: int
    at: datetime
    status: int | None
    milliseconds: int
    error: str
    excerpt: str


class Answered(msgspec.Struct, frozen=True):
    """What came of one request."""

    status: int | None
    milliseconds: int
    error: str = ""
    excerpt: str = ""


class WebhookOpened(Event, frozen=True, tag="webhook.opened"):
    owner: str
    kinds: tuple[str, ...]
    scopes: tuple[str, ...] = ()
    post: str = ""
    token: str = ""


class WebhookChanged(Event, frozen=True, tag="webhook.changed"):
    """Its address, its kinds or its standing; the address itself may name a person and stays out of the ledger."""

    kinds: tuple[str, ...]
    standing: Standing
    readdressed: bool = False
    token: str = ""


class SecretRotated(Event, frozen=True, tag="webhook.secret-rotated"):
    previous_until: datetime


class WebhookDisabled(Event, frozen=True, tag="webhook.disabled"):
    failing_since: datetime


class WebhookClosed(Event, frozen=True, tag="webhook.closed"):
    pass


MANAGE = PolicyRow(
    name="webhook.manage",
    grants=(
        Grant(kind=ActorKind.CITIZEN, tie=Tie.SUBJECT),
        Grant(kind=ActorKind.OFFICIAL, tie=Tie.SUBJECT),
    ),
    says=gettext_noop("Have your own system told of what happens, and look after that"),
)
USE = PolicyRow(
    name="webhook.use",
    grants=(Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL)),
    scope=MANAGE.name,
)

POLICIES = (MANAGE, USE)
