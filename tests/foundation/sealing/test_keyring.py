"""Wrappings open for their holder; digests find identifiers before, during and after a rotation."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.sealing import BrokenSealError, KeyRing, Purpose, UnknownKeyError, new_key, outer_key_id
from motcua.foundation.sealing.keyring import MARK_BYTES, KeyState, RingKey, new_ring_key, outer_key_mark

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OUTER = new_ring_key(Purpose.OUTER, NOW)
IDENTIFIER = new_ring_key(Purpose.IDENTIFIER, NOW)
RING = KeyRing((OUTER, IDENTIFIER))
holders = st.text(min_size=1, max_size=20)


def demoted(key: RingKey) -> RingKey:
    return RingKey(id=key.id, purpose=key.purpose, created=key.created, state=KeyState.VALID, secret=key.secret)


@given(holder=holders, other=holders)
def test_a_wrapping_opens_for_its_own_holder_only(holder, other):
    key = new_key()
    wrapped = RING.wrap(key, holder)
    assert RING.unwrap(wrapped, holder) == key
    assert outer_key_id(wrapped) == OUTER.id
    if holder != other:
        with pytest.raises(BrokenSealError):
            RING.unwrap(wrapped, other)


@given(data=st.data())
def test_no_byte_of_a_wrapping_can_be_altered(data):
    wrapped = bytearray(RING.wrap(new_key(), "draft/1"))
    wrapped[data.draw(st.integers(0, len(wrapped) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((BrokenSealError, UnknownKeyError)):
        RING.unwrap(bytes(wrapped), "draft/1")


@given(data=st.data())
def test_no_end_of_a_wrapping_can_be_cut_off(data):
    wrapped = RING.wrap(new_key(), "draft/1")
    with pytest.raises(BrokenSealError):
        RING.unwrap(wrapped[: data.draw(st.integers(0, len(wrapped) - 1))], "draft/1")


def test_everything_that_a_key_has_wrapped_begins_with_its_mark():
    other = KeyRing((new_ring_key(Purpose.OUTER, NOW), IDENTIFIER))
    marks = {wrapped[:MARK_BYTES] for wrapped in (RING.wrap(new_key(), f"draft/{number}") for number in range(3))}
    assert marks == {outer_key_mark(OUTER.id)}
    assert other.wrap(new_key(), "draft/1")[:MARK_BYTES] not in marks


def test_a_ring_without_the_key_says_which_one_is_missing():
    other_city = KeyRing((new_ring_key(Purpose.OUTER, NOW), IDENTIFIER))
    with pytest.raises(UnknownKeyError, match=OUTER.id) as raised:
        other_city.unwrap(RING.wrap(new_key(), "draft/1"), "draft/1")
    assert raised.value.key_id == OUTER.id


def test_a_key_of_the_same_id_with_another_secret_opens_nothing():
    forged = RingKey(id=OUTER.id, purpose=Purpose.OUTER, created=NOW, state=KeyState.PRIMARY, secret=new_key())
    with pytest.raises(BrokenSealError):
        KeyRing((forged, IDENTIFIER)).unwrap(RING.wrap(new_key(), "draft/1"), "draft/1")


def test_after_a_rotation_the_old_key_opens_and_the_new_one_wraps():
    fresh = new_ring_key(Purpose.OUTER, NOW)
    rotated = KeyRing((demoted(OUTER), fresh, IDENTIFIER))
    key = new_key()
    old = RING.wrap(key, "dossier/1")
    assert rotated.unwrap(old, "dossier/1") == key
    anew = rotated.rewrap(old, "dossier/1")
    assert outer_key_id(anew) == fresh.id == rotated.primary_outer_id
    assert rotated.older_outer_ids == (OUTER.id,)
    assert rotated.unwrap(anew, "dossier/1") == key


@given(kind=st.text(max_size=10).filter(lambda text: "\x00" not in text), value=st.text(max_size=20))
def test_an_identifier_hashed_before_a_rotation_is_found_during_it(kind, value):
    stored = RING.keyed_hash(kind, value)
    rotated = KeyRing((demoted(IDENTIFIER), new_ring_key(Purpose.IDENTIFIER, NOW), OUTER))
    asked = rotated.keyed_hashes(kind, value)
    assert len(asked) == 2
    assert stored in asked
    assert rotated.keyed_hash(kind, value) == asked[0] != stored
    assert rotated.older_identifier_ids == (IDENTIFIER.id,)


def test_equal_digits_of_different_kinds_have_different_digests():
    assert RING.keyed_hash("personal-number", "079") != RING.keyed_hash("phone", "079")


def test_a_kind_cannot_run_into_its_value():
    with pytest.raises(ValueError, match="plain word"):
        RING.keyed_hash("phone\x000", "79")


def test_a_secret_is_never_shown():
    assert repr(OUTER) == f"RingKey('{OUTER.id}', outer, primary)"


def test_a_ring_needs_exactly_one_primary_key_of_each_purpose():
    with pytest.raises(ValueError, match="identifier, this one has 0"):
        KeyRing((OUTER,))
    with pytest.raises(ValueError, match="outer, this one has 2"):
        KeyRing((OUTER, new_ring_key(Purpose.OUTER, NOW), IDENTIFIER))
