"""What follows from entries: one projection folds them all."""

from motcua.insight.statistics.readers.months import Months

__all__ = ["Months"]
