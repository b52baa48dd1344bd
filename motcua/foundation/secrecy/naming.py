"""Whether the name of a file says that it is a state secret. Names lack marks, so they are read more carefully."""

import re
from itertools import pairwise
from pathlib import PurePosixPath

from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.secrecy.spelling import plain
from motcua.foundation.secrecy.stamps import is_stamped
from motcua.foundation.secrecy.words import COMES_BEFORE, DOCUMENTS, DOCUMENTS_BARE, GOES_ON, MAT, SURNAMES, TOI, TUYET

_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZĐ])(?=[A-ZĐ])")
_BRACKETED = re.compile(r"[\[({]\s*(?:[Mm]ật|MẬT|MAT)\s*[\])}]")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")
_WHOLE = frozenset({"mật", "bí mật nhà nước", "bi mat nha nuoc", "top secret", "tối mật", "toi mat"})
_SURE_DOCUMENTS = frozenset({"công văn", "cong van", "văn bản", "van ban"})
_JOINED = frozenset({"toimat", "tốimật", "tuyetmat", "tuyệtmật", "topsecret"})
_AFTER = frozenset({"so", "số", "ngay", "ngày", "nam", "năm"})


@law("117-2025-qh15", article="5", clause="2")
@house_rule(
    "In a name without marks `toi mat` may be `I lost`, `mat` a face or a side: only what can be nothing else stops."
)
def is_named_secret(name: str) -> bool:
    """Say whether the name of a file declares a state secret."""
    stem = plain(name).replace("\n", " ").strip()
    ending = PurePosixPath(stem).suffix
    stem = stem.removesuffix(ending) if _ENDING.fullmatch(ending) else stem
    if _BRACKETED.search(stem) or is_stamped(stem.replace("_", " ")):
        return True
    words = _joined(_WORD.findall(_HUMP.sub(" ", stem)))
    lower = [word.lower() for word in words]
    if " ".join(lower) in _WHOLE or _JOINED & set(lower):
        return True
    pairs = list(pairwise(lower))
    return (
        any(
            _is_degree(words, lower, place)
            if place and pairs[place - 1][0] in TOI | TUYET
            else _is_single(words, lower, place)
            for place, word in enumerate(lower)
            if word in MAT
        )
        or ("top", "secret") in pairs
    )


def _joined(words: list[str]) -> list[str]:
    """Return the words with letters that stand apart put together: T O I, M A T."""
    found: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1:
            run += word
            continue
        if run:
            found += [run] if len(run) > 2 else list(run)
            run = ""
        found += [word] if word else []
    return found


def _is_degree(words: list[str], lower: list[str], place: int) -> bool:
    """Judge `tối mật` and `tuyệt mật`, `place` being that of the second word."""
    if lower[place - 1] in TUYET or (lower[place - 1] == "tối" and lower[place] != "mat"):
        return True
    shouted = words[place].isupper() and words[place - 1].isupper()
    rest = words[: place - 1] + words[place + 1 :]
    named_degree = " ".join(lower[max(0, place - 3) : place - 1]) in {"do mat", "độ mật"}
    if named_degree or (shouted and any(not word.isupper() for word in rest)):
        return True
    ends = all(word in _AFTER for word in lower[place + 1 : place + 2])
    return ends and _document_before(lower, place - 1) != ""


def _is_single(words: list[str], lower: list[str], place: int) -> bool:
    document = _document_before(lower, place)
    following = lower[place + 1] if place + 1 < len(lower) else ""
    if following in GOES_ON or (place and lower[place - 1] in COMES_BEFORE) or _is_name(lower, place):
        return False
    marked, shouted = lower[place] == "mật", words[place].isupper()
    rest = words[:place] + words[place + 1 :]
    stands_out = shouted and any(not word.isupper() for word in rest)
    if marked:
        begins = shouted and place == 0 and " ".join(lower[1:3]) in (*DOCUMENTS, *DOCUMENTS_BARE)
        return bool(document) or stands_out or begins
    ends = following == "" or following in _AFTER
    return ends and (document in _SURE_DOCUMENTS or (stands_out and document != ""))


def _document_before(lower: list[str], place: int) -> str:
    """Return the kind of document that stands right before, perhaps with `độ` between."""
    end = place - 1 if place and lower[place - 1] in {"độ", "do"} else place
    said = " ".join(lower[max(0, end - 2) : end])
    return said if said in DOCUMENTS or said in DOCUMENTS_BARE else ""


def _is_name(lower: list[str], place: int) -> bool:
    return any(word in SURNAMES for word in lower[max(0, place - 3) : place]) and not _document_before(lower, place)
