"""Try settings, keys, database, catalogue and outside systems; exit code 1 when something is a problem."""

import argparse
import contextlib

from django.conf import settings

from motcua.web.settings.checking import PROBLEM, SUBJECTS, unverified
from motcua.web.settings.embedded import running


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--only", choices=list(SUBJECTS), action="append", help="try only this")
    parser.add_argument(
        "--unverified", action="store_true", help="list the values that nobody has seen in their source"
    )


def run(options: argparse.Namespace) -> int:
    """Try everything that was asked for, and show a line for each finding."""
    wanted = options.only or list(SUBJECTS)
    embedded = settings.ENVIRONMENT.database is None and "database" in wanted
    failed = False
    with running(settings.ENVIRONMENT.home) if embedded else contextlib.nullcontext():
        for name in wanted:
            for finding in SUBJECTS[name]():
                print(f"{finding.state:<7}  {finding.subject}: {finding.text}")
                failed = failed or finding.state == PROBLEM
    if options.unverified:
        for place in unverified():
            print(f"unverified  {place}")
    return 1 if failed else 0
