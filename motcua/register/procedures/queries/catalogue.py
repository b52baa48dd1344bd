"""Procedures read from the files of the catalogue, every mistake with its file, line and rule."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from motcua.foundation.law.documents import CatalogueError, Findings, Section, read_document
from motcua.register.procedures.queries._expanding import expand
from motcua.register.procedures.queries._pointing import Where, point
from motcua.register.procedures.rules import count_sources, faults_of
from motcua.register.procedures.types import Counts, FeeRule, PaperType, ProcedureVersion

PAPER_TYPES = Path("vn/paper_types.yaml")
SCHEMAS = Path("schema")


class Catalogue(msgspec.Struct, frozen=True):
    """Everything that this room reads from the catalogue. `files` names the file of each (code, version)."""

    paper_types: dict[str, PaperType]
    versions: tuple[ProcedureVersion, ...]
    files: dict[tuple[str, int], str]

    def counts(self) -> Counts:
        """Return how many values quote their source and how many are unverified."""
        each = [count_sources(version) for version in self.versions]
        papers = sum(paper.unverified for paper in self.paper_types.values())
        return Counts(
            sourced=sum(one.sourced for one in each) + len(self.paper_types) - papers,
            unverified=sum(one.unverified for one in each) + papers,
        )


def read_catalogue(root: Path, city: str = "hcmc") -> Catalogue:
    """
    Return the procedures under `root` (the folder `catalogue`), sound and expanded.

    Raises `CatalogueError` with every mistake that was found.
    """
    findings = Findings()
    paper_types = _paper_types(root, findings)
    fees = _fees(root / city / "fees", root, findings)
    folder = root / city / "procedures"
    versions: list[ProcedureVersion] = []
    files: dict[tuple[str, int], str] = {}
    for path in sorted(folder.glob("[!_]*/v*.yaml")):
        version = _procedure(path, root, folder, fees, paper_types, findings)
        if version is not None:
            versions.append(version)
            files[version.code, version.version] = path.as_posix()
    findings.raise_if_any()
    return Catalogue(paper_types=paper_types, versions=tuple(versions), files=files)


def _procedure(
    path: Path,
    root: Path,
    folder: Path,
    fees: dict[str, dict[str, Any]],
    paper_types: dict[str, PaperType],
    findings: Findings,
) -> ProcedureVersion | None:
    before = len(findings.problems)
    section = read_document(path, findings)
    raw = _checked(section, root, "procedure", findings, before)
    if raw is None:
        return None
    expanded = expand(raw, section, folder, fees, findings)
    findings.file = path.as_posix()
    if len(findings.problems) > before:
        return None
    try:
        version = msgspec.convert(expanded.raw, ProcedureVersion)
    except msgspec.ValidationError as error:
        section.problem("wrong-shape", str(error))
        return None
    _named_rightly(path, version, section)
    for fault in faults_of(version, paper_types):
        point(expanded.origin(fault.path), fault.rule, fault.message, findings)
    findings.file = path.as_posix()
    return version if len(findings.problems) == before else None


def _named_rightly(path: Path, version: ProcedureVersion, section: Section) -> None:
    if path.parent.name != version.code:
        section.problem("wrong-folder", f"procedure {version.code} belongs in the folder `{version.code}`", key="code")
    if path.stem != f"v{version.version}":
        section.problem("wrong-file", f"version {version.version} belongs in `v{version.version}.yaml`", key="version")


def _paper_types(root: Path, findings: Findings) -> dict[str, PaperType]:
    before = len(findings.problems)
    section = read_document(root / PAPER_TYPES, findings)
    raw = _checked(section, root, "paper_types", findings, before)
    if raw is None:
        return {}
    found = {code: msgspec.convert({**value, "code": code}, PaperType) for code, value in raw["paper_types"].items()}
    for code, paper in found.items():
        if paper.source is None and not paper.unverified:
            where = Where(section, ("paper_types", code))
            point(where, "no-source", "say where this comes from (`source`), or `unverified: true`", findings)
    return found


def _fees(folder: Path, root: Path, findings: Findings) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        before = len(findings.problems)
        section = read_document(path, findings)
        raw = _checked(section, root, "fees", findings, before)
        if raw is None:
            continue
        for code, value in raw["fees"].items():
            if code in found:
                section.section("fees").problem("code-twice", f"fee `{code}` stands in two files", key=code)
            found[code] = {**value, "code": code}
            _dated_in_order(msgspec.convert(found[code], FeeRule), section.section("fees").section(code))
    return found


def _dated_in_order(fee: FeeRule, section: Section) -> None:
    for earlier, later in zip(fee.amounts, fee.amounts[1:], strict=False):
        if earlier.valid_until is None or earlier.valid_until > later.valid_from:
            section.problem("overlapping-dates", f"the amount from {later.valid_from} begins before the last one ends")


def whole(section: Section, keys: Iterable[str]) -> dict[str, Any]:
    """Return a document as plain JSON values, and note keys that mean nothing."""
    known = tuple(keys)
    section.only(*known)
    return {key: _plain(section.raw(key)) for key in known if section.has(key)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _schema(path: Path) -> dict[str, Any]:
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])


def _keys(root: Path, name: str) -> list[str]:
    return list(_schema(root / SCHEMAS / f"{name}.schema.json")["properties"])


def _checked(section: Section, root: Path, name: str, findings: Findings, before: int) -> dict[str, Any] | None:
    """Return a document that fits its schema; None when a mistake was noted since `before`."""
    if len(findings.problems) > before:
        return None
    raw = whole(section, _keys(root, name))
    validator = jsonschema.Draft202012Validator(_schema(root / SCHEMAS / f"{name}.schema.json"))
    for error in validator.iter_errors(raw):
        deepest = jsonschema.exceptions.best_match([error]) or error
        message = f"{_spelled(deepest.absolute_path)}: {deepest.message[:300]}"
        point(Where(section, tuple(deepest.absolute_path)), f"schema-{deepest.validator}", message, findings)
    return None if len(findings.problems) > before else raw


def _spelled(path: Iterable[str | int]) -> str:
    return ".".join(map(str, path)) or "the file"


__all__ = ["Catalogue", "CatalogueError", "read_catalogue"]
