"""Who looked at whose data, folded from the entries of reading."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.events import Vocabulary
from motcua.foundation.ledger.readers import Projection
from motcua.foundation.ledger.types import Entry
from motcua.register.access.types import Read

_VOCABULARY: Vocabulary[Read] = Vocabulary([Read])


class Readings(Projection):
    """Keeps one row for each entry of reading and person read about."""

    name: ClassVar[str] = "access.readings"
    kinds: ClassVar[frozenset[str]] = _VOCABULARY.kinds
    tables: ClassVar[tuple[str, ...]] = ("access_reading",)

    def apply(self, cursor: CursorWrapper, entries: Sequence[Entry]) -> None:
        rows = []
        for entry in entries:
            event = _VOCABULARY.decode(entry.data)
            rows += [
                (
                    subject,
                    entry.occurred_at,
                    entry.id,
                    entry.actor,
                    entry.agency,
                    event.post,
                    event.purpose.value,
                    event.matter,
                )
                for subject in event.subjects or ("",)
            ]
        cursor.executemany(
            "INSERT INTO access_reading (subject, read_at, entry, official, agency, post, purpose, matter) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
