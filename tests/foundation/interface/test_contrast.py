"""Every pair of colours that carries a meaning can be read, in light and in dark."""

import re

import pytest

from tests.foundation.interface.conftest import ROOT

TOKENS = ROOT / "motcua/foundation/interface/assets/styles/tokens.css"

TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # WCAG 2.2, 1.4.11

PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "jade", "jade-deep", "red") for ground in ("paper", "sheet")),
    *(("ink", wash, TEXT) for wash in ("jade-wash", "gold-wash", "red-wash", "blue-wash", "line")),
    *((tone, f"{tone}-wash", TEXT) for tone in ("jade", "gold", "red", "blue")),
    ("jade-deep", "jade-wash", TEXT),
    ("ink-2", "jade-wash", TEXT),
    ("ink-2", "gold-wash", TEXT),
    ("jade", "gold-wash", TEXT),
    ("jade", "blue-wash", TEXT),
    ("gold", "sheet", TEXT),
    ("blue", "sheet", TEXT),
    ("on-jade", "jade", TEXT),
    ("on-jade", "jade-deep", TEXT),
    ("on-red", "red", TEXT),
    ("focus-ink", "focus", TEXT),
    ("on-side", "side", TEXT),
    ("on-side", "side-2", TEXT),
    ("on-side-2", "side", TEXT),
    ("field-border", "sheet", SHAPE),
    ("field-border", "paper", SHAPE),
    ("jade", "paper", SHAPE),
    ("gold", "paper", SHAPE),
]


def _schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light))
    changed = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", dark))
    return {"light": colours, "dark": colours | changed}


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_measures_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(scheme: str, front: str, ground: str, least: float) -> None:
    colours = _schemes()[scheme]
    measured = contrast(colours[front], colours[ground])
    assert measured >= least, f"{front} on {ground} is {measured:.2f} in the {scheme} scheme"
