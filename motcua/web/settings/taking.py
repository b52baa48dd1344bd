"""`motcua load national FILE`: taking procedures from the national catalogue, told on the terminal and in a report."""

import csv
import sys
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from django.conf import settings

from motcua.foundation.policy.types import system
from motcua.register.procedures import commands as procedures
from motcua.register.procedures import queries
from motcua.register.procedures.types import Difference, Outcome, ProcedureVersion, Remark
from motcua.web.settings.progress import Progress

NATIONAL = "national"
# What a terminal shows of each; the report has everything.
MOST_SHOWN, MOST_CHANGED = 20, 50
_FIELDS = Remark.__struct_fields__


class Report:
    """Every remark, as it comes: counted, the refused ones told at once, all written to a file if one was named."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.counts: Counter[tuple[Outcome, str]] = Counter()
        self.progress = Progress("records")
        self.told = Counter[str]()
        self.open = ExitStack()
        self.write: Any = None

    def __enter__(self) -> Self:
        if self.path is not None:
            file = self.open.enter_context(self.path.open("w", encoding="utf-8", newline=""))
            if self.path.suffix == ".csv":
                rows = csv.writer(file)
                rows.writerow(_FIELDS)
                self.write = lambda remark: rows.writerow([_harmless(getattr(remark, name)) for name in _FIELDS])
            else:
                self.write = lambda remark: file.write(f"{msgspec.json.encode(remark).decode()}\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.close()

    def remark(self, remark: Remark) -> None:
        """Count and write a remark; show it if the record could not be read."""
        self.counts[remark.outcome, remark.rule] += 1
        if self.write is not None:
            self.write(remark)
        if remark.outcome is Outcome.REFUSED:
            code = f" {remark.code}" if remark.code else ""
            self._show("refused", f"line {remark.line}{code}: {remark.rule}: {remark.message}", MOST_SHOWN)

    def changed(self, version: ProcedureVersion, differences: tuple[Difference, ...]) -> None:
        """Show what changed in a record."""
        lines = [f"{version.code} becomes version {version.version}:", *(f"  {one}" for one in differences)]
        more = [] if len(lines) <= MOST_SHOWN else [f"  and {len(lines) - MOST_SHOWN} more"]
        self._show("changed", "\n".join([*lines[:MOST_SHOWN], *more]), MOST_CHANGED)
        for one in differences:
            self.remark_change(version.code, one)

    def remark_change(self, code: str, one: Difference) -> None:
        """Write a change to the report file."""
        if self.write is not None:
            self.write(
                Remark(line=0, code=code, rule="changed", outcome=Outcome.MENDED, where=one.path, message=str(one))
            )

    def done(self, records: int) -> None:
        """Show how many records have been seen."""
        self.progress.count(records)

    def _show(self, kind: str, text: str, most: int) -> None:
        self.told[kind] += 1
        if self.told[kind] > most:
            return
        self.progress.end()
        print(text if self.told[kind] < most else f"{text}\n(further ones stand in the report alone)")


def take(path: Path, report: Report, *, only_try: bool) -> int:
    """Take a file; return 1 if some of its records could not be read, or there was none."""
    root = Path(settings.MOTCUA_CATALOGUE)
    done = procedures.import_national(
        queries.read_lines(path), queries.read_stand_ins(root, settings.MOTCUA_CITY), actor=system("catalogue"), now=datetime.now(tz=UTC),
        watcher=report, ours=queries.own_codes(root, settings.MOTCUA_CITY), only_try=only_try,
    )  # fmt: skip
    report.progress.end()
    _sum_up(done, report, only_try=only_try)
    if not done.records:
        print(f"motcua load {NATIONAL}: there is no record in {path}", file=sys.stderr)
    return 1 if done.refused or not done.records else 0


def _sum_up(done: procedures.Imported, report: Report, *, only_try: bool) -> None:
    would = "would be " if only_try else ""
    print(
        f"{NATIONAL}: {done.records:,} records: {len(done.new):,} {would}published, {len(done.changed):,} {would}changed, "
        f"{done.unchanged:,} as before, {done.ours:,} ours, {done.left_out:,} left out, {done.refused:,} refused; "
        f"{len(done.gone):,} published before are not in the file"
    )
    for outcome in Outcome:
        rules = [(rule, count) for (found, rule), count in sorted(report.counts.items()) if found is outcome]
        if rules:
            print(f"  {outcome:<9} {', '.join(f'{rule} {count:,}' for rule, count in rules)}")
    if report.path is not None:
        print(f"  every remark: {report.path}")


def _harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value
