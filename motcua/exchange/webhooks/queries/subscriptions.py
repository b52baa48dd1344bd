"""Subscriptions, for their owners and for whoever delivers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.exchange.webhooks.rules import is_theirs
from motcua.exchange.webhooks.types import Owner, Standing, Subscription
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.text import gettext_noop

COLUMNS = (
    "id::text, person::text, post, agency, token, scopes, name, url, kinds, standing, version, created_at, "
    "succeeded_at, failing_since, previous_until"
)


def of_row(row: Sequence[Any]) -> Subscription:
    """Build a subscription from a row of `COLUMNS`."""
    owner = Owner(person=row[1], post=row[2], agency=row[3], token=row[4], scopes=frozenset(row[5]))
    return Subscription(
        id=row[0], owner=owner, name=row[6], url=row[7], kinds=tuple(row[8]), standing=Standing(row[9]), version=row[10],
        created_at=row[11], succeeded_at=row[12], failing_since=row[13], previous_secret_until=row[14],
    )  # fmt: skip


def no_such_webhook() -> Refused:
    """Refuse a subscription that is none, or somebody else's: both alike."""
    return refuse(
        "no-such-webhook",
        gettext_noop("There is no such subscription of yours."),
        HouseRule("Only who has set a subscription up may know of it."),
    )


def by_id(subscription: str) -> Subscription | None:
    """Return a subscription that is not closed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM webhooks_subscription WHERE id = %s AND standing <> 'closed'",  # noqa: S608
            [subscription],
        )
        row = cursor.fetchone()
    return of_row(row) if row else None


def own(subscription: str, actor: Actor) -> Subscription:
    """Return the actor's subscription; refuses `no-such-webhook`."""
    found = by_id(subscription)
    if found is None or not is_theirs(found, actor):
        raise no_such_webhook()
    return found


def was_closed(subscription: str, actor: Actor) -> bool:
    """Say whether this was the actor's subscription, and is closed: said twice it is done once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM webhooks_subscription WHERE id = %s AND person = %s AND post = %s AND standing = 'closed'",
            [subscription, actor.person, actor.post],
        )
        return cursor.fetchone() is not None


def matter(webhook: UUID) -> Matter:
    """Return a subscription as a matter for the policies; nobody's when there is none."""
    found = by_id(str(webhook))
    return Matter(subjects=frozenset({found.owner.person} if found else ()))


def subscriptions_of(
    actor: Actor, *, after: tuple[datetime, str] | None = None, backward: bool = False, limit: int = 50
) -> tuple[Subscription, ...]:
    """Return up to `limit` of the actor's subscriptions, the newest first; paged by moment and id."""
    sign, order = (">", "ASC") if backward else ("<", "DESC")
    at = f"AND (created_at, id) {sign} (%s, %s)" if after else ""
    # The same as `is_theirs`, so that a page is full whatever tokens have set up.
    scoped = "AND scopes <> '{}' AND scopes <@ %s::text[]" if actor.scopes else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM webhooks_subscription WHERE person = %s AND post = %s AND standing <> 'closed' "  # noqa: S608
            f"{at} {scoped} ORDER BY created_at {order}, id {order} LIMIT %s",
            [actor.person, actor.post, *(after or ()), *([sorted(actor.scopes)] if actor.scopes else []), limit],
        )
        return tuple(of_row(row) for row in cursor.fetchall())


def listening(kind: str, persons: Sequence[str], agencies: Sequence[str]) -> tuple[str, ...]:
    """Return the active subscriptions to a kind whose owner is one of the persons or in one of the agencies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM webhooks_subscription WHERE (person = ANY(%s::uuid[]) OR "
            "(agency <> '' AND agency = ANY(%s))) AND standing = 'active' AND %s = ANY(kinds)",
            [list(persons), list(agencies), kind],
        )
        return tuple(row[0] for row in cursor.fetchall())
