"""
Whether a text carries the stamp or the declaration of a state secret.

A stamp stands alone: on its line, in its column, in brackets. A declaration says it of a document or as its degree. The
word inside a sentence is neither; what may be both is let through, since a person who is stopped for an ordinary word
learns to distrust the reason.
"""

import re
import unicodedata

from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.secrecy.spelling import plain
from motcua.foundation.secrecy.words import (
    COMES_BEFORE,
    DOCUMENTS,
    DOCUMENTS_BARE,
    GOES_ON,
    GOES_ON_IN_CAPITALS,
    MAT,
    SPOKEN_OF,
    SURNAMES,
    TOI,
    TUYET,
)

LONGEST_LINE = 2000  # a stamp is short; patterns are tried on the beginning of what has no line breaks
NEAR = 3  # lines between a stamp and the number of the copy

_COLUMNS = re.compile(r"\s{3,}|\t+|\s*\|\s*")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACED = re.compile(r"\w(?:[\s._-]+\w){2,}")
_WIDE = re.compile(r"\s{2,}")
_DEGREE = r"(?:tuyệt mật|tối mật|mật)"
_ENDS = rf"\b(?!\s*(?:{'|'.join(GOES_ON)})\b)"
_LIST = rf"(?!\s*(?:,|;|/|hoặc|hay|và)\s*(?:độ\s+)?{_DEGREE})"
_DECLARED = re.compile(
    rf"(?<!mật )\bđộ (?:bí )?mật\b[\s:=–—-]*(?:là\b|ở mức\b|cấp\b)?[\s:\"'“‘(\[]*{_DEGREE}{_ENDS}{_LIST}"
    rf"|\bdo mat\s*[:=]\s*(?:tuyet mat|toi mat|mat)\b"
)
_SAID_OF = re.compile(
    rf"\b(?:{'|'.join(DOCUMENTS)})\s+(?:này\s+)?(?:là\s+|có\s+|thuộc\s+|mang\s+|đóng dấu\s+)?(?:độ\s+)?{_DEGREE}{_ENDS}{_LIST}"
)
_SAID_BARE = re.compile(
    rf"\b(?:{'|'.join(DOCUMENTS_BARE)}) (?:do )?(?:tuyet mat\b|toi mat(?=\s*$|\s+so\b|[\s.,:;]+\d))"
)
_SPOKEN_OF = re.compile(rf"\b(?:{'|'.join(SPOKEN_OF)})\b")
_BRACKETED = re.compile(r"[\[{<«【〔]\s*(?:độ\s+)?(?:tuyệt mật|tối mật|mật|tuyet mat|toi mat)\s*[\]}>»】〕]")
_BRACKETED_CAPITALS = re.compile(r"[\[{<«【〔(*]\s*(?:TUYỆT MẬT|TỐI MẬT|MẬT|MAT|TUYET MAT|TOI MAT)\s*[\]}>»】〕)*]")
_CAPITALS = re.compile(r"(?:\b|_)(?:TUYỆT|TỐI)\s+MẬT(?:\b|_)|\bTUYET\s+MAT\b")
_OVER_HEADING = re.compile(r"\bMẬT\s+C[ỘO]NG H[ÒO]A\b|\bVI[ỆE]T NAM\s+MẬT(?:\s*$|\s+[ĐD][ộoỘO]c)")
_COPY_NUMBER = re.compile(r"^\W*bản số\s*[:.…]", re.IGNORECASE)
_EMPTY_BOX, _TICKED = re.compile("[□☐▢○◯]"), re.compile(rf"(?:[☑☒✓✔■]|\[x\])\s*(?:độ\s+)?{_DEGREE}{_ENDS}")
_PHRASES_IN_CAPITALS = frozenset({
    "bí mật nhà nước", "bi mat nha nuoc", "tài liệu thu hồi", "tai lieu thu hoi", "toi mat", "top secret", "state secret",
    "chỉ người có tên mới được bóc bì",
})  # fmt: skip
# Every mark, degree or phrase, has one of these, without the marks of its letters and what stands between them.
_LETTERS = ("mat", "secret", "thuhoi", "bocbi")
_NO_LETTERS = re.compile(r"[\W_]+")
_SPACED_OUT = frozenset({"bímậtnhànước", "topsecret", "statesecret"})


@law("117-2025-qh15", article="5", clause="2")
@house_rule("A stamp stands alone or says itself of a document; the same letters in an ordinary word are ordinary.")
def is_stamped(text: str) -> bool:
    """Say whether a text of one or more lines is stamped or declared as a state secret."""
    seen = plain(text)
    if not _may_be(seen):
        return False
    lines = [line[:LONGEST_LINE] for line in seen.split("\n") if line.strip()]
    if len(lines) == 1 and _EDGES.sub("", lines[0]).lower() == "mật":
        return True
    around = ["", *lines, ""]
    return any(_is_marked(line, around[place], around[place + 2]) for place, line in enumerate(lines)) or _near_copy(
        lines
    )


def _may_be(seen: str) -> bool:
    """Say whether the letters of any mark are there at all, since most texts are spared the patterns by that."""
    letters = _NO_LETTERS.sub("", unicodedata.normalize("NFD", seen)).lower()
    return any(mark in letters for mark in _LETTERS)


def _is_marked(line: str, before: str, after: str) -> bool:
    if _TICKED.search(line.lower()):
        return True
    if _EMPTY_BOX.search(line):
        return False  # a form that offers the degrees to choose from
    if _stands_alone(line, before, after) or any(_stands_alone(cell, before, after) for cell in _COLUMNS.split(line)):
        return True
    close = " ".join(line.split())
    lower = close.lower()
    if _BRACKETED.search(lower) or _BRACKETED_CAPITALS.search(close) or _OVER_HEADING.search(close):
        return True
    if _DECLARED.search(lower):
        return True
    said = _SAID_OF.search(lower) or _SAID_BARE.search(lower) or _CAPITALS.search(close)
    return said is not None and _SPOKEN_OF.search(lower[: said.start()]) is None


def _stands_alone(cell: str, before: str, after: str) -> bool:
    bare = _EDGES.sub("", cell)
    if not bare or len(bare) > 60:
        return False
    if _SPACED.fullmatch(bare):
        return _is_spaced_degree(bare)
    words = bare.lower().split()
    if len(words) == 2 and words[1] in MAT and words[0] in TOI | TUYET:
        return words != ["toi", "mat"] or bare.isupper()
    if bare.isupper() and " ".join(words) in _PHRASES_IN_CAPITALS:
        return True
    return len(words) == 1 and words[0] in MAT and _is_capital(bare) and not _is_half(before, after)


def _is_spaced_degree(bare: str) -> bool:
    joined = re.sub(r"[\s._-]+", "", bare)
    lower = joined.lower()
    if lower in _SPACED_OUT or (lower in MAT and joined.isupper()):
        return True
    return any(lower == first + second for first in TOI | TUYET for second in MAT)


def _is_capital(word: str) -> bool:
    """Say whether a word is not written as one writes it in a sentence or a name: MẬT, mẬT, not mật, Mật."""
    return word != word.lower() and word != word.capitalize()


def _is_half(before: str, after: str) -> bool:
    """Say whether a line that wraps is the reason why the word stands alone: BẢO over MẬT, MẬT over ĐỘ, a name."""
    above, below = before.split(), after.split()
    if below and _EDGES.sub("", below[0]) in GOES_ON_IN_CAPITALS:
        return True
    if not above or not before.isupper():
        return False
    return above[-1].lower() in COMES_BEFORE or (len(above) <= 3 and above[0].lower() in SURNAMES)


def _near_copy(lines: list[str]) -> bool:
    """Say whether `Mật` stands on a line of its own beside the number of the copy, as on the papers that are counted."""
    copies = [place for place, line in enumerate(lines) if _COPY_NUMBER.search(line)]
    return any(
        _EDGES.sub("", line).lower() == "mật"
        for copy in copies
        for line in lines[max(0, copy - NEAR) : copy + NEAR + 1]
    )
