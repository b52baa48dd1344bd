"""Procedures read from the files of the catalogue, every mistake with its file, line and rule."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.pack.reading import FILE, read_pack
from motcua.foundation.pack.types import Pack
from motcua.register.agencies.queries import catalogue_records
from motcua.register.agencies.types import COMMUNE_LEVEL
from motcua.register.procedures.queries._expanding import Expanded
from motcua.register.procedures.queries._reading import Document, Raw, Reader
from motcua.register.procedures.queries._shelves import SHARED, Shelves
from motcua.register.procedures.queries.naming import NATIONAL, acts, read_names
from motcua.register.procedures.rules import Known, count_sources, faults_of
from motcua.register.procedures.types import Counts, FeeRule, Names, PaperType, ProcedureVersion

__all__ = ["Catalogue", "CatalogueError", "read_catalogue"]


class Catalogue(msgspec.Struct, frozen=True):
    """Everything that this room reads from the catalogue. `files` names the file of each (code, version)."""

    names: Names
    versions: tuple[ProcedureVersion, ...]
    files: dict[tuple[str, int], str]

    @property
    def paper_types(self) -> dict[str, PaperType]:
        return self.names.paper_types

    def counts(self) -> Counts:
        """Return how many values quote their source and how many are unverified."""
        each = [count_sources(version) for version in self.versions]
        groups = (
            self.names.sectors, self.names.subject_types, self.names.registers, self.names.result_types,
            self.names.paper_types,
        )  # fmt: skip
        named = [entry for group in groups for entry in group.values()]
        unverified = sum(entry.unverified for entry in (*named, *self.names.essential_services))
        total = len(named) + len(self.names.essential_services)
        return Counts(
            sourced=sum(one.sourced for one in each) + total - unverified,
            unverified=sum(one.unverified for one in each) + unverified,
        )


def read_catalogue(root: Path, city: str) -> Catalogue:
    """
    Return the procedures of a city under `root` (the folder `catalogue`), sound and expanded.

    They are its own, `<city>/procedures/`, and those of `vn/procedures/` that its pack offers; what they share and what
    they cost is looked for in the city's folders first. Raises `CatalogueError` with every mistake that was found.
    """
    pack = read_pack(root, city)
    reader = Reader(root, pack.examples)
    folders = (root / city / "procedures", root / NATIONAL / "procedures")
    for path in sorted(path for folder in folders for path in (folder / SHARED).glob("*.yaml")):
        reader.document(path, "shared")
    names = read_names(reader)
    fees = _fees(reader, root / NATIONAL / "fees") | _fees(reader, root / city / "fees")
    if names is None:
        raise CatalogueError(reader.findings.problems)
    try:
        known = _known(root, city, names)
    except CatalogueError as broken:
        raise CatalogueError([*reader.findings.problems, *broken.problems]) from broken
    versions: list[ProcedureVersion] = []
    files: dict[tuple[str, int], str] = {}
    for path in _offered(pack, reader, *folders):
        document = reader.document(path, "procedure")
        version = _procedure(document, reader, folders, fees, names, known) if document else None
        if version is not None:
            _named_rightly(path, version, reader, document)
            versions.append(version)
            files[version.code, version.version] = path.as_posix()
    reader.findings.raise_if_any()
    return Catalogue(names=names, versions=tuple(versions), files=files)


def _offered(pack: Pack, reader: Reader, own: Path, national: Path) -> list[Path]:
    """Return the files of the versions that a city offers, by code; what it cannot offer is noted at its pack."""
    paths = list(own.glob("[!_]*/v*.yaml"))
    taken = {path.parent.name for path in paths}
    for code in pack.procedures:
        found = list((national / code).glob("v*.yaml"))
        if not found or code in taken:
            why = "has a file of the city's own too" if code in taken else f"is not in `{NATIONAL}/procedures`"
            reader.findings.file = (own.parent / FILE).as_posix()
            reader.findings.add(1, "unknown-procedure", f"the procedure `{code}` {why}")
        taken.add(code)
        paths += found
    return sorted(paths, key=lambda path: (path.parent.name, path.name))


def _known(root: Path, city: str, names: Names) -> Known:
    records = catalogue_records(root, city=city)
    communes = {
        code
        for code, record in records.items()
        if any(term.kind in COMMUNE_LEVEL and term.valid_until is None for term in record.terms)
    }
    return Known(paper_types=names.paper_types, agencies=records.keys(), communes=communes, acts=acts(root))


def _procedure(
    document: Document, reader: Reader, folders: Sequence[Path], fees: Raw, names: Names, known: Known
) -> ProcedureVersion | None:
    before = len(reader.findings.problems)
    expanded = Expanded(document, Shelves(reader, folders, document), names, fees)
    if len(reader.findings.problems) > before:
        return None
    try:
        version = msgspec.convert(expanded.raw, ProcedureVersion)
    except msgspec.ValidationError as error:
        reader.note(document.where(), "wrong-shape", str(error))
        return None
    for fault in faults_of(version, known):
        reader.note(expanded.origin(fault.path), fault.rule, fault.message)
    return version


def _named_rightly(path: Path, version: ProcedureVersion, reader: Reader, document: Document | None) -> None:
    if document is None:
        return
    if path.parent.name != version.code:
        message = f"procedure {version.code} belongs in the folder `{version.code}`"
        reader.note(document.where("code"), "wrong-folder", message)
    if path.stem != f"v{version.version}":
        message = f"version {version.version} belongs in `v{version.version}.yaml`"
        reader.note(document.where("version"), "wrong-file", message)


def _fees(reader: Reader, folder: Path) -> Raw:
    found: Raw = {}
    for path in sorted(folder.glob("*.yaml")):
        document = reader.document(path, "fees")
        for code, value in document.raw["fees"].items() if document else ():
            if document is not None and code in found:
                reader.note(document.where("fees", code), "code-twice", f"fee `{code}` stands in two files")
            found[code] = {**value, "code": code}
            if document is not None:
                _dated_in_order(msgspec.convert(found[code], FeeRule), reader, document)
    return found


def _dated_in_order(fee: FeeRule, reader: Reader, document: Document) -> None:
    for earlier, later in zip(fee.amounts, fee.amounts[1:], strict=False):
        if earlier.valid_until is None or earlier.valid_until > later.valid_from:
            message = f"the amount from {later.valid_from} begins before the last one ends"
            reader.note(document.where("fees", fee.code), "overlapping-dates", message)
