"""An agency's own weekly sessions and special days, as the catalogue has them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time

from motcua.foundation.clock.catalogue import WEEKDAYS
from motcua.foundation.clock.facts import DayKind, Session
from motcua.foundation.clock.moments import ZONE, start_of
from motcua.foundation.law.documents import Section
from motcua.register.agencies.queries._words import one_of, words
from motcua.register.agencies.types import Opening, SpecialOpening

_PROVENANCE = ("source", "unverified")


class _Own:
    def __init__(self) -> None:
        self.openings: list[Opening] = []
        self.special_days: list[SpecialOpening] = []


class Times:
    """The times of all files, by the code of the agency that keeps them."""

    def __init__(self) -> None:
        self.by_agency: dict[str, _Own] = defaultdict(_Own)

    def read(self, document: Section) -> None:
        """Take the `times` of a file in; mistakes are noted at their lines."""
        for section in document.sections("times"):
            section.only("agency", "openings", "special_days")
            section.require("agency")
            own = self.by_agency[section.text("agency")]
            own.openings += _openings(section)
            own.special_days += _special_days(section)


def _openings(record: Section) -> Iterator[Opening]:
    for section in record.sections("openings"):
        section.only("weekdays", "hours", "valid_from", "valid_until", "known_at", *_PROVENANCE)
        section.require("weekdays", "hours", "valid_from", "known_at", "source")
        names = section.texts("weekdays")
        for name in names:
            if name not in WEEKDAYS:
                section.problem("unknown-weekday", f"`{name}` is none of {', '.join(WEEKDAYS)}", key="weekdays")
        yield Opening(
            weekdays=tuple(sorted(WEEKDAYS[name] for name in names if name in WEEKDAYS)),
            sessions=_hours(section),
            valid_from=section.day("valid_from") or date.min,
            valid_until=section.day("valid_until"),
            known_at=_moment(section, "known_at"),
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )


def _special_days(record: Section) -> Iterator[SpecialOpening]:
    for section in record.sections("special_days"):
        section.only("day", "kind", "name", "hours", "known_at", *_PROVENANCE)
        section.require("day", "kind", "name", "known_at", "source")
        yield SpecialOpening(
            on=section.day("day") or date.min,
            kind=one_of(section, "kind", DayKind) or DayKind.CLOSED,
            name=words(section, "name"),
            sessions=_hours(section) if section.has("hours") else None,
            known_at=_moment(section, "known_at"),
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )


def _hours(section: Section) -> tuple[Session, ...]:
    sessions: list[Session] = []
    for text in section.texts("hours"):
        opens, _, closes = text.partition("-")
        try:
            session = (time.fromisoformat(opens), time.fromisoformat(closes))
        except ValueError:
            section.problem("wrong-hours", f"`{text}` is not of the form 07:30-11:30", key="hours")
            continue
        if session[0] >= session[1] or (sessions and sessions[-1][1] > session[0]):
            section.problem("wrong-hours", f"`{text}` overlaps another session or ends before it begins", key="hours")
        sessions.append(session)
    return tuple(sessions)


def _moment(section: Section, key: str) -> datetime:
    found = section.raw(key)
    if isinstance(found, datetime):
        return found if found.tzinfo else found.replace(tzinfo=ZONE)
    if isinstance(found, date):
        return start_of(found)
    if found is not None:
        section.problem("wrong-type", f"`{key}` must be a date or a moment, not {found!r}", key=key)
    return datetime(2000, 1, 1, tzinfo=ZONE)
