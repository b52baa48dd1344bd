"""
The `motcua` command: one word for everything that an operator does.

It answers with an exit code: 0 done, 1 the answer is no (a broken ledger, a failed check, a key still needed), 2 the
command or a setting cannot be used, 3 something outside refused (the database, a file), 130 stopped by Ctrl-C.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager

import django
import msgspec
import psycopg
from django.db import Error as DatabaseError

from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.ledger.backup import BackupRefused
from motcua.foundation.ledger.cluster import AnotherCluster
from motcua.foundation.sealing.errors import KeyFileError
from motcua.web.settings.embedded import Cluster, DatabaseTrouble, running
from motcua.web.settings.environment import BadSettings, Environment, load
from motcua.web.settings.programs import MissingPrograms

DONE, NO, UNUSABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130
OUTSIDE = (
    DatabaseTrouble, MissingPrograms, AnotherCluster, BackupRefused, KeyFileError, OSError, DatabaseError, psycopg.Error,
)  # fmt: skip


class Verb(msgspec.Struct, frozen=True):
    """
    One verb; its module in `verbs/` has `arguments(parser)` and `run(options) -> int`.

    `django` starts the application first; `database` has the embedded PostgreSQL running meanwhile.
    """

    name: str
    module: str
    summary: str
    django: bool = True
    database: bool = True
    shown: bool = True


VERBS = (
    Verb("run", "run", "set up, then serve and work until Ctrl-C (make run)", django=False, database=False),
    Verb("serve", "serve", "answer browsers and machines; behind a proxy, with a PostgreSQL of one's own", database=False),
    Verb("work", "work", "follow the ledger and do the background jobs", database=False),
    Verb("migrate", "migrate", "bring the database to the form that this version asks for"),
    Verb("load", "load", "load the catalogue into the database: agencies, procedures; or records of the national catalogue"),
    Verb("demo", "demo", "load the demonstration city: people, officials, dossiers in every state"),
    Verb("verify", "verify", "recompute every chain of the ledger and name the first broken entry"),
    Verb("recount", "recount", "count the public's figures again from the ledger and name those that differ"),
    Verb("rebuild", "rebuild", "fold a reader's tables anew from the ledger"),
    Verb("readers", "readers", "show how far the readers are; retry what they parked or stopped at"),
    Verb("backup", "backup", "write a consistent backup into a new folder"),
    Verb("restore", "restore", "load a backup into a new database, or adopt a copied one"),
    Verb("keys", "keys", "make the key file, make a new key, put it to use, retire an old one", database=False),
    Verb("appoint", "appoint", "give an agency its first administrator, or list the agencies that have none"),
    Verb("token", "token", "issue, list and withdraw a program's access to the API"),
    Verb("check", "check", "try settings, database, keys, catalogue and outside systems", database=False),
    Verb("manage", "manage", "hand the rest to Django's own commands", database=False),
    Verb("prepare", "prepare", "what make run does before it serves", shown=False),
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print(usage())
        return DONE if arguments else UNUSABLE
    verb = next((verb for verb in VERBS if verb.name == arguments[0]), None)
    if verb is None:
        print(f"motcua: there is no verb {arguments[0]!r}\n\n{usage()}", file=sys.stderr)
        return UNUSABLE
    try:
        return _run(verb, arguments[1:])
    except KeyboardInterrupt:
        print("motcua: stopped", file=sys.stderr)
        return INTERRUPTED
    except CatalogueError as mistakes:
        print(f"motcua {verb.name}: the catalogue has mistakes:\n{mistakes}", file=sys.stderr)
        return NO
    except (BadSettings, *OUTSIDE) as refused:
        print(f"motcua {verb.name}: {str(refused).strip()}", file=sys.stderr)
        return UNUSABLE if isinstance(refused, BadSettings) else REFUSED


def _run(verb: Verb, arguments: Sequence[str]) -> int:
    environment = load()
    if verb.django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.web.settings.base")
        django.setup()
    # A verb's module imports rooms, which can only be imported once Django knows its settings.
    module = importlib.import_module(f"motcua.web.settings.verbs.{verb.module}")
    parser = argparse.ArgumentParser(prog=f"motcua {verb.name}", description=module.__doc__)
    module.arguments(parser)
    options = parser.parse_args(arguments)
    with _database(verb, environment):
        return int(module.run(options))


def usage() -> str:
    """Return the list of verbs."""
    lines = [f"  {verb.name:<8}  {verb.summary}" for verb in VERBS if verb.shown]
    return (
        "usage: motcua VERB [options]      (motcua VERB --help tells more)\n\n"
        + "\n".join(lines)
        + "\n\nSettings are variables MOTCUA_…: docs/operate/settings.md lists them."
    )


def _database(verb: Verb, environment: Environment) -> AbstractContextManager[Cluster | None]:
    if verb.database and environment.database is None:
        return running(environment.home)
    return contextlib.nullcontext()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
