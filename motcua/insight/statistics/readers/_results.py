"""The list of results: an answer is listed with its place and day once there are enough like it."""

from collections import Counter
from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper

from motcua.insight.statistics.rules.coarsening import is_small, listed_as
from motcua.insight.statistics.types import Issued

_CELLS = (
    "INSERT INTO statistics_cell (month, procedure, agency, answers) "
    "SELECT * FROM unnest(%s::date[], %s::text[], %s::text[], %s::int[]) "
    "ON CONFLICT (month, procedure, agency) DO UPDATE SET answers = statistics_cell.answers + EXCLUDED.answers "
    "RETURNING month, procedure, agency, answers"
)
_INSERT = (
    "INSERT INTO statistics_result (number, month, procedure, version, agency, decided_on, time_class, granted, "
    "is_small, listed_on, listed_agency) SELECT * FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::int[], "
    "%s::text[], %s::date[], %s::text[], %s::bool[], %s::bool[], %s::date[], %s::text[])"
)
_NO_LONGER_SMALL = (
    "UPDATE statistics_result r SET is_small = false, listed_on = r.decided_on, listed_agency = r.agency "
    "FROM unnest(%s::date[], %s::text[], %s::text[]) c (month, procedure, agency) "
    "WHERE r.is_small AND r.month = c.month AND r.procedure = c.procedure AND r.agency = c.agency"
)


def write(cursor: CursorWrapper, issued: Sequence[Issued]) -> None:
    """List these answers, and tell place and day of those that were too few until now."""
    if not issued:
        return
    added = Counter((each.month, each.procedure, each.agency) for each in issued)
    cells = [(*cell, count) for cell, count in sorted(added.items())]
    cursor.execute(_CELLS, [list(column) for column in zip(*cells, strict=True)])
    answers = {(month, procedure, agency): count for month, procedure, agency, count in cursor.fetchall()}
    grown = [cell for cell, count in answers.items() if not is_small(count) and is_small(count - added[cell])]
    if grown:
        cursor.execute(_NO_LONGER_SMALL, [list(column) for column in zip(*grown, strict=True)])
    rows = [_row(each, small=is_small(answers[each.month, each.procedure, each.agency])) for each in issued]
    cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])


def _row(each: Issued, *, small: bool) -> tuple[object, ...]:
    return (
        each.number, each.month, each.procedure, each.version, each.agency, each.decided_on, each.time_class,
        each.granted, small, *listed_as(each.month, each.decided_on, each.agency, small=small),
    )  # fmt: skip
