"""The docs speak of what is there: links, files, commands, settings, dependencies."""

import fnmatch
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from motcua.web.settings.cli import VERBS
from motcua.web.settings.environment import SETTINGS
from tests.architecture.house import PROJECT

LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
MAKE = re.compile(r"(?:^|&& )make ([a-z]+)")
VERB = re.compile(r"(?:^|&& )motcua ([a-z]+)")
SETTING = re.compile(r"MOTCUA_[A-Z]+(?:_[A-Z]+)*")
# Not the city's settings: of tests, and of the supervisor to its own children.
APART = ("MOTCUA_TEST_", "MOTCUA_RUN_")
FOLDERS = ("motcua", "tests", "docs", "catalogue", "tools", "requirements", "bench", ".ci")


def pages(project: Path = PROJECT) -> list[Path]:
    return [project / "README.md", *sorted((project / "docs").rglob("*.md"))]


def said_as_code(text: str) -> Iterator[str]:
    """Yield each line of the code blocks, and each span between backticks."""
    for block in FENCE.findall(text):
        yield from (line.strip() for line in block.splitlines())
    yield from SPAN.findall(FENCE.sub("", text))


def broken_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" not in target and not target.startswith("#") and not (page.parent / target.split("#")[0]).exists():
            yield f"{page.name} links to {target}"


def missing_files(project: Path, page: Path) -> Iterator[str]:
    """Yield what looks like a path of the project and is none; `<…>` stands for any name."""
    for code in said_as_code(page.read_text(encoding="utf-8")):
        for word in re.split(r"[\s=]+", code):
            path = re.sub(r"<[^>]*>", "*", word.rstrip(".,:;"))
            if path.split("/")[0] in FOLDERS and "/" in path and not any(project.glob(path.rstrip("/"))):
                yield f"{page.name} names {word}"


def unknown_words(page: Path, pattern: re.Pattern[str], known: Iterable[str]) -> Iterator[str]:
    words = {word for code in said_as_code(page.read_text(encoding="utf-8")) for word in pattern.findall(code)}
    yield from (f"{page.name} says {word}" for word in sorted(words - set(known)))


def settings_named(text: str) -> set[str]:
    return {name for name in SETTING.findall(text) if not name.startswith(APART)}


def direct_dependencies(project: Path) -> set[str]:
    names = set()
    for path in (project / "requirements").glob("*.in"):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        names |= {re.split(r"[\[<>=~! ;]", line)[0].lower() for line in lines if line and line[0] not in "-#"}
    for path in (project / "package.json", *project.glob("bench/*/package.json")):
        package = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("dependencies", "optionalDependencies", "devDependencies"):
            names |= set(package.get(kind, {}))
    return names


def listed(text: str) -> set[str]:
    """Return the names in the first column of the tables."""
    rows = (line for line in text.splitlines() if line.startswith("| `"))
    return {name for row in rows for name in SPAN.findall(row.split("|")[1])}


def test_links_lead_somewhere():
    assert [found for page in pages() for found in broken_links(page)] == []


def test_files_that_are_named_exist():
    assert [found for page in pages() for found in missing_files(PROJECT, page)] == []


def test_make_targets_that_are_named_exist():
    targets = TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8"))
    assert [found for page in pages() for found in unknown_words(page, MAKE, targets)] == []


def test_verbs_that_are_named_exist():
    verbs = [verb.name for verb in VERBS]
    assert [found for page in pages() for found in unknown_words(page, VERB, verbs)] == []


def test_every_verb_that_is_shown_is_described():
    described = listed((PROJECT / "docs" / "operate" / "README.md").read_text(encoding="utf-8"))
    assert {verb.name for verb in VERBS if verb.shown} == described


def test_settings_that_are_named_exist_and_each_is_described():
    known = {setting.name for setting in SETTINGS}
    assert {name for page in pages() for name in settings_named(page.read_text(encoding="utf-8"))} <= known
    table = listed((PROJECT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8"))
    assert {name for name in table if name.startswith("MOTCUA_")} == known


def test_every_direct_dependency_has_its_line_and_no_line_is_left_over():
    lines = listed((PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8"))
    packages = direct_dependencies(PROJECT)
    assert [name for name in sorted(packages) if not any(fnmatch.fnmatch(name, line) for line in lines)] == []
    assert [line for line in sorted(lines) if not fnmatch.filter(packages, line)] == []


def test_decisions_are_numbered_without_gap():
    names = sorted(path.name for path in (PROJECT / "docs" / "decisions").glob("*.md"))
    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]


def test_the_guards_bite(tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "README.md"
    page.write_text(
        "[gone](docs/gone.md) [here](docs/) `docs/gone.md` `docs/*` `tests/<room>/x.py`\n"
        "`make rum`, make sense, `motcua sevre --port 1`, `MOTCUA_HOM` and MOTCUA_TEST_POSTGRES\n"
        "```sh\nmake teach\n[no](link.md)\n```\n",
        encoding="utf-8",
    )
    (tmp_path / "docs" / "operate.md").write_text("", encoding="utf-8")
    assert pages(tmp_path) == [page, tmp_path / "docs" / "operate.md"]
    assert list(broken_links(page)) == ["README.md links to docs/gone.md"]
    assert list(missing_files(tmp_path, page)) == ["README.md names docs/gone.md", "README.md names tests/<room>/x.py"]
    assert list(unknown_words(page, MAKE, ["run"])) == ["README.md says rum", "README.md says teach"]
    assert list(unknown_words(page, VERB, ["serve"])) == ["README.md says sevre"]
    assert settings_named(page.read_text(encoding="utf-8")) == {"MOTCUA_HOM"}
