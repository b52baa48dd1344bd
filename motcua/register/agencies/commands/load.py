"""Loading the reviewed agencies of a city's catalogue."""

import hashlib
from datetime import datetime
from pathlib import Path

import msgspec
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.writing import StreamEvents, writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.agencies.types import LOAD_AGENCIES, AgencyRecord, AgencyRecorded


def load(root: Path, *, actor: Actor, now: datetime, city: str = "hcmc") -> tuple[str, ...]:
    """
    Record the agencies of `root/<city>/agencies/` and return the codes whose record changed, in order.

    Loading the same files again changes nothing and appends nothing. A code that is no longer in the files stays as it
    is: codes resolve for ever. Raises `CatalogueError` before anything is changed, and `Denied`.
    """
    authorise(LOAD_AGENCIES, actor, Matter())
    records = catalogue_records(root, city=city)
    codes = sorted(records)
    with writing(*(f"agency/{code}" for code in codes)) as book:
        changed = _changed(book.cursor, records)
        if changed:
            for code in changed:
                _keep_code(book.cursor, records[code])
            for code in changed:
                _replace(book.cursor, records[code])
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


def _digest(record: AgencyRecord) -> bytes:
    return hashlib.sha256(msgspec.json.encode(record)).digest()


def _changed(cursor: CursorWrapper, records: dict[str, AgencyRecord]) -> tuple[str, ...]:
    cursor.execute("SELECT code, record_digest FROM agencies_agency WHERE code = ANY(%s)", [list(records)])
    known = {code: bytes(digest) for code, digest in cursor.fetchall()}
    return tuple(code for code in sorted(records) if known.get(code) != _digest(records[code]))


def _keep_code(cursor: CursorWrapper, record: AgencyRecord) -> None:
    cursor.execute(
        "INSERT INTO agencies_agency (code, record_digest) VALUES (%s, %s) "
        "ON CONFLICT (code) DO UPDATE SET record_digest = EXCLUDED.record_digest",
        [record.code, _digest(record)],
    )


def _replace(cursor: CursorWrapper, record: AgencyRecord) -> None:
    cursor.execute("DELETE FROM agencies_term WHERE agency_id = %s", [record.code])
    cursor.execute("DELETE FROM agencies_succession WHERE predecessor_id = %s", [record.code])
    cursor.execute("DELETE FROM agencies_opening WHERE agency_id = %s", [record.code])
    for term in record.terms:
        cursor.execute(
            "INSERT INTO agencies_term (agency_id, kind, name_vi, name_en, area_vi, area_en, gso, parent_id, "
            "valid_from, valid_until, source, unverified) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                record.code, term.kind, term.name.vi, term.name.en, term.area.vi, term.area.en, term.gso,
                term.parent or None, term.valid_from, term.valid_until, term.source, term.unverified,
            ],
        )  # fmt: skip
    for link in record.successors:
        cursor.execute(
            'INSERT INTO agencies_succession (predecessor_id, successor_id, share, "on", source, unverified) '
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [link.predecessor, link.successor, link.share, link.on, link.source, link.unverified],
        )
    for opening in record.openings:
        cursor.execute(
            "INSERT INTO agencies_opening (agency_id, weekdays, sessions, valid_from, valid_until, known_at, source, "
            "unverified) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                record.code,
                msgspec.json.encode(opening.weekdays).decode(),
                msgspec.json.encode(opening.sessions).decode(),
                opening.valid_from,
                opening.valid_until,
                opening.known_at,
                opening.source,
                opening.unverified,
            ],
        )
    for day in record.special_days:
        # Days that the agency announced itself stay beside these.
        cursor.execute(
            'INSERT INTO agencies_specialday (agency_id, "on", kind, name_vi, name_en, sessions, known_at, source, '
            "unverified) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                record.code,
                day.on,
                day.kind,
                day.name.vi,
                day.name.en,
                None if day.sessions is None else msgspec.json.encode(day.sessions).decode(),
                day.known_at,
                day.source,
                day.unverified,
            ],
        )
