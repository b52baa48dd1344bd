"""What may be kept as a phrase or a filter of one's own."""

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.text import gettext_noop

LONGEST_NAME, LONGEST_TEXT, MOST = 80, 2000, 100
_KEPT_SHORT = HouseRule(gettext_noop("What is kept for every day is short enough to be looked through."))


@house_rule("A phrase has a title to choose it by and a text to insert.")
def check_phrase(title: str, text: str, kept: int) -> None:
    """Raise `Refused` when a phrase lacks its title or text, either is too long, or there are too many already."""
    _check_count(kept)
    problems = [
        *_problems("title", title, LONGEST_NAME, gettext_noop("Give the phrase a short title.")),
        *_problems("text", text, LONGEST_TEXT, gettext_noop("Write the text that is inserted.")),
    ]
    if problems:
        raise _refused(problems)


@house_rule("A filter is found again by its name.")
def check_filter(name: str, kept: int) -> None:
    """Raise `Refused` when a filter has no name, a name that is too long, or there are too many already."""
    _check_count(kept)
    problems = _problems("name", name, LONGEST_NAME, gettext_noop("Give the filter a short name."))
    if problems:
        raise _refused(problems)


def _check_count(kept: int) -> None:
    if kept >= MOST:
        message = gettext_noop("At most %(most)s are kept. Remove one that you no longer need.")
        raise refuse("too-many-kept", message, _KEPT_SHORT, most=MOST)


def _problems(field: str, value: str, longest: int, message: str) -> list[FieldProblem]:
    if not value:
        return [FieldProblem(field, "required", message)]
    if len(value) > longest:
        too_long = gettext_noop("Write at most %(longest)s letters.")
        return [FieldProblem(field, "too-long", too_long, {"longest": longest})]
    return []


def _refused(problems: list[FieldProblem]) -> Refused:
    first = problems[0]
    return refuse("not-kept", first.message, _KEPT_SHORT, fields=tuple(problems), **first.values)
