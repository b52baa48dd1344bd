"""
What the rooms bring to the operator's verbs, in one visible place.

`motcua load` calls the loaders in this order, `motcua demo` the demonstration; `motcua keys` seals anew what is listed
as sealed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from motcua.exchange.webhooks.commands import rewrapping as webhooks
from motcua.foundation.files import sweeping as files
from motcua.foundation.pack.reading import read_pack
from motcua.foundation.policy.types import system
from motcua.foundation.sealing.renewing import Sealed
from motcua.register.agencies import commands as agencies
from motcua.register.agencies import queries
from motcua.register.people.commands import rehashing as people
from motcua.register.procedures import commands as procedures
from motcua.service.dossiers.commands import rewrapping as dossiers
from motcua.web.settings.demonstration import loading as demonstration
from motcua.web.settings.environment import BadSettings

Say = Callable[[str], None]


class Loader(msgspec.Struct, frozen=True):
    """Loads one part of a city of the catalogue; `load` may be called again and changes only what is new."""

    name: str
    load: Callable[[Path, str, Say], str]


class Account(msgspec.Struct, frozen=True):
    """A demonstration account: whose it is, where it signs in (a path), with what."""

    role: str
    opens: str
    login: str
    password: str


class Demonstration(msgspec.Struct, frozen=True):
    """The demonstration city; `is_loaded` is asked first, so that a second run starts at once."""

    is_loaded: Callable[[], bool]
    load: Callable[[Say], None]
    accounts: Callable[[], tuple[Account, ...]]


def _load_agencies(root: Path, city: str, _say: Say) -> str:
    ours = read_pack(root, city).code
    theirs = queries.cities()
    if theirs and ours not in theirs:
        raise BadSettings([f"MOTCUA_CITY is {city} ({ours}), but this database is the city's of {', '.join(theirs)}"])
    changed = agencies.load(root, city=city, actor=system("catalogue"), now=datetime.now(tz=UTC))
    return f"{len(changed)} agencies recorded" if changed else "nothing new"


def _load_procedures(root: Path, city: str, _say: Say) -> str:
    loaded = procedures.load_catalogue(root, city=city, actor=system("catalogue"), now=datetime.now(tz=UTC))
    return f"{len(loaded.published)} versions published" if loaded.published else "nothing new"


LOADERS: tuple[Loader, ...] = (Loader("agencies", _load_agencies), Loader("procedures", _load_procedures))
DEMONSTRATION: Demonstration | None = (
    Demonstration(
        is_loaded=demonstration.is_loaded,
        load=demonstration.load,
        accounts=lambda: tuple(Account(*row) for row in demonstration.accounts()),
    )
    if demonstration.is_there()
    else None
)
SEALED: tuple[Sealed, ...] = (*files.SEALED, *people.SEALED, *dossiers.SEALED, *webhooks.SEALED)
