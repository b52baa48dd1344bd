"""Reads the calendar book from `catalogue/<country>/calendars/`: reviewed facts over the reckoned base."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.facts import DayFact, DayKind, Outage, Session, SessionRule
from motcua.foundation.clock.library import digest_of, reckoned_days
from motcua.foundation.clock.moments import ZONE, minute_in_day, start_of
from motcua.foundation.law.documents import Findings, Section, read_document

WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

_SESSION = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")

_PROVENANCE = ("known_at", "source", "unverified")


def load_calendar_book(root: Path, *, country: str = "vn") -> CalendarBook:
    """
    Return the calendar book of a country. `root` is the catalogue folder that holds `vn/`.

    `calendar.yaml` says what is covered and which base lies under it; every `*.yaml` of the folder may add `days`,
    `sessions`, `outages` and `patterns`. A day that has a row of its own is not asked of the base. Raises
    `CatalogueError` with every mistake found (file, line, rule). Takes about a second the first time, because the
    base package is large: load it once per process.
    """
    folder = root / country / "calendars"
    found = Findings()
    documents = [(path, read_document(path, found)) for path in sorted(folder.glob("*.yaml"))]
    days: list[DayFact] = []
    sessions: list[SessionRule] = []
    outages: list[Outage] = []
    patterns: dict[str, tuple[SessionRule, ...]] = {}
    main: Section | None = None
    for path, document in documents:
        found.file = path.as_posix()
        known = ["days", "sessions", "outages", "patterns"]
        if path.name == "calendar.yaml":
            main = document
            known = ["calendar", "title", "covers", "base", "day_minutes", *_PROVENANCE, *known]
        document.only(*known)
        days += [fact for fact in map(_day, document.sections("days")) if fact is not None]
        sessions += [rule for rule in map(_rule, document.sections("sessions")) if rule is not None]
        outages += [outage for outage in map(_outage, document.sections("outages")) if outage is not None]
        for pattern in document.sections("patterns"):
            pattern.only("pattern", "title", "sessions")
            pattern.require("pattern", "title", "sessions")
            rules = tuple(rule for rule in map(_rule, pattern.sections("sessions")) if rule is not None)
            patterns[pattern.text("pattern")] = rules
    if main is None:
        found.file = folder.as_posix()
        found.add(1, "missing-file", "a calendar folder needs a calendar.yaml")
        found.raise_if_any()
        raise AssertionError
    found.file = (folder / "calendar.yaml").as_posix()
    covers = main.section("covers")
    covers.only("from", "until", "projected_from")
    covers.require("from", "until")
    main.require("calendar", "day_minutes", "base")
    covers_from, covers_until = covers.day("from") or date(2020, 1, 1), covers.day("until") or date(2020, 1, 2)
    reviewed = {fact.on for fact in days}
    base = tuple(fact for fact in _base(main.section("base"), covers_from, covers_until) if fact.on not in reviewed)
    _check_swaps(main, (*base, *days))
    found.raise_if_any()
    return CalendarBook(
        id=main.text("calendar"),
        covers_from=covers_from,
        covers_until=covers_until,
        projected_from=covers.day("projected_from"),
        day_minutes=int(main.number("day_minutes") or 0),
        days=(*base, *days),
        sessions=tuple(sessions),
        outages=tuple(outages),
        patterns=patterns,
    )


def _base(section: Section, covers_from: date, covers_until: date) -> tuple[DayFact, ...]:
    section.only("library", "country", "seen", "digest")
    section.require("library", "country", "digest")
    if not section.has("country"):
        return ()
    days = reckoned_days(section.text("country"), covers_from, covers_until)
    if section.text("digest") != digest_of(days):
        section.problem(
            "base-changed",
            f"the base package now gives other days ({digest_of(days)}): compare them, then record the new digest",
            key="digest",
        )
    return days


def _check_swaps(main: Section, days: Iterable[DayFact]) -> None:
    last = {fact.on: fact for fact in days}
    for fact in last.values():
        if fact.kind not in {DayKind.SWAPPED_OFF, DayKind.SWAPPED_WORKING}:
            continue
        partner = None if fact.swapped_with is None else last.get(fact.swapped_with)
        if partner is None or partner.swapped_with != fact.on or partner.kind is fact.kind:
            main.problem("swap-without-partner", f"{fact.on} is swapped with a day that is not swapped with it")


def _day(section: Section) -> DayFact | None:
    section.only("day", "kind", "name", "swapped_with", "hours", *_PROVENANCE)
    section.require("day", "kind", "source")
    on, kind = section.day("day"), section.text("kind")
    if kind and kind not in set(DayKind):
        section.problem("unknown-kind", f"`{kind}` is none of {', '.join(DayKind)}", key="kind")
    if on is None or kind not in set(DayKind):
        return None
    return DayFact(
        on=on,
        kind=DayKind(kind),
        name=section.title("name"),
        swapped_with=section.day("swapped_with"),
        sessions=_hours(section) if section.has("hours") else None,
        known_at=_known_at(section),
        source=section.text("source"),
        unverified=section.flag("unverified"),
    )


def _rule(section: Section) -> SessionRule | None:
    section.only("weekdays", "hours", "valid_from", "valid_until", *_PROVENANCE)
    section.require("weekdays", "valid_from", "source")
    names = section.texts("weekdays")
    for name in names:
        if name not in WEEKDAYS:
            section.problem("unknown-weekday", f"`{name}` is none of {', '.join(WEEKDAYS)}", key="weekdays")
    valid_from = section.day("valid_from")
    if valid_from is None:
        return None
    return SessionRule(
        weekdays=frozenset(WEEKDAYS[name] for name in names if name in WEEKDAYS),
        sessions=_hours(section),
        valid_from=valid_from,
        valid_until=section.day("valid_until"),
        known_at=_known_at(section),
        source=section.text("source"),
        unverified=section.flag("unverified"),
    )


def _outage(section: Section) -> Outage | None:
    section.only("from", "until", "name", *_PROVENANCE)
    section.require("from", "until", "source")
    start, end = _moment(section, "from"), _moment(section, "until")
    if start is None or end is None:
        return None
    if end <= start:
        section.problem("empty-outage", "an outage ends after it begins", key="until")
    return Outage(
        start=start,
        end=end,
        name=section.title("name"),
        known_at=_known_at(section),
        source=section.text("source"),
        unverified=section.flag("unverified"),
    )


def _hours(section: Section) -> tuple[Session, ...]:
    sessions: list[Session] = []
    earlier = -1
    for text in section.texts("hours"):
        match = _SESSION.fullmatch(text)
        if match is None:
            section.problem("wrong-hours", f"`{text}` is not of the form 07:30-11:30", key="hours")
            continue
        numbers = [int(number) for number in match.groups()]
        opens, closes = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
        if not earlier <= minute_in_day(opens) < minute_in_day(closes):
            section.problem("wrong-hours", f"`{text}` overlaps another session or ends before it begins", key="hours")
        earlier = minute_in_day(closes)
        sessions.append((opens, closes))
    return tuple(sessions)


def _known_at(section: Section) -> datetime | None:
    return _moment(section, "known_at")


def _moment(section: Section, key: str) -> datetime | None:
    found = section.raw(key)
    if isinstance(found, datetime):
        return found if found.tzinfo else found.replace(tzinfo=ZONE)
    if isinstance(found, date):
        return start_of(found)
    if found is not None:
        section.problem("wrong-type", f"`{key}` must be a date or a moment, not {found!r}", key=key)
    return None
