"""Folds dossiers' entries into figures, corrections and the list of results."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.backends.utils import CursorWrapper

from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger import reference
from motcua.foundation.ledger.events import kind_of
from motcua.foundation.ledger.readers import Projection
from motcua.foundation.ledger.types import Entry
from motcua.insight.statistics.readers import _correcting, _standings
from motcua.insight.statistics.readers._batch import Batch
from motcua.insight.statistics.rules import folding, months
from motcua.insight.statistics.types import Change, Folded, Issued, Standing
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.types.events import VOCABULARY, Decided, DossierEvent, Submitted

STREAM = "dossier/"


class Months(Projection):
    """
    Keeps the figures of every month, the corrections of those closed, and the results issued.

    Entries are folded in memory and written as a batch. Only one that corrects a published figure is written by itself:
    its figure before and after are read from the tables in between.
    """

    name: ClassVar[str] = "statistics.months"
    kinds: ClassVar[frozenset[str]] = frozenset(kind_of(event) for event in folding.FOLLOWED)
    tables: ClassVar[tuple[str, ...]] = (
        "statistics_began", "statistics_standing", "statistics_month", "statistics_detail", "statistics_correction",
        "statistics_result", "statistics_cell",
    )  # fmt: skip

    def apply(self, cursor: CursorWrapper, entries: Sequence[Entry]) -> None:
        began = _correcting.began(cursor, entries[0].recorded_at)
        known = _standings.load(cursor, {_dossier(entry) for entry in entries})
        batch, same_day = Batch(), _SameDay()
        with reference.request():
            for entry in entries:
                event = VOCABULARY.decode(entry.data)
                before = known.get(_dossier(entry))
                folded = _fold(before, event, entry, same_day)
                standing = folded.standing or before
                assert standing is not None  # noqa: S101 -- a dossier that ends has stood
                changes = _changes(folded, standing, entry)
                corrections = [
                    change for change in changes
                    if months.is_published(change.posting.month, by=entry.recorded_at, began=began)
                ]  # fmt: skip
                if corrections:
                    batch.write(cursor)
                    _correcting.write(cursor, corrections)
                batch.add(folded, standing, entry.recorded_at)
                if isinstance(event, Decided):
                    batch.issued.append(_issued(event, standing, entry))
                if folded.standing is None:
                    known.pop(standing.dossier, None)
                else:
                    known[standing.dossier] = folded.standing
        batch.write(cursor)


class _SameDay:
    """Which cases are answered the same day. A published version never changes, so each is asked about once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, str, str], bool] = {}

    def of(self, event: Submitted) -> bool:
        key = (event.procedure, event.procedure_version, event.case, event.channel.value)
        if key not in self._known:
            case = procedures.version(event.procedure, event.procedure_version).case(event.case)
            self._known[key] = folding.is_same_day(case.limit_for(event.channel.value))
        return self._known[key]


def _dossier(entry: Entry) -> str:
    return entry.stream.removeprefix(STREAM)


def _fold(before: Standing | None, event: DossierEvent, entry: Entry, same_day: _SameDay) -> Folded:
    if isinstance(event, Submitted):
        return folding.begin(event, entry.occurred_at, dossier=_dossier(entry), same_day=same_day.of(event))
    if before is None:
        raise LookupError(f"{entry.stream} goes on at {entry.sequence}, and does not stand open")
    return folding.fold(before, event, entry.occurred_at, entry.recorded_at)


def _changes(folded: Folded, standing: Standing, entry: Entry) -> list[Change]:
    return [
        Change(
            posting=posting, same_day=standing.same_day, entry=entry.id, recorded_at=entry.recorded_at,
            occurred_on=local_day(entry.occurred_at), reason=entry.kind,
        )
        for posting in (*folded.posted, *folded.restated)
    ]  # fmt: skip


def _issued(event: Decided, standing: Standing, entry: Entry) -> Issued:
    return Issued(
        # The entry's hash says nothing about its moment or its place, and is the same when the tables are rebuilt.
        number=int.from_bytes(entry.hash[:8]) >> 1,
        month=months.month_of(entry.occurred_at),
        procedure=standing.procedure,
        version=standing.version,
        agency=standing.agency,
        decided_on=local_day(entry.occurred_at),
        time_class=event.time_class,
        granted=event.granted,
    )
