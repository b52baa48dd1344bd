"""A stream opens whole, in order and to its end, or says that it does not."""

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.sealing import BrokenSealError, new_key, open_range, open_stream, seal_stream, sealed_size
from motcua.foundation.sealing.aead import TAG_BYTES
from motcua.foundation.sealing.stream import HEADER_BYTES

CHUNK = 16
STEP = CHUNK + TAG_BYTES
plains = st.binary(max_size=5 * CHUNK)


def cut(whole: bytes, places: list[int]) -> list[bytes]:
    """Cut bytes at the given places, as a network would."""
    borders = [0, *sorted(place % (len(whole) + 1) for place in places), len(whole)]
    return [whole[start:stop] for start, stop in itertools.pairwise(borders)]


def seal(key: bytes, plain: bytes, context: bytes = b"file/1") -> bytes:
    return b"".join(seal_stream(key, [plain], context, chunk_bytes=CHUNK))


def opened(key: bytes, sealed: bytes, context: bytes = b"file/1") -> bytes:
    return b"".join(open_stream(key, [sealed], context))


@given(plain=plains, before=st.lists(st.integers(0, 999), max_size=6), after=st.lists(st.integers(0, 999), max_size=6))
def test_what_was_sealed_opens_again_however_it_was_cut(plain, before, after):
    key = new_key()
    sealed = b"".join(seal_stream(key, cut(plain, before), b"file/1", chunk_bytes=CHUNK))
    assert len(sealed) == sealed_size(len(plain), chunk_bytes=CHUNK)
    pieces = [piece for piece in cut(sealed, after) if piece]
    assert b"".join(open_stream(key, pieces, b"file/1")) == plain


@given(plain=plains, data=st.data())
def test_no_byte_can_be_altered(plain, data):
    key = new_key()
    sealed = bytearray(seal(key, plain))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BrokenSealError):
        opened(key, bytes(sealed))


@given(plain=plains, data=st.data())
def test_no_end_can_be_cut_off(plain, data):
    key = new_key()
    sealed = seal(key, plain)
    with pytest.raises(BrokenSealError):
        opened(key, sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_a_stream_cut_at_a_chunk_border_is_refused(kept):
    key = new_key()
    sealed = seal(key, bytes(4 * CHUNK))
    with pytest.raises(BrokenSealError):
        opened(key, sealed[: HEADER_BYTES + kept * STEP])


@given(swap=st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda pair: pair[0] != pair[1]))
def test_chunks_cannot_change_places(swap):
    key = new_key()
    sealed = seal(key, bytes(range(4 * CHUNK)))
    chunks = [sealed[start : start + STEP] for start in range(HEADER_BYTES, len(sealed), STEP)]
    one, other = swap
    chunks[one], chunks[other] = chunks[other], chunks[one]
    with pytest.raises(BrokenSealError):
        opened(key, sealed[:HEADER_BYTES] + b"".join(chunks))


@given(number=st.integers(0, 3))
def test_no_chunk_can_be_doubled_or_left_out(number):
    key = new_key()
    sealed = seal(key, bytes(range(4 * CHUNK)))
    start = HEADER_BYTES + number * STEP
    for altered in (sealed[: start + STEP] + sealed[start:], sealed[:start] + sealed[start + STEP :]):
        with pytest.raises(BrokenSealError):
            opened(key, altered)


def test_a_chunk_of_another_stream_under_the_same_key_is_refused():
    key = new_key()
    one, other = seal(key, bytes(3 * CHUNK)), seal(key, bytes(3 * CHUNK))
    with pytest.raises(BrokenSealError):
        opened(key, one[: HEADER_BYTES + STEP] + other[HEADER_BYTES + STEP :])


def test_another_context_or_key_opens_nothing():
    key = new_key()
    sealed = seal(key, b"scan")
    with pytest.raises(BrokenSealError):
        opened(key, sealed, b"file/2")
    with pytest.raises(BrokenSealError):
        opened(new_key(), sealed)


@given(plain=plains, start=st.integers(0, 5 * CHUNK), length=st.integers(0, 5 * CHUNK))
def test_a_range_is_what_the_whole_has_there(plain, start, length):
    key = new_key()
    sealed = seal(key, plain)
    pieces = open_range(key, io.BytesIO(sealed), b"file/1", sealed_bytes=len(sealed), start=start, stop=start + length)
    assert b"".join(pieces) == plain[start : start + length]


def test_a_range_up_to_the_end_notices_that_the_stream_was_cut_short():
    key = new_key()
    sealed = seal(key, bytes(4 * CHUNK))
    short = io.BytesIO(sealed[:-STEP])
    with pytest.raises(BrokenSealError):
        list(open_range(key, short, b"file/1", sealed_bytes=len(sealed), start=0, stop=4 * CHUNK))
    with pytest.raises(BrokenSealError):
        list(open_range(key, short, b"file/1", sealed_bytes=len(sealed) - STEP, start=2 * CHUNK, stop=4 * CHUNK))


def test_a_header_that_asks_for_huge_chunks_is_refused():
    key = new_key()
    sealed = bytearray(seal(key, b"x"))
    sealed[4:8] = b"\xff\xff\xff\xff"
    with pytest.raises(BrokenSealError, match="chunks of 1 to"):
        opened(key, bytes(sealed))
