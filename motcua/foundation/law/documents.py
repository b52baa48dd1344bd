"""Catalogue files: YAML read with line numbers, so that every mistake names its file, line and rule."""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

try:  # ten times as fast, where PyYAML was built with libyaml, as its wheels are
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

Where = tuple[str | int, ...]

T = TypeVar("T")


class CatalogueLoader(SafeLoader):
    """YAML as YAML 1.2 reads it: only true and false are booleans, `on` and `no` are words, 07:30 and 007 are text."""


CatalogueLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":int"))]
    for letter, resolvers in SafeLoader.yaml_implicit_resolvers.items()
}
CatalogueLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
CatalogueLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)


class Title(msgspec.Struct, frozen=True):
    """Words of the catalogue in both languages. Vietnamese is the official one; `en` may be missing."""

    vi: str
    en: str = ""


class Problem(msgspec.Struct, frozen=True, order=True):
    """One mistake in a catalogue file. `rule` is a code such as `unknown-key`, `message` an English sentence."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message}"


class CatalogueError(Exception):
    """The catalogue has mistakes: all that were found, in order of file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Section:
    """
    A mapping of a catalogue file, with the lines of its keys.

    Its readers return a harmless value for what is missing or wrong and note a problem, so that one run finds all
    mistakes. Call `only` with the keys that the section may have.
    """

    def __init__(self, value: Mapping[str, Any], where: Where, lines: Mapping[Where, int], into: "Findings") -> None:
        self._value = value
        self._where = where
        self._lines = lines
        self._into = into

    @property
    def line(self) -> int:
        """The line on which the section begins."""
        return self._lines.get(self._where, 1)

    def has(self, key: str) -> bool:
        """Say whether the section has `key` with a value."""
        return self._value.get(key) is not None

    def problem(self, rule: str, message: str, *, key: str | int | None = None) -> None:
        """Note a mistake at `key`, or at the beginning of the section."""
        where = self._where if key is None else (*self._where, key)
        self._into.add(self._lines.get(where, self.line), rule, message)

    def only(self, *keys: str) -> None:
        """Note every key that is not one of `keys`."""
        for key in self._value:
            if key not in keys:
                self.problem("unknown-key", f"`{key}` means nothing here; known are {', '.join(keys)}", key=key)

    def require(self, *keys: str) -> None:
        """Note every key of `keys` that is missing."""
        for key in keys:
            if not self.has(key):
                self.problem("missing-key", f"`{key}` is required")

    def text(self, key: str, default: str = "") -> str:
        """Return a string."""
        return self._typed(key, str, default, "text (put it in quotes)")

    def flag(self, key: str) -> bool:
        """Return a yes or no; no when it is missing."""
        return self._typed(key, bool, default=False, wanted="true or false")

    def day(self, key: str) -> date | None:
        """Return a date, such as 2025-07-01; None when it is missing."""
        found = self._value.get(key)
        if found is None or (isinstance(found, date) and not isinstance(found, datetime)):
            return found
        self.problem("wrong-type", f"`{key}` must be a date such as 2025-07-01, not {found!r}", key=key)
        return None

    def number(self, key: str) -> int | float | None:
        """Return a number; None when it is missing."""
        found = self._value.get(key)
        if found is None or (isinstance(found, int | float) and not isinstance(found, bool)):
            return found
        self.problem("wrong-type", f"`{key}` must be a number, not {found!r}", key=key)
        return None

    def raw(self, key: str) -> Any:
        """Return whatever stands at `key`; None when it is missing."""
        return self._value.get(key)

    def title(self, key: str) -> Title:
        """Return a `{vi, en}` pair; both empty when it is missing."""
        if not self.has(key):
            return Title(vi="")
        pair = self.section(key)
        pair.only("vi", "en")
        pair.require("vi")
        return Title(vi=pair.text("vi"), en=pair.text("en"))

    def section(self, key: str) -> "Section":
        """Return a mapping; an empty one when it is missing."""
        found = self._typed(key, dict, {}, "a mapping")
        return Section(found, (*self._where, key), self._lines, self._into)

    def sections(self, key: str) -> Iterator["Section"]:
        """Yield the mappings of a list."""
        for number, item in enumerate(self._typed(key, list, [], "a list")):
            where = (*self._where, key, number)
            if isinstance(item, dict):
                yield Section(item, where, self._lines, self._into)
            else:
                self._into.add(self._lines.get(where, self.line), "wrong-type", f"`{key}` holds mappings")

    def parts(self) -> Iterator["Section"]:
        """Yield every mapping directly under this one, within lists too, whatever its key."""
        for key, found in self._value.items():
            yield from self._parts_of(found, (*self._where, key))

    def _parts_of(self, found: object, where: Where) -> Iterator["Section"]:
        if isinstance(found, dict):
            yield Section(found, where, self._lines, self._into)
        elif isinstance(found, list):
            for number, item in enumerate(found):
                yield from self._parts_of(item, (*where, number))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        found = self._typed(key, list, [], "a list")
        for number, item in enumerate(found):
            if not isinstance(item, str):
                line = self._lines.get((*self._where, key, number), self.line)
                self._into.add(line, "wrong-type", f"`{key}` holds text (put it in quotes), not {item!r}")
        return tuple(item for item in found if isinstance(item, str))

    def _typed(self, key: str, kind: type[T], default: T, wanted: str) -> T:
        found = self._value.get(key)
        if found is None:
            return default
        if isinstance(found, kind):
            return found
        self.problem("wrong-type", f"`{key}` must be {wanted}, not {found!r}", key=key)
        return default


class Findings:
    """The mistakes found so far; `file` is the one being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.file = ""

    def add(self, line: int, rule: str, message: str) -> None:
        """Note a mistake in the current file."""
        self.problems.append(Problem(file=self.file, line=line, rule=rule, message=message))

    def raise_if_any(self) -> None:
        """Raise `CatalogueError` with everything that was noted."""
        if self.problems:
            raise CatalogueError(self.problems)


def read_document(path: Path, into: Findings) -> Section:
    """
    Read one YAML file as a section; mistakes of form (no mapping, a key twice, text not in NFC) are noted in `into`.

    The file is called by its path as given. A file that YAML cannot read gives an empty section.
    """
    into.file = path.as_posix()
    lines: dict[Where, int] = {}
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not unicodedata.is_normalized("NFC", line):
            into.add(number, "not-nfc", "text must be in Unicode normal form C")
    try:
        loader = CatalogueLoader(text)
        try:
            node = loader.get_single_node()
            value = None if node is None else _construct(loader, node, (), lines, into)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        into.add(mark.line + 1 if mark else 1, "not-yaml", str(error.problem))
        value = {}
    if not isinstance(value, dict):
        into.add(1, "wrong-type", "a catalogue file holds one mapping")
        value = {}
    return Section(value, (), lines, into)


def _construct(loader: SafeLoader, node: yaml.Node, where: Where, lines: dict[Where, int], into: Findings) -> Any:
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, item, (*where, number), lines, into) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node, deep=True)
    built: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            into.add(key_node.start_mark.line + 1, "wrong-type", f"a key must be text (put it in quotes), not {key!r}")
            key = str(key)
        if key in built:
            into.add(key_node.start_mark.line + 1, "key-twice", f"`{key}` stands twice in the same mapping")
        built[key] = _construct(loader, value_node, (*where, key), lines, into)
        lines[(*where, key)] = key_node.start_mark.line + 1
    return built
