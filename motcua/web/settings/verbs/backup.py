"""Write a consistent backup into a new folder. The key file is not in it: keep a copy of it apart."""

import argparse
from pathlib import Path

from django.conf import settings

from motcua.foundation.ledger.backup import backup
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--without-files", action="store_true", help="leave the encrypted files to another tool")


def run(options: argparse.Namespace) -> int:
    """Back up."""
    without_time_limits()
    progress = Progress("")
    manifest = backup(options.folder, None if options.without_files else Path(settings.MOTCUA_FILES), progress.say)
    progress.end()
    rows = sum(manifest.rows.values())
    print(f"{options.folder}: {rows:,} rows of {len(manifest.rows)} tables, {manifest.files:,} files.")
    print(f"Keep a copy of {settings.MOTCUA_KEY_FILE} elsewhere: without it the backup cannot be read.")
    return 0
