"""
A long plaintext sealed in chunks that can be opened one by one (the STREAM construction).

Sealed bytes are a header `magic and version (4) | chunk size (4, big-endian) | salt (16)` and then chunks, each with
its tag. The key of a stream is derived from the data key, the header and the context; the nonce of a chunk is its
number and a flag for the last one. So a chunk altered, moved, left out, doubled or taken from another stream does not
open, and neither does a stream cut short at a chunk's border. An empty plaintext is one empty last chunk.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from motcua.foundation.sealing.aead import TAG_BYTES
from motcua.foundation.sealing.errors import BrokenSealError

MAGIC = b"MCS\x01"
SALT_BYTES = 16
HEADER_BYTES = len(MAGIC) + 4 + SALT_BYTES
CHUNK_BYTES = 64 * 1024
LARGEST_CHUNK_BYTES = 1024 * 1024
MOST_CHUNKS = 2**32


class _Chunks(msgspec.Struct, frozen=True):
    """The cipher of one stream, which seals or opens any chunk by its number."""

    cipher: AESGCM
    size: int

    def seal(self, number: int, plain: bytes, *, last: bool) -> bytes:
        return self.cipher.encrypt(_nonce(number, last=last), plain, None)

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self.cipher.decrypt(_nonce(number, last=last), sealed, None)
        except InvalidTag as broken:
            raise BrokenSealError(
                f"Chunk {number} does not open: another key, altered or moved bytes, or the stream was cut short."
            ) from broken


def seal_stream(key: bytes, pieces: Iterable[bytes], aad: bytes, *, chunk_bytes: int = CHUNK_BYTES) -> Iterator[bytes]:
    """Yield the sealed bytes of the pieces, whatever their sizes. Holds one chunk and one piece in memory."""
    header = MAGIC + chunk_bytes.to_bytes(4, "big") + secrets.token_bytes(SALT_BYTES)
    chunks = _chunks(key, header, aad)
    yield header
    number, held = 0, b""
    for chunk in _regular(pieces, chunk_bytes):
        # A chunk is held back until another follows, because the last one is sealed as the last.
        if number:
            yield chunks.seal(number - 1, held, last=False)
        number, held = number + 1, chunk
    yield chunks.seal(max(number - 1, 0), held, last=True)


def open_stream(key: bytes, sealed: Iterable[bytes], aad: bytes) -> Iterator[bytes]:
    """
    Yield the plaintext chunk by chunk, each proven in its place before it is yielded.

    Raises `BrokenSealError` at the first chunk that does not open, at the end when the stream was cut short: what was
    yielded before is genuine, but act on the whole only after the last one.
    """
    source = iter(sealed)
    head = b""
    while len(head) < HEADER_BYTES:
        piece = next(source, b"")
        if not piece:
            break
        head += piece
    chunks = _chunks(key, head[:HEADER_BYTES], aad)
    number, held = 0, b""
    for chunk in _regular(_with_first(head[HEADER_BYTES:], source), chunks.size + TAG_BYTES):
        if number:
            yield chunks.open(number - 1, held, last=False)
        number, held = number + 1, chunk
    yield chunks.open(max(number - 1, 0), held, last=True)


def open_range(
    key: bytes, sealed: BinaryIO, aad: bytes, *, sealed_bytes: int, start: int, stop: int
) -> Iterator[bytes]:
    """
    Yield the plaintext bytes from `start` up to `stop` (exclusive), opening only the chunks that hold them.

    `sealed_bytes` is the length of the whole sealed stream, as recorded when it was sealed: the number of the last
    chunk follows from it, so a stream that was cut short does not open at its new end.
    """
    sealed.seek(0)
    chunks = _chunks(key, sealed.read(HEADER_BYTES), aad)
    step = chunks.size + TAG_BYTES
    last = (sealed_bytes - HEADER_BYTES - 1) // step
    first = start // chunks.size
    sealed.seek(HEADER_BYTES + first * step)
    for number in range(first, min(last, max(stop - 1, start) // chunks.size) + 1):
        plain = chunks.open(number, sealed.read(step), last=number == last)
        begins = number * chunks.size
        piece = plain[max(start - begins, 0) : stop - begins]
        if piece:
            yield piece


def sealed_size(plain_bytes: int, *, chunk_bytes: int = CHUNK_BYTES) -> int:
    """Return how many bytes a plaintext takes once sealed."""
    count = max(1, -(-plain_bytes // chunk_bytes))
    return HEADER_BYTES + plain_bytes + count * TAG_BYTES


def _chunks(key: bytes, header: bytes, aad: bytes) -> _Chunks:
    if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
        raise BrokenSealError("These bytes do not begin like a sealed stream of a version that this program knows.")
    size = int.from_bytes(header[4:8], "big")
    if not 1 <= size <= LARGEST_CHUNK_BYTES:
        raise BrokenSealError(f"A sealed stream has chunks of 1 to {LARGEST_CHUNK_BYTES} bytes, this one says {size}.")
    derived = hmac.new(key, b"motcua/stream\x00" + header + aad, hashlib.sha256).digest()
    return _Chunks(cipher=AESGCM(derived), size=size)


def _nonce(number: int, *, last: bool) -> bytes:
    if number >= MOST_CHUNKS:
        raise BrokenSealError("A sealed stream cannot have that many chunks.")
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _with_first(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _regular(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Cut pieces of any sizes into chunks of `size`, the last one shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
