"""
Keys, envelope encryption, keyed hashes, commitments.

Five nouns: *data key* (one per file or declaration), *wrapping* (a data key sealed for one holder), *key ring* (the
outer keys, in a file outside the database), *keyed hash* (finds an identifier that lies encrypted), *commitment* (what
a ledger entry says about personal data). Free of Django but for `apps`, which says where the key file is, and
`renewing`, which finds in the rooms' tables what a rotation leaves behind.
"""

from motcua.foundation.sealing.aead import decrypt, encrypt, new_key
from motcua.foundation.sealing.commitments import commitment, matches, new_salt
from motcua.foundation.sealing.errors import BrokenSealError, KeyFileError, SealingError, UnknownKeyError
from motcua.foundation.sealing.keyfile import create_key_file, retire, rotate
from motcua.foundation.sealing.keyring import KeyedHash, KeyRing, Purpose, outer_key_id
from motcua.foundation.sealing.ring import configure, keyed_hash, keyed_hashes, unwrap, wrap
from motcua.foundation.sealing.stream import open_range, open_stream, seal_stream, sealed_size

__all__ = [
    "BrokenSealError",
    "KeyFileError",
    "KeyRing",
    "KeyedHash",
    "Purpose",
    "SealingError",
    "UnknownKeyError",
    "commitment",
    "configure",
    "create_key_file",
    "decrypt",
    "encrypt",
    "keyed_hash",
    "keyed_hashes",
    "matches",
    "new_key",
    "new_salt",
    "open_range",
    "open_stream",
    "outer_key_id",
    "retire",
    "rotate",
    "seal_stream",
    "sealed_size",
    "unwrap",
    "wrap",
]
