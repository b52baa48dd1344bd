"""A commitment proves its data to whoever holds the salt, and says nothing to anybody else."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.sealing import commitment, matches, new_salt


@given(data=st.binary(), other=st.binary())
def test_a_commitment_matches_its_own_data_only(data, other):
    salt = new_salt()
    committed = commitment(salt, data)
    assert committed == hmac.new(salt, data, hashlib.sha256).digest()
    assert matches(salt, data, committed)
    assert matches(salt, other, committed) == (data == other)


def test_the_same_data_is_committed_differently_under_each_salt():
    assert commitment(new_salt(), b"079123456789") != commitment(new_salt(), b"079123456789")


def test_a_short_salt_is_refused_because_it_could_be_guessed():
    with pytest.raises(ValueError, match="at least 32 bytes"):
        commitment(b"short", b"data")
