"""
One message sealed under one key: AES-256-GCM with a random nonce.

Sealed bytes are `version (1) | nonce (12) | ciphertext and tag`. The version is authenticated with the context, so that
a later version cannot be passed off as this one. A key that seals one declaration again and again (a draft saved on
every page) stays far below the number of messages at which random nonces might repeat.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.foundation.sealing.errors import BrokenSealError

KEY_BYTES = 32
VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD = len(VERSION) + NONCE_BYTES + TAG_BYTES
CONTEXT = b"motcua/seal\x00"


def new_key() -> bytes:
    """Return a fresh data key of 32 bytes: one for each file and each declaration."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """Seal `plaintext` under a data key. `aad` says what it is (kind and id): only the same words open it again."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, CONTEXT + VERSION + aad)


def decrypt(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Return the plaintext. Raises `BrokenSealError` for another key, other `aad`, or bytes altered anywhere."""
    if len(sealed) < OVERHEAD:
        raise BrokenSealError(f"Sealed bytes are at least {OVERHEAD} long, these are {len(sealed)}.")
    if sealed[:1] != VERSION:
        raise BrokenSealError(f"Sealed in version {sealed[0]}, this program knows version {VERSION[0]}.")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, CONTEXT + VERSION + aad)
    except InvalidTag as broken:
        raise BrokenSealError("The sealed bytes do not open with this key in this context.") from broken
