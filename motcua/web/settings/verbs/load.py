"""Load the catalogue: calendars, agencies, procedures. What is unchanged is left alone."""

import argparse
from pathlib import Path

from django.conf import settings

from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress
from motcua.web.settings.rooms import LOADERS, Loader


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("part", nargs="*", help=f"only these parts: {', '.join(loader.name for loader in LOADERS)}")


def run(options: argparse.Namespace) -> int:
    """Load."""
    without_time_limits()
    for loader in LOADERS:
        if not options.part or loader.name in options.part:
            print(load(loader))
    return 0


def load(loader: Loader) -> str:
    """Load one part and return what was done, as a line."""
    progress = Progress(loader.name)
    done = loader.load(Path(settings.MOTCUA_CATALOGUE), progress.say)
    progress.end()
    return f"{loader.name}: {done}"
