"""Make the key file, make a new primary key, retire an old one. Whoever loses the file loses what it sealed."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from motcua.foundation.sealing.keyfile import create_key_file, load_key_file, retire, rotate
from motcua.foundation.sealing.keyring import Purpose


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("create", help="make the key file; refuses when there is one")
    what.add_parser("check", help="read the key file")
    rotating = what.add_parser("rotate", help="make a new primary key; the older ones stay valid")
    rotating.add_argument("purpose", choices=[str(purpose) for purpose in Purpose])
    retiring = what.add_parser("retire", help="erase an older key for good")
    retiring.add_argument("key", help="its id")


def run(options: argparse.Namespace) -> int:
    """Do it."""
    path = Path(settings.MOTCUA_KEY_FILE)
    now = datetime.now(tz=UTC)
    if options.what == "create":
        create_key_file(path, now=now)
        print(f"{path} is made. Keep a copy of it in another safe place, apart from the database's backups.")
    elif options.what == "rotate":
        print(f"The new primary key is {rotate(path, Purpose(options.purpose), now=now)}.")
    elif options.what == "retire":
        retire(path, options.key)
        print(f"{options.key} is retired.")
    else:
        load_key_file(path)
        print(f"{path} can be read.")
    return 0
