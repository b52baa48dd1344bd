"""Making a delivery: claimed, asked for, sent, written down."""

from datetime import datetime

import msgspec
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from motcua.exchange.webhooks import rules
from motcua.exchange.webhooks.commands import _deferring, _secrets
from motcua.exchange.webhooks.commands._may import lives, may_hear
from motcua.exchange.webhooks.commands._posting import post
from motcua.exchange.webhooks.commands._rows import apps_networks, public_url
from motcua.exchange.webhooks.queries.deliveries import COLUMNS, of_row, overdue
from motcua.exchange.webhooks.queries.subscriptions import by_id
from motcua.exchange.webhooks.types import PING, Answered, Delivery, Happened, Standing, Subscription, WebhookDisabled
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import system
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.queries import opened
from motcua.service.notices.commands import notify

AGENT = "Motcua-Webhooks/1"
BATCH = 500
ENDED = gettext_noop(
    "Your system has not taken anything for days, so we no longer call it: subscription %(name)s. Mend it, then wake the "
    "subscription in your account."
)


def cloud_event(told: Happened, source: str) -> bytes:
    """Return what is sent: ids, codes, kinds and moments. The same event is the same bytes in every attempt."""
    event = {
        "specversion": "1.0",
        "id": told.event,
        "source": f"{source}/api/v1",
        "type": told.kind,
        "time": told.at,
        "datacontenttype": "application/json",
    }
    if told.kind != PING:
        event |= {"subject": told.code, "sequence": f"{told.number:010d}"}
        event["data"] = {
            "dossier": told.dossier, "code": told.code, "version": told.number, "agency": told.agency,
            "href": f"{source}/api/v1/dossiers/{told.code}",
        }  # fmt: skip
    return msgspec.json.encode(event)


def deliver(which: str, *, now: datetime) -> Answered | None:
    """
    Make one attempt of a delivery; None when there is nothing to do: made already, held by another worker, dropped.

    A worker that dies between here and the end leaves a claim that runs out, so that the delivery is made again.
    """
    claimed = _claim(which, now)
    if claimed is None:
        return None
    subscription = by_id(claimed.subscription)
    if subscription is None or not _may(subscription, claimed.told, now):
        _drop(which)
        return None
    body = cloud_event(claimed.told, public_url())
    with connection.cursor() as cursor:
        secrets = _secrets.valid_secrets(cursor, subscription.id, now)
    headers = {
        "Content-Type": "application/cloudevents+json; charset=utf-8",
        "User-Agent": AGENT,
        "webhook-id": which,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": rules.signatures(secrets, which, now, body),
    }
    answered = post(subscription.url, body, headers, apps_networks())
    _record(claimed, subscription, answered, now)
    return answered


def rescue(now: datetime) -> int:
    """Let deliveries be made again whose job was lost with its worker; return how many."""
    found = overdue(now - rules.FORGOTTEN, now, BATCH)
    _deferring.defer(found)
    return len(found)


def forget(now: datetime) -> int:
    """Forget records that are old, a batch at a time; return how many."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM webhooks_delivery WHERE state <> 'waiting' AND made_at < %s LIMIT %s",
            [now - rules.KEPT_FOR, BATCH],
        )
        old = [row[0] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM webhooks_attempt WHERE delivery_id = ANY(%s)", [old])
        cursor.execute("DELETE FROM webhooks_delivery WHERE id = ANY(%s)", [old])
    return len(old)


def _claim(which: str, now: datetime) -> Delivery | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE webhooks_delivery SET claimed_until = %s WHERE id = %s AND state = 'waiting' "  # noqa: S608
            "AND next_at <= %s AND (claimed_until IS NULL OR claimed_until <= %s) "
            f"RETURNING {COLUMNS}",
            [now + rules.CLAIM, which, now, now],
        )
        row = cursor.fetchone()
    return of_row(row) if row else None


def _may(subscription: Subscription, told: Happened, now: datetime) -> bool:
    if subscription.standing is not Standing.ACTIVE:
        return False
    if told.kind == PING:
        return lives(subscription, now)
    state = opened.state_by_id(told.dossier)
    return state is not None and may_hear(subscription, state, now)


def _drop(which: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE webhooks_delivery SET state = 'dropped', next_at = NULL, claimed_until = NULL WHERE id = %s",
            [which],
        )


def _record(claimed: Delivery, subscription: Subscription, answered: Answered, began: datetime) -> None:
    now = max(began, timezone.now())
    good = not answered.error
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        number, tries = _counted(cursor, claimed.id)
        cursor.execute(
            "INSERT INTO webhooks_attempt (delivery_id, number, at, status, milliseconds, error, excerpt) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [claimed.id, number, began, answered.status, answered.milliseconds, answered.error, answered.excerpt],
        )
        again = None if good else rules.next_try(tries, now)
        state = "delivered" if good else "waiting" if again else "failed"
        cursor.execute(
            "UPDATE webhooks_delivery SET state = %s, next_at = %s, claimed_until = NULL WHERE id = %s",
            [state, again, claimed.id],
        )
        if good:
            cursor.execute(
                "UPDATE webhooks_subscription SET succeeded_at = %s, failing_since = NULL WHERE id = %s",
                [now, subscription.id],
            )
        else:
            cursor.execute(
                "UPDATE webhooks_subscription SET failing_since = coalesce(failing_since, %s) WHERE id = %s "
                "RETURNING failing_since",
                [began, subscription.id],
            )
        failing = None if good else cursor.fetchone()
        if again is not None:
            _deferring.defer([claimed.id], again)
    if failing and rules.is_to_be_disabled(failing[0], now):
        _disable(subscription, failing[0], now)


def _counted(cursor: CursorWrapper, which: str) -> tuple[int, int]:
    cursor.execute(
        "UPDATE webhooks_delivery SET attempts = attempts + 1, tries = tries + 1 WHERE id = %s RETURNING attempts, tries",
        [which],
    )
    number, tries = cursor.fetchone()
    return number, tries


def _disable(subscription: Subscription, since: datetime, now: datetime) -> None:
    """End a subscription that has failed for days, and tell its owner, once for each time that it failed."""
    actor, once = system("webhooks"), f"{subscription.id}/{since.isoformat()}"
    stream = f"webhook/{subscription.id}"
    with writing(stream, key=Key(actor.client, "webhook.disable", once)) as tx:
        if tx.replay is None:
            tx.cursor.execute(
                "UPDATE webhooks_subscription SET standing = 'disabled', version = version + 1 "
                "WHERE id = %s AND standing = 'active'",
                [subscription.id],
            )
            event = WebhookDisabled(failing_since=since)
            tx.append_one(stream, tx.versions[stream], event, actor=actor.id, occurred_at=now)
    notify(
        actor=actor, person=subscription.owner.person, message=ENDED, values={"name": subscription.name}, about="",
        happened_at=now, key=Key(actor.client, "webhook.tell-disabled", once),
    )  # fmt: skip
