"""Where an open dossier stands, as far as figures ask."""

from datetime import date, datetime

import msgspec

from motcua.insight.statistics.types.figures import Posting


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """
    An open dossier since its last event that matters here.

    `since` is when the present stretch began: its agency, its due moment, whether it waits for the applicant
    (`waiting_since`). `posted` is what has been counted of it from its reception on, kept so that undoing the reception
    takes back exactly that.
    """

    dossier: str
    agency: str
    receiving_agency: str
    procedure: str
    version: int
    channel: str
    same_day: bool
    received_at: datetime | None = None
    since: datetime | None = None
    due_at: datetime | None = None
    waiting_since: datetime | None = None
    posted: tuple[Posting, ...] = ()


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, as the list of results keeps it; `number` says nothing about when or where."""

    number: int
    month: date
    procedure: str
    version: int
    agency: str
    decided_on: date
    time_class: str
    granted: bool


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """
    What an event does: `standing` afterwards (None: the dossier has ended), and what it counts.

    `posted` go into the tables. `settled` go there too and change no figure: they write down what was counted as running
    until now. `restated` change figures and no table: what was counted as running at the end of a month, and was not
    so. What is posted or restated of a month already closed is a correction.
    """

    standing: Standing | None
    posted: tuple[Posting, ...] = ()
    settled: tuple[Posting, ...] = ()
    restated: tuple[Posting, ...] = ()
