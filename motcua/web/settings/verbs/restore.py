"""Load a backup into a new, migrated database and open a new epoch; or adopt a database that was copied here."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from motcua.foundation.ledger.backup import restore
from motcua.foundation.ledger.cluster import open_epoch
from motcua.web.settings.migrating import migrate
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("folder", nargs="?", type=Path, help="the backup")
    parser.add_argument("--adopt", action="store_true", help="the database was copied here by other means")


def run(options: argparse.Namespace) -> int:
    """Restore or adopt."""
    if options.adopt == bool(options.folder):
        print("Name a backup's folder, or say --adopt for a database copied by other means.", file=sys.stderr)
        return 2
    if options.adopt:
        print(f"Adopted: epoch {open_epoch('adopted a copied database')}.")
        return 0
    migrate(verbosity=0)
    without_time_limits()
    progress = Progress("")
    epoch = restore(options.folder, Path(settings.MOTCUA_FILES), progress.say)
    progress.end()
    print(f"Restored: epoch {epoch}. `motcua verify` proves what came back.")
    return 0
