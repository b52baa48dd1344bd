"""Keep a version of the draft of a decision: a Word document that the dossier holds from then on."""

import hashlib
import uuid
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.foundation.files import holdings as files
from motcua.foundation.files import uploads
from motcua.foundation.files.types import DRAFTS, FileView
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.writing import Writing, writing
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands import _rows, acting
from motcua.service.dossiers.queries.decision_drafts import holder_of
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import DossierState


def check_size(name: str, size: int) -> None:
    """Refuse `file-too-large` for more bytes than a draft has."""
    if size > DRAFTS.file_bytes:
        raise refuse(
            "file-too-large",
            gettext_noop(
                "%(name)s has %(size)s MB; a draft has at most %(limit)s MB. Make the pictures in it smaller."
            ),
            name=name,
            size=-(-size // uploads.MEGABYTE),
            limit=DRAFTS.file_bytes // uploads.MEGABYTE,
        )


def upload_draft(
    *,
    actor: Actor,
    dossier: str,
    name: str,
    content: bytes,
    key: str,
    now: datetime,
    note: str = "",
    expected: int | None = None,
) -> DossierState:
    """
    Keep `content`, a .docx called `name`, as the next version of the draft of the dossier with this id.

    Nothing is kept when the act is refused or was done before. Raises `Denied`, `Conflict` and `Refused`, also with
    what `foundation.files` refuses of a file.
    """
    check_size(name, len(content))
    # What was sent is known again by its own bytes: the file that is made of them is another each time.
    sent = asked.UploadDraft(file="", sha256=hashlib.sha256(content).hexdigest(), note=note)
    stream, asked_key = _rows.stream_of(dossier), acting.key_of(actor, sent, dossier, key)
    with writing(stream, key=asked_key) as tx:
        row = acting.found(tx.cursor, dossier)
        if tx.replay is not None:
            return row.state
        acting.check(actor, sent, row.state, expected)
        decide(row.state, sent, acting.facts_for(actor, sent, row.state, now, None), now)
    mine = holder_of(dossier)
    # Examining takes long, so nobody waits for it: what counts is asked once more under the lock below.
    kept = uploads.take(mine, name, len(content), [content], now, limits=DRAFTS)
    try:
        with writing(stream, key=asked_key) as tx:
            row = acting.found(tx.cursor, dossier)
            if tx.replay is None:
                acting.check(actor, sent, row.state, expected)
                return _record(tx, actor, row, msgspec.structs.replace(sent, **_of(kept)), now)
    except Exception:
        _let_go(kept.id, mine)
        raise
    _let_go(kept.id, mine)
    return row.state


def take_draft(
    *,
    actor: Actor,
    dossier: str,
    file: FileView,
    holder: str,
    key: str,
    now: datetime,
    note: str = "",
    expected: int | None = None,
) -> DossierState:
    """
    Keep a Word document that `holder` has sent before as the next version; the dossier holds it from then on.

    Raises `Denied`, `Refused`, `Conflict`, and `NoSuchFile` when it is gone.
    """
    check_size(file.name, file.size)
    command = asked.UploadDraft(note=note, **_of(file))
    with writing(_rows.stream_of(dossier), key=acting.key_of(actor, command, dossier, key)) as tx:
        row = acting.found(tx.cursor, dossier)
        if tx.replay is not None:
            return row.state
        acting.check(actor, command, row.state, expected)
        after = _record(tx, actor, row, command, now)
        files.attach(tx.cursor, file.id, holder, holder_of(dossier))
        return after


def _of(file: FileView) -> dict[str, str]:
    return {"file": str(file.id), "sha256": file.address}


def _record(tx: Writing, actor: Actor, row: _rows.Row, command: asked.UploadDraft, now: datetime) -> DossierState:
    notes = []
    if command.note.strip():
        notes.append(_rows.seal(row.state.id, row.key(), "upload-draft", command.note.strip().encode()))
    facts = acting.facts_for(actor, command, row.state, now, notes[0].ref if notes else None)
    return acting.record(tx, actor, row.state, decide(row.state, command, facts, now), notes, now)


def _let_go(file: uuid.UUID, holder: str) -> None:
    """Drop a file that came too late to be a version."""
    with transaction.atomic(durable=True), transaction.get_connection().cursor() as cursor:
        files.drop_file(cursor, file, holder)
