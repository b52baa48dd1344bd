"""Every way to read the public's statistics. Only their own tables are read, never dossiers; but for the recount."""

from motcua.insight.statistics.queries.corrections import correction_key, corrections
from motcua.insight.statistics.queries.freshness import changed_at
from motcua.insight.statistics.queries.recounting import Difference, Recounted, recount
from motcua.insight.statistics.queries.results import result_key, results
from motcua.insight.statistics.queries.series import (
    by_agency,
    by_procedure,
    first_month,
    known_agencies,
    last_month,
    lines,
)

__all__ = [
    "Difference",
    "Recounted",
    "by_agency",
    "by_procedure",
    "changed_at",
    "correction_key",
    "corrections",
    "first_month",
    "known_agencies",
    "last_month",
    "lines",
    "recount",
    "result_key",
    "results",
]
