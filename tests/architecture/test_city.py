"""No city is in the code: its name, its code and its places stand in its pack, and pages are told them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.foundation.pack.reading import cities, read_pack
from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.agencies.types import COMMUNE_LEVEL
from tests.architecture.house import PACKAGE, PROJECT

CATALOGUE = PROJECT / "catalogue"
LOOKED_AT = frozenset({".py", ".html", ".po", ".css", ".js", ".mjs", ".svg", ".txt", ".json", ".typ", ".sql"})
# Where a word of a city may stand, and why.
ALLOWED = {
    "motcua/web/settings/environment.py": "the folder of the city that is served where nothing is said, and an example",
}


def words_of(city: str) -> set[str]:
    """What would give a city away: its folder, its code, its names, its communes with their statistical codes."""
    pack = read_pack(CATALOGUE, city)
    words = {city, pack.code, pack.short.vi, pack.short.en, *(name for name in _bare(pack.name.vi, pack.name.en))}
    for record in catalogue_records(CATALOGUE, city=city).values():
        last = record.terms[-1]
        if last.kind in COMMUNE_LEVEL and last.valid_until is None:
            words |= {last.area.vi, re.sub(r"^(Phường|Xã|Đặc khu) ", "", last.area.vi), last.gso}
    return {word for word in words if word}


def _bare(*names: str) -> Iterator[str]:
    """A city's name without the word for city."""
    for name in names:
        yield re.sub(r"^Thành phố | City$", "", name)


def given_away(text: str, words: set[str]) -> set[str]:
    """Return the words that stand in a text as words of their own, in whatever case."""
    plain = text.casefold()
    there = (word for word in words if word.casefold() in plain)
    return {word for word in there if re.search(rf"(?<![\w#]){re.escape(word.casefold())}(?!\w)", plain)}


def files(package: Path = PACKAGE) -> list[Path]:
    return [path for path in sorted(package.rglob("*")) if path.suffix in LOOKED_AT and path.is_file()]


@pytest.mark.parametrize("city", cities(CATALOGUE))
def test_nothing_in_the_code_is_of_one_city(city):
    words = words_of(city)
    assert {"hcmc": "H29", "danang": "H17"}[city] in words
    told = {
        path.relative_to(PROJECT).as_posix(): sorted(found)
        for path in files()
        if (found := given_away(path.read_text(encoding="utf-8"), words))
    }
    assert {name: found for name, found in told.items() if name not in ALLOWED} == {}


@pytest.mark.parametrize("folder", ["bench", "tools"])
def test_nor_in_what_measures_and_checks_it(folder):
    words = set().union(*(words_of(city) for city in cities(CATALOGUE)))
    told = {path.name: found for path in files(PROJECT / folder) if (found := given_away(path.read_text(), words))}
    assert told == {}


def test_a_word_of_a_city_is_found_wherever_it_hides():
    words = {"H29", "26740", "Phường Sài Gòn", "hcmc", "Hồ Chí Minh"}
    planted = 'city: str = "hcmc"  # H29.26740, phường Sài Gòn, Thành phố Hồ Chí Minh'
    assert given_away(planted, words) == words
    assert given_away("Asia/Ho_Chi_Minh #26740a KH29 126740", words) == set()


def test_every_exception_is_still_needed():
    words = set().union(*(words_of(city) for city in cities(CATALOGUE)))
    for name in ALLOWED:
        assert given_away((PROJECT / name).read_text(encoding="utf-8"), words), f"{name} names no city any more"
