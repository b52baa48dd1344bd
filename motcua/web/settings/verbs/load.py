"""
Load the catalogue's agencies, with their opening times, and procedures. What is unchanged is left alone.

The national calendar is not loaded: servers and worker read it from the catalogue when they start.
"""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress
from motcua.web.settings.rooms import LOADERS, Loader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("part", nargs="*", help=f"only these parts: {', '.join(loader.name for loader in LOADERS)}")


def run(options: argparse.Namespace) -> int:
    """Load; exit code 2 for a part that there is not."""
    strangers = sorted(set(options.part) - {loader.name for loader in LOADERS})
    if strangers:
        known = ", ".join(loader.name for loader in LOADERS)
        print(f"There is no part {', '.join(strangers)}. There are: {known}.", file=sys.stderr)
        return 2
    without_time_limits()
    for loader in LOADERS:
        if not options.part or loader.name in options.part:
            print(load(loader))
    return 0


def load(loader: Loader) -> str:
    """Load one part and return what was done, as a line."""
    progress = Progress(loader.name)
    done = loader.load(Path(settings.MOTCUA_CATALOGUE), settings.MOTCUA_CITY, progress.say)
    progress.end()
    return f"{loader.name}: {done}"
