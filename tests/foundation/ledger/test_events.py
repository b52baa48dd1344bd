"""Stored bytes become events again, old kinds through the table of upcasters."""

import msgspec
import pytest

from motcua.foundation.ledger.events import Event, Vocabulary, encode, kind_of


class Weighed(Event, frozen=True, tag="sheep.weighed"):
    grams: int


def test_a_kind_is_the_tag():
    assert kind_of(Weighed) == kind_of(Weighed(grams=1)) == "sheep.weighed"


def test_an_event_survives_its_bytes():
    assert Vocabulary([Weighed]).decode(encode(Weighed(grams=3))) == Weighed(grams=3)


def test_an_old_kind_is_lifted_step_by_step():
    words = Vocabulary(
        [Weighed],
        {
            "sheep.weighed-v1": lambda old: {"kind": "sheep.weighed-v2", "kilos": old["kg"]},
            "sheep.weighed-v2": lambda old: {"kind": "sheep.weighed", "grams": old["kilos"] * 1000},
        },
    )
    assert words.decode(b'{"kind":"sheep.weighed-v1","kg":2}') == Weighed(grams=2000)


def test_an_unknown_kind_is_a_defect_not_a_guess():
    with pytest.raises(msgspec.ValidationError):
        Vocabulary([Weighed]).decode(b'{"kind":"sheep.sold"}')
