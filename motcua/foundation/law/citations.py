"""Where a rule comes from: an article of an act, or a choice of this house."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

F = TypeVar("F", bound=Callable[..., object])


class Citation(msgspec.Struct, frozen=True):
    """An article of an act. `act` is an id of `catalogue/vn/law/`, such as `118-2025-nd-cp`."""

    act: str
    article: str = ""
    clause: str = ""
    point: str = ""


class HouseRule(msgspec.Struct, frozen=True):
    """A choice that is ours; `why` is a full sentence in English."""

    why: str


Source = Citation | HouseRule

SOURCES_ATTRIBUTE = "__law_sources__"


def _attach(source: Source) -> Callable[[F], F]:
    def decorate(rule: F) -> F:
        earlier: tuple[Source, ...] = getattr(rule, SOURCES_ATTRIBUTE, ())
        setattr(rule, SOURCES_ATTRIBUTE, (source, *earlier))
        return rule

    return decorate


def law(act: str, *, article: str = "", clause: str = "", point: str = "") -> Callable[[F], F]:
    """Say which article a rule applies; a rule may carry several."""
    return _attach(Citation(act=act, article=article, clause=clause, point=point))


def house_rule(why: str) -> Callable[[F], F]:
    """Say that a rule is our own choice, and why."""
    return _attach(HouseRule(why=why))


def sources_of(rule: Callable[..., object]) -> tuple[Source, ...]:
    """Return the sources that a rule carries, the outermost first; empty when it carries none."""
    found: tuple[Source, ...] = getattr(rule, SOURCES_ATTRIBUTE, ())
    return found
