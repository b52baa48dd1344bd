"""
The outer keys, which wrap data keys, and the keys that hash identifiers for looking up.

1. A data key is wrapped once for each holder (`draft/<id>`, `dossier/<id>`); a wrapping opens only for its own holder.
2. The primary key of a purpose seals and hashes; a valid one still opens and still finds; a retired one is gone.
3. Of the keys that hash identifiers at most two are at hand, so that a lookup asks for at most two digests.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.foundation.sealing.aead import KEY_BYTES, NONCE_BYTES, TAG_BYTES
from motcua.foundation.sealing.errors import BrokenSealError, UnknownKeyError

VERSION = b"\x01"
SALT_BYTES = 16
ID_LETTERS = 14
MARK_BYTES = 2 + ID_LETTERS
"""So many first bytes of a wrapped key are the same for all that one outer key has wrapped: an index finds them."""
CONTEXT = b"motcua/wrap\x00"


class Purpose(StrEnum):
    OUTER = "outer"  # wraps data keys
    IDENTIFIER = "identifier"  # hashes identifiers for looking up


class KeyState(StrEnum):
    PRIMARY = "primary"
    VALID = "valid"
    RETIRED = "retired"


class RingKey(msgspec.Struct, frozen=True):
    """One key of the ring. A retired key keeps its line in the file, as a record, without its secret."""

    id: str
    purpose: Purpose
    created: datetime
    state: KeyState
    secret: bytes = b""

    def __repr__(self) -> str:
        return f"RingKey({self.id!r}, {self.purpose.value}, {self.state.value})"


class KeyedHash(msgspec.Struct, frozen=True):
    """The digest (32 bytes) of an identifier under the key named `key_id`. Equal identifiers have equal digests."""

    key_id: str
    digest: bytes


class KeyRing:
    """The keys at hand. Immutable: a rotated key file makes another ring."""

    def __init__(self, keys: Iterable[RingKey]) -> None:
        usable = tuple(key for key in keys if key.state is not KeyState.RETIRED)
        self._outer = {key.id: key for key in usable if key.purpose is Purpose.OUTER}
        self._outer_primary = _primary(self._outer.values(), Purpose.OUTER)
        identifier_keys = [key for key in usable if key.purpose is Purpose.IDENTIFIER]
        self._identifier_primary = _primary(identifier_keys, Purpose.IDENTIFIER)
        self._identifier = (
            self._identifier_primary,
            *(key for key in identifier_keys if key is not self._identifier_primary),
        )

    @property
    def primary_outer_id(self) -> str:
        """The id of the key that wraps now."""
        return self._outer_primary.id

    @property
    def older_outer_ids(self) -> tuple[str, ...]:
        """The ids of the keys that only open: whatever they wrapped waits to be wrapped anew."""
        return tuple(sorted(set(self._outer) - {self._outer_primary.id}))

    @property
    def older_identifier_ids(self) -> tuple[str, ...]:
        """The ids of the keys that only find: identifiers hashed by them wait to be hashed anew."""
        return tuple(key.id for key in self._identifier[1:])

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Wrap a data key for a holder under the primary outer key."""
        primary = self._outer_primary
        name = primary.id.encode("ascii")
        header = VERSION + bytes((len(name),)) + name + secrets.token_bytes(SALT_BYTES)
        once, nonce = _once(primary.secret, header)
        return header + AESGCM(once).encrypt(nonce, key, _bound(header, holder))

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """
        Return the data key wrapped for exactly this holder.

        Raises `UnknownKeyError` when the ring lacks the key that wrapped it, `BrokenSealError` for another holder or
        altered bytes.
        """
        key_id = outer_key_id(wrapped)
        outer = self._outer.get(key_id)
        if outer is None:
            raise UnknownKeyError(key_id)
        cut = 2 + len(key_id) + SALT_BYTES
        header, body = wrapped[:cut], wrapped[cut:]
        once, nonce = _once(outer.secret, header)
        try:
            return AESGCM(once).decrypt(nonce, body, _bound(header, holder))
        except InvalidTag as broken:
            raise BrokenSealError("The wrapped key does not open for this holder.") from broken

    def rewrap(self, wrapped: bytes, holder: str) -> bytes:
        """Wrap the same data key for the same holder under the primary outer key."""
        return self.wrap(self.unwrap(wrapped, holder), holder)

    def keyed_hash(self, kind: str, value: str) -> KeyedHash:
        """
        Return the digest of an identifier under the primary key, for storing.

        `kind` keeps equal digits of different kinds apart (`personal-number`, `phone`); the caller brings `value` into
        its one written form first.
        """
        return _digest(self._identifier_primary, kind, value)

    def keyed_hashes(self, kind: str, value: str) -> tuple[KeyedHash, ...]:
        """Return the digests under every valid key, the primary first, for looking up during a rotation."""
        return tuple(_digest(key, kind, value) for key in self._identifier)


def outer_key_id(wrapped: bytes) -> str:
    """Return the id of the outer key that wrapped these bytes, which finds what a rotation must wrap anew."""
    if len(wrapped) < 2 or wrapped[:1] != VERSION:
        raise BrokenSealError("These bytes are no wrapped key of a version that this program knows.")
    cut = 2 + wrapped[1]
    if len(wrapped) < cut + SALT_BYTES + KEY_BYTES + TAG_BYTES:
        raise BrokenSealError("The wrapped key was cut short.")
    try:
        return wrapped[2:cut].decode("ascii")
    except UnicodeDecodeError as broken:
        raise BrokenSealError("The wrapped key names no key.") from broken


def outer_key_mark(key_id: str) -> bytes:
    """Return the first `MARK_BYTES` bytes of everything that this outer key has wrapped."""
    return VERSION + bytes((len(key_id),)) + key_id.encode("ascii")


def new_ring_key(purpose: Purpose, now: datetime) -> RingKey:
    """Make a primary key with a random secret; its id begins with the purpose's first letter."""
    return RingKey(
        id=f"{purpose.value[0]}-{secrets.token_hex((ID_LETTERS - 2) // 2)}",
        purpose=purpose,
        created=now,
        state=KeyState.PRIMARY,
        secret=secrets.token_bytes(KEY_BYTES),
    )


def _primary(keys: Iterable[RingKey], purpose: Purpose) -> RingKey:
    found = [key for key in keys if key.state is KeyState.PRIMARY]
    if len(found) != 1:
        raise ValueError(f"A key ring has one primary key of purpose {purpose.value}, this one has {len(found)}.")
    return found[0]


def _once(outer: bytes, header: bytes) -> tuple[bytes, bytes]:
    # Every wrapping has a key of its own, derived by its random salt: one outer key then wraps without a limit at which
    # random nonces under one key might repeat (a city makes hundreds of millions of wrappings).
    derived = hmac.new(outer, CONTEXT + header, hashlib.sha512).digest()
    return derived[:KEY_BYTES], derived[KEY_BYTES : KEY_BYTES + NONCE_BYTES]


def _bound(header: bytes, holder: str) -> bytes:
    return CONTEXT + header + holder.encode()


def _digest(key: RingKey, kind: str, value: str) -> KeyedHash:
    # A zero byte ends the kind, so that no kind and value run together into another pair.
    if "\x00" in kind:
        raise ValueError("The kind of an identifier is a plain word.")
    message = b"motcua/identifier\x00" + kind.encode() + b"\x00" + value.encode()
    return KeyedHash(key_id=key.id, digest=hmac.new(key.secret, message, hashlib.sha256).digest())
