"""The picture of a time account: one bar in the order of time, and a table that says the same in words."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

WIDTH = 1000  # thousandths


class SliceKind(StrEnum):
    """Who had the time. Each kind has its own pattern."""

    AGENCY = "agency"
    OTHER_AGENCY = "other-agency"
    APPLICANT = "applicant"
    OTHER_SYSTEM = "other-system"
    OUTAGE = "outage"
    REMAINING = "remaining"
    OVERDUE = "overdue"


class Slice(msgspec.Struct, frozen=True):
    """
    A stretch of working time: whole `minutes`, whose they are (`label`, as shown), and whether the limit counts them.
    """

    label: str
    minutes: int
    kind: SliceKind
    counts: bool = True


class Segment(msgspec.Struct, frozen=True):
    kind: SliceKind
    x: str
    width: str
    pattern: str


class LegendRow(msgspec.Struct, frozen=True):
    label: str
    minutes: int
    kind: SliceKind
    counts: bool
    pattern: str


class TimeBar(msgspec.Struct, frozen=True):
    """`segments` in percent of the bar, in the order of time; `legend` one row for each holder, as first seen."""

    segments: tuple[Segment, ...]
    legend: tuple[LegendRow, ...]
    day_minutes: int


def _pattern(kind: SliceKind) -> str:
    return "" if kind is SliceKind.REMAINING else f"url(#pattern-{kind.value})"


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:g}%"


def time_bar(slices: Sequence[Slice], *, day_minutes: int = 480) -> TimeBar:
    """
    Lay `slices` out as a bar. Slices without time are left out of the bar but stay in the legend.

    `day_minutes` is how many working minutes the agency's day has; the legend counts days in it.
    """
    total = sum(part.minutes for part in slices)
    segments: list[Segment] = []
    passed = 0
    for part in slices:
        start = passed * WIDTH // total if total else 0
        passed += part.minutes
        end = passed * WIDTH // total if total else 0
        if end > start:
            segments.append(
                Segment(kind=part.kind, x=_percent(start), width=_percent(end - start), pattern=_pattern(part.kind))
            )
    sums: dict[tuple[str, SliceKind, bool], int] = {}
    for part in slices:
        holder = (part.label, part.kind, part.counts)
        sums[holder] = sums.get(holder, 0) + part.minutes
    legend = tuple(
        LegendRow(label=label, minutes=minutes, kind=kind, counts=counts, pattern=_pattern(kind))
        for (label, kind, counts), minutes in sums.items()
    )
    return TimeBar(segments=tuple(segments), legend=legend, day_minutes=day_minutes)
