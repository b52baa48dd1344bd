"""What procedures share by name, read from `catalogue/vn/`: sectors, subjects, registers, papers, results, essentials."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.apps import apps

from motcua.foundation.interface.diacritics import fold
from motcua.foundation.interface.keyset import Cursor, Page, page
from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.queries._reading import Document, Reader
from motcua.register.procedures.rules import faults_of_names
from motcua.register.procedures.types import (
    EssentialService,
    Names,
    PaperType,
    Register,
    ResultType,
    Sector,
    SubjectType,
)

T = TypeVar("T", Sector, SubjectType, Register, ResultType, PaperType)

NATIONAL = Path("vn")
KINDS = ("sectors", "subject_types", "registers", "result_types", "paper_types", "essential_services")


def names() -> Names:
    """Return everything that procedures share by name; the files are read once by a process."""
    config: Any = apps.get_app_config("procedures")
    return _names(config.catalogue)


def result_types(*, at: Cursor | None = None, size: int = 50) -> Page[ResultType]:
    """Return the types of results by name; `at` continues a page (`foundation.interface.keyset`)."""
    return _by_name(names().result_types, at, size)


def sectors(*, at: Cursor | None = None, size: int = 50) -> Page[Sector]:
    """Return the sectors by name."""
    return _by_name(names().sectors, at, size)


def paper_types(*, at: Cursor | None = None, size: int = 50) -> Page[PaperType]:
    """Return the types of papers by name."""
    return _by_name(names().paper_types, at, size)


def _by_name(known: Mapping[str, T], at: Cursor | None, size: int) -> Page[T]:
    if at is not None and len(at.key) != 2:
        raise refuse("bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page."))
    found = sorted(known.values(), key=_name_key)
    key = tuple(map(str, at.key)) if at else ()
    if at is not None and at.backward:
        found = [one for one in reversed(found) if _name_key(one) < key]
    elif at is not None:
        found = [one for one in found if _name_key(one) > key]
    return page(found[: size + 1], size=size, key=_name_key, at=at)


def _name_key(one: Sector | SubjectType | Register | ResultType | PaperType) -> tuple[str, str]:
    return fold(one.name.vi), one.code


@cache
def _names(root: Path) -> Names:
    reader = Reader(root)
    found = read_names(reader)
    reader.findings.raise_if_any()
    if found is None:
        raise CatalogueError(reader.findings.problems)
    return found


def acts(root: Path) -> frozenset[str]:
    """Return the ids of the acts that sources may name."""
    return frozenset(path.stem for path in (root / NATIONAL / "law").glob("*.yaml"))


def read_names(reader: Reader) -> Names | None:
    """
    Return the names of a catalogue; None when one of their files is missing or has a mistake, which is noted.

    Names of a kind stand in `vn/<kind>.yaml`, and more of them in `vn/<kind>/*.yaml`.
    """
    read = {kind: _read(reader, kind) for kind in KINDS}
    if not all(read.values()):
        return None
    found = Names(
        sectors=_by_code(reader, read, "sectors", Sector),
        subject_types=_by_code(reader, read, "subject_types", SubjectType),
        registers=_by_code(reader, read, "registers", Register),
        result_types=_by_code(reader, read, "result_types", ResultType),
        paper_types=_by_code(reader, read, "paper_types", PaperType),
        essential_services=msgspec.convert(
            read["essential_services"][0].raw["essential_services"], tuple[EssentialService, ...]
        ),
    )
    for fault in faults_of_names(found, acts(reader.root)):
        kind, name = str(fault.path[0]), fault.path[1]
        home = next((one for one in read[kind] if isinstance(name, str) and name in one.raw[kind]), read[kind][0])
        reader.note(home.where(*fault.path), fault.rule, fault.message)
    return found


def _read(reader: Reader, kind: str) -> list[Document]:
    """Return the files with names of a kind, the main one first; none when one of them has a mistake."""
    main = reader.root / NATIONAL / f"{kind}.yaml"
    paths = [main, *sorted((reader.root / NATIONAL / kind).glob("*.yaml"))]
    documents = [reader.document(path, "names") for path in paths]
    for path, document in zip(paths, documents, strict=True):
        if not path.is_file() or (document is not None and list(document.raw) != [kind]):
            reader.findings.file = path.as_posix()
            reader.findings.add(1, "wrong-file", f"this file must be there and hold `{kind}`, nothing else")
            return []
    return [] if None in documents else [one for one in documents if one is not None]


def _by_code(reader: Reader, read: dict[str, list[Document]], kind: str, shape: type[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for document in read[kind]:
        for code, value in document.raw[kind].items():
            if code in found:
                reader.note(document.where(kind, code), "code-twice", f"`{code}` stands in two files")
            found[code] = msgspec.convert({**value, "code": code}, shape)
    return found
