"""What a run of entries changes, added up in memory and written in a few statements."""

from collections import defaultdict
from datetime import date, datetime

from django.db.backends.utils import CursorWrapper

from motcua.insight.statistics.readers import _results, _standings
from motcua.insight.statistics.types import Figure, Folded, Issued, Standing

_FIGURES = tuple(figure.value for figure in Figure)
_PLACE = {figure: place for place, figure in enumerate(Figure)}


def _upsert(table: str, keys: tuple[str, ...], kinds: tuple[str, ...], *, moved: str = "") -> str:
    names = [*keys, *_FIGURES, *([moved] if moved else [])]
    types = [*kinds, *["int"] * len(_FIGURES), *(["timestamptz"] if moved else [])]
    sums = [f"{name} = {table}.{name} + EXCLUDED.{name}" for name in _FIGURES]
    last = [f"{moved} = greatest({table}.{moved}, EXCLUDED.{moved})"] if moved else []
    return (
        f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 -- our own tables
        f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in types)}) "
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join([*sums, *last])}"
    )


_MONTH = _upsert("statistics_month", ("agency", "month", "same_day"), ("text", "date", "bool"), moved="changed_at")
_DETAIL = _upsert(
    "statistics_detail",
    ("month", "procedure", "agency", "channel", "same_day"),
    ("date", "text", "text", "text", "bool"),
)

MonthKey = tuple[str, date, bool]
DetailKey = tuple[date, str, str, str, bool]


class Batch:
    """Standings that changed or ended, figures that moved, results that were issued."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.issued: list[Issued] = []
        self._standings: dict[str, Standing | None] = {}
        self._months: dict[MonthKey, list[int]] = defaultdict(_nothing)
        self._moved: dict[MonthKey, datetime] = {}
        self._details: dict[DetailKey, list[int]] = defaultdict(_nothing)

    def add(self, folded: Folded, standing: Standing, recorded_at: datetime) -> None:
        """Add what one entry does; `standing` is the dossier as it stands, or last stood."""
        self._standings[standing.dossier] = folded.standing
        for posting in (*folded.posted, *folded.settled):
            key = (posting.agency, posting.month, standing.same_day)
            self._months[key][_PLACE[posting.figure]] += posting.by
            self._moved[key] = max(recorded_at, self._moved.get(key, recorded_at))
            if posting.figure is not Figure.OPEN_OVERDUE:
                detail = (posting.month, standing.procedure, posting.agency, standing.channel, standing.same_day)
                self._details[detail][_PLACE[posting.figure]] += posting.by
        # A running count moves no row, and whoever kept a page must still learn that it moved.
        for posting in folded.restated:
            key = (posting.agency, posting.month, standing.same_day)
            self._months[key][0] += 0
            self._moved[key] = max(recorded_at, self._moved.get(key, recorded_at))

    def write(self, cursor: CursorWrapper) -> None:
        """Write everything and begin anew."""
        standings = self._standings
        _standings.write(
            cursor,
            [each for each in standings.values() if each is not None],
            [dossier for dossier, each in standings.items() if each is None],
        )
        months = [(*key, *counts, self._moved[key]) for key, counts in sorted(self._months.items())]
        details = [(*key, *counts) for key, counts in sorted(self._details.items())]
        for statement, rows in ((_MONTH, months), (_DETAIL, details)):
            if rows:
                cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
        _results.write(cursor, self.issued)
        self._begin()


def _nothing() -> list[int]:
    return [0] * len(_FIGURES)
