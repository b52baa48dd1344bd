"""The working calendar of one agency: the national book under the agency's own sessions and closures."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec
from django.apps import apps
from django.db import connection

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.catalogue import load_calendar_book
from motcua.foundation.clock.facts import DayFact, DayKind, Session, SessionRule
from motcua.foundation.law.documents import Title
from motcua.foundation.ledger import reference

Facts = tuple[tuple[SessionRule, ...], tuple[DayFact, ...]]

_SESSIONS = msgspec.json.Decoder(tuple[Session, ...])
_WEEKDAYS = msgspec.json.Decoder(frozenset[int])


def calendar_of(agency: str, known_at: datetime, *, book: CalendarBook | None = None) -> WorkCalendar:
    """
    Return the working calendar of an agency as it was known at a moment (aware).

    An agency without times of its own has the national calendar, whose `agency` is then empty. `book` replaces the
    national book of the catalogue.
    """
    national = book or _national_book(apps.get_app_config("agencies").catalogue)  # type: ignore[attr-defined]
    sessions, days = opening_facts(agency, known_at)
    known = sum(1 for fact in (*national.days, *national.sessions, *national.outages) if _is_known(fact, known_at))
    whose = agency if sessions or days else ""
    return _calendar(_Identity(national), known, whose, (sessions, days), _Moment(known_at))


def opening_facts(agency: str, known_at: datetime) -> Facts:
    """Return an agency's own weekly sessions and special days, as they were known at a moment."""
    sessions, days = _all_facts(agency)
    return (
        tuple(fact for fact in sessions if _is_known(fact, known_at)),
        tuple(fact for fact in days if _is_known(fact, known_at)),
    )


@reference.kept(most=2048)
def _all_facts(agency: str) -> Facts:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT weekdays::text, sessions::text, valid_from, valid_until, known_at, source, unverified "
            "FROM agencies_opening WHERE agency_id = %s ORDER BY known_at, id",
            [agency],
        )
        sessions = tuple(
            SessionRule(
                weekdays=_WEEKDAYS.decode(row[0]),
                sessions=_SESSIONS.decode(row[1]),
                valid_from=row[2],
                valid_until=row[3],
                known_at=row[4],
                source=row[5],
                unverified=row[6],
                agency=agency,
            )
            for row in cursor.fetchall()
        )
        cursor.execute(
            'SELECT "on", kind, name_vi, name_en, sessions::text, known_at, source, unverified '
            "FROM agencies_specialday WHERE agency_id = %s ORDER BY known_at, id",
            [agency],
        )
        days = tuple(
            DayFact(
                on=row[0],
                kind=DayKind(row[1]),
                name=Title(vi=row[2], en=row[3]),
                sessions=None if row[4] is None else _SESSIONS.decode(row[4]),
                known_at=row[5],
                source=row[6],
                unverified=row[7],
                agency=agency,
            )
            for row in cursor.fetchall()
        )
    return sessions, days


def _is_known(fact: SessionRule | DayFact | object, at: datetime) -> bool:
    known_at: datetime | None = getattr(fact, "known_at", None)
    return known_at is None or known_at <= at


class _Identity:
    """Makes the cache tell books apart by identity: hashing ten years of facts would cost more than the query."""

    def __init__(self, book: CalendarBook) -> None:
        self.book = book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.book is other.book

    def __hash__(self) -> int:
        return id(self.book)


class _Moment:
    """The moment asked about, which the cache does not tell apart: the facts known by then are in its key."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Moment)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)  # a calendar of ten years takes 20 ms to make and about a megabyte to keep
def _calendar(national: _Identity, _known: int, agency: str, facts: Facts, moment: _Moment) -> WorkCalendar:
    sessions, days = facts
    return national.book.with_facts(days=days, sessions=sessions).as_known(moment.at, agency=agency)


@lru_cache(maxsize=4)
def _national_book(catalogue: Path) -> CalendarBook:
    return load_calendar_book(catalogue)
