"""A pack says what a city is, and every mistake in it is told with its line."""

import re

import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.pack.chosen import pack
from motcua.foundation.pack.reading import cities, read_pack
from tests.factories.city import CATALOGUE

PAGE = (CATALOGUE.parent / "docs/city.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[1]


@pytest.fixture
def read(tmp_path):
    """Write a pack, with something replaced, and read it."""

    def reading(*replacements):
        text = EXAMPLE
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "there").mkdir(exist_ok=True)
        (tmp_path / "there/city.yaml").write_text(text, encoding="utf-8")
        return read_pack(tmp_path, "there")

    return reading


def test_a_city_is_a_folder_with_a_pack():
    assert cities(CATALOGUE) == ("danang", "hcmc")


def test_where_nothing_is_said_the_first_city_is_served():
    assert (pack().folder, pack().code, pack().name.vi) == ("hcmc", "H29", "Thành phố Hồ Chí Minh")
    assert not pack().theme


def test_the_example_of_the_handbook_reads(read):
    found = read()
    assert (found.folder, found.code, found.name.en, found.hotline) == ("there", "H17", "Da Nang City", "0236 1022")
    assert found.procedures == ("1.001193", "2.000815")
    assert (found.theme.light["jade"], found.theme.dark["on-jade"]) == ("#5a3d8a", "#1c0f33")
    assert found.examples["place"] == "xã Hòa Vang, Thành phố Đà Nẵng"


def test_greeting_hotline_and_colours_may_be_left_out(read):
    bare = read(
        ("  greeting: {vi: Thành phố Đà Nẵng chào bạn., en: Da Nang bids you welcome.}\n", ""),
        ('hotline: {number: 0236 1022, source: "from memory", unverified: true}\n', ""),
        (EXAMPLE[EXAMPLE.index("theme:") :], ""),
    )
    assert (bare.greeting.vi, bare.hotline, bool(bare.theme)) == ("", "", False)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("code: H17", "code: DN", "wrong-code"),
        ("words:\n  portal:", "words:\n  door:", "missing-key"),
        ("  place: xã", "  palace: xã", "unknown-key"),
        ('jade: "#5a3d8a"', "jade: violet", "wrong-colour"),
        ('jade: "#5a3d8a"', 'gold: "#5a3d8a"', "unknown-key"),
        ("name: {vi: Thành phố Đà Nẵng, en", "title: {vi: Thành phố Đà Nẵng, en", "unknown-key"),
    ],
)
def test_a_mistake_is_named_with_its_line(read, old, new, rule):
    with pytest.raises(CatalogueError) as wrong:
        read((old, new))
    assert rule in {one.rule for one in wrong.value.problems}
    assert min(one.line for one in wrong.value.problems) > 0
