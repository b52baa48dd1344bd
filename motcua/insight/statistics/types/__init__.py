"""Figures, months, corrections, results issued: values of the public's statistics."""

from motcua.insight.statistics.types.figures import (
    Change,
    Correction,
    Figure,
    Figures,
    Line,
    MonthOf,
    Official,
    Posting,
    ProcedureFigures,
)
from motcua.insight.statistics.types.policies import POLICIES
from motcua.insight.statistics.types.results import IssuedResult, ResultsAsked
from motcua.insight.statistics.types.standing import Folded, Issued, Standing

__all__ = [
    "POLICIES",
    "Change",
    "Correction",
    "Figure",
    "Figures",
    "Folded",
    "Issued",
    "IssuedResult",
    "Line",
    "MonthOf",
    "Official",
    "Posting",
    "ProcedureFigures",
    "ResultsAsked",
    "Standing",
]
