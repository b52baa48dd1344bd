"""Bring the database to the form that this version asks for. Safe beside a serving city; safe to call again."""

import argparse

from motcua.web.settings.migrating import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but problems")


def run(options: argparse.Namespace) -> int:
    """Apply what is missing."""
    migrate(verbosity=0 if options.quiet else 1)
    return 0
