"""The log: what was delivered, and every attempt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.exchange.webhooks.types import Attempt, Delivery, Happened, State
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop

COLUMNS = (
    "id::text, subscription_id::text, event, kind, dossier, code, number, agency, happened_at, state, made_at, next_at, "
    "attempts"
)


def of_row(row: Sequence[Any]) -> Delivery:
    """Build a delivery from a row of `COLUMNS`."""
    told = Happened(event=row[2], kind=row[3], dossier=row[4], code=row[5], number=row[6], agency=row[7], at=row[8])
    return Delivery(
        id=row[0], subscription=row[1], told=told, state=State(row[9]), made_at=row[10], next_at=row[11],
        attempts=row[12],
    )  # fmt: skip


def delivery(which: str, subscription: str) -> Delivery | None:
    """Return one delivery of a subscription."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM webhooks_delivery WHERE id = %s AND subscription_id = %s",  # noqa: S608
            [which, subscription],
        )
        row = cursor.fetchone()
    return of_row(row) if row else None


def logged(which: str, subscription: str) -> Delivery:
    """Return one delivery of a subscription; refuses `no-such-delivery`."""
    found = delivery(which, subscription)
    if found is None:
        raise refuse(
            "no-such-delivery",
            gettext_noop("There is no such delivery on record. Records are kept for 30 days."),
            HouseRule("A log that is kept for ever is a burden to whom it tells of."),
        )
    return found


def delivery_of(event: str, subscription: str) -> str:
    """Return the id of the delivery of an event to a subscription."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM webhooks_delivery WHERE subscription_id = %s AND event = %s", [subscription, event]
        )
        return str(cursor.fetchone()[0])


def deliveries_of(
    subscription: str, *, after: tuple[datetime, str] | None = None, backward: bool = False, limit: int = 50
) -> tuple[Delivery, ...]:
    """Return up to `limit` deliveries, the newest first; paged by moment and id."""
    sign, order = (">", "ASC") if backward else ("<", "DESC")
    at = f"AND (made_at, id) {sign} (%s, %s)" if after else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM webhooks_delivery WHERE subscription_id = %s {at} "  # noqa: S608
            f"ORDER BY made_at {order}, id {order} LIMIT %s",
            [subscription, *(after or ()), limit],
        )
        return tuple(of_row(row) for row in cursor.fetchall())


def attempts_of(which: str) -> tuple[Attempt, ...]:
    """Return the attempts of a delivery, the first first; there are few."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, at, status, milliseconds, error, excerpt FROM webhooks_attempt WHERE delivery_id = %s "
            "ORDER BY number LIMIT 200",
            [which],
        )
        return tuple(
            Attempt(number=row[0], at=row[1], status=row[2], milliseconds=row[3], error=row[4], excerpt=row[5])
            for row in cursor.fetchall()
        )


def overdue(before: datetime, now: datetime, limit: int) -> tuple[str, ...]:
    """Return deliveries whose moment passed before `before` and that nobody holds: their job was lost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM webhooks_delivery WHERE state = 'waiting' AND next_at < %s "
            "AND (claimed_until IS NULL OR claimed_until <= %s) ORDER BY next_at LIMIT %s",
            [before, now, limit],
        )
        return tuple(row[0] for row in cursor.fetchall())
