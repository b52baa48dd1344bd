"""Set up, then serve and work until Ctrl-C; what a killed run has left behind is cleaned up first."""

import argparse

from motcua.web.settings.environment import load
from motcua.web.settings.supervisor import Supervisor


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--port", type=int, default=8000, help="port (default 8000)")


def run(options: argparse.Namespace) -> int:
    """Run until a signal."""
    return Supervisor(load(), options.port).run()
