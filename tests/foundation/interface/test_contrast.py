"""Every pair of colours that carries a meaning can be read, in light and in dark, in every city."""

import pytest

from motcua.foundation.interface.theme import PAIRS, contrast, schemes, unreadable
from motcua.foundation.pack.reading import cities, read_pack
from motcua.foundation.pack.types import Theme
from tests.foundation.interface.conftest import ROOT

CATALOGUE = ROOT / "catalogue"


def test_black_on_white_measures_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("city", cities(CATALOGUE))
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(city: str, scheme: str, front: str, ground: str, least: float) -> None:
    colours = schemes(read_pack(CATALOGUE, city).theme)[scheme]
    measured = contrast(colours[front], colours[ground])
    assert measured >= least, f"{front} on {ground} is {measured:.2f} in the {scheme} scheme of {city}"


def test_a_theme_that_cannot_be_read_is_told_pair_by_pair() -> None:
    pale = Theme(light={"jade": "#9fd8cc"})
    told = list(unreadable(pale))
    assert any(sentence.startswith("jade on paper measures 1.") for sentence in told)
    assert all("light scheme" in sentence for sentence in told)
    assert list(unreadable(Theme())) == []
