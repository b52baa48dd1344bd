"""Make the key file, rotate a key, make anew what older keys made, retire one. Whoever loses the file loses what it sealed."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from motcua.foundation.sealing.keyfile import create_key_file, keys_of, older_keys, rotate
from motcua.foundation.sealing.keyring import Purpose
from motcua.foundation.sealing.renewing import Sealed, StillNeeded, retire_needless
from motcua.web.settings.embedded import running
from motcua.web.settings.patience import without_time_limits
from motcua.web.settings.progress import Progress
from motcua.web.settings.rooms import SEALED


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("create", help="make the key file; refuses when there is one")
    what.add_parser("check", help="read the key file and list its keys")
    rotating = what.add_parser("rotate", help="make a new primary key; the older ones stay valid")
    rotating.add_argument("purpose", choices=[str(purpose) for purpose in Purpose])
    what.add_parser("renew", help="make anew what older keys sealed and hashed; may be ended and done again")
    retiring = what.add_parser("retire", help="erase an older key for good; refuses while anything needs it")
    retiring.add_argument("key", help="its id")
    retiring.add_argument(
        "--let-lapse", action="store_true", help="also when what cannot be made anew, such as printed receipts, lapses"
    )


def run(options: argparse.Namespace) -> int:
    """Do it; exit code 1 when something still needs an older key."""
    path, now = Path(settings.MOTCUA_KEY_FILE), datetime.now(tz=UTC)
    if options.what == "create":
        create_key_file(path, now=now)
        print(f"{path} is made. Keep a copy of it in another safe place, apart from the database's backups.")
    elif options.what == "rotate":
        print(f"The new primary key is {rotate(path, Purpose(options.purpose), now=now)}. Copy {path} anew.")
        print("The worker makes anew what older keys made; `motcua keys renew` does so at once.")
    elif options.what == "renew":
        with _database():
            return _renew(path)
    elif options.what == "retire":
        with _database():
            return _retire(path, options.key, now, let_lapse=options.let_lapse)
    else:
        for key in keys_of(path):
            print(f"{key.id}  {key.purpose:<10}  {key.state:<7}  made {key.created:%Y-%m-%d %H:%M} UTC")
    return 0


def _renew(path: Path) -> int:
    left = sum([_renewed(path, each) for each in SEALED if each.renew])
    if left:
        print(f"{left:,} are left: somebody was writing them, or they are named above. Do it again.", file=sys.stderr)
        return 1
    print("Nothing that can be made anew needs an older key.")
    return 0


def _renewed(path: Path, sealed: Sealed) -> int:
    """Make one table's rows anew, and return how many are left."""
    total = _waiting(path, sealed)
    if not total or sealed.renew is None:
        return 0
    progress, done = Progress(f"of {total:,} in {sealed.name}"), 0
    for count in sealed.renew():
        done += count
        progress.count(done)
    progress.end()
    print(f"{sealed.name}: {done:,} made anew.")
    return _waiting(path, sealed)


def _waiting(path: Path, sealed: Sealed) -> int:
    return sum(sealed.waiting(older) for older in older_keys(path) if older.purpose is sealed.purpose)


def _retire(path: Path, key: str, now: datetime, *, let_lapse: bool) -> int:
    try:
        retire_needless(path, key, SEALED, now=now, let_lapse=let_lapse)
    except StillNeeded as needed:
        print(f"{key} is still needed and was not retired:", file=sys.stderr)
        for name, count in needed.counts.items():
            print(f"  {count:>12,}  {name}", file=sys.stderr)
        print(
            "Wait until they are done with, or let them lapse: --let-lapse."
            if needed.lapsing
            else "The worker makes them anew; `motcua keys renew` does so at once.",
            file=sys.stderr,
        )
        return 1
    print(f"{key} is retired. Copy {path} anew; a backup from before needs the copy of its own time.")
    return 0


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """Have the embedded PostgreSQL running where it is the city's, and time for counting much."""
    embedded = settings.ENVIRONMENT.database is None
    with running(settings.ENVIRONMENT.home) if embedded else contextlib.nullcontext():
        without_time_limits("default")
        yield
