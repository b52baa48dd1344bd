"""The handbooks in `docs/use` name the buttons as they are called, and show every picture in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from tests.architecture.house import PACKAGE
from tests.journeys.handbook import BOOKS, IMAGES, PICTURES

VIETNAMESE = sorted(path for path in BOOKS.glob("*.md") if path.name != "README.md")
ENGLISH = sorted((BOOKS / "en").glob("*.md"))
LABEL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
HOLE = re.compile(r"%\(\w+\)[sd]")


class Words(NamedTuple):
    """What the pages say in one language: as it is, and with something filled in."""

    plain: frozenset[str]
    filled: tuple[re.Pattern[str], ...]

    def have(self, label: str) -> bool:
        return label in self.plain or any(pattern.fullmatch(label) for pattern in self.filled)


def words(said: set[str]) -> Words:
    """A message that is nothing but what is filled in would allow every label."""
    holes = (text for text in said if HOLE.search(text) and re.search(r"\w", HOLE.sub("", text)))
    patterns = (r"\d+".join(re.escape(part) for part in HOLE.split(text)) for text in holes)
    return Words(frozenset(said), tuple(re.compile(pattern) for pattern in patterns))


@pytest.fixture(scope="module")
def said() -> tuple[Words, Words]:
    """The Vietnamese and the English of every catalogue of the house."""
    vietnamese: set[str] = set()
    english: set[str] = set()
    for path in PACKAGE.rglob("locale/vi/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="vi"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                english.update(ids)
                vietnamese.update(strings)
    return words(vietnamese - {""}), words(english - {""})


def labels(text: str) -> Iterator[str]:
    yield from (" ".join(label.split()) for label in LABEL.findall(text))


def unknown_labels(book: Path, known: Words) -> list[str]:
    return [f"{book.name} says {label}" for label in labels(book.read_text(encoding="utf-8")) if not known.have(label)]


def shown(book: Path) -> list[Path]:
    return [(book.parent / target).resolve() for target in SHOWN.findall(book.read_text(encoding="utf-8"))]


def test_every_button_that_a_vietnamese_handbook_names_is_called_so(said: tuple[Words, Words]) -> None:
    assert [line for book in VIETNAMESE for line in unknown_labels(book, said[0])] == []


def test_every_button_that_an_english_handbook_names_is_called_so(said: tuple[Words, Words]) -> None:
    assert [line for book in ENGLISH for line in unknown_labels(book, said[1])] == []


def test_a_button_that_is_renamed_makes_a_handbook_stale(said: tuple[Words, Words], tmp_path: Path) -> None:
    book = tmp_path / "book.md"
    book.write_text("Bấm **Tiếp nhận**, **Mở quầy số 4**, rồi **Tiếp nhận ngay**.", encoding="utf-8")
    assert unknown_labels(book, said[0]) == ["book.md says Tiếp nhận ngay"]


def test_a_label_may_run_over_two_lines_of_a_book() -> None:
    assert list(labels("say **What has\n   to be corrected**")) == ["What has to be corrected"]


@pytest.mark.parametrize("books", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_every_picture_is_shown_in_both_languages_and_lies_there(books: list[Path]) -> None:
    wanted = {picture.file.resolve() for picture in PICTURES}
    assert {path for book in books for path in shown(book)} == wanted
    assert {path.resolve() for path in IMAGES.iterdir()} == wanted


def test_each_handbook_shows_the_pictures_of_its_sister() -> None:
    def pictures_of(books: list[Path]) -> list[list[str]]:
        return sorted(sorted(path.name for path in shown(book)) for book in books)

    assert len(VIETNAMESE) == len(ENGLISH) == 6
    assert pictures_of(VIETNAMESE) == pictures_of(ENGLISH)


def test_the_pictures_stay_small_enough_for_a_repository() -> None:
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < 2_500_000
