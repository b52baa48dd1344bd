"""The catalogue's files, each read and held against its schema once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from motcua.foundation.law.documents import Findings, Section, read_document
from motcua.register.procedures.queries._pointing import Steps, Where, point

Raw = dict[str, Any]

SCHEMAS = Path("schema")
PARTS = "parts.schema.json"
_BLANK = re.compile(r"\{\{([^{}]*)\}\}")


class Document:
    """A file that fits its schema: its plain values, and its section for pointing to mistakes."""

    def __init__(self, raw: Raw, section: Section, file: str) -> None:
        self.raw = raw
        self.section = section
        self.file = file

    def where(self, *path: str | int) -> Where:
        return Where(self.section, path, self.file)


class Reader:
    """
    Reads the files of one catalogue and notes their mistakes. Make one for a reading: it keeps what it read.

    `words` are the city's, and fill what stands in double braces.
    """

    def __init__(self, root: Path, words: Mapping[str, str] | None = None) -> None:
        self.root = root
        self._words = words or {}
        self.findings = Findings()
        self._known: dict[Path, Document | None] = {}

    def document(self, path: Path, schema: str) -> Document | None:
        """Return the file at `path`; None when it is missing or a mistake in it was noted."""
        if path not in self._known:
            self._known[path] = self._read(path, schema) if path.is_file() else None
        return self._known[path]

    def note(self, where: Where, rule: str, message: str) -> None:
        """Note a mistake where it is to be mended."""
        point(where, rule, message, self.findings)

    def _read(self, path: Path, name: str) -> Document | None:
        before = len(self.findings.problems)
        section = read_document(path, self.findings)
        if len(self.findings.problems) > before:
            return None
        schema = _schema(self.root / SCHEMAS, name)
        known = tuple(schema["properties"])
        section.only(*known)
        raw = {key: self._plain(section.raw(key), section, key) for key in known if section.has(key)}
        document = Document(raw, section, path.as_posix())
        for error in _validator(self.root / SCHEMAS, name).iter_errors(raw):
            deepest = jsonschema.exceptions.best_match([error]) or error
            path_in_file: Steps = tuple(deepest.absolute_path)
            message = f"{_spelled(path_in_file)}: {deepest.message[:300]}{_advice(deepest)}"
            self.note(document.where(*path_in_file), f"schema-{deepest.validator}", message)
        return None if len(self.findings.problems) > before else document

    def _plain(self, value: Any, section: Section, key: str) -> Any:
        if isinstance(value, dict):
            return {name: self._plain(inner, section, key) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._plain(inner, section, key) for inner in value]
        if isinstance(value, str) and "{{" in value:
            for blank in _BLANK.findall(value):
                if blank not in self._words:
                    section.problem("unknown-word", f"no city has an example `{blank}`", key=key)
            return _BLANK.sub(lambda found: self._words.get(found[1], ""), value)
        return value.isoformat() if isinstance(value, date) else value


@cache
def _schema(folder: Path, name: str) -> Raw:
    """Return a schema whole: the parts that schemas share are in it, so that nothing is looked up elsewhere."""
    parts = msgspec.json.decode((folder / PARTS).read_bytes(), type=Raw)
    text = (folder / f"{name}.schema.json").read_text(encoding="utf-8").replace(f"{PARTS}#", "#")
    return {**msgspec.json.decode(text, type=Raw), "$defs": parts["$defs"]}


@cache
def _validator(folder: Path, name: str) -> Any:
    return jsonschema.Draft202012Validator(_schema(folder, name))


def _spelled(path: Iterable[str | int]) -> str:
    return ".".join(map(str, path)) or "the file"


def _advice(error: Any) -> str:
    """Say what most likely happened, where the message alone does not."""
    strange = error.validator == "additionalProperties" and isinstance(error.instance, dict)
    if strange and any(" " in key or not key.isascii() for key in error.instance):
        return ". Put text that holds a comma in quotes."
    return ""
