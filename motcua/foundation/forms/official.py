"""
An official paper as a Word document, to be edited before anybody signs it.

The look is that of Decree 30/2020/NĐ-CP, annex I: A4, Times New Roman, the issuing agency on the left and the national
title on the right, the signer on the right and the recipients on the left.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import msgspec
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FACE = "Times New Roman"
_NATION, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
_WIDTH = Mm(210 - 30 - 15)
_HEAD_LEFT, _SIGNER_LEFT = Mm(68), Mm(80)
_BODY, _FIRST_LINE = Pt(14), Mm(10)
_CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


class Part(msgspec.Struct, frozen=True):
    """A part of what was declared: its title (empty: it has none), and what is said in it by label."""

    title: str
    rows: tuple[tuple[str, str], ...]


class OfficialPaper(msgspec.Struct, frozen=True, kw_only=True):
    """
    What an official paper says, each part as it is printed.

    `issuer` are the lines of the agency's name, `above` the agency that it belongs to; `basis` the acts that it rests
    on; `signer` the lines before the signature, such as `TM. ỦY BAN NHÂN DÂN` and `CHỦ TỊCH`. What is not known yet
    stands in square brackets, so that nobody overlooks it.
    """

    above: tuple[str, ...] = ()
    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    title: str
    about: str = ""
    basis: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    facts: tuple[Part, ...] = ()
    closing: tuple[str, ...] = ()
    signer: tuple[str, ...]
    signer_name: str
    recipients: tuple[str, ...] = ()


def docx(paper: OfficialPaper, *, made_at: datetime) -> bytes:
    """Return the paper as a .docx that Word and LibreOffice open."""
    document = Document()
    _set_up(document)
    _name(document, paper, made_at)
    _head(document, paper)
    _line(document, paper.title.upper(), size=Pt(14), bold=True, before=Pt(18), align=_CENTRE)
    if paper.about:
        _line(document, paper.about, size=Pt(14), bold=True, align=_CENTRE)
    for each in paper.basis:
        _line(document, each, italic=True, before=Pt(6), align=_JUSTIFIED, indent=_FIRST_LINE)
    for each in paper.body:
        _line(document, each, before=Pt(6), align=_JUSTIFIED, indent=_FIRST_LINE)
    for part in paper.facts:
        if part.title:
            title = _line(document, part.title, bold=True, before=Pt(6), indent=_FIRST_LINE)
            title.paragraph_format.keep_with_next = True
        for label, value in part.rows:
            _line(document, f"{label}: {value}", before=Pt(3), indent=_FIRST_LINE)
    for each in paper.closing:
        _line(document, each, before=Pt(6), align=_JUSTIFIED, indent=_FIRST_LINE)
    _foot(document, paper)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, _BODY
    faces = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        faces.set(qn(script), FACE)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        faces.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia"):
        language.set(qn(script), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    # The page's number stands above the text, and not on the first page.
    section.different_first_page_header_footer = True
    above = section.header.paragraphs[0]
    above.alignment = _CENTRE
    _page_number(above)


def _page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 -- the library has no word for a field


def _name(document: Any, paper: OfficialPaper, made_at: datetime) -> None:
    known = document.core_properties
    known.title, known.author, known.last_modified_by = paper.title, " ".join(paper.issuer), ""
    known.language, known.comments = "vi-VN", ""
    # The file says moments in UTC without a zone.
    known.created = known.modified = made_at.astimezone(UTC).replace(tzinfo=None)


def _head(document: Any, paper: OfficialPaper) -> None:
    left, right = _columns(document, _HEAD_LEFT)
    for each in paper.above:
        _line(left, each.upper(), size=Pt(12), align=_CENTRE)
    for each in paper.issuer:
        _line(left, each.upper(), size=Pt(12), bold=True, align=_CENTRE)
    _rule(left, Mm(23))
    _line(left, paper.number, size=Pt(13), before=Pt(4), align=_CENTRE)
    _line(right, _NATION, size=Pt(12), bold=True, align=_CENTRE)
    _line(right, _MOTTO, size=Pt(13), bold=True, align=_CENTRE)
    _rule(right, Mm(19))
    _line(right, paper.place_and_date, size=Pt(13), italic=True, before=Pt(4), align=_CENTRE)


def _foot(document: Any, paper: OfficialPaper) -> None:
    _line(document, "", size=Pt(8))
    left, right = _columns(document, _SIGNER_LEFT)
    _line(left, "Nơi nhận:", size=Pt(12), bold=True, italic=True)
    for each in paper.recipients:
        _line(left, f"- {each}", size=Pt(11))
    for each in paper.signer:
        _line(right, each.upper(), size=Pt(14), bold=True, align=_CENTRE)
    for _ in range(4):
        _line(right, "", size=Pt(14), align=_CENTRE)
    _line(right, paper.signer_name, size=Pt(14), bold=True, align=_CENTRE)


def _columns(document: Any, left: Length) -> Sequence[Any]:
    """Return two cells side by side, without lines around them."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    cells = table.rows[0].cells
    for cell, width in zip(cells, (left, Emu(_WIDTH - left)), strict=True):
        cell.width = width
    for column, width in zip(table.columns, (left, Emu(_WIDTH - left)), strict=True):
        column.width = width
    # Both halves stay on one page.
    keep = OxmlElement("w:cantSplit")
    table.rows[0]._tr.get_or_add_trPr().append(keep)  # noqa: SLF001 -- the library has no word for it
    return tuple(cells)


def _line(
    where: Any,
    text: str,
    *,
    size: Length = _BODY,
    bold: bool = False,
    italic: bool = False,
    before: Length | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: Length | None = None,
) -> Paragraph:
    # A cell is born with one empty paragraph, which is the first to be written into.
    fresh = isinstance(where, _Cell) and len(where.paragraphs) == 1 and not where.paragraphs[0].runs
    paragraph: Paragraph = where.paragraphs[0] if fresh else where.add_paragraph()
    run = paragraph.add_run(_printable(text))
    run.font.size, run.bold, run.italic = size, bold, italic
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_before = before
    paragraph.paragraph_format.first_line_indent = indent
    return paragraph


def _printable(text: str) -> str:
    """Leave out what XML has no place for."""
    return "".join(letter for letter in text if letter in "\t\n" or unicodedata.category(letter)[0] != "C")


def _rule(where: Any, inset: Length) -> None:
    """Draw a line under what stands above, shorter on both sides by `inset`."""
    paragraph = where.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.paragraph_format.line_spacing = Pt(2)
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 -- the library has no word for borders
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
