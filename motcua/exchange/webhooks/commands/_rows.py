"""What the commands of this room have in common."""

from datetime import datetime
from typing import cast
from uuid import uuid4

from django.apps import apps
from django.db.backends.utils import CursorWrapper

from motcua.exchange.webhooks.rules import Network
from motcua.exchange.webhooks.types import Happened
from motcua.foundation.ledger.events import Event
from motcua.foundation.ledger.writing import Writing
from motcua.foundation.policy.types import Actor


def apps_networks() -> tuple[Network, ...]:
    """Return the networks inside which the installation lets addresses be called."""
    return cast("tuple[Network, ...]", apps.get_app_config("webhooks").networks)  # type: ignore[attr-defined]


def public_url() -> str:
    """Return the address of this city, the source of every event."""
    return str(apps.get_app_config("webhooks").public_url)  # type: ignore[attr-defined]


def audited(tx: Writing, stream: str, version: int, event: Event, actor: Actor, now: datetime) -> None:
    """Append what was done to a subscription."""
    tx.append_one(stream, version, event, actor=actor.id, occurred_at=now, agency=actor.agency)


def insert_delivery(cursor: CursorWrapper, subscription: str, told: Happened, now: datetime) -> list[str]:
    """Write a delivery and return its id; none when this subscription is told of this event already."""
    cursor.execute(
        "INSERT INTO webhooks_delivery (id, subscription_id, event, kind, dossier, code, number, agency, happened_at, "
        "made_at, state, tries, attempts, next_at, asked_again) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', 0, 0, %s, '') "
        "ON CONFLICT (subscription_id, event) DO NOTHING RETURNING id::text",
        [
            str(uuid4()), subscription, told.event, told.kind, told.dossier, told.code, told.number, told.agency, told.at,
            now, now,
        ],
    )  # fmt: skip
    return [row[0] for row in cursor.fetchall()]
