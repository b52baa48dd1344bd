"""Records of the national catalogue as a file has them, and what stands in where they say too little."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.declared import Form
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.pack.reading import read_pack
from motcua.register.agencies.queries import catalogue_records
from motcua.register.procedures.queries._declaring import Declaring
from motcua.register.procedures.queries._reading import Document, Raw, Reader
from motcua.register.procedures.queries._shelves import Shelves
from motcua.register.procedures.queries.naming import NATIONAL, read_names
from motcua.register.procedures.rules import Fault, form_faults
from motcua.register.procedures.types import (
    COMMUNE,
    ELSEWHERE,
    MINISTRY,
    PROVINCE,
    Body,
    Line,
    Names,
    Outcome,
    Remark,
    StandIns,
    Step,
)

LONGEST_LINE = 16_000_000
_NO_AGENCIES = {COMMUNE, PROVINCE, MINISTRY, ELSEWHERE}
_MARK = b"\xef\xbb\xbf"
_FILE = "national.yaml"


def read_stand_ins(root: Path, city: str) -> StandIns:
    """
    Return what records are completed with, from `<city>/national.yaml` and the common declarations of the shelf.

    Raises `CatalogueError` with every mistake.
    """
    pack = read_pack(root, city)
    reader = Reader(root, pack.examples)
    document = reader.document(root / city / _FILE, "national")
    names = read_names(reader)
    if document is None or names is None:
        reader.findings.raise_if_any()
        raise FileNotFoundError(f"{root / city / _FILE} is missing")
    records = catalogue_records(root, city=city)
    agencies = {code: record.terms[-1].name for code, record in records.items() if record.terms}
    bodies = tuple(_body(raw) for raw in document.raw["bodies"])
    named = {body.decides for body in bodies} - _NO_AGENCIES | set(document.raw["ministries"].values())
    for code in sorted(named - set(agencies)):
        reader.note(document.where("bodies"), "unknown-agency", f"there is no agency `{code}` in the city's catalogue")
    folders = (root / city / "procedures", root / NATIONAL / "procedures")
    people, anyone = (_form(reader, folders, document, name) for name in ("for-people", "for-anyone"))
    steps = {kind: _steps(reader, folders, document, kind) for kind in _kinds(bodies)}
    reader.findings.raise_if_any()
    return StandIns(
        city=pack.code, people=people, anyone=anyone, steps=steps, limit=msgspec.convert(document.raw["limit"], Limit), bodies=bodies,
        ministries=document.raw["ministries"], agencies={code: agencies[code] for code in named}, names=names,
        typed_papers=_typed(names),
    )  # fmt: skip


def _body(raw: Mapping[str, Any]) -> Body:
    """Return a body with its words without marks; a space at a word's end stands for the word's end."""
    body = msgspec.convert(raw, Body)
    named = tuple(f"{fold(word)} " if word.endswith(" ") else fold(word) for word in body.named)
    return msgspec.structs.replace(body, named=named)


def _kinds(bodies: Sequence[Body]) -> list[str]:
    """Return the names of all steps that a decider may work by."""
    return sorted({"commune", "department", *(body.steps for body in bodies if body.steps)})


def own_codes(root: Path, city: str) -> frozenset[str]:
    """Return the codes of the procedures that the city's own catalogue has, published or not."""
    own = {path.parent.name for path in (root / city / "procedures").glob("[!_]*/v*.yaml")}
    return frozenset(own | set(read_pack(root, city).procedures))


def _form(reader: Reader, folders: Sequence[Path], document: Document, uses: str) -> Form:
    """Return a common declaration whole, with the import's own pages in it."""
    declaration = {"uses": uses, "pages": document.raw["pages"], "lists": document.raw["lists"]}
    asked = Document(
        {"code": "national", "version": 1, "uses": document.raw["uses"], "declaration": declaration},
        document.section, document.file,
    )  # fmt: skip
    form = msgspec.convert(Declaring(asked, Shelves(reader, folders, asked)).whole(), Form)
    for fault in form_faults(form):
        reader.note(document.where(*_place(fault)), fault.rule, fault.message)
    return form


def _place(fault: Fault) -> tuple[str | int, ...]:
    return fault.path[1:2]


def _steps(reader: Reader, folders: Sequence[Path], document: Document, kind: str) -> tuple[Step, ...]:
    found = Shelves(reader, folders, document).find("steps", kind, document.where("uses"))
    return msgspec.convert(found[0], tuple[Step, ...]) if found else ()


def _typed(names: Names) -> dict[str, str]:
    """Return the paper types by those official codes that belong to one type."""
    found: dict[str, list[str]] = {}
    for one in names.paper_types.values():
        for code in one.official_codes:
            found.setdefault(code, []).append(one.code)
    return {code: types[0] for code, types in found.items() if len(types) == 1}


def read_lines(path: Path) -> Iterator[Line]:
    """
    Yield the records of a file, JSON Lines or one JSON document (a record, or a list of them), or of a folder of such.

    What cannot be read is yielded with the remark that says why. Raises `OSError`.
    """
    if path.is_dir():
        for part in sorted(one for one in path.iterdir() if one.suffix in {".json", ".jsonl"}):
            yield from read_lines(part)
        return
    with path.open("rb") as file:
        head = file.read(65_536).removeprefix(_MARK).lstrip()
        file.seek(0)
        if _is_one_document(head, path):
            yield from _document(file.read())
            return
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield _strange(number, "line-too-long", f"a line of more than {LONGEST_LINE:,} bytes")
            elif stripped := line.removeprefix(_MARK if number == 1 else b"").strip():
                yield _line(number, stripped)


def _is_one_document(head: bytes, path: Path) -> bool:
    """Say whether a file is one JSON document: a list, or an object that is spread over lines."""
    first, _, rest = head.partition(b"\n")
    first = first.strip()
    if first[:1] == b"[":
        return not rest.strip() or not _is_json(first)
    return first == b"{" or (path.suffix == ".json" and bool(rest.strip()) and not _is_json(first))


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _document(content: bytes) -> Iterator[Line]:
    try:
        found = msgspec.json.decode(content.removeprefix(_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield _strange(1, "not-json", f"the file is neither JSON Lines nor a JSON document: {error}")
        return
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        yield _record(number, record)


def _line(number: int, content: bytes) -> Line:
    try:
        return _record(number, msgspec.json.decode(content))
    except UnicodeDecodeError as error:
        return _strange(number, "not-utf-8", f"not UTF-8: {error.reason} at byte {error.start}")
    except (msgspec.DecodeError, RecursionError) as error:
        return _strange(number, "not-json", str(error)[:200])


def _record(number: int, record: Any) -> Line:
    if not isinstance(record, Mapping):
        return _strange(number, "not-an-object", f"a record is an object, not {record!r:.60}")
    values: Raw = dict(record)
    return Line(number, values)


def _strange(number: int, rule: str, message: str) -> Line:
    remark = Remark(line=number, code="", rule=rule, outcome=Outcome.REFUSED, where="", message=message)
    return Line(number, remark=remark)


__all__ = ["CatalogueError", "own_codes", "read_lines", "read_stand_ins"]
