"""Subscriptions and their log for machines."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar, Literal
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Headers, Path, Query
from dmr.plugins.msgspec import BodyMsgspec

from motcua.exchange.webhooks import queries, rules
from motcua.exchange.webhooks.commands import owning
from motcua.exchange.webhooks.types import Attempt, Delivery, Standing, State, Subscription
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import CHANGING, Door, door
from motcua.foundation.machine.once import Once, OnceAt
from motcua.foundation.machine.paging import Listed, PageQuery, listed, moment_key
from motcua.foundation.policy.types import Matter

LINK = {"Link": "The pages around, `next` and `prev`."}
ETAG = {"ETag": "The subscription's version, for `If-Match`."}
_CHANGED = (*CHANGING, HTTPStatus.PRECONDITION_FAILED)

Url = Annotated[
    str, msgspec.Meta(max_length=rules.LONGEST_URL, description="https://, and where it leads to no network.")
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=rules.LONGEST_NAME)]
Kinds = Annotated[
    tuple[Annotated[str, msgspec.Meta(max_length=100)], ...],
    msgspec.Meta(min_length=1, max_length=100, description="Kinds of events, such as `dossier.received`."),
]


class ById(msgspec.Struct, frozen=True):
    webhook: UUID


class ByDelivery(ById, frozen=True):
    delivery: UUID


class WebhookOpening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A subscription to set up. It is told of what its owner may see at that moment, and of nothing else."""

    name: Name
    url: Url
    events: Kinds


class WebhookChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be otherwise; what is left out stays. `active` wakes a paused or disabled subscription."""

    name: Name | None = None
    url: Url | None = None
    events: Kinds | None = None
    status: Literal["active", "paused"] | None = None


class WebhookShown(msgspec.Struct, frozen=True, kw_only=True):
    """
    A subscription. `disabled`: it failed for five days and is no longer called until it is woken.

    `previous_secret_until` tells until when deliveries are signed with the replaced secret besides.
    """

    id: str
    version: int
    name: str
    url: str
    events: tuple[str, ...]
    status: Standing
    created_at: datetime
    succeeded_at: datetime | None
    failing_since: datetime | None
    previous_secret_until: datetime | None


class WebhookSecret(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription with its secret, which is shown this once."""

    webhook: WebhookShown
    secret: str


class DeliveryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery; `id` is the `webhook-id` of all its attempts."""

    id: str
    event: str
    type: str
    subject: str
    status: State
    made_at: datetime
    next_at: datetime | None
    attempts: int


class DeliveryLogged(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery with every attempt, the first first."""

    delivery: DeliveryLine
    log: tuple[Attempt, ...]


class EventKinds(msgspec.Struct, frozen=True):
    """What there is to be told of."""

    items: tuple[str, ...]


def shown(one: Subscription) -> WebhookShown:
    """Return a subscription as the API shows it."""
    return WebhookShown(
        id=one.id, version=one.version, name=one.name, url=one.url, events=one.kinds, status=one.standing,
        created_at=one.created_at, succeeded_at=one.succeeded_at, failing_since=one.failing_since,
        previous_secret_until=one.previous_secret_until,
    )  # fmt: skip


def line(one: Delivery) -> DeliveryLine:
    """Return a delivery as the API shows it."""
    return DeliveryLine(
        id=one.id, event=one.told.event, type=one.told.kind, subject=one.told.code, status=one.state, made_at=one.made_at,
        next_at=one.next_at, attempts=one.attempts,
    )  # fmt: skip


def _etag(one: Subscription) -> dict[str, str]:
    return {"ETag": f'"{one.version}"'}


class Kind(Door):
    """Kinds of events."""

    @door("webhook.use", EventKinds, operation="listEventKinds")
    def get(self) -> HttpResponse:
        """List what a subscription can name."""
        return self.answer(EventKinds(items=tuple(sorted(queries.KINDS))))


class Webhooks(Door):
    """Subscriptions."""

    @door("webhook.use", Listed[WebhookShown], operation="listWebhooks", headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List your subscriptions, the newest first; a token sees what it could have set up itself."""
        at = keyset.decode(parsed_query.at)
        rows = queries.subscriptions_of(
            self.actor, after=moment_key(at), backward=at is not None and at.backward, limit=parsed_query.limit + 1
        )
        body, headers = listed(
            self.request, rows, query=parsed_query, key=lambda row: (row.created_at, row.id), item=shown
        )
        return self.answer(body, headers=headers)

    @door(
        "webhook.use", WebhookSecret, operation="openWebhook", status=HTTPStatus.CREATED,
        fails=(HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
        headers={"Location": "The subscription's address.", **ETAG},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[WebhookOpening]) -> HttpResponse:
        """
        Have your own system told of what happens.

        The secret, by which you check signatures, is in this answer and never again. A subscription that a token has set
        up ends with the token.
        """
        made = owning.open_webhook(
            actor=self.actor, name=parsed_body.name, url=parsed_body.url, kinds=parsed_body.events, now=timezone.now(),
            key=parsed_headers.idempotency_key,
        )  # fmt: skip
        address = self.request.build_absolute_uri(reverse("api:webhook", args=[made.subscription.id]))
        body = WebhookSecret(webhook=shown(made.subscription), secret=made.secret)
        return self.answer(body, status=HTTPStatus.CREATED, headers={"Location": address, **_etag(made.subscription)})


class WebhookDoor(Door):
    """The base of doors about one subscription; somebody else's is answered like one that does not exist."""

    is_abstract: ClassVar[bool] = True

    def matter(self) -> Matter:
        """Let only its owner see it: for anybody else it is nobody's, and there is none."""
        return Matter(subjects=frozenset({self.actor.person} - {""}))

    @property
    def webhook(self) -> str:
        """The id in the address."""
        return str(self.kwargs["webhook"])


class Webhook(WebhookDoor):
    """One subscription."""

    @door("webhook.manage", WebhookShown, operation="readWebhook", fails=(HTTPStatus.NOT_FOUND,), headers=ETAG)
    def get(self, parsed_path: Path[ById]) -> HttpResponse:
        """Read a subscription."""
        del parsed_path
        one = queries.own(self.webhook, self.actor)
        return self.answer(shown(one), headers=_etag(one))

    @door("webhook.manage", WebhookShown, operation="changeWebhook", fails=_CHANGED, headers=ETAG)
    def patch(
        self, parsed_path: Path[ById], parsed_headers: Headers[OnceAt], parsed_body: BodyMsgspec[WebhookChange]
    ) -> HttpResponse:
        """WebhookChange a subscription, pause or wake it. Changed by a token it goes on with that token."""
        del parsed_path
        one = owning.change(
            actor=self.actor, webhook=self.webhook, now=timezone.now(), key=parsed_headers.idempotency_key,
            expected=parsed_headers.expected, name=parsed_body.name, url=parsed_body.url, kinds=parsed_body.events,
            standing=Standing(parsed_body.status) if parsed_body.status else None,
        )  # fmt: skip
        return self.answer(shown(one), headers=_etag(one))

    @door("webhook.manage", None, operation="closeWebhook", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ById], parsed_headers: Headers[Once]) -> HttpResponse:
        """End a subscription; its log is forgotten with it."""
        del parsed_path
        owning.close(actor=self.actor, webhook=self.webhook, now=timezone.now(), key=parsed_headers.idempotency_key)
        return self.nothing()


class Secret(WebhookDoor):
    """The secret of a subscription."""

    @door("webhook.manage", WebhookSecret, operation="rotateWebhookSecret", fails=CHANGING)
    def post(self, parsed_path: Path[ById], parsed_headers: Headers[Once]) -> HttpResponse:
        """Get a new secret. For 24 hours deliveries are signed with both, so that you can change over."""
        del parsed_path
        made = owning.rotate(
            actor=self.actor, webhook=self.webhook, now=timezone.now(), key=parsed_headers.idempotency_key
        )
        return self.answer(WebhookSecret(webhook=shown(made.subscription), secret=made.secret))


class Ping(WebhookDoor):
    """Trying a subscription."""

    @door("webhook.manage", DeliveryLine, operation="pingWebhook", status=HTTPStatus.ACCEPTED, fails=CHANGING)
    def post(self, parsed_path: Path[ById], parsed_headers: Headers[Once]) -> HttpResponse:
        """Have a `webhook.ping` sent, to try your address; the delivery's log tells what came of it."""
        del parsed_path
        made = owning.ping(
            actor=self.actor, webhook=self.webhook, now=timezone.now(), key=parsed_headers.idempotency_key
        )
        return self.answer(line(made), status=HTTPStatus.ACCEPTED)


class Log(WebhookDoor):
    """What was delivered."""

    @door(
        "webhook.manage", Listed[DeliveryLine], operation="listDeliveries", fails=(HTTPStatus.NOT_FOUND,), headers=LINK
    )
    def get(self, parsed_path: Path[ById], parsed_query: Query[PageQuery]) -> HttpResponse:
        """List what was delivered to a subscription, the newest first; kept for 30 days."""
        del parsed_path
        queries.own(self.webhook, self.actor)
        at = keyset.decode(parsed_query.at)
        rows = queries.deliveries_of(
            self.webhook, after=moment_key(at), backward=at is not None and at.backward, limit=parsed_query.limit + 1
        )
        body, headers = listed(self.request, rows, query=parsed_query, key=lambda row: (row.made_at, row.id), item=line)
        return self.answer(body, headers=headers)


class OneDelivery(WebhookDoor):
    """One delivery."""

    @door("webhook.manage", DeliveryLogged, operation="readDelivery", fails=(HTTPStatus.NOT_FOUND,))
    def get(self, parsed_path: Path[ByDelivery]) -> HttpResponse:
        """Read a delivery with every attempt: what was answered, how long it took, what went wrong."""
        queries.own(self.webhook, self.actor)
        found = queries.logged(str(parsed_path.delivery), self.webhook)
        return self.answer(DeliveryLogged(delivery=line(found), log=queries.attempts_of(found.id)))


class Redelivery(WebhookDoor):
    """Telling once more."""

    @door("webhook.manage", DeliveryLine, operation="redeliver", status=HTTPStatus.ACCEPTED, fails=CHANGING)
    def post(self, parsed_path: Path[ByDelivery], parsed_headers: Headers[Once]) -> HttpResponse:
        """Have a delivery made once more, under the same `webhook-id`."""
        made = owning.redeliver(
            actor=self.actor, webhook=self.webhook, which=str(parsed_path.delivery), now=timezone.now(),
            key=parsed_headers.idempotency_key,
        )  # fmt: skip
        return self.answer(line(made), status=HTTPStatus.ACCEPTED)
