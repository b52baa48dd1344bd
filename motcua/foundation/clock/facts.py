"""What a calendar is made of: dated facts, each with where it comes from and the moment it became known."""

from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from motcua.foundation.law.documents import Title

Session = tuple[time, time]


class DayKind(StrEnum):
    """What a fact says about a day. The words are those of `catalogue/vn/calendars/`."""

    HOLIDAY = "holiday"  # a paid day off, or the day off that makes up for one on a weekend
    SWAPPED_OFF = "swapped-off"  # off, because another day is worked instead
    SWAPPED_WORKING = "swapped-working"  # worked, because another day is off instead
    CLOSED = "closed"  # the office is shut for a reason of its own (a move, a flood)
    ORDINARY = "ordinary"  # as its weekday says: takes back an earlier fact


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """
    The part that all facts share.

    `known_at` is the moment from which the fact may be used (None: known from the beginning); `agency` limits it to
    one agency (empty: all); `unverified` says that nobody has seen it in its source yet.
    """

    known_at: datetime | None = None
    agency: str = ""
    source: str = ""
    unverified: bool = False


class DayFact(Fact, frozen=True, kw_only=True):
    """One day that differs. `swapped_with` names the day it changes places with; `sessions` overrides the weekday's."""

    on: date
    kind: DayKind
    name: Title = Title(vi="")
    swapped_with: date | None = None
    sessions: tuple[Session, ...] | None = None


class SessionRule(Fact, frozen=True, kw_only=True):
    """
    The sessions of some weekdays (0 = Monday) from `valid_from` to before `valid_until` (None: still so).

    No sessions means that the office does not work on those weekdays.
    """

    weekdays: frozenset[int]
    sessions: tuple[Session, ...]
    valid_from: date
    valid_until: date | None = None


class Outage(Fact, frozen=True, kw_only=True):
    """An official event: from `start` to `end` the office could not work on anything, and no clock runs."""

    start: datetime
    end: datetime
    name: Title = Title(vi="")
