"""The figures counted again from the ledger, dossier by dossier, and where they differ from those that are kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

import msgspec
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger import reference
from motcua.foundation.ledger.following import BEGINNING, Position, next_entries, position_of
from motcua.foundation.ledger.roles import APPLICATION
from motcua.insight.statistics.queries.overdue import RUNNING
from motcua.insight.statistics.rules import coarsening, folding
from motcua.insight.statistics.rules.months import end_of, month_of, next_month
from motcua.insight.statistics.rules.recounting import Lived, is_over, published, running, tally
from motcua.insight.statistics.types import Figure
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.types.events import VOCABULARY, Decided, Received, Submitted

READER = "statistics.months"
BATCH = 5000
STREAM = "dossier/"

Key = tuple[str, date, bool, str]  # agency, month, same day, figure


class Difference(msgspec.Struct, frozen=True):
    """
    A number that is kept and one that is counted.

    `of` says which: `figure`, `published` (as it was when the month was closed), `answers` (of a procedure, for the list
    of results) or `listed` (results listed with their place and day).
    """

    of: str
    agency: str
    month: date
    about: str
    kept: int
    counted: int


class Recounted(msgspec.Struct, frozen=True):
    """What was counted, and every difference; none when all is well."""

    entries: int
    dossiers: int
    differences: tuple[Difference, ...]


class _Counting:
    def __init__(self, now: datetime, began: datetime) -> None:
        self.now, self.began = now, began
        self.dossiers = self.entries = 0
        self.lives: dict[str, list[Lived]] = {}
        self.known: Counter[Key] = Counter()
        self.published: Counter[Key] = Counter()
        self.answers: Counter[tuple[date, str, str]] = Counter()

    def live(self, dossier: str, lived: Lived) -> None:
        self.entries += 1
        if isinstance(lived.event, Submitted):
            self.dossiers += 1
            self.lives[dossier] = []
        life = self.lives.get(dossier)
        if life is None:
            return
        life.append(lived)
        if is_over(lived.event):
            self.count(self.lives.pop(dossier))

    def count(self, life: list[Lived]) -> None:
        same_day = _same_day(life)
        known = tally(life, self.now)
        for (agency, month, figure), count in known.items():
            self.known[agency, month, same_day, figure.value] += count
        for (agency, month, figure), count in published(life, known, now=self.now, began=self.began).items():
            self.published[agency, month, same_day, figure.value] += count
        now = running(life, self.now)
        if now:
            self.known[now.agency, now.month, same_day, now.figure.value] += 1
        submitted, last = life[0].event, life[-1]
        if isinstance(last.event, Decided) and isinstance(submitted, Submitted):
            (agency,) = [agency for agency, _, figure in known if figure in {Figure.EARLY, Figure.ON_TIME, Figure.LATE}]
            self.answers[month_of(last.at), submitted.procedure, agency] += 1


def recount(now: datetime, progress: Callable[[int], None] | None = None) -> Recounted:
    """
    Count everything again from the entries that the reader has folded, and compare; `now` is aware, a whole minute.

    One snapshot of the database is looked at, so that a city that goes on working changes nothing meanwhile.
    """
    with transaction.atomic(), connections[APPLICATION].cursor() as cursor, reference.request():
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return recounted(cursor, _lived(cursor), now, progress)


def recounted(
    cursor: CursorWrapper,
    lives: Iterable[tuple[str, Lived]],
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> Recounted:
    """Count `lives`, events with the ids of their dossiers in the order of the ledger, and compare with what is kept."""
    cursor.execute("SELECT began_at FROM statistics_began")
    row = cursor.fetchone()
    counting = _Counting(now, row[0] if row else now)
    for dossier, lived in lives:
        counting.live(dossier, lived)
        if progress and counting.entries % BATCH == 0:
            progress(counting.entries)
    for life in counting.lives.values():
        counting.count(life)
    differences = tuple(_differences(cursor, counting))
    return Recounted(entries=counting.entries, dossiers=counting.dossiers, differences=differences)


def _lived(cursor: CursorWrapper) -> Iterator[tuple[str, Lived]]:
    cursor.execute("SELECT epoch, xid::text::bigint, id, recorded_at FROM ledger_reader WHERE name = %s", [READER])
    row = cursor.fetchone()
    until = Position(*row) if row else BEGINNING
    position: Position | None = BEGINNING
    while position is not None:
        entries, position_after = next_entries(cursor, VOCABULARY.kinds, position, BATCH)
        for entry in entries:
            here = position_of(entry)
            if (here.epoch, here.xid, here.id) > (until.epoch, until.xid, until.id):
                return
            event = VOCABULARY.decode(entry.data)
            yield entry.stream.removeprefix(STREAM), Lived(event, entry.occurred_at, entry.recorded_at, entry.actor)
        position = position_after


def _same_day(life: list[Lived]) -> bool:
    for lived in life:
        if isinstance(lived.event, Received):
            return folding.is_same_day(lived.event.limit)
    event = life[0].event
    assert isinstance(event, Submitted)  # noqa: S101 -- a life begins with it
    version = procedures.version(event.procedure, event.procedure_version)
    return folding.is_same_day(version.case(event.case).limit_for(event.channel.value))


def _differences(cursor: CursorWrapper, counting: _Counting) -> Iterator[Difference]:
    kept = _kept(cursor, counting.now)
    yield from _compare("figure", kept, counting.known)
    corrected: Counter[Key] = Counter()
    cursor.execute(
        "SELECT agency, month, same_day, figure, sum(after - before)::int FROM statistics_correction GROUP BY 1, 2, 3, 4"
    )
    for *key, by in cursor.fetchall():
        corrected[tuple(key)] = by
    months = {key[1] for key in counting.published} | {key[1] for key in corrected}
    then = Counter({key: count - corrected[key] for key, count in kept.items() if key[1] in months})
    then.update({key: -by for key, by in corrected.items() if key not in kept})
    yield from _compare("published", then, counting.published)
    cursor.execute("SELECT month, procedure, agency, answers FROM statistics_cell")
    cells = {(row[2], row[0], False, row[1]): row[3] for row in cursor.fetchall()}
    answers = {
        (agency, month, False, procedure): count for (month, procedure, agency), count in counting.answers.items()
    }
    yield from _compare("answers", cells, answers)
    cursor.execute(
        "SELECT month, procedure, agency, count(*) FROM statistics_result WHERE NOT is_small GROUP BY 1, 2, 3"
    )
    listed = {(row[2], row[0], False, row[1]): row[3] for row in cursor.fetchall()}
    yield from _compare(
        "listed", listed, {key: count for key, count in answers.items() if not coarsening.is_small(count)}
    )


def _compare(of: str, kept: "dict[Key, int]", counted: "dict[Key, int]") -> Iterator[Difference]:
    for key in sorted({*kept, *counted}):
        one, other = kept.get(key, 0), counted.get(key, 0)
        if one != other:
            yield Difference(of=of, agency=key[0], month=key[1], about=key[3], kept=one, counted=other)


def _kept(cursor: CursorWrapper, now: datetime) -> Counter[Key]:
    names = [figure.value for figure in Figure]
    found: Counter[Key] = Counter()
    cursor.execute(f"SELECT agency, month, same_day, {', '.join(names)} FROM statistics_month")
    for agency, month, same_day, *counts in cursor.fetchall():
        for name, count in zip(names, counts, strict=True):
            if count:
                found[agency, month, same_day, name] += count
    cursor.execute("SELECT min(month) FROM statistics_month")
    (month,) = cursor.fetchone()
    months = []
    while month is not None and month <= month_of(now):
        months.append(month)
        month = next_month(month)
    if months:
        moments = [min(end_of(each), now) for each in months]
        cursor.execute(
            f"{RUNNING.replace('SELECT m.month', 'SELECT s.agency, m.month, s.same_day')} "
            "GROUP BY s.agency, m.month, s.same_day",
            [months, moments, max(moments)],
        )
        for agency, at, same_day, count in cursor.fetchall():
            found[agency, at, same_day, Figure.OPEN_OVERDUE.value] += count
    return found
