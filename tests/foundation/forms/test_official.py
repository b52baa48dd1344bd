"""An official paper as a Word document, laid out as Decree 30/2020 asks, and the words of two of them compared."""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.files.docx_words import paragraphs
from motcua.foundation.files.sniffing import examine
from motcua.foundation.files.types import DRAFTS, MediaType
from motcua.foundation.forms.comparing import MOST_COMPARED, Fate, difference, folded
from motcua.foundation.forms.official import OfficialPaper, Part, docx

MADE_AT = datetime(2026, 11, 28, 2, tzinfo=UTC)
PAPER = OfficialPaper(
    issuer=("Ủy ban nhân dân", "phường Sài Gòn"),
    number="Số: ………/………",
    place_and_date="Phường Sài Gòn, ngày … tháng … năm 2026",
    title="Giấy khai sinh",
    basis=("Căn cứ Luật Hộ tịch số 60/2014/QH13;",),
    body=("Ủy ban nhân dân phường Sài Gòn chấp thuận:",),
    facts=(Part("Trẻ", (("Họ, chữ đệm, tên", "Nguyễn Thị Thuỳ Dương\x0b"),)),),
    signer=("TM. Ủy ban nhân dân", "Chủ tịch"),
    signer_name="Nguyễn Hữu Thành",
    recipients=("Trần Thị Mai;", "Lưu: VT."),
)


def opened():
    return Document(BytesIO(docx(PAPER, made_at=MADE_AT)))


def test_the_page_is_that_of_the_decree():
    """Annex I: A4, above and below 20–25 mm, left 30–35 mm, right 15–20 mm, Times New Roman."""
    document = opened()
    page = document.sections[0]
    assert [round(each / Mm(1)) for each in (page.page_width, page.page_height)] == [210, 297]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [20, 20, 30, 15]
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert (document.core_properties.title, document.core_properties.author) == (
        "Giấy khai sinh", "Ủy ban nhân dân phường Sài Gòn",
    )  # fmt: skip


def test_every_part_stands_in_it_in_order():
    said = paragraphs(docx(PAPER, made_at=MADE_AT))
    assert said == (
        "ỦY BAN NHÂN DÂN", "PHƯỜNG SÀI GÒN", "Số: ………/………", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Phường Sài Gòn, ngày … tháng … năm 2026", "GIẤY KHAI SINH",
        "Căn cứ Luật Hộ tịch số 60/2014/QH13;", "Ủy ban nhân dân phường Sài Gòn chấp thuận:", "Trẻ",
        "Họ, chữ đệm, tên: Nguyễn Thị Thuỳ Dương", "Nơi nhận:", "- Trần Thị Mai;", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Hữu Thành",
    )  # fmt: skip


def test_what_we_write_is_what_we_take():
    assert examine("du-thao.docx", docx(PAPER, made_at=MADE_AT), DRAFTS).media_type is MediaType.DOCX


def test_a_replaced_paragraph_is_removed_and_added():
    lines = difference(("Điều 1", "Sinh tại Quận 1", "Điều 3"), ("Điều 1", "Sinh tại Quận 3", "Điều 3", "Điều 4"))
    assert [(line.fate, line.text) for line in lines] == [
        (Fate.KEPT, "Điều 1"), (Fate.REMOVED, "Sinh tại Quận 1"), (Fate.ADDED, "Sinh tại Quận 3"), (Fate.KEPT, "Điều 3"),
        (Fate.ADDED, "Điều 4"),
    ]  # fmt: skip


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(before=TEXTS, after=TEXTS)
def test_the_difference_tells_both_versions_whole(before, after):
    lines = difference(before, after)
    assert [line.text for line in lines if line.fate is not Fate.ADDED] == before
    assert [line.text for line in lines if line.fate is not Fate.REMOVED] == after
    if before == after:
        assert all(line.fate is Fate.KEPT for line in lines)


def test_what_is_the_same_and_far_from_a_change_is_folded_up():
    before = [str(number) for number in range(20)]
    lines = difference(before, [*before[:10], "x", *before[11:]])
    stretches = folded(lines)
    assert [(is_far, len(stretch)) for is_far, stretch in stretches] == [(True, 8), (False, 6), (True, 7)]
    assert [line for _, stretch in stretches for line in stretch] == list(lines)


def test_what_is_too_long_to_compare_is_shown_as_a_whole():
    before = [str(number) for number in range(MOST_COMPARED)]
    lines = difference(before, ["x"])
    assert (lines[0].fate, lines[-1]) == (Fate.REMOVED, difference((), ("x",))[0])
