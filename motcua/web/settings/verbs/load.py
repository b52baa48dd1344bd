"""
Load the catalogue's agencies, with their opening times, and procedures. What is unchanged is left alone.

`motcua load national FILE` takes records of the national catalogue of procedures instead: JSON Lines, one JSON document, or a
folder of such. What is new or changed is published, with a list of what changed; procedures of the city's own catalogue are left
alone, and nothing is taken back. Exit code 1 says that some records could not be read; the others are loaded.

The national calendar is not loaded: servers and worker read it from the catalogue when they start.
"""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress
from motcua.web.settings.rooms import LOADERS, Loader
from motcua.web.settings.taking import NATIONAL, Report, take


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    known = ", ".join(loader.name for loader in LOADERS)
    parser.add_argument("part", nargs="*", help=f"only these parts: {known}; or `{NATIONAL} FILE`")
    parser.add_argument(
        "--dry-run", action="store_true", help=f"with `{NATIONAL}`: tell what would be published, and publish nothing"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE",
        help=f"with `{NATIONAL}`: write every remark on every record there, as CSV if its name ends so, else as JSON Lines",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Load; exit code 2 for a part that there is not, 1 when records could not be read."""
    if options.part[:1] == [NATIONAL]:
        if len(options.part) != 2:
            print(f"Name one file: motcua load {NATIONAL} FILE.", file=sys.stderr)
            return 2
        without_time_limits()
        with Report(options.report) as report:
            return take(Path(options.part[1]), report, only_try=options.dry_run)
    known = ", ".join(loader.name for loader in LOADERS)
    strangers = sorted(set(options.part) - {loader.name for loader in LOADERS})
    if strangers:
        print(f"There is no part {', '.join(strangers)}. There are: {known}. Or `{NATIONAL} FILE`.", file=sys.stderr)
        return 2
    if options.dry_run or options.report:
        print(f"--dry-run and --report go with `{NATIONAL} FILE` alone.", file=sys.stderr)
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
