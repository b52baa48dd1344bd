"""An owner sets subscriptions up, changes and closes them, and has something told again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4, uuid5

import msgspec
from django.db import connection, transaction

from motcua.exchange.webhooks import rules
from motcua.exchange.webhooks.commands import _deferring, _secrets
from motcua.exchange.webhooks.commands._rows import apps_networks, audited, insert_delivery
from motcua.exchange.webhooks.queries import KINDS
from motcua.exchange.webhooks.queries.deliveries import delivery_of, logged
from motcua.exchange.webhooks.queries.subscriptions import own, was_closed
from motcua.exchange.webhooks.types import (
    MANAGE,
    PING,
    USE,
    Delivery,
    Happened,
    Made,
    SecretRotated,
    Standing,
    Subscription,
    WebhookChanged,
    WebhookClosed,
    WebhookOpened,
)
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.sealing import aead, ring
from motcua.foundation.text import gettext_noop

_SHOWN_ONCE = HouseRule("A secret that is stored to be shown again is no secret.")
_FEW = HouseRule("A subscription for each event would be a subscription to none.")


def stream_of(subscription: str) -> str:
    """Return the stream of a subscription."""
    return f"webhook/{subscription}"


def open_webhook(*, actor: Actor, name: str, url: str, kinds: Sequence[str], now: datetime, key: str) -> Made:
    """
    Set a subscription up and return it with its secret.

    Refuses `required`, `bad-webhook-url`, `no-such-event-kind`, `too-many-webhooks`, and `secret-shown-once` when the same key is
    sent again.
    """
    authorise(USE, actor, Matter())
    _check(name, url, kinds)
    owner = rules.owner_of(actor)
    which, secret, data_key = str(uuid4()), _secrets.new_secret(), aead.new_key()
    body = msgspec.json.encode([name, url, sorted(set(kinds))])
    with writing(stream_of(which), key=Key(actor.client, "webhook.open", key, body)) as tx:
        if tx.replay is not None:
            raise _shown_once()
        tx.cursor.execute(
            "SELECT count(*) FROM webhooks_subscription WHERE person = %s AND post = %s AND standing <> 'closed'",
            [actor.person, actor.post],
        )
        if tx.cursor.fetchone()[0] >= rules.MOST_EACH:
            raise refuse(
                "too-many-webhooks",
                gettext_noop("You have %(most)s subscriptions already. Close one that you do not need."),
                _FEW,
                most=rules.MOST_EACH,
            )
        tx.cursor.execute(
            "INSERT INTO webhooks_subscription (id, person, post, agency, token, scopes, name, url, kinds, standing, "
            "version, wrapped_key, secret, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'active', 1, %s, %s, %s)",
            [
                which, owner.person, owner.post, owner.agency, owner.token, sorted(owner.scopes), name, url,
                sorted(set(kinds)), ring.wrap(data_key, _secrets.holder_of(which)),
                _secrets.seal(data_key, which, secret), now,
            ],
        )  # fmt: skip
        opened = WebhookOpened(
            owner=owner.person, kinds=tuple(sorted(set(kinds))), scopes=tuple(sorted(owner.scopes)), post=owner.post,
            token=owner.token,
        )  # fmt: skip
        audited(tx, stream_of(which), 0, opened, actor, now)
    return Made(subscription=own(which, actor), secret=secret)


def change(
    *, actor: Actor, webhook: str, now: datetime, key: str, expected: int | None = None, name: str | None = None,
    url: str | None = None, kinds: Sequence[str] | None = None, standing: Standing | None = None,
) -> Subscription:  # fmt: skip
    """
    Change a subscription, pause or wake it; changed by a token it goes on with that token.

    Raises `Conflict` when it is not at the version `expected`. Refuses as `open_webhook` does.
    """
    found = _own(webhook, actor)
    name = found.name if name is None else name
    url = found.url if url is None else url
    kinds = found.kinds if kinds is None else tuple(sorted(set(kinds)))
    standing = found.standing if standing is None else standing
    _check(name, url, kinds)
    body = msgspec.json.encode([webhook, name, url, kinds, standing])
    with writing(stream_of(webhook), key=Key(actor.client, "webhook.change", key, body)) as tx:
        if tx.replay is None:
            version = tx.versions[stream_of(webhook)]
            current = _own(webhook, actor)
            if expected is not None and current.version != expected:
                raise Conflict(stream_of(webhook), expected, current.version)
            owner = rules.owner_of(actor)
            bound = owner if actor.scopes or not found.owner.token else found.owner
            # Woken, it begins without the failures that ended it.
            woken = standing is Standing.ACTIVE and current.standing is not Standing.ACTIVE
            tx.cursor.execute(
                "UPDATE webhooks_subscription SET name = %s, url = %s, kinds = %s, standing = %s, version = version + 1, "
                "token = %s, scopes = %s, failing_since = CASE WHEN %s THEN NULL ELSE failing_since END WHERE id = %s",
                [name, url, list(kinds), standing.value, bound.token, sorted(bound.scopes), woken, webhook],
            )
            changed = WebhookChanged(
                kinds=tuple(kinds), standing=standing, readdressed=url != current.url, token=bound.token
            )
            audited(tx, stream_of(webhook), version, changed, actor, now)
    return own(webhook, actor)


def rotate(*, actor: Actor, webhook: str, now: datetime, key: str) -> Made:
    """Give a subscription a new secret; for a day deliveries are signed with both. Refuses `secret-shown-once`."""
    _own(webhook, actor)
    secret, until = _secrets.new_secret(), now + rules.OVERLAP
    with writing(stream_of(webhook), key=Key(actor.client, "webhook.rotate", key, webhook.encode())) as tx:
        if tx.replay is not None:
            raise _shown_once()
        sealed = _secrets.seal(_secrets.key_of(tx.cursor, webhook), webhook, secret)
        tx.cursor.execute(
            "UPDATE webhooks_subscription SET previous_secret = secret, previous_until = %s, secret = %s, "
            "version = version + 1 WHERE id = %s",
            [until, sealed, webhook],
        )
        event = SecretRotated(previous_until=until)
        audited(tx, stream_of(webhook), tx.versions[stream_of(webhook)], event, actor, now)
    return Made(subscription=own(webhook, actor), secret=secret)


def close(*, actor: Actor, webhook: str, now: datetime, key: str) -> None:
    """End a subscription: its address and secrets are forgotten, and its log with them."""
    if was_closed(webhook, actor):
        return
    _own(webhook, actor)
    with writing(stream_of(webhook), key=Key(actor.client, "webhook.close", key, webhook.encode())) as tx:
        if tx.replay is not None:
            return
        tx.cursor.execute(
            "DELETE FROM webhooks_attempt WHERE delivery_id IN (SELECT id FROM webhooks_delivery WHERE subscription_id = %s)",
            [webhook],
        )
        tx.cursor.execute("DELETE FROM webhooks_delivery WHERE subscription_id = %s", [webhook])
        tx.cursor.execute(
            "UPDATE webhooks_subscription SET standing = 'closed', url = '', name = '', wrapped_key = ''::bytea, "
            "secret = ''::bytea, previous_secret = NULL WHERE id = %s",
            [webhook],
        )
        audited(tx, stream_of(webhook), tx.versions[stream_of(webhook)], WebhookClosed(), actor, now)


def ping(*, actor: Actor, webhook: str, now: datetime, key: str) -> Delivery:
    """Have a subscription told of nothing, to try it; the same key tries it once. Returns the delivery to look at."""
    found = _own(webhook, actor)
    _awake(found)
    event = f"ping/{uuid5(UUID(webhook), key)}"
    told = Happened(event=event, kind=PING, dossier="", code="", number=0, agency="", at=now)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        _deferring.defer(insert_delivery(cursor, webhook, told, now))
    return logged(delivery_of(event, webhook), webhook)


def redeliver(*, actor: Actor, webhook: str, which: str, now: datetime, key: str) -> Delivery:
    """
    Have a delivery made once more, with all its tries, under the same `webhook-id`; the same key asks once.

    Refuses `no-such-delivery`.
    """
    found = _own(webhook, actor)
    _awake(found)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE webhooks_delivery SET state = 'waiting', tries = 0, next_at = %s, asked_again = %s WHERE id = %s AND "
            "subscription_id = %s AND asked_again <> %s RETURNING id::text",
            [now, key, which, webhook, key],
        )
        _deferring.defer([row[0] for row in cursor.fetchall()])
    return logged(which, webhook)


def _own(webhook: str, actor: Actor) -> Subscription:
    found = own(webhook, actor)
    authorise(MANAGE, actor, Matter(subjects=frozenset({found.owner.person})))
    return found


def _awake(found: Subscription) -> None:
    if found.standing is not Standing.ACTIVE:
        raise refuse(
            "webhook-not-active",
            gettext_noop("This subscription is not active. Wake it first."),
            HouseRule("What is paused sends nothing."),
        )


def _check(name: str, url: str, kinds: Sequence[str]) -> None:
    """Refuse everything that is wrong at once, under the code of the first."""
    found = []
    for check in (
        partial(rules.check_name, name), partial(rules.check_url, url, apps_networks()),
        partial(rules.check_kinds, kinds, KINDS),
    ):  # fmt: skip
        try:
            check()
        except Refused as refused:
            found.append(refused.refusal)
    if found:
        sources = tuple(source for each in found for source in each.sources)
        fields = tuple(field for each in found for field in each.fields)
        raise Refused(msgspec.structs.replace(found[0], sources=sources, fields=fields))


def _shown_once() -> Exception:
    return refuse(
        "secret-shown-once",
        gettext_noop("This was done already, and its secret is shown only once. Make another one."),
        _SHOWN_ONCE,
    )
