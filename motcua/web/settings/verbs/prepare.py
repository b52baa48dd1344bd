"""What `make run` does before it serves: keys, migrations, catalogue, demonstration city, the words of welcome."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from motcua.foundation.ledger.cluster import check_cluster
from motcua.foundation.sealing.errors import KeyFileError
from motcua.foundation.sealing.keyfile import create_key_file
from motcua.web.settings.migrating import migrate
from motcua.web.settings.rooms import DEMONSTRATION, LOADERS
from motcua.web.settings.verbs import demo, load


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing may be asked."""
    parser.set_defaults()


def run(_options: argparse.Namespace) -> int:
    """Prepare."""
    migrate(verbosity=0)
    check_cluster()
    _keys(Path(settings.MOTCUA_KEY_FILE))
    for loader in LOADERS:
        print(load.load(loader))
    welcome = Path(settings.MOTCUA_HOME) / "welcome.txt"
    welcome.unlink(missing_ok=True)
    if settings.MOTCUA_DEMO and DEMONSTRATION:
        demo.load(DEMONSTRATION)
        welcome.write_text("Sign in as:\n" + demo.accounts(DEMONSTRATION, "{url}"), encoding="utf-8")
    return 0


def _keys(path: Path) -> None:
    """Make the keys of a new installation; never of one that has entries, whose keys they would not be."""
    if path.exists():
        return
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM ledger_head)")
        if cursor.fetchone()[0]:
            raise KeyFileError(path, "it is missing, but the database has entries: bring back your copy of it.")
    create_key_file(path, now=datetime.now(tz=UTC))
