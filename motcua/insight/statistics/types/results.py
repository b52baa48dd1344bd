"""Results issued, as the public sees them."""

from datetime import date

import msgspec


class IssuedResult(msgspec.Struct, frozen=True, kw_only=True):
    """
    One answer, without person and code.

    In a small place (`is_small`) `agency` is the city and `listed_on` the first of the month: the day is not told.
    """

    number: int
    listed_on: date
    is_small: bool
    procedure: str
    version: int
    agency: str
    time_class: str
    granted: bool


class ResultsAsked(msgspec.Struct, frozen=True):
    """Which results: of a month (its first day), a procedure, an agency; empty asks for all."""

    month: date | None = None
    procedure: str = ""
    agency: str = ""
