"""What was measured: one JSON line as it comes, and a file with a table for people at the end."""

import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.machine import describe

FOLDER = Path(__file__).parent


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """
    One claim. `value` is the median of `runs`; `ratio` is the value against the floor of the same run, or against the
    smaller size; `goal` is for the ratio where there is one, `at_most` whether it is a ceiling.
    """

    claim: str
    value: float
    unit: str
    runs: tuple[float, ...]
    machine: str
    floor: float | None = None
    ratio: float | None = None
    goal: float | None = None
    at_most: bool = False
    kept: bool | None = None


class Book:
    """The results of one run of the bench."""

    def __init__(self) -> None:
        self.machine = describe()
        self.lines: list[Result] = []

    def enter(
        self, claim: str, runs: Sequence[float], unit: str, *, floors: Sequence[float] = (), goal: float | None = None,
        at_most: bool = False,
    ) -> None:  # fmt: skip
        """Enter a claim; `floors` are the floor's values of the same runs."""
        ratio = statistics.median(value / floor for value, floor in zip(runs, floors, strict=True)) if floors else None
        kept = None
        if goal is not None:
            measured = statistics.median(runs) if ratio is None else ratio
            kept = measured <= goal if at_most else measured >= goal
        line = Result(
            claim=claim, value=_round(statistics.median(runs)), unit=unit, runs=tuple(_round(run) for run in runs),
            machine=self.machine, floor=_round(statistics.median(floors)) if floors else None,
            ratio=None if ratio is None else round(ratio, 3), goal=goal, at_most=at_most, kept=kept,
        )  # fmt: skip
        self.lines.append(line)
        print(msgspec.json.encode(line).decode(), flush=True)

    def write(self, folder: Path, head: str, name: str = "results") -> None:
        """Write both files, `name` with .json and with .md."""
        plain: list[dict[str, Any]] = [msgspec.to_builtins(line) for line in self.lines]
        text = json.dumps(plain, indent=1, ensure_ascii=False)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
        (folder / f"{name}.md").write_text(self.table(head), encoding="utf-8")

    def table(self, head: str) -> str:
        """Return the table for people."""
        rows = ["| claim | value | floor | ratio | goal | |", "| --- | ---: | ---: | ---: | ---: | --- |"]
        for line in self.lines:
            goal = "" if line.goal is None else f"{'≤' if line.at_most else '≥'} {line.goal}"
            kept = "" if line.kept is None else ("kept" if line.kept else "**missed**")
            cells = [line.claim, f"{line.value:g} {line.unit}", _cell(line.floor), _cell(line.ratio), goal, kept]
            rows.append(f"| {' | '.join(cells)} |")
        return f"# What was measured\n\n{head}\n\n{self.machine}\n\n" + "\n".join(rows) + "\n"


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _round(value: float) -> float:
    return round(value, 3) if value < 100 else round(value, 1)
