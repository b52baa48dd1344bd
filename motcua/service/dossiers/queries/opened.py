"""One dossier: its state, its declaration and papers opened, what happened to it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.db import connection

from motcua.foundation.clock.classes import TimeClass, classify
from motcua.foundation.files import holdings
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.types import Matter
from motcua.foundation.sealing import aead, ring
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.rules.supplement import overdue_by_766
from motcua.service.dossiers.types.events import VOCABULARY, DossierEvent
from motcua.service.dossiers.types.state import DossierState, NoteRef
from motcua.service.dossiers.types.views import DossierView, Happening, PaperView

# Where the folded state is read with columns of its dossier.
WITH_STATE = "FROM dossiers_dossier JOIN dossiers_state ON dossier_id = id"
_STATE = msgspec.json.Decoder(DossierState)
_NOTE_FIELDS = ("reason", "note", "question", "answer", "helper")


def decoded(stored: bytes | memoryview) -> DossierState:
    """Return the state in a row."""
    return _STATE.decode(stored)


def id_of(code: str) -> str | None:
    """Return the id of the dossier with this code, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM dossiers_dossier WHERE code = %s", [code])
        row = cursor.fetchone()
    return row[0] if row else None


def state_of(code: str) -> DossierState | None:
    """Return the state of the dossier with this code, or None."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT state {WITH_STATE} WHERE code = %s", [code])
        row = cursor.fetchone()
    return _STATE.decode(row[0]) if row else None


def state_by_id(dossier: str) -> DossierState | None:
    """Return the state of the dossier with this id, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM dossiers_state WHERE dossier_id = %s", [dossier])
        row = cursor.fetchone()
    return _STATE.decode(row[0]) if row else None


def filed_with(bundle: str) -> tuple[DossierState, ...]:
    """Return the dossiers of one filing of linked procedures: those that waited for no other first, then by code."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT state {WITH_STATE} WHERE bundle = %s", [bundle])
        found = [_STATE.decode(row[0]) for row in cursor.fetchall()]
    return tuple(sorted(found, key=lambda each: (each.linked is not None and bool(each.linked.after), each.code)))


def matter(code: str) -> Matter:
    """Return the dossier as a matter for the policies; nobody's when there is none, so that its absence is not told."""
    state = state_of(code)
    return matter_of(state) if state is not None else Matter()


def view(code: str, now: datetime) -> DossierView | None:
    """Return a dossier with everything in it, decrypted; None when there is none with this code."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id::text, state, wrapped_key, applicant_name {WITH_STATE} WHERE code = %s", [code])
        row = cursor.fetchone()
        if row is None:
            return None
        dossier, stored, wrapped, name = row
        cursor.execute("SELECT id::text, body FROM dossiers_content WHERE dossier_id = %s", [dossier])
        contents = {each[0]: bytes(each[1]) for each in cursor.fetchall()}
        cursor.execute(
            "SELECT requirement, file::text, kind, added_at, replaced_at FROM dossiers_paper WHERE dossier_id = %s "
            "ORDER BY id",
            [dossier],
        )
        papers = cursor.fetchall()
    state = _STATE.decode(stored)
    key = ring.unwrap(bytes(wrapped), f"dossier/{dossier}")
    values = msgspec.json.decode(_open(key, dossier, state.declaration, contents))
    due = state.computed_due_at or state.reception_due_at
    time_class = TimeClass(state.outcome.time_class) if state.outcome else classify(due, state.ended_at, now)
    return DossierView(
        state=state,
        applicant_name=name,
        values=values,
        papers=_papers(dossier, papers),
        happenings=_happenings(dossier, key, contents),
        time_class=time_class,
        overdue_by_766=overdue_by_766(state),
    )


def _open(key: bytes, dossier: str, note: NoteRef, contents: Mapping[str, bytes]) -> bytes:
    return aead.decrypt(key, contents[note.id], f"dossier/{dossier}/{note.id}".encode())


def _papers(dossier: str, rows: list[tuple[str, str, str, datetime, datetime | None]]) -> tuple[PaperView, ...]:
    if not rows:
        return ()
    held = {str(file.id): file for file in holdings.held_by(f"dossier/{dossier}")}
    return tuple(
        PaperView(
            requirement=requirement, file=file, kind=kind, name=held[file].name, media_type=held[file].media_type.value,
            size=held[file].size, added_at=added_at, replaced_at=replaced_at,
        )
        for requirement, file, kind, added_at, replaced_at in rows
        if file in held
    )  # fmt: skip


def _happenings(dossier: str, key: bytes, contents: Mapping[str, bytes]) -> tuple[Happening, ...]:
    found = []
    for entry in entries(f"dossier/{dossier}"):
        event = VOCABULARY.decode(entry.data)
        found.append(
            Happening(
                sequence=entry.sequence, event=event, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at,
                actor=entry.actor, agency=entry.agency, note=_note(event, dossier, key, contents),
            )
        )  # fmt: skip
    return tuple(found)


def _note(event: DossierEvent, dossier: str, key: bytes, contents: Mapping[str, bytes]) -> str:
    for field in _NOTE_FIELDS:
        note = getattr(event, field, None)
        if isinstance(note, NoteRef) and note.id in contents:
            return _open(key, dossier, note, contents).decode()
    return ""


def since(dossier: str, version: int) -> tuple[Happening, ...]:
    """Return what happened after `version`, without texts: what a conflict tells whoever came second."""
    return tuple(
        Happening(
            sequence=entry.sequence, event=VOCABULARY.decode(entry.data), occurred_at=entry.occurred_at,
            recorded_at=entry.recorded_at, actor=entry.actor, agency=entry.agency,
        )
        for entry in entries(f"dossier/{dossier}", after=version)
    )  # fmt: skip


def behind(conflict: Conflict) -> tuple[Happening, ...]:
    """Return what made a conflict on a dossier's stream."""
    return since(conflict.stream.removeprefix("dossier/"), conflict.expected)


def awaiting_silence(now: datetime, limit: int = 100) -> tuple[str, ...]:
    """Return the ids of dossiers whose applicant's time to answer is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM dossiers_dossier WHERE waits_until IS NOT NULL AND waits_until <= %s "
            "ORDER BY waits_until LIMIT %s",
            [now, limit],
        )
        return tuple(row[0] for row in cursor.fetchall())
