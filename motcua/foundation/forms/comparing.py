"""What is different between two texts, paragraph by paragraph."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

import msgspec

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
