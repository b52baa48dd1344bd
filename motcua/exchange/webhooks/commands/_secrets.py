"""The secrets that deliveries are signed with, sealed in the subscription's row."""

import base64
import secrets
from datetime import datetime

from django.db.backends.utils import CursorWrapper

from motcua.exchange.webhooks.rules import PREFIX
from motcua.foundation.sealing import aead, ring

SECRET_BYTES = 32


def new_secret() -> str:
    """Return a secret in the form of Standard Webhooks."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def holder_of(subscription: str) -> str:
    """Return the name under which a subscription holds its key."""
    return f"webhook/{subscription}"


def seal(key: bytes, subscription: str, secret: str) -> bytes:
    """Return a secret as it is stored."""
    return aead.encrypt(key, secret.encode(), holder_of(subscription).encode())


def key_of(cursor: CursorWrapper, subscription: str) -> bytes:
    """Return the key that seals a subscription's secrets."""
    cursor.execute("SELECT wrapped_key FROM webhooks_subscription WHERE id = %s", [subscription])
    return ring.unwrap(bytes(cursor.fetchone()[0]), holder_of(subscription))


def valid_secrets(cursor: CursorWrapper, subscription: str, now: datetime) -> tuple[str, ...]:
    """Return the secrets that a delivery is signed with now: the present one, and its forerunner for a while."""
    cursor.execute(
        "SELECT secret, previous_secret, previous_until FROM webhooks_subscription WHERE id = %s", [subscription]
    )
    present, previous, until = cursor.fetchone()
    sealed = [present, *([previous] if previous is not None and until > now else [])]
    key = key_of(cursor, subscription)
    return tuple(aead.decrypt(key, bytes(each), holder_of(subscription).encode()).decode() for each in sealed)
