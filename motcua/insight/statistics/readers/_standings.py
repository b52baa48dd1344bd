"""The rows of open dossiers."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db.backends.utils import CursorWrapper

from motcua.insight.statistics.types import Posting, Standing

_COLUMNS = (
    "dossier", "agency", "receiving_agency", "procedure", "version", "channel", "same_day", "received_at", "since",
    "due_at", "waiting_since", "posted",
)  # fmt: skip
_TYPES = ("uuid", "text", "text", "text", "int", "text", "bool", *["timestamptz"] * 4, "bytea")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM statistics_standing WHERE dossier = ANY(%s::uuid[])"  # noqa: S608
_UPSERT = (
    f"INSERT INTO statistics_standing ({', '.join(_COLUMNS)}) "  # noqa: S608 -- our own columns
    f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in _TYPES)}) ON CONFLICT (dossier) DO UPDATE SET "
    + ", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS[1:])
)
_POSTED = msgspec.json.Decoder(tuple[Posting, ...])


def load(cursor: CursorWrapper, dossiers: set[str]) -> dict[str, Standing]:
    """Return those of the dossiers that stand open."""
    cursor.execute(_SELECT, [sorted(dossiers)])
    return {str(row[0]): _standing(row) for row in cursor.fetchall()}


def _standing(row: tuple[Any, ...]) -> Standing:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["dossier"] = str(values["dossier"])
    values["posted"] = _POSTED.decode(bytes(values["posted"]))
    return Standing(**values)


def write(cursor: CursorWrapper, changed: Iterable[Standing], ended: Iterable[str]) -> None:
    """Keep those that changed, forget those that ended."""
    rows = [(*(getattr(each, name) for name in _COLUMNS[:-1]), msgspec.json.encode(each.posted)) for each in changed]
    if rows:
        cursor.execute(_UPSERT, [list(column) for column in zip(*rows, strict=True)])
    gone = list(ended)
    if gone:
        cursor.execute("DELETE FROM statistics_standing WHERE dossier = ANY(%s::uuid[])", [gone])
