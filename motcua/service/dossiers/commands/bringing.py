"""Perform an act that brings a file: kept before the act is recorded, or given by whoever sent it before."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.files import holdings as files
from motcua.foundation.files.types import FileView
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.service.dossiers.commands import _rows, acting
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import DossierState


def bring(
    *,
    actor: Actor,
    dossier: str,
    command: Command,
    keep: Callable[[], FileView],
    holder: str,
    bearing: Callable[[FileView], Command],
    key: str,
    now: datetime,
    expected: int | None = None,
) -> DossierState:
    """
    Do what `command` asks with the file that `keep` makes for `holder`; `bearing` returns the command that names it.

    Nothing is made when the act is refused or was done before. Raises `Denied`, `Refused` and `Conflict`.
    """
    stream, once = _rows.stream_of(dossier), acting.key_of(actor, command, dossier, key)
    with acting.guarded(actor, dossier, now):
        with writing(stream, key=once) as tx:
            row = acting.found(tx.cursor, dossier)
            if tx.replay is not None:
                return row.state
            acting.check(actor, command, row.state, expected)
            decide(row.state, command, acting.facts_for(actor, command, row.state, now, None), now)
        # Making a file takes long, so nobody waits for it: what counts is asked once more under the lock below.
        kept = keep()
        try:
            with writing(stream, key=once) as tx:
                row = acting.found(tx.cursor, dossier)
                if tx.replay is None:
                    acting.check(actor, command, row.state, expected)
                    return acting.act(tx, actor, row, bearing(kept), now)
        except Exception:
            _let_go(kept.id, holder)
            raise
        _let_go(kept.id, holder)
        return row.state


def handed(file: uuid.UUID, giver: str, holder: str) -> Callable[[CursorWrapper], None]:
    """Return what has `holder` hold from then on a file that `giver` has sent; raises `NoSuchFile` when it is gone."""

    def hand(cursor: CursorWrapper) -> None:
        files.attach(cursor, file, giver, holder)

    return hand


def _let_go(file: uuid.UUID, holder: str) -> None:
    """Drop a file that came too late."""
    with transaction.atomic(durable=True), transaction.get_connection().cursor() as cursor:
        files.drop_file(cursor, file, holder)
