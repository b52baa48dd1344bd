"""A worker of the stress test: follows the flock until it is killed."""

import sys
import time

import django

django.setup()

from motcua.foundation.ledger.following import run_once  # noqa: E402
from tests.foundation.ledger.vocabulary import Flock, Sleeper  # noqa: E402


def main() -> None:
    Flock.poison = {("flock/poison", 1)} if "poison" in sys.argv else set()
    readers = (Flock(), Sleeper())
    while True:
        seen = [run_once(reader, batch=50) for reader in readers]
        if not any(behind and behind.more for behind in seen):
            time.sleep(0.02)


main()
