"""Load the demonstration city: people, officials, dossiers in every state. Everything goes through commands."""

import argparse
import sys
import time
from pathlib import Path

from django.conf import settings

from motcua.foundation.ledger.following import run_once
from motcua.foundation.ledger.readers import registered
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress
from motcua.web.settings.rooms import DEMONSTRATION, Account, Demonstration


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--accounts", action="store_true", help="only show the accounts")


def run(options: argparse.Namespace) -> int:
    """Load it, or say that it is there; then show how to sign in."""
    if DEMONSTRATION is None:
        print(f"{settings.MOTCUA_CITY} has no demonstration.", file=sys.stderr)
        return 1
    if not options.accounts:
        load(DEMONSTRATION)
    print(accounts(DEMONSTRATION, "{url}").replace("{url}", ""))
    return 0


def load(demonstration: Demonstration) -> None:
    """Load the demonstration city unless it is there whole; one that was interrupted is gone on with."""
    whole = Path(settings.MOTCUA_HOME) / "demonstration-loaded"
    if whole.exists() and demonstration.is_loaded():
        print("The demonstration city is there.")
        return
    began = time.monotonic()
    without_time_limits()
    for reader in registered():
        run_once(reader)  # takes its place before the first dossier, so that its applicant is told
    progress = Progress("")
    demonstration.load(progress.say)
    progress.end()
    whole.touch()
    print(f"The demonstration city is loaded ({time.monotonic() - began:.1f} s).")


def accounts(demonstration: Demonstration, url: str) -> str:
    """Return the table of demonstration accounts; `url` stands before each path."""
    rows = demonstration.accounts()
    role, login, password = (max(map(len, column)) for column in zip(*(_shown(row) for row in rows), strict=True))
    return "\n".join(
        f"  {row.role:<{role}}  {row.login:<{login}}  {row.password:<{password}}  {url}{row.opens}" for row in rows
    )


def _shown(account: Account) -> tuple[str, str, str]:
    return account.role, account.login, account.password
