"""Recompute every chain of the ledger; exit code 1 and the first broken entry when something was touched."""

import argparse
import sys
import time

from motcua.foundation.ledger.verifying import verify
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked."""
    parser.set_defaults()


def run(_options: argparse.Namespace) -> int:
    """Verify."""
    began = time.monotonic()
    without_time_limits()
    progress = Progress("entries verified")
    verdict = verify(progress.count)
    progress.end()
    if verdict.problem:
        print(f"BROKEN: {verdict.problem}", file=sys.stderr)
        return 1
    took = time.monotonic() - began
    print(f"Every chain holds: {verdict.entries:,} entries in {verdict.streams:,} streams, {took:.1f} s.")
    return 0
