"""Bars side by side: zero-based, labelled in place, drawn by the server; widths in percent so that text keeps its size."""

from collections.abc import Callable, Sequence

import msgspec

HEIGHT = 150  # pixels of the tallest bar
HEAD = 24  # above it, for its number
FOOT = 42  # below the zero line, for two lines of labels
_STEPS = (1, 2, 5)


class Stack(msgspec.Struct, frozen=True):
    """
    One bar: `amount` of something, of which `late` are too late and drawn red and striped on top.

    `label` stands below it, `group` below that where a new one begins (months and their years).
    """

    label: str
    amount: int
    late: int = 0
    group: str = ""


class Bar(msgspec.Struct, frozen=True):
    label: str
    group: str
    x: str
    width: str
    middle: str
    top: int
    late_height: int
    rest_top: int
    rest_height: int
    number: str
    number_at: int


class BarChart(msgspec.Struct, frozen=True):
    """Bars from left to right in a box `height` pixels high; `top` is the number that the upper line stands for."""

    bars: tuple[Bar, ...]
    top: str
    has_late: bool
    line: int = HEAD
    zero: int = HEAD + HEIGHT
    height: int = HEAD + HEIGHT + FOOT
    labels: int = HEAD + HEIGHT + 18
    groups: int = HEAD + HEIGHT + 36


def bar_chart(stacks: Sequence[Stack], *, number: Callable[[int], str]) -> BarChart:
    """Lay `stacks` out from left to right; `number` writes a count. Only the largest and the last bar carry theirs."""
    most = max((stack.amount for stack in stacks), default=0)
    top = round_up(most)
    step = 100 / max(len(stacks), 1)
    tallest = next((place for place, stack in enumerate(stacks) if stack.amount == most), -1)
    bars = []
    for place, stack in enumerate(stacks):
        whole = stack.amount * HEIGHT // top
        # What is there is seen: a few late ones among thousands still get a pixel.
        late = min(max(stack.late * HEIGHT // top, 1), max(whole, 1)) if stack.late else 0
        above = HEAD + HEIGHT - max(whole, late)
        shown = place in {tallest, len(stacks) - 1} and most > 0
        bars.append(
            Bar(
                label=stack.label,
                group=stack.group,
                x=f"{(place + 0.14) * step:.2f}%",
                width=f"{step * 0.72:.2f}%",
                middle=f"{(place + 0.5) * step:.2f}%",
                top=above,
                late_height=late,
                rest_top=above + late,
                rest_height=HEAD + HEIGHT - above - late,
                number=number(stack.amount) if shown else "",
                number_at=above - 6,
            )
        )
    return BarChart(bars=tuple(bars), top=number(top), has_late=any(stack.late for stack in stacks))


def round_up(most: int) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 and so on that is not below `most`; at least 5."""
    scale = 1
    while True:
        for step in _STEPS:
            if step * scale >= max(most, 5):
                return step * scale
        scale *= 10
