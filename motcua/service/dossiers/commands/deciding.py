"""Grant what was asked for: the paper that says so is made and kept before the decision is recorded."""

import uuid
from collections.abc import Callable
from datetime import datetime

import msgspec

from motcua.foundation.files import uploads
from motcua.foundation.files.types import FileView
from motcua.foundation.policy.types import Actor
from motcua.service.dossiers.commands import _rows, acting, bringing
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
    command, holder = asked.Grant(note=note), _rows.holder_of(dossier)

    def keep() -> FileView:
        content = print_result()
        return uploads.take(holder, name, len(content), [content], now, is_ours=True)

    def bearing(kept: FileView) -> asked.Grant:
        return msgspec.structs.replace(command, result=PaperRef(RESULT, file=str(kept.id), sha256=kept.address))

    return bringing.bring(
        actor=actor, dossier=dossier, command=command, keep=keep, holder=holder, bearing=bearing,
        key=key, now=now, expected=expected,
    )  # fmt: skip


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
    return acting.perform(
        actor=actor, dossier=dossier, command=asked.Grant(note=note, result=result), key=key, now=now, expected=expected,
        also=bringing.handed(uuid.UUID(result.file), holder, _rows.holder_of(dossier)),
    )  # fmt: skip
