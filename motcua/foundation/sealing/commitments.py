"""
What a ledger entry says about personal data: a commitment that proves it later and tells nothing by itself.

The salt lies with the data, never in the entry. Once the salt is erased, nobody can test a guess against the entry,
and the chain of entries still verifies.
"""

import hashlib
import hmac
import secrets

SALT_BYTES = 32


def new_salt() -> bytes:
    """Return a random salt of 32 bytes, one for each commitment."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, data: bytes) -> bytes:
    """Return the HMAC-SHA256 of the exact bytes under the salt, 32 bytes long."""
    if len(salt) < SALT_BYTES:
        raise ValueError(f"A salt is at least {SALT_BYTES} bytes long, this one has {len(salt)}.")
    return hmac.new(salt, data, hashlib.sha256).digest()


def matches(salt: bytes, data: bytes, committed: bytes) -> bool:
    """Say whether `committed` was made from this data and salt."""
    return hmac.compare_digest(commitment(salt, data), committed)
