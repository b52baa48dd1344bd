"""Show how far each reader of the ledger is; let a stopped projection or parked entries be tried again."""

import argparse
import sys

from django.db import connection

from motcua.foundation.ledger.following import resume, retry_parked
from motcua.foundation.ledger.readers import Reactor, registered


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--retry", metavar="READER", help="try again what this reader stopped at or parked")


def run(options: argparse.Namespace) -> int:
    """Show the readers; exit code 1 when one is stopped or has parked entries."""
    readers = {reader.name: reader for reader in registered()}
    if options.retry:
        return _retry(readers.get(options.retry), options.retry)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.name, r.kind, r.state, extract(epoch FROM clock_timestamp() - r.moved_at)::int, r.problem_entry, "
            "(SELECT count(*) FROM ledger_parked p WHERE p.reader = r.name) FROM ledger_reader r ORDER BY r.name"
        )
        rows = cursor.fetchall()
    for name, kind, state, idle, entry, parked in rows:
        trouble = f", stopped at entry {entry}" if entry else ""
        trouble += f", {parked} parked" if parked else ""
        print(f"{name:<32} {kind:<10} {state:<8} moved {idle} s ago{trouble}")
    for name in sorted(readers.keys() - {row[0] for row in rows}):
        print(f"{name:<32} has not begun")
    return 1 if any(row[2] == "stopped" or row[5] for row in rows) else 0


def _retry(reader: object, name: str) -> int:
    if reader is None:
        print(f"There is no reader {name}.", file=sys.stderr)
        return 2
    if isinstance(reader, Reactor):
        done, left = retry_parked(reader)
        print(f"{name}: {done} done, {left} still parked.")
        return 1 if left else 0
    resume(name)
    print(f"{name}: runs again.")
    return 0
