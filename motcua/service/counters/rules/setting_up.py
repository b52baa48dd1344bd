"""A counter's set-up: every line is called by some window, every window calls some line."""

import re
from collections.abc import Sequence

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.counters.types.place import Line, Window

MOST_LINES = 12
MOST_WINDOWS = 40
_LETTER = re.compile(r"[A-Z]")
_CALLED = HouseRule(why="A line that no window calls would keep people waiting for ever.")


@house_rule("A line has a letter of its own and a name; every window calls a line and every line is called.")
def check_setup(lines: Sequence[Line], windows: Sequence[Window]) -> None:
    """Refuse `counter-not-sound`, naming every wrong field: `line.<n>`, `window.<n>` by place in the list, from 0."""
    problems = [*_of_lines(lines, windows), *_of_windows(lines, windows)]
    if problems:
        message = gettext_noop("The counter cannot be set up like this: some lines or windows are to be mended.")
        raise refuse("counter-not-sound", message, _CALLED, fields=tuple(problems))


def _of_lines(lines: Sequence[Line], windows: Sequence[Window]) -> list[FieldProblem]:
    letters = [line.letter for line in lines]
    called = {letter for window in windows for letter in window.lines}
    problems = []
    if len(lines) > MOST_LINES:
        problems.append(FieldProblem("line.0.letter", "too-many", gettext_noop("Set up fewer lines.")))
    for number, line in enumerate(lines):
        if not _LETTER.fullmatch(line.letter):
            message = gettext_noop("Write one letter from A to Z.")
            problems.append(FieldProblem(f"line.{number}.letter", "not-a-letter", message))
        elif letters.index(line.letter) != number:
            message = gettext_noop("Another line has this letter already.")
            problems.append(FieldProblem(f"line.{number}.letter", "twice", message))
        elif line.letter not in called:
            message = gettext_noop("No window calls this line. Let one call it.")
            problems.append(FieldProblem(f"line.{number}.letter", "not-called", message))
        if not line.name.vi.strip():
            message = gettext_noop("Write what people come for.")
            problems.append(FieldProblem(f"line.{number}.name", "required", message))
    return problems


def _of_windows(lines: Sequence[Line], windows: Sequence[Window]) -> list[FieldProblem]:
    numbers = [window.number for window in windows]
    known = {line.letter for line in lines}
    problems = []
    for number, window in enumerate(windows):
        if not 1 <= window.number <= MOST_WINDOWS:
            message = gettext_noop("Write a number from 1 to %(most)s.")
            problems.append(FieldProblem(f"window.{number}.number", "out-of-range", message, {"most": MOST_WINDOWS}))
        elif numbers.index(window.number) != number:
            message = gettext_noop("Another window has this number already.")
            problems.append(FieldProblem(f"window.{number}.number", "twice", message))
        if not window.lines or not known.issuperset(window.lines):
            message = gettext_noop("Write the letters of the lines that are called here, such as A, C.")
            problems.append(FieldProblem(f"window.{number}.lines", "unknown", message))
    return problems
