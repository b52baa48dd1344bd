"""No name that says nothing, no second way to say a letter, no setting read in passing."""

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import PACKAGE, PROJECT

EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "core",
    "manager",
    "managers",
    "constants",
}
# Django's name for the settings, kept so that everybody finds them.
KNOWN = {Path("web/settings/base.py")}
TEXT = {".py", ".html", ".txt", ".po", ".yaml", ".md", ".css", ".js", ".mjs", ".typ", ".toml", ".json"}


def empty_names(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*")):
        where = path.relative_to(package)
        if (
            path.suffix in {".py", ""}
            and path.stem in EMPTY_NAMES
            and where not in KNOWN
            and "templates" not in path.parts
        ):
            yield str(where)


def not_in_nfc(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXT and path.is_file() and "node_modules" not in path.parts:
            text = path.read_text(encoding="utf-8")
            if not unicodedata.is_normalized("NFC", text):
                yield str(path.relative_to(folder))


def settings_read(package: Path) -> Iterator[str]:
    """Yield where our own settings or the environment are read outside the settings and the rooms' `apps.py`."""
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package)
        composes = where.parts[0] == "web" and where.name == "urls.py"
        if where.parts[:2] == ("web", "settings") or where.name in {"apps.py", "wsgi.py"} or composes:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner, name = node.value.id, node.attr
                ours = owner == "settings" and (name.startswith("MOTCUA_") or name == "ENVIRONMENT")
                if ours or (owner == "os" and name in {"environ", "getenv"}):
                    yield f"{where}:{node.lineno} reads {owner}.{name}"


def test_no_module_has_an_empty_name():
    assert list(empty_names(PACKAGE)) == []


def test_all_text_is_in_nfc():
    folders = (PACKAGE, PROJECT / "catalogue", PROJECT / "docs", PROJECT / "tools")
    assert [found for folder in folders for found in not_in_nfc(folder)] == []


def test_settings_are_read_in_their_place_only():
    assert list(settings_read(PACKAGE)) == []


def test_the_guards_bite(tmp_path):
    room = tmp_path / "service" / "dossiers"
    room.mkdir(parents=True)
    (room / "utils.py").write_text("", encoding="utf-8")
    (room / "words.txt").write_text(unicodedata.normalize("NFD", "Đã nhận"), encoding="utf-8")
    (room / "queries.py").write_text("import os\nx = settings.MOTCUA_HOME\ny = os.environ['A']\n", encoding="utf-8")
    (room / "apps.py").write_text("x = settings.MOTCUA_HOME\n", encoding="utf-8")
    assert list(empty_names(tmp_path)) == ["service/dossiers/utils.py"]
    assert list(not_in_nfc(tmp_path)) == ["service/dossiers/words.txt"]
    assert list(settings_read(tmp_path)) == [
        "service/dossiers/queries.py:2 reads settings.MOTCUA_HOME",
        "service/dossiers/queries.py:3 reads os.environ",
    ]
