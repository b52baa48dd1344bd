"""Figures of an agency's month."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Figure(StrEnum):
    """What is counted. The values are the columns of the tables and of every file and answer for machines."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    RECEIVED_LATE = "received_late"
    RECEIVED_FOR_OTHERS = "received_for_others"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    TRANSFERRED_IN = "transferred_in"
    TRANSFERRED_OUT = "transferred_out"
    OPEN_OVERDUE = "open_overdue"


class Posting(NamedTuple):
    """One more (or less) of a figure of an agency in a month (its first day)."""

    agency: str
    month: date
    figure: Figure
    by: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """
    How much of each figure there was in a month; `open_overdue` is at its end.

    Answered are early, on time and late; `rejected` are those of them whose answer was no.
    """

    submitted: int = 0
    received: int = 0
    received_late: int = 0
    received_for_others: int = 0
    refused: int = 0
    taken_back: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    rejected: int = 0
    withdrawn: int = 0
    stopped: int = 0
    transferred_in: int = 0
    transferred_out: int = 0
    open_overdue: int = 0

    @property
    def answered(self) -> int:
        """Dossiers that got their answer."""
        return self.early + self.on_time + self.late

    @property
    def share_in_time(self) -> float | None:
        """Which share of the answers came by the due moment; None when nothing was answered."""
        return (self.early + self.on_time) / self.answered if self.answered else None

    @property
    def opened(self) -> int:
        """By how much the open dossiers became more."""
        ended = self.answered + self.withdrawn + self.stopped + self.transferred_out
        return self.received + self.transferred_in - ended

    def __add__(self, other: "Figures") -> "Figures":
        """Return the sums."""
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})

    def __sub__(self, other: "Figures") -> "Figures":
        """Return the differences."""
        return Figures(**{name: getattr(self, name) - getattr(other, name) for name in self.__struct_fields__})

    def items(self) -> Iterator[tuple[Figure, int]]:
        """Yield each figure with its number."""
        for figure in Figure:
            yield figure, getattr(self, figure.value)


class Official(StrEnum):
    """Where a month's figures stand."""

    RUNNING = "running"  # the month is not over, or not closed yet
    PUBLISHED = "published"  # closed: what is learned later is a correction
    UNPUBLISHED = "unpublished"  # over before this city kept its ledger: recorded afterwards, never published


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """
    A month of one agency, or of the city (`agency` empty).

    `figures` are those published, `corrected` as they are known now; `carried_over` were open when the month began and
    `open_at_end` when it ended (for the running month: are open now), both by what is known now.
    """

    agency: str
    month: date
    official: Official
    figures: Figures
    corrected: Figures
    carried_over: int
    open_at_end: int

    @property
    def is_corrected(self) -> bool:
        """Whether anything published has been corrected since."""
        return self.figures != self.corrected


class MonthOf(msgspec.Struct, frozen=True):
    """Which lines are asked for: `agency` empty is the whole city; `same_day` False leaves same-day matters out."""

    agency: str = ""
    same_day: bool = True


class ProcedureFigures(msgspec.Struct, frozen=True):
    """A procedure's month in the whole city."""

    procedure: str
    figures: Figures


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """
    A published figure that turned out otherwise: `before` and `after` are the agency's whole figure of that month.

    `reason` is the kind of the ledger's entry that was recorded after the month was closed; `occurred_on` its legal day.
    """

    entry: int
    ordinal: int
    recorded_at: datetime
    occurred_on: date
    agency: str
    month: date
    figure: Figure
    same_day: bool
    before: int
    after: int
    reason: str


class Change(NamedTuple):
    """A posting that touches a month already published, by which entry."""

    posting: Posting
    same_day: bool
    entry: int
    recorded_at: datetime
    occurred_on: date
    reason: str
