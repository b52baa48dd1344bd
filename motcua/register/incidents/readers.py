"""The list of incidents, folded from their entries."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.events import Vocabulary
from motcua.foundation.ledger.readers import Projection
from motcua.foundation.ledger.types import Entry
from motcua.register.incidents.types import SecretStopped

_VOCABULARY: Vocabulary[SecretStopped] = Vocabulary([SecretStopped])


class Stopped(Projection):
    """Keeps one row for each incident."""

    name: ClassVar[str] = "incidents.stopped"
    kinds: ClassVar[frozenset[str]] = _VOCABULARY.kinds
    tables: ClassVar[tuple[str, ...]] = ("incidents_incident",)

    def apply(self, cursor: CursorWrapper, entries: Sequence[Entry]) -> None:
        rows = []
        for entry in entries:
            event = _VOCABULARY.decode(entry.data)
            rows.append((
                entry.id, entry.occurred_at, entry.agency, event.step.value, event.place.value, list(event.fields),
                event.procedure, event.dossier, event.post,
            ))  # fmt: skip
        cursor.executemany(
            "INSERT INTO incidents_incident (entry, at, agency, step, place, fields, procedure, dossier, post) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
