"""Loading the reviewed agencies of a city's catalogue."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.writing import StreamEvents, writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.agencies.types import LOAD_AGENCIES, AgencyRecord, AgencyRecorded

_AGENCY = {"code": "text", "record_digest": "bytea"}
_TERM = {
    "agency_id": "text", "kind": "text", "name_vi": "text", "name_en": "text", "area_vi": "text", "area_en": "text",
    "gso": "text", "parent_id": "text", "valid_from": "date", "valid_until": "date", "source": "text",
    "unverified": "boolean",
}  # fmt: skip
_SUCCESSION = {
    "predecessor_id": "text", "successor_id": "text", "share": "text", "on": "date", "source": "text",
    "unverified": "boolean",
}  # fmt: skip
_OPENING = {
    "agency_id": "text", "weekdays": "jsonb", "sessions": "jsonb", "valid_from": "date", "valid_until": "date",
    "known_at": "timestamptz", "source": "text", "unverified": "boolean",
}  # fmt: skip
_SPECIAL_DAY = {
    "agency_id": "text", "on": "date", "kind": "text", "name_vi": "text", "name_en": "text", "sessions": "jsonb",
    "known_at": "timestamptz", "source": "text", "unverified": "boolean",
}  # fmt: skip


def load(root: Path, *, actor: Actor, now: datetime, city: str) -> tuple[str, ...]:
    """
    Record the agencies of `root/<city>/agencies/` and return the codes whose record changed, in order.

    Raises `CatalogueError` before anything is changed, and `Denied`; the rest as `record` does it.
    """
    authorise(LOAD_AGENCIES, actor, Matter())
    return record(catalogue_records(root, city=city), actor=actor, now=now)


def record(records: Mapping[str, AgencyRecord], *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """
    Record these agencies, by code, in one transaction, and return the codes whose record changed, in order.

    Recording the same again changes nothing, appends nothing and takes no lock. A code that is not among them stays as
    it is: codes resolve for ever. Parents and successors must be among them, or recorded already. Raises `Denied`.
    """
    authorise(LOAD_AGENCIES, actor, Matter())
    digests = {code: _digest(each) for code, each in records.items()}
    with connection.cursor() as cursor:
        seen = _changed(cursor, digests)
    if not seen:
        return ()
    with writing(*(f"agency/{code}" for code in seen)) as book:
        # Under the locks once more: somebody else may have loaded the same meanwhile.
        changed = _changed(book.cursor, {code: digests[code] for code in seen})
        if changed:
            _replace(book.cursor, [records[code] for code in changed], digests)
            book.append(
                [
                    StreamEvents(
                        stream=f"agency/{code}",
                        expected=book.versions[f"agency/{code}"],
                        events=(AgencyRecorded(record=records[code]),),
                    )
                    for code in changed
                ],
                actor=actor.id,
                occurred_at=now,
            )
    return changed


def _digest(each: AgencyRecord) -> bytes:
    return hashlib.sha256(msgspec.json.encode(each)).digest()


def _changed(cursor: CursorWrapper, digests: Mapping[str, bytes]) -> tuple[str, ...]:
    cursor.execute("SELECT code, record_digest FROM agencies_agency WHERE code = ANY(%s)", [list(digests)])
    known = {code: bytes(digest) for code, digest in cursor.fetchall()}
    return tuple(code for code in sorted(digests) if known.get(code) != digests[code])


def _replace(cursor: CursorWrapper, records: Sequence[AgencyRecord], digests: Mapping[str, bytes]) -> None:
    """Write the state of these agencies anew: a statement for each table, whatever their number."""
    codes = [each.code for each in records]
    _insert(
        cursor,
        "agencies_agency",
        _AGENCY,
        [(code, digests[code]) for code in codes],
        "ON CONFLICT (code) DO UPDATE SET record_digest = EXCLUDED.record_digest",
    )
    cursor.execute("DELETE FROM agencies_term WHERE agency_id = ANY(%s)", [codes])
    cursor.execute("DELETE FROM agencies_succession WHERE predecessor_id = ANY(%s)", [codes])
    cursor.execute("DELETE FROM agencies_opening WHERE agency_id = ANY(%s)", [codes])
    _insert(
        cursor,
        "agencies_term",
        _TERM,
        [
            (
                each.code, str(term.kind), term.name.vi, term.name.en, term.area.vi, term.area.en, term.gso,
                term.parent or None, term.valid_from, term.valid_until, term.source, term.unverified,
            )
            for each in records
            for term in each.terms
        ],
    )  # fmt: skip
    _insert(
        cursor,
        "agencies_succession",
        _SUCCESSION,
        [
            (link.predecessor, link.successor, str(link.share), link.on, link.source, link.unverified)
            for each in records
            for link in each.successors
        ],
    )
    _insert(
        cursor,
        "agencies_opening",
        _OPENING,
        [
            (
                each.code, _json(one.weekdays), _json(one.sessions), one.valid_from, one.valid_until, one.known_at,
                one.source, one.unverified,
            )
            for each in records
            for one in each.openings
        ],
    )  # fmt: skip
    # Days that the agency announced itself stay beside these.
    _insert(
        cursor,
        "agencies_specialday",
        _SPECIAL_DAY,
        [
            (
                each.code, day.on, str(day.kind), day.name.vi, day.name.en,
                None if day.sessions is None else _json(day.sessions), day.known_at, day.source, day.unverified,
            )
            for each in records
            for day in each.special_days
        ],
        "ON CONFLICT DO NOTHING",
    )  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _insert(
    cursor: CursorWrapper, table: str, columns: Mapping[str, str], rows: Iterable[tuple[Any, ...]], conflict: str = ""
) -> None:
    """Insert rows as one array for each column, whose names and types `columns` has."""
    values = [list(column) for column in zip(*rows, strict=True)]
    if not values:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {conflict}", values)  # noqa: S608
