"""Lines as pages show them: the leading number, the pictures, the tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.interface import formats
from motcua.foundation.interface.barchart import BarChart, Stack, bar_chart
from motcua.foundation.interface.parts import Cell, Column, Link
from motcua.insight.statistics.pages.words import month_name, stands
from motcua.insight.statistics.types import Figure, Figures, Line, Official

WITHOUT = "khong"  # the value of `trong-ngay` that leaves same-day matters out
SWITCH = "trong-ngay"

Naming = Callable[[Line], Cell]
_NONE = "–"


class Headline(msgspec.Struct, frozen=True):
    """One number large, what it is, and its change."""

    number: str
    what: str
    change: str


def headline(lines: Sequence[Line]) -> Headline | None:
    """Return the share answered in time in the latest closed month with answers, or else in the running one."""
    answered = [line for line in lines if line.figures.answered]
    shown = next(
        (line for line in answered if line.official is not Official.RUNNING), answered[0] if answered else None
    )
    if shown is None:
        return None
    share = shown.figures.share_in_time or 0.0
    earlier = next((line for line in answered if line.month < shown.month), None)
    values = {"answered": formats.number(shown.figures.answered), "month": month_name(shown.month)}
    if shown.official is Official.RUNNING:
        what = gettext("of %(answered)s answers in %(month)s came on time so far") % values
    else:
        what = gettext("of %(answered)s answers in %(month)s came on time") % values
    return Headline(number=formats.percent(share), what=what, change=_change(share, earlier))


def _change(share: float, earlier: Line | None) -> str:
    if earlier is None:
        return ""
    points = round((share - (earlier.figures.share_in_time or 0.0)) * 100, 1)
    values = {"points": formats.number(abs(points), 1), "month": month_name(earlier.month)}
    if points > 0:
        return gettext("%(points)s percentage points more than in %(month)s") % values
    if points < 0:
        return gettext("%(points)s percentage points fewer than in %(month)s") % values
    return gettext("as in %(month)s") % values


def answers_chart(lines: Sequence[Line]) -> BarChart:
    """Answers month by month, the late ones red."""
    return _chart(lines, lambda figures: (figures.answered, figures.late))


def received_chart(lines: Sequence[Line]) -> BarChart:
    """Receptions month by month."""
    return _chart(lines, lambda figures: (figures.received, 0))


def overdue_chart(lines: Sequence[Line]) -> BarChart:
    """Open and overdue at each month's end."""
    return _chart(lines, lambda figures: (figures.open_overdue, figures.open_overdue))


def _chart(lines: Sequence[Line], amounts: Callable[[Figures], tuple[int, int]]) -> BarChart:
    stacks = []
    for place, line in enumerate(reversed(lines)):
        amount, late = amounts(line.figures)
        year = f"{line.month.year}" if place == 0 or line.month.month == 1 else ""
        stacks.append(Stack(label=f"{line.month.month}", amount=amount, late=late, group=year))
    return bar_chart(stacks, number=formats.number)


def columns(first: str) -> list[Column]:
    """The heads of a table of lines."""
    names = (
        gettext("Received"), gettext("Answered"), gettext("Early"), gettext("On time"), gettext("Late"),
        gettext("In time"), gettext("Open at the end"), gettext("Open and overdue"),
    )  # fmt: skip
    return [Column(first), *(Column(name, numeric=True) for name in names)]


def rows(lines: Sequence[Line], naming: Naming) -> list[list[Cell]]:
    """The rows of a table of lines; what was corrected stands below what was published."""
    return [_row(line, naming) for line in lines]


def _row(line: Line, naming: Naming) -> list[Cell]:
    figures, now = line.figures, line.corrected
    share = figures.share_in_time
    return [
        naming(line),
        _cell(figures.received, now.received),
        _cell(figures.answered, now.answered),
        _cell(figures.early, now.early),
        _cell(figures.on_time, now.on_time),
        _cell(figures.late, now.late),
        Cell(_NONE if share is None else formats.percent(share)),
        Cell(formats.number(line.open_at_end)),
        _cell(figures.open_overdue, now.open_overdue),
    ]


def _cell(published: int, now: int) -> Cell:
    note = "" if published == now else gettext("corrected: %(number)s") % {"number": formats.number(now)}
    return Cell(formats.number(published), note=note)


def month_cell(line: Line) -> Cell:
    """A month's name, leading to its page."""
    note = "" if line.official is Official.PUBLISHED else stands(line)
    return Cell(month_name(line.month), href=reverse("statistics:month", args=[line.month]), note=note)


def other_figures(line: Line, figures: Sequence[Figure]) -> list[tuple[Figure, int]]:
    """What a table leaves out, of one month."""
    return [(figure, count) for figure, count in line.figures.items() if figure in figures]


def switch(path: str, asked: Mapping[str, Any]) -> list[Link]:
    """With same-day matters, or without."""
    without = asks_without(asked)
    return [
        Link(gettext("All procedures"), path, current=not without),
        Link(gettext("Without same-day procedures"), f"{path}?{SWITCH}={WITHOUT}", current=without),
    ]


def asks_without(asked: Mapping[str, Any]) -> bool:
    """Say whether an address leaves same-day matters out."""
    return bool(asked.get(SWITCH) == WITHOUT)
