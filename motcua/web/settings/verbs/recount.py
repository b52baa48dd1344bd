"""Count the public's figures again from the ledger, another way; exit code 1 and every figure that differs."""

import argparse
import sys
import time
from datetime import UTC, datetime

from motcua.insight.statistics.queries import Difference, recount
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress

SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--all", action="store_true", help=f"show every difference, not only the first {SHOWN}")


def run(options: argparse.Namespace) -> int:
    """Recount."""
    began = time.monotonic()
    without_time_limits()
    progress = Progress("entries counted")
    now = datetime.now(tz=UTC).replace(second=0, microsecond=0)
    found = recount(now, progress.count)
    progress.end()
    shown = found.differences if options.all else found.differences[:SHOWN]
    for difference in shown:
        print(f"DIFFERS  {_line(difference)}", file=sys.stderr)
    if found.differences:
        more = len(found.differences) - len(shown)
        print(
            f"{len(found.differences)} figures differ{f' ({more} not shown)' if more else ''}. "
            "motcua rebuild statistics.months folds them anew.",
            file=sys.stderr,
        )
        return 1
    took = time.monotonic() - began
    print(f"Every figure holds: {found.entries:,} entries of {found.dossiers:,} dossiers, {took:.1f} s.")
    return 0


def _line(one: Difference) -> str:
    return f"{one.month:%Y-%m} {one.agency} {one.about} ({one.of}): {one.kept} is kept, {one.counted} counted"
