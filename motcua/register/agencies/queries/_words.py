"""Readers of a section that several forms of the catalogue share."""

import re
from typing import TypeVar

from motcua.foundation.clock.facts import DayKind
from motcua.foundation.forms.words import Text
from motcua.foundation.law.documents import Section
from motcua.register.agencies.types import AgencyKind, Share

K = TypeVar("K", AgencyKind, Share, DayKind)

_CODE = re.compile(r"[A-Z][0-9]{2}(\.[0-9]+){0,3}")


def one_of(section: Section, key: str, kinds: type[K]) -> K | None:
    """Return the kind that a word stands for; None, and a problem noted, when it stands for none."""
    text = section.text(key)
    try:
        return kinds(text)
    except ValueError:
        section.problem("unknown-word", f"`{text}` is none of {', '.join(kinds)}", key=key)
        return None


def words(section: Section, key: str) -> Text:
    title = section.title(key)
    return Text(vi=title.vi, en=title.en)


def new_code(section: Section, code: str, key: str, given: set[str]) -> str:
    """Return a code and add it to those `given`; note at `key` when no agency can have it, or another has it."""
    if not _CODE.fullmatch(code):
        section.problem("wrong-code", f"`{code}` is not of the form Z00.12345", key=key)
    if code in given:
        section.problem("code-twice", f"`{code}` is recorded twice", key=key)
    given.add(code)
    return code
