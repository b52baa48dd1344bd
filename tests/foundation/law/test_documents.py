"""Catalogue files are read with their line numbers, and every mistake is found in one run."""

from pathlib import Path

import pytest

from motcua.foundation.law.documents import CatalogueError, Findings, Section, Title, read_document


def read(tmp_path: Path, text: str) -> tuple[Section, Findings]:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    found = Findings()
    return read_document(path, found), found


def rules(found: Findings) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in found.problems]


def test_a_section_knows_the_line_of_every_key(tmp_path: Path) -> None:
    section, found = read(tmp_path, "a: 1\nb:\n  c: x\n  d:\n    - e: 2\n    - e: three\n")
    numbers = [item.number("e") for item in section.section("b").sections("d")]
    assert numbers == [2, None]
    section.section("b").problem("here", "a mistake", key="c")
    assert rules(found) == [(6, "wrong-type"), (3, "here")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", [(2, "key-twice")]),
        ("- 1\n", [(1, "wrong-type")]),
        ("", [(1, "wrong-type")]),
        ("a: [1\n", [(2, "not-yaml")]),
        ("1: x\n", [(1, "wrong-type")]),
        ("- [1\n", [(2, "not-yaml")]),
        ("a: x\nb: Tie\u0302ng Vie\u0323\u0302t\n", [(2, "not-nfc")]),
    ],
)
def test_a_mistake_of_form_is_found(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    _, found = read(tmp_path, text)
    assert rules(found) == expected


def test_yaml_is_read_without_its_traps(tmp_path: Path) -> None:
    section, found = read(tmp_path, "on: yes\nopens: 07:30\ncode: 007\ncount: 12\nopen: true\nday: 2026-03-01\n")
    assert (section.text("on"), section.text("opens"), section.text("code")) == ("yes", "07:30", "007")
    assert (section.number("count"), section.flag("open")) == (12, True)
    assert section.day("day") is not None
    assert not found.problems


def test_what_is_missing_or_wrong_is_told_and_reading_goes_on(tmp_path: Path) -> None:
    section, found = read(
        tmp_path, "title: {en: Only English}\nflag: maybe\nday: 5\nnames: [a, 2]\nitems: [1]\nextra: 1\n"
    )
    assert section.title("title") == Title(vi="", en="Only English")
    assert not section.flag("flag")
    assert section.day("day") is None
    assert section.texts("names") == ("a",)
    assert list(section.sections("items")) == []
    section.only("title", "flag", "day", "names", "items")
    section.require("number")
    assert rules(found) == [
        (1, "missing-key"),
        (2, "wrong-type"),
        (3, "wrong-type"),
        (4, "wrong-type"),
        (5, "wrong-type"),
        (6, "unknown-key"),
        (1, "missing-key"),
    ]
    with pytest.raises(CatalogueError, match=r"file\.yaml:6: unknown-key: `extra` means nothing here"):
        found.raise_if_any()


def test_all_parts_of_a_document_can_be_walked(tmp_path: Path) -> None:
    section, _ = read(tmp_path, "a: {b: 1}\nc:\n  - d: 2\n  - - e: 3\nf: 4\n")
    assert [part.line for part in section.parts()] == [1, 3, 4]
