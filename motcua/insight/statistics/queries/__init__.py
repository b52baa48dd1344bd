"""Every way to read the public's statistics. Only their own tables are read, never dossiers; but for the recount."""

from motcua.insight.statistics.queries.corrections import corrections
from motcua.insight.statistics.queries.freshness import changed_at
from motcua.insight.statistics.queries.recounting import Difference, Recounted, recount
from motcua.insight.statistics.queries.results import results
from motcua.insight.statistics.queries.series import by_agency, by_procedure, first_month, known_agencies, lines

__all__ = [
    "Difference",
    "Recounted",
    "by_agency",
    "by_procedure",
    "changed_at",
    "corrections",
    "first_month",
    "known_agencies",
    "lines",
    "recount",
    "results",
]
