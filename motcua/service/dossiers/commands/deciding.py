"""Grant what was asked for: the paper that says so is made and kept before the decision is recorded."""

import uuid
from collections.abc import Callable
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.foundation.files import holdings as files
from motcua.foundation.files import uploads
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.service.dossiers.commands import _rows, acting
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import DossierState, PaperRef

RESULT = "result"

Print = Callable[[], bytes]


def grant(
    *,
    actor: Actor,
    dossier: str,
    name: str,
    print_result: Print,
    key: str,
    now: datetime,
    note: str = "",
    expected: int | None = None,
) -> DossierState:
    """
    Grant the dossier with this id; `print_result` makes the paper (PDF), kept encrypted under `name`.

    Nothing is printed when the act is refused or was done before. Raises `Denied`, `Refused` and `Conflict`.
    """
    command = asked.Grant(note=note)
    stream, holder = _rows.stream_of(dossier), _rows.holder_of(dossier)
    asked_key = acting.key_of(actor, command, dossier, key)
    with acting.guarded(actor, dossier, now), writing(stream, key=asked_key) as tx:
        state = acting.found(tx.cursor, dossier).state
        if tx.replay is not None:
            return state
        acting.check(actor, command, state, expected)
        decide(state, command, acting.facts_for(actor, command, state, now, None), now)
    # Printing takes long, so nobody waits for it: what counts is asked once more under the lock below.
    content = print_result()
    kept = uploads.take(holder, name, len(content), [content], now, is_ours=True)
    result = PaperRef(requirement=RESULT, file=str(kept.id), sha256=kept.address)
    try:
        with writing(stream, key=asked_key) as tx:
            row = acting.found(tx.cursor, dossier)
            if tx.replay is None:
                acting.check(actor, command, row.state, expected)
                notes = _sealed(dossier, row, command)
                facts = acting.facts_for(actor, command, row.state, now, notes[0].ref if notes else None)
                events = decide(row.state, msgspec.structs.replace(command, result=result), facts, now)
                return acting.record(tx, actor, row.state, events, notes, now)
    except Exception:
        _let_go(kept.id, holder)
        raise
    _let_go(kept.id, holder)
    return row.state


def grant_with(
    *,
    actor: Actor,
    dossier: str,
    result: PaperRef,
    holder: str,
    key: str,
    now: datetime,
    note: str = "",
    expected: int | None = None,
) -> DossierState:
    """
    Grant the dossier with this id by a paper that was made elsewhere and that `holder` has sent before.

    The dossier holds it from then on. Raises `Denied`, `Refused`, `Conflict`, and `NoSuchFile` when it is gone.
    """
    command = asked.Grant(note=note, result=result)
    asked_key = acting.key_of(actor, command, dossier, key)
    with acting.guarded(actor, dossier, now), writing(_rows.stream_of(dossier), key=asked_key) as tx:
        row = acting.found(tx.cursor, dossier)
        if tx.replay is not None:
            return row.state
        acting.check(actor, command, row.state, expected)
        notes = _sealed(dossier, row, command)
        facts = acting.facts_for(actor, command, row.state, now, notes[0].ref if notes else None)
        after = acting.record(tx, actor, row.state, decide(row.state, command, facts, now), notes, now)
        files.attach(tx.cursor, uuid.UUID(result.file), holder, _rows.holder_of(dossier))
        return after


def _sealed(dossier: str, row: _rows.Row, command: asked.Grant) -> list[_rows.SealedNote]:
    if not command.note.strip():
        return []
    return [_rows.seal(dossier, row.key(), "grant", command.note.strip().encode())]


def _let_go(file: uuid.UUID, holder: str) -> None:
    """Drop a paper that came too late to be the result."""
    with transaction.atomic(durable=True):
        from_connection = transaction.get_connection()
        with from_connection.cursor() as cursor:
            files.drop_file(cursor, file, holder)
