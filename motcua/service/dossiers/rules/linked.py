"""Dossiers that were filed at one go: their ids, and what follows for those that wait."""

import uuid

from motcua.foundation.law.citations import house_rule
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.types.commands import Command, DropLinked, Release
from motcua.service.dossiers.types.state import DossierState, Status

ENDED_WITHOUT_RESULT = gettext_noop(
    "The dossier %(code)s, whose result is needed first, ended without one. File this procedure by itself, or file again."
)
_WITHOUT = frozenset({Status.REJECTED, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})


@house_rule("The id of a part's dossier follows from the filing's, so that sending twice makes nothing twice.")
def dossier_of(filing: str, part: str) -> str:
    """Return the id of the dossier of a part; the first part that applies takes the filing's own id instead."""
    return str(uuid.uuid5(uuid.UUID(filing), part)) if part else filing


@house_rule("What waits goes on with the result it needs, and ends when there will be none.")
def follows(ended: DossierState, waiting: DossierState) -> type[Command] | None:
    """Return what a dossier that waits for `ended` does now; None when it does not wait for it or cannot tell yet."""
    if waiting.status is not Status.AWAITING_LINKED or waiting.linked is None or waiting.linked.after != ended.id:
        return None
    if ended.outcome is not None and ended.outcome.granted:
        return Release
    return DropLinked if ended.status in _WITHOUT else None
