"""
Official papers as PDF: a typst template and its data.

A template reads its data with `json(bytes(sys.inputs.data))`. Fonts are the house's own: Tinos has the metrics of
Times New Roman, which Decree 30/2020 asks of official papers, Be Vietnam Pro is the pages' typeface.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import msgspec
import segno
import typst

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts"
FAMILIES = ("tinos", "be-vietnam-pro")
ARCHIVAL = "a-2b"


def pdf(template: Path, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """
    Return the paper that `template` makes of `data` as PDF/A-2b; the same `made_at` gives the same bytes.

    `data` is what `msgspec.json.encode` takes. The templates beside it may be imported. A mistake in the template is a
    defect (`typst.TypstError`).
    """
    return _compile(template, data, "pdf", pdf_standards=[ARCHIVAL], timestamp=int(made_at.timestamp()))


def png(template: Path, data: Mapping[str, Any], *, dots_per_inch: float = 110) -> bytes:
    """Return the first page of the paper as a picture."""
    return _compile(template, data, "png", ppi=dots_per_inch)


def qr(text: str) -> str:
    """Return a QR code (ISO/IEC 18004, correction level M) of `text` as SVG, for the corner of a paper."""
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def scalable_qr(text: str) -> str:
    """Return the QR code with its size as a view box, so that the page sets how large it is."""
    return re.sub(r'width="(\d+)" height="(\d+)"', r'viewBox="0 0 \1 \2"', qr(text), count=1)


def _compile(template: Path, data: Mapping[str, Any], kind: Literal["pdf", "png"], **options: Any) -> bytes:
    compiler = typst.Compiler(input=template, root=template.parent, font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(format=kind, sys_inputs={"data": msgspec.json.encode(data).decode()}, **options)
    if not isinstance(made, bytes):
        raise TypeError("a paper is one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Read the fonts once a process; without them no paper is printed."""
    folders = [FONTS / family for family in FAMILIES]
    missing = [folder.name for folder in folders if not folder.is_dir()]
    if missing:
        raise RuntimeError(f"the fonts {', '.join(missing)} are missing: run `npm ci`")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
