"""Follow the ledger and do the background jobs, until a signal. Several may run: each reader is held by one of them."""

import argparse

from motcua.foundation.ledger.cluster import check_cluster
from motcua.web.settings.working import work


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked."""
    parser.set_defaults()


def run(_options: argparse.Namespace) -> int:
    """Work until a signal; refuses in a database that was copied from another cluster."""
    check_cluster()
    work()
    return 0
