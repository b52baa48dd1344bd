"""Fold a projection's tables anew from the ledger, beside the living ones, then swap them in."""

import argparse
import sys

from motcua.foundation.ledger.readers import Projection, registered
from motcua.foundation.ledger.rebuilding import rebuild
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("reader", nargs="*", help="names of projections, as `motcua readers` shows them")
    parser.add_argument("--all", action="store_true", help="every projection")


def run(options: argparse.Namespace) -> int:
    """Rebuild what was named."""
    known = {reader.name: reader for reader in registered() if isinstance(reader, Projection)}
    wanted = list(known) if options.all else options.reader
    strangers = [name for name in wanted if name not in known]
    if strangers or not (wanted or options.all):
        print(f"Name projections to rebuild, or --all. There are: {', '.join(known) or 'none'}.", file=sys.stderr)
        return 2
    without_time_limits()
    for name in wanted:
        progress = Progress(f"entries folded into {name}")
        applied = rebuild(known[name], progress.count)
        progress.end()
        print(f"{name}: rebuilt from {applied:,} entries.")
    return 0
