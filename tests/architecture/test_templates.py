"""Templates and addresses by name point where imports may point; links upward come from the top floor only."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import PACKAGE, Room, may_point, rooms

INCLUDED = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"'#]+)""")
LINKED = re.compile(r"""{%-?\s*url\s+["']([\w-]+):""")
REVERSED = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["']([\w-]+):""")


def stray_templates(package: Path) -> Iterator[str]:
    """Yield templates outside the folder of their room's name, and includes and links that point where they may not."""
    known = rooms(package)
    for path in sorted(package.glob("*/*/templates/**/*")):
        if not path.is_file():
            continue
        room, inside = _room(package, path), path.relative_to(package)
        if path.relative_to(package / room.floor / room.name / "templates").parts[0] != room.name:
            yield f"{inside}: lies outside templates/{room.name}/"
        text = path.read_text(encoding="utf-8")
        for name in INCLUDED.findall(text):
            yield from _stray(inside, room, known.get(name.split("/")[0]), f"takes {name}")
        for name in LINKED.findall(text):
            yield from _stray(inside, room, known.get(name), f"links to {name}")
    for path in sorted(package.glob("*/*/**/*.py")):
        for name in REVERSED.findall(path.read_text(encoding="utf-8")):
            inside = path.relative_to(package)
            yield from _stray(inside, _room(package, path), known.get(name), f"links to {name}")


def _room(package: Path, path: Path) -> Room:
    floor, name = path.relative_to(package).parts[:2]
    return Room(floor=floor, name=name)


def _stray(inside: Path, here: Room, there: Room | None, what: str) -> Iterator[str]:
    # A page of the top floor may link to its neighbours: it composes, and an address is no import.
    if there and not may_point(here, there) and not (here.floor == there.floor == "web"):
        yield f"{inside}: {what}"


def test_templates_and_links_point_down():
    assert list(stray_templates(PACKAGE)) == []


def test_the_guard_bites(tmp_path):
    for room in ("foundation/interface", "register/people", "service/dossiers", "web/desk"):
        folder = tmp_path / room
        (folder / "templates" / folder.name).mkdir(parents=True)
        (folder / "__init__.py").write_text("", encoding="utf-8")

    def write(path: str, text: str) -> None:
        (tmp_path / path).write_text(text, encoding="utf-8")

    write(
        "register/people/templates/people/account.html",
        '{% include "dossiers/row.html" %}{% url "dossiers:mine" as x %}',
    )
    write("register/people/templates/stray.html", "")
    write("register/people/pages.py", 'redirect("desk:home")')
    write(
        "service/dossiers/templates/dossiers/show.html", '{% extends "interface/desk.html" %}{% url "people:account" %}'
    )
    write("web/desk/templates/desk/home.html", '{% include "dossiers/row.html" %}{% url "dossiers:show" code %}')
    assert list(stray_templates(tmp_path)) == [
        "register/people/templates/people/account.html: takes dossiers/row.html",
        "register/people/templates/people/account.html: links to dossiers",
        "register/people/templates/stray.html: lies outside templates/people/",
        "register/people/pages.py: links to desk",
    ]
