"""Hand over to Django's own commands: `motcua manage makemigrations dossiers`, `motcua manage shell`."""

import argparse

from django.core.management import execute_from_command_line


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything as it is."""
    parser.add_argument("command", nargs=argparse.REMAINDER, help="Django's command and its options")


def run(options: argparse.Namespace) -> int:
    """Run it."""
    execute_from_command_line(["motcua manage", *options.command])
    return 0
