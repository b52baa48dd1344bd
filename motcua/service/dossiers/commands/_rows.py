"""How a dossier's state and texts are written and read again: the statements of the hot path."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.writing import Writing
from motcua.foundation.sealing import aead, ring
from motcua.foundation.sealing.commitments import commitment, new_salt
from motcua.service.dossiers.queries.opened import WITH_STATE, decoded
from motcua.service.dossiers.types.state import DossierState, NoteRef, PaperRef, Status

WAITING_FOR_OTHERS = frozenset({Status.AWAITING_OPINION})


class Row(msgspec.Struct, frozen=True):
    """A dossier as its row keeps it: the folded state, and the key of its texts as it is wrapped."""

    state: DossierState
    wrapped_key: bytes
    applicant_name: str

    def key(self) -> bytes:
        """Return the data key of this dossier's texts."""
        return ring.unwrap(self.wrapped_key, holder_of(self.state.id))


class SealedNote(msgspec.Struct, frozen=True):
    """A text that is encrypted and committed to, ready to be written."""

    ref: NoteRef
    kind: str
    body: bytes
    salt: bytes


def holder_of(dossier: str) -> str:
    """Return the name under which a dossier holds keys and files."""
    return f"dossier/{dossier}"


def stream_of(dossier: str) -> str:
    """Return the dossier's stream."""
    return f"dossier/{dossier}"


def declaration(cursor: CursorWrapper, state: DossierState, key: bytes) -> dict[str, Any]:
    """Return what is declared now, read with the dossier's data key."""
    cursor.execute("SELECT body FROM dossiers_content WHERE id = %s", [state.declaration.id])
    (body,) = cursor.fetchone()
    return msgspec.json.decode(  # type: ignore[no-any-return]
        aead.decrypt(key, bytes(body), aad(state.id, state.declaration.id))
    )


def encode_state(state: DossierState) -> bytes:
    """Return a state as it is stored."""
    return msgspec.json.encode(state)


def load(cursor: CursorWrapper, dossier: str) -> Row | None:
    """Return the dossier, or None."""
    cursor.execute(f"SELECT state, wrapped_key, applicant_name {WITH_STATE} WHERE id = %s", [dossier])
    row = cursor.fetchone()
    return Row(decoded(row[0]), bytes(row[1]), row[2]) if row else None


def seal(dossier: str, key: bytes, kind: str, text: bytes, *, note_id: str = "") -> SealedNote:
    """Encrypt `text` under the dossier's key and commit to it."""
    note = note_id or str(uuid.uuid4())
    salt = new_salt()
    return SealedNote(
        ref=NoteRef(id=note, commitment=commitment(salt, text).hex()),
        kind=kind,
        body=aead.encrypt(key, text, aad(dossier, note)),
        salt=salt,
    )


def aad(dossier: str, note: str) -> bytes:
    """Return what a text is bound to, so that it cannot be shown as another's."""
    return f"dossier/{dossier}/{note}".encode()


def write_notes(cursor: CursorWrapper, dossier: str, notes: Sequence[SealedNote], now: datetime) -> None:
    """Write sealed texts."""
    for note in notes:
        cursor.execute(
            "INSERT INTO dossiers_content (id, dossier_id, kind, body, salt, created_at) VALUES (%s, %s, %s, %s, %s, %s)",
            [note.ref.id, dossier, note.kind, note.body, note.salt, now],
        )


def write_papers(
    cursor: CursorWrapper, dossier: str, papers: Sequence[PaperRef], now: datetime, *, kind: str = "paper"
) -> None:
    """Write papers that came in."""
    for paper in papers:
        cursor.execute(
            "INSERT INTO dossiers_paper (dossier_id, requirement, file, sha256, kind, added_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [dossier, paper.requirement, paper.file, paper.sha256, kind, now],
        )


COLUMNS = (
    "version", "status", "agency", "receiving_agency", "opinion_agency", "step", "holder", "reception_due_at", "received_at",
    "promised_due_at", "computed_due_at", "due_at", "waits_until", "handed_by", "ended_at", "is_open", "signing_next",
)  # fmt: skip
_UPDATE = f"""
    WITH folded AS (UPDATE dossiers_state SET state = %s WHERE dossier_id = %s::uuid)
    UPDATE dossiers_dossier SET {", ".join(f"{name} = %s" for name in COLUMNS)} WHERE id = %s::uuid
"""  # noqa: S608


def _recallable_by(state: DossierState) -> str:
    """Return who handed the dossier over and can still take it back, empty when nobody can."""
    handover = state.handover
    if state.status is not Status.IN_PROGRESS or handover is None or handover.opened or not handover.from_step:
        return ""
    return handover.by


def columns_of(state: DossierState) -> dict[str, Any]:
    """Return the columns that follow from the state."""
    waits = None
    if state.status is Status.AWAITING_CONFIRMATION and state.confirmation is not None:
        waits = state.confirmation.until
    opinion, signing = state.open_opinion, state.open_round
    is_at_work = state.status is Status.IN_PROGRESS
    return {
        "version": state.version,
        "status": state.status.value,
        "agency": state.agency,
        "receiving_agency": state.receiving_agency,
        "opinion_agency": opinion.agency if opinion else "",
        "step": state.step,
        "holder": state.holder,
        "reception_due_at": state.reception_due_at,
        "received_at": state.received_at,
        "promised_due_at": state.promised_due_at,
        "computed_due_at": state.computed_due_at,
        "due_at": state.computed_due_at or state.reception_due_at,
        "waits_until": waits,
        "handed_by": _recallable_by(state),
        "ended_at": state.ended_at,
        "is_open": state.ended_at is None,
        "signing_next": signing.next_person if signing is not None and is_at_work else "",
    }


def update(tx: Writing, state: DossierState) -> None:
    """Write the new state over the old, along with the append."""
    columns = columns_of(state)
    tx.along(_UPDATE, [encode_state(state), state.id, *(columns[name] for name in COLUMNS), state.id])
