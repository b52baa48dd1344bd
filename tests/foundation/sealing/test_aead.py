"""A sealed message opens with its own key in its own context, and with nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.sealing import BrokenSealError, decrypt, encrypt, new_key
from motcua.foundation.sealing.aead import OVERHEAD


@given(plain=st.binary(max_size=300), context=st.binary(max_size=30))
def test_what_was_sealed_opens_again(plain, context):
    key = new_key()
    sealed = encrypt(key, plain, context)
    assert len(sealed) == len(plain) + OVERHEAD
    assert decrypt(key, sealed, context) == plain


@given(plain=st.binary(max_size=60), data=st.data())
def test_no_byte_can_be_altered(plain, data):
    key = new_key()
    sealed = bytearray(encrypt(key, plain, b"declaration/1"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BrokenSealError):
        decrypt(key, bytes(sealed), b"declaration/1")


@given(plain=st.binary(max_size=60), data=st.data())
def test_no_end_can_be_cut_off(plain, data):
    key = new_key()
    sealed = encrypt(key, plain, b"")
    with pytest.raises(BrokenSealError):
        decrypt(key, sealed[: data.draw(st.integers(0, len(sealed) - 1))], b"")


@given(context=st.binary(max_size=20), other=st.binary(max_size=20))
def test_another_context_opens_nothing(context, other):
    key = new_key()
    sealed = encrypt(key, b"Nguyen Van An", context)
    if context != other:
        with pytest.raises(BrokenSealError):
            decrypt(key, sealed, other)


def test_another_key_opens_nothing():
    with pytest.raises(BrokenSealError):
        decrypt(new_key(), encrypt(new_key(), b"Nguyen Van An", b""), b"")


def test_the_same_text_is_sealed_differently_each_time():
    key = new_key()
    assert encrypt(key, b"same", b"") != encrypt(key, b"same", b"")


def test_a_later_version_is_named_and_not_guessed():
    key = new_key()
    with pytest.raises(BrokenSealError, match="version 9"):
        decrypt(key, b"\x09" + encrypt(key, b"x", b"")[1:], b"")
