"""Agency records as the catalogue has them: `<city>/agencies/*.yaml`, every mistake with its file and line."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeVar

from motcua.foundation.clock.catalogue import WEEKDAYS
from motcua.foundation.clock.facts import DayKind, Session
from motcua.foundation.clock.moments import ZONE, start_of
from motcua.foundation.forms.words import Text
from motcua.foundation.law.documents import Findings, Section, read_document
from motcua.register.agencies.rules import problems_of
from motcua.register.agencies.types import (
    AgencyKind,
    AgencyRecord,
    Opening,
    Share,
    SpecialOpening,
    Succession,
    Term,
)

K = TypeVar("K", AgencyKind, Share, DayKind)

_PROVENANCE = ("source", "unverified")


def catalogue_records(root: Path, *, city: str = "hcmc") -> dict[str, AgencyRecord]:
    """
    Return the agency records of a city's catalogue by code. `root` is the folder that holds `vn/` and the city.

    Raises `CatalogueError` with every mistake found: of form, of reference, and periods that overlap.
    """
    found = Findings()
    records: dict[str, AgencyRecord] = {}
    folder = root / city / "agencies"
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path, found)
        document.only("agencies")
        document.require("agencies")
        for section in document.sections("agencies"):
            record = _record(section)
            if record.code in records:
                section.problem("code-twice", f"{record.code} is recorded twice", key="code")
            records[record.code] = record
    found.file = folder.as_posix()
    for problem in problems_of(records):
        found.add(1, "inconsistent", problem)
    found.raise_if_any()
    return records


def unverified_values(root: Path, *, city: str = "hcmc") -> int:
    """Return how many terms, successions and opening times of the catalogue nobody has seen in their source yet."""
    return sum(
        sum(item.unverified for item in items)
        for record in catalogue_records(root, city=city).values()
        for items in (record.terms, record.successors, record.openings, record.special_days)
    )


def _record(section: Section) -> AgencyRecord:
    section.only("code", "terms", "successors", "openings", "special_days")
    section.require("code", "terms")
    code = section.text("code")
    return AgencyRecord(
        code=code,
        terms=tuple(_terms(section)),
        successors=tuple(_successions(code, section)),
        openings=tuple(_openings(section)),
        special_days=tuple(_special_days(section)),
    )


def _terms(record: Section) -> Iterator[Term]:
    for section in record.sections("terms"):
        section.only("kind", "name", "area", "gso", "parent", "valid_from", "valid_until", *_PROVENANCE)
        section.require("kind", "name", "area", "valid_from", "source")
        kind = _one_of(section, "kind", AgencyKind)
        yield Term(
            kind=kind or AgencyKind.CITY,
            name=_words(section, "name"),
            area=_words(section, "area"),
            gso=section.text("gso"),
            parent=section.text("parent"),
            valid_from=section.day("valid_from") or date.min,
            valid_until=section.day("valid_until"),
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )


def _successions(code: str, record: Section) -> Iterator[Succession]:
    for section in record.sections("successors"):
        section.only("code", "share", "on", *_PROVENANCE)
        section.require("code", "share", "on", "source")
        yield Succession(
            predecessor=code,
            successor=section.text("code"),
            share=_one_of(section, "share", Share) or Share.PART,
            on=section.day("on") or date.min,
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )


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
            kind=_one_of(section, "kind", DayKind) or DayKind.CLOSED,
            name=_words(section, "name"),
            sessions=_hours(section) if section.has("hours") else None,
            known_at=_moment(section, "known_at"),
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )


def _words(section: Section, key: str) -> Text:
    title = section.title(key)
    return Text(vi=title.vi, en=title.en)


def _one_of(section: Section, key: str, kinds: type[K]) -> K | None:
    text = section.text(key)
    try:
        return kinds(text)
    except ValueError:
        section.problem("unknown-word", f"`{text}` is none of {', '.join(kinds)}", key=key)
        return None


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
