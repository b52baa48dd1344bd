"""A first visit is light enough for a cheap phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

KILOBYTE = 1000
MOTCUA = Path(__file__).parents[3] / "motcua"


def _sent(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))


def _loaded(page: str, built: Path) -> set[Path]:
    """What a browser fetches for a page: its stylesheets, scripts and picture, and every typeface of the stylesheets."""
    linked = {built / name for name in re.findall(r'(?:href|src)="/static/([^"]+)"', page)}
    faces = {
        (sheet.parent / name).resolve()
        for sheet in linked
        if sheet.suffix == ".css"
        for name in re.findall(r'url\("?([^")]+\.woff2)"?\)', sheet.read_text(encoding="utf-8"))
    }
    return {path.resolve() for path in linked} | faces


@pytest.mark.parametrize("path", ["/", "/_kit", "/desk/?as=official", "/_kit?house=desk&as=official"])
def test_a_first_visit_is_at_most_200_kilobytes(pages: Client, built: Path, path: str) -> None:
    page = pages.get(path).content
    parts = _loaded(page.decode(), built)
    assert {part.suffix for part in parts} == {".css", ".js", ".svg", ".woff2"}
    weight = len(gzip.compress(page, 9)) + sum(_sent(part) for part in parts)
    assert weight <= 200 * KILOBYTE


def test_the_citizens_house_loads_no_htmx_that_nothing_on_it_asks_for(pages: Client) -> None:
    assert "interface/htmx.js" not in pages.get("/").content.decode()
    assert "interface/htmx.js" in pages.get("/desk/?as=official").content.decode()


def test_a_page_that_asks_htmx_loads_it() -> None:
    asking = {path: path.read_text(encoding="utf-8") for path in MOTCUA.rglob("*.html")}
    asking = {path: text for path, text in asking.items() if " hx-" in text}
    assert asking
    for path, text in asking.items():
        at_desk = "desk" in path.parts or "console_shell.html" in text
        assert at_desk or "interface/htmx.js" in text, path


def test_our_own_scripts_stay_small(built: Path) -> None:
    own = sum((built / "interface" / name).stat().st_size for name in ("interface.js", "desk.js"))
    assert own < 30 * KILOBYTE


def test_the_stylesheet_has_neither_foreign_typeface_nor_foreign_rules(built: Path) -> None:
    sheet = (built / "interface" / "interface.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in sheet
    assert "govuk-cookie-banner" not in sheet
    assert "govuk-crown" not in sheet
    assert ".govuk-summary-list" in sheet
