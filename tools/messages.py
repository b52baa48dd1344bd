"""
The house's words: every English message of the code has its Vietnamese; compiled without GNU gettext.

`python -m tools.messages check` lists what is missing, left over or at odds; `compile` writes the `.mo` files.
Each room has its own catalogue, `motcua/<floor>/<room>/locale/vi/LC_MESSAGES/django.po`.
"""

import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import msgspec
from babel.messages.catalog import Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import template as django_templates

PROJECT = Path(__file__).resolve().parents[1]
MARKERS = (
    "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "_",
    # The reason of a rule of ours is shown wherever the rule is quoted.
    "HouseRule", "house_rule",
)  # fmt: skip
KEYWORDS: dict[str, None] = dict.fromkeys(MARKERS)
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?([a-zA-Z%])")
NAMELESS = re.compile(r"%[sdifr](?![A-Za-z])")
ENGLISH_ALSO = re.compile(r"[\W\d_]*")  # a message without letters needs no translation of its own


Text = str | Iterable[str] | None


class Use(msgspec.Struct, frozen=True):
    """Where a message stands in the code."""

    room: Path
    path: Path
    line: int
    context: str
    singular: str
    plural: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what a catalogue finds it by."""
        return self.context, self.singular


def rooms(package: Path) -> list[Path]:
    """Return the folders that may have a catalogue: every room, and the top floor itself."""
    return sorted({path for path in package.glob("*/*") if (path / "__init__.py").exists()} | {package / "web"})


def uses(package: Path) -> Iterator[Use]:
    """Yield every translatable message of the package's code and templates."""
    known = rooms(package)
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]):
        if "locale" in path.parts or "node_modules" in path.parts:
            continue
        room = max(
            (room for room in known if path.is_relative_to(room)), key=lambda found: len(found.parts), default=package
        )
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            if "/templates/" not in path.as_posix():
                continue
            # Django turns a template into calls between blanked text; the indentation left there means nothing.
            calls = django_templates.templatize(source, origin=str(path))
            source = "\n".join(line.strip() for line in calls.split("\n"))
        yield from _extract(room, path, source)


def _extract(room: Path, path: Path, source: str) -> Iterator[Use]:
    for line, function, found, _ in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}):
        name, texts = str(function), _all(cast("Text", found))
        if not texts:
            continue
        context = texts.pop(0) if name.startswith("pgettext") and len(texts) > 1 else ""
        plural = texts[1] if name.startswith("ngettext") and len(texts) > 1 else ""
        yield Use(room=room, path=path, line=line, context=context, singular=texts[0], plural=plural)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one message, as a line for people."""

    where: str
    text: str

    def __str__(self) -> str:
        """Return the line."""
        return f"{self.where}: {self.text}"


def check(package: Path) -> list[Problem]:
    """Return every message that is missing, left over, unfinished or translated in two ways."""
    found = list(uses(package))
    problems: list[Problem] = []
    seen: dict[tuple[str, str], tuple[str, Path]] = {}
    catalogues = {room: _catalogue(room) for room in [*rooms(package), package]}
    for room, messages in catalogues.items():
        used = {use.key: use for use in found if use.room == room}
        elsewhere = {use.key for use in found}
        for key, use in used.items():
            if ENGLISH_ALSO.fullmatch(use.singular) or key in messages:
                continue
            where = f"{use.path.relative_to(package.parent)}:{use.line}"
            problems.append(Problem(where, f"has no Vietnamese in {room.name}: {use.singular!r}"))
        for key, message in messages.items():
            where = f"{_path(room).relative_to(package.parent)}:{message.lineno}"
            if key not in used and key not in elsewhere:
                problems.append(Problem(where, f"nobody says {key[1]!r} any more"))
            problems += [Problem(where, text) for text in _unsound(message)]
            said = _first(message.string)
            before = seen.setdefault(key, (said, room))
            if before[0] != said:
                problems.append(Problem(where, f"{key[1]!r} is {before[0]!r} in {before[1].name}, {said!r} here"))
    return problems


def compile_all(package: Path) -> int:
    """Write a `.mo` beside every `.po` and return how many."""
    written = 0
    for path in sorted(package.rglob("locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3])
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        written += 1
    return written


def _path(room: Path) -> Path:
    return room / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def _catalogue(room: Path) -> dict[tuple[str, str], Message]:
    if not _path(room).exists():
        return {}
    with _path(room).open("rb") as source:
        return {
            (message.context or "", _first(cast("Text", message.id))): message
            for message in read_po(source, locale="vi")
            if message.id
        }


def _all(text: Text) -> list[str]:
    return [text] * bool(text) if isinstance(text, str) else [each for each in text or () if each]


def _first(text: Text) -> str:
    return next(iter(_all(text)), "")


def _unsound(message: Message) -> Iterator[str]:
    english, vietnamese = _all(cast("Text", message.id)), _all(message.string)
    if "fuzzy" in message.flags:
        yield f"is marked fuzzy: {english[0]!r}"
    if not vietnamese:
        yield f"is not translated: {english[0]!r}"
        return
    asked = set().union(*(_placeholders(text) for text in english))
    for text in vietnamese:
        if unicodedata.normalize("NFC", text) != text:
            yield f"is not in NFC: {text!r}"
        if unknown := _placeholders(text) - asked:
            yield f"has placeholders that the English has not ({', '.join(sorted(unknown))}): {text!r}"
        if len(english) == 1 and (lost := asked - _placeholders(text)):
            yield f"has lost placeholders ({', '.join(sorted(lost))}): {text!r}"
    yield from (f"has a placeholder without a name: {text!r}" for text in english if NAMELESS.search(text))


def _placeholders(text: str) -> set[str]:
    return {match[1] for match in PLACEHOLDER.finditer(text) if match[1]}


def main(arguments: list[str]) -> int:
    """Check or compile; return the exit code."""
    package = PROJECT / "motcua"
    if arguments == ["compile"]:
        compile_all(package)
        return 0
    if arguments != ["check"]:
        print("python -m tools.messages check | compile", file=sys.stderr)
        return 2
    settings.configure(USE_I18N=True)
    problems = check(package)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"Vietnamese is complete: {len({use.key for use in uses(package)})} messages.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
