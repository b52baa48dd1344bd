"""The words of a Word document by paragraph, and what is different between two of them."""

import zipfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from io import BytesIO
from itertools import groupby
from typing import Any

import msgspec
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STORIES = ("hdr", "document", "ftr", "footnotes", "endnotes", "comments")
_AROUND = 2
# So that a document made to be slow is not: what is longer is compared as a whole.
MOST_COMPARED = 4000


class Fate(StrEnum):
    """What became of a paragraph from one version to the next."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Line(msgspec.Struct, frozen=True):
    """A paragraph as the comparison shows it."""

    fate: Fate
    text: str


def paragraphs(content: bytes) -> tuple[str, ...]:
    """
    Return the words of a .docx, a paragraph each, empty ones left out: headers, text, footers, notes, comments.

    What somebody has struck out in tracked changes is not in it, what they have put in is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    found: dict[str, list[str]] = {story: [] for story in _STORIES}
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            root = etree.fromstring(package.read(name), parser)
            story = root.tag.removeprefix(_W)
            if story in found:
                found[story] += _paragraphs(root)
    return tuple(line for story in _STORIES for line in found[story])


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """Return every paragraph of both in order, with what became of it; what was replaced is removed, then added."""
    if len(before) + len(after) > MOST_COMPARED:
        return (*(Line(Fate.REMOVED, each) for each in before), *(Line(Fate.ADDED, each) for each in after))
    lines: list[Line] = []
    for what, start, stop, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            lines += (Line(Fate.KEPT, each) for each in after[begin:end])
        else:
            lines += (Line(Fate.REMOVED, each) for each in before[start:stop])
            lines += (Line(Fate.ADDED, each) for each in after[begin:end])
    return tuple(lines)


def folded(lines: Sequence[Line]) -> tuple[tuple[bool, tuple[Line, ...]], ...]:
    """Return the lines in stretches, each with whether it may be folded up: what is the same, far from any change."""
    changed = [place for place, line in enumerate(lines) if line.fate is not Fate.KEPT]
    near = {place + step for place in changed for step in range(-_AROUND, _AROUND + 1)}
    stretches = groupby(range(len(lines)), key=lambda place: place not in near)
    return tuple((is_far, tuple(lines[place] for place in places)) for is_far, places in stretches)


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        if _is_fallback(paragraph):
            continue
        text = " ".join("".join(_words(paragraph)).split())
        if text:
            yield text


def _words(element: Any) -> Iterator[str]:
    """Return the words of one paragraph, without those of a text box inside it, which has paragraphs of its own."""
    for each in element:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif each.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif each.tag not in {f"{_W}p", f"{_W}pPr", f"{_W}moveFrom"}:
            yield from _words(each)


def _is_fallback(element: Any) -> bool:
    """Say whether it is the second writing of something, for older programs."""
    return any(above.tag == _FALLBACK for above in element.iterancestors())
