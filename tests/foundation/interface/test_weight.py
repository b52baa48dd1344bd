"""A first visit is light enough for a cheap phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

KILOBYTE = 1000


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


def test_our_own_scripts_stay_small(built: Path) -> None:
    own = sum((built / "interface" / name).stat().st_size for name in ("interface.js", "desk.js"))
    assert own < 30 * KILOBYTE


def test_the_stylesheet_has_neither_foreign_typeface_nor_foreign_rules(built: Path) -> None:
    sheet = (built / "interface" / "interface.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in sheet
    assert "govuk-cookie-banner" not in sheet
    assert "govuk-crown" not in sheet
    assert ".govuk-summary-list" in sheet
