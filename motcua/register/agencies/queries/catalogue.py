"""Agency records as the catalogue has them: `<city>/agencies/*.yaml`, every mistake with its file and line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from motcua.foundation.law.documents import Findings, Section, read_document
from motcua.register.agencies.queries._areas import ShortForms
from motcua.register.agencies.queries._records import records_of
from motcua.register.agencies.queries._times import Times
from motcua.register.agencies.queries._words import new_code, one_of, words
from motcua.register.agencies.rules import problems_of
from motcua.register.agencies.types import AgencyKind, AgencyRecord, Share, Succession, Term

_PROVENANCE = ("source", "unverified")
_PARTS = ("agencies", "areas", "bodies", "times")


def catalogue_records(root: Path, *, city: str) -> dict[str, AgencyRecord]:
    """
    Return the agency records of a city's catalogue by code. `root` is the folder that holds `vn/` and the city.

    A file has `agencies` at length, `areas` and `bodies` in short (names, units and codes follow by rule), or the
    `times` of agencies that stand elsewhere.

    Raises `CatalogueError` with every mistake of form, or else with every one of reference and of periods.
    """
    found = Findings()
    given: set[str] = set()
    forms, times, at_length = ShortForms(given), Times(), dict[str, AgencyRecord]()
    folder = root / city / "agencies"
    for path in sorted(folder.glob("*.yaml")):
        document = read_document(path, found)
        document.only(*_PARTS)
        if not any(document.has(part) for part in _PARTS):
            document.problem("missing-key", f"one of {', '.join(_PARTS)} is required")
        for section in document.sections("agencies"):
            record = _record(section, given)
            at_length[record.code] = record
        forms.read(document)
        times.read(document)
    found.raise_if_any()
    records = at_length | {record.code: record for record in records_of(forms, at_length)}
    found.file = folder.as_posix()
    for code, own in times.by_agency.items():
        if code in records:
            records[code] = msgspec.structs.replace(
                records[code], openings=tuple(own.openings), special_days=tuple(own.special_days)
            )
        else:
            found.add(1, "unknown-agency", f"{code} has times of its own, and is not recorded")
    for problem in problems_of(records):
        found.add(1, "inconsistent", problem)
    found.raise_if_any()
    return records


def unverified_values(root: Path, *, city: str) -> int:
    """Return how many terms, successions and opening times of the catalogue nobody has seen in their source yet."""
    return sum(
        sum(item.unverified for item in items)
        for record in catalogue_records(root, city=city).values()
        for items in (record.terms, record.successors, record.openings, record.special_days)
    )


def _record(section: Section, given: set[str]) -> AgencyRecord:
    section.only("code", "terms", "successors")
    section.require("code", "terms")
    code = new_code(section, section.text("code"), "code", given)
    return AgencyRecord(code=code, terms=tuple(_terms(section)), successors=tuple(_successions(code, section)))


def _terms(record: Section) -> Iterator[Term]:
    for section in record.sections("terms"):
        section.only("kind", "name", "area", "gso", "parent", "valid_from", "valid_until", *_PROVENANCE)
        section.require("kind", "name", "area", "valid_from", "source")
        kind = one_of(section, "kind", AgencyKind)
        yield Term(
            kind=kind or AgencyKind.CITY,
            name=words(section, "name"),
            area=words(section, "area"),
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
            share=one_of(section, "share", Share) or Share.PART,
            on=section.day("on") or date.min,
            source=section.text("source"),
            unverified=section.flag("unverified"),
        )
