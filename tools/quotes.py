"""
Whether the catalogue quotes the national records rightly: `python -m tools.quotes <folder of records>`.

The folder holds one record of the national catalogue in each file, `<code>.json`, as its interface gives it. What names a
record that is not in the folder is counted, not checked.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from motcua.foundation.forms.sources import Source
from motcua.foundation.pack.reading import cities
from motcua.register.procedures.queries.catalogue import read_catalogue

PROJECT = Path(__file__).resolve().parents[1]


class Checked(msgspec.Struct, frozen=True):
    """How many quotations were looked up, the codes of records that are not there, and what is not said, a line each."""

    found: int
    absent: tuple[str, ...]
    problems: tuple[str, ...]


def check(catalogue: Path, records: Path, city: str) -> Checked:
    """Return which quotations of records in a city's procedures the `records` do not say. Raises `CatalogueError`."""
    read = read_catalogue(catalogue, city)
    named = [(read.files[version.code, version.version], version) for version in read.versions]
    found, absent, problems = 0, set[str](), dict[str, None]()
    for file, value in (*named, ("catalogue/vn", read.names)):
        for source in _sources(value):
            if not (source.record and source.quote):
                continue
            said = _said(records, source.record)
            if said is None:
                absent.add(source.record)
            elif _plain(source.quote) in said:
                found += 1
            else:
                problems[f"{file}: {source.record} does not say “{source.quote}”"] = None
    return Checked(found=found, absent=tuple(sorted(absent)), problems=tuple(problems))


def _sources(value: object) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _sources(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _sources(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _sources(inner)


@cache
def _said(records: Path, code: str) -> str | None:
    """Return all that a record says: its words, and itself as JSON, whose keys and numbers may be quoted too."""
    path = records / f"{code}.json"
    if not path.is_file():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    return _plain("\n".join((*_words(record), json.dumps(record, ensure_ascii=False))))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
    else:
        yield str(value)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def main(arguments: list[str]) -> int:
    """Check the project's catalogue against a folder of records; return the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    problems = 0
    for city in cities(PROJECT / "catalogue"):
        checked = check(PROJECT / "catalogue", Path(arguments[0]), city)
        for problem in checked.problems:
            print(problem)
        if checked.absent:
            print(f"{city}: not checked, for want of their records: {', '.join(checked.absent)}.")
        print(f"{city}: {checked.found} quotations found, {len(checked.problems)} not.")
        problems += len(checked.problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
