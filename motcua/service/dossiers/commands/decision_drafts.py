"""Keep a version of the draft of a decision: a Word document that the dossier holds from then on."""

import hashlib
from datetime import datetime
from functools import partial

from motcua.foundation.files import uploads
from motcua.foundation.files.types import DRAFTS, FileView
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands import acting, bringing
from motcua.service.dossiers.queries.decision_drafts import holder_of
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
    mine = holder_of(dossier)

    def keep() -> FileView:
        return uploads.take(mine, name, len(content), [content], now, limits=DRAFTS)

    return bringing.bring(
        actor=actor, dossier=dossier, command=sent, keep=keep, holder=mine, bearing=partial(_of, note),
        key=key, now=now, expected=expected,
    )  # fmt: skip


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
    return acting.perform(
        actor=actor, dossier=dossier, command=_of(note, file), key=key, now=now, expected=expected,
        also=bringing.handed(file.id, holder, holder_of(dossier)),
    )  # fmt: skip


def _of(note: str, file: FileView) -> asked.UploadDraft:
    return asked.UploadDraft(file=str(file.id), sha256=file.address, note=note)
