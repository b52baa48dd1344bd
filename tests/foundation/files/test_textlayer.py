"""The words inside files are read, within limits, and a stamped file is gone as if it had never come."""

import time
from datetime import UTC, datetime
from io import BytesIO

import pytest
import typst
from django.db import connection
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, StreamObject

from motcua.foundation.files import textlayer, uploads
from motcua.foundation.files.types import Facts, Flag, MediaType
from motcua.foundation.secrecy.stopping import Place, StateSecret
from tests.foundation.files.papers import picture

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OWNER = "draft/1"


def printed(*lines: str, title: str = "") -> bytes:
    head = f'#set document(title: "{title}")\n' if title else ""
    return typst.compile((head + "\n\n".join(lines)).encode())


def written(paper: PdfWriter) -> bytes:
    made = BytesIO()
    paper.write(made)
    return made.getvalue()


def stopped(call, *args) -> Place:
    with pytest.raises(StateSecret) as raised:
        call(*args)
    return raised.value.place


def of_pdf(content: bytes) -> Facts:
    return textlayer.screened(content, Facts(media_type=MediaType.PDF))


def test_a_stamp_in_the_text_of_a_pdf_is_read():
    assert stopped(of_pdf, printed("ỦY BAN NHÂN DÂN", "TỐI MẬT", "Kế hoạch số 12")) is Place.FILE_TEXT


def test_a_stamp_on_a_later_page_is_read():
    assert stopped(of_pdf, printed("Trang một", "#pagebreak()", "MẬT")) is Place.FILE_TEXT


def test_a_title_that_says_so_is_read():
    assert stopped(of_pdf, printed("Kế hoạch", title="Tuyệt mật")) is Place.FILE_DETAILS


def test_a_stamp_laid_over_the_page_is_read():
    paper = PdfWriter(BytesIO(printed("Kế hoạch")))
    paper.add_annotation(0, FreeText(text="TUYỆT MẬT", rect=(0, 0, 99, 99)))
    assert stopped(of_pdf, written(paper)) is Place.FILE_TEXT


def test_an_ordinary_pdf_passes_whole():
    assert of_pdf(printed("Giấy khai sinh", "Chính sách bảo mật", "Mật độ xây dựng")).flags == ()


def test_what_cannot_be_read_is_flagged_and_taken():
    assert of_pdf(b"%PDF-1.7 nothing of a PDF").flags == (Flag.TEXT_UNREAD,)


def test_a_bomb_costs_seconds_and_no_more():
    paper = PdfWriter()
    bomb = StreamObject()
    bomb.set_data(b"(a) Tj " * 20_000_000)
    paper.add_blank_page(99, 99)[NameObject("/Contents")] = paper._add_object(bomb.flate_encode())
    content = written(paper)
    begun = time.monotonic()
    assert of_pdf(content).flags in {(), (Flag.TEXT_UNREAD,)}
    assert time.monotonic() - begun < textlayer.PATIENCE_SECONDS + 5


@pytest.mark.parametrize("said", ["TỐI MẬT", "[Mật] bản đồ"])
def test_a_remark_in_a_picture_is_read(said):
    exif = Image.Exif()
    exif[0x9C9B] = said.encode("utf-16-le")  # XPTitle
    content = picture(exif=exif)
    assert stopped(textlayer.screened, content, Facts(media_type=MediaType.JPEG)) is Place.FILE_DETAILS


def test_a_picture_of_a_phone_passes():
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = "Apple", "mat truoc"
    assert textlayer.screened(picture(exif=exif), Facts(media_type=MediaType.JPEG)).flags == ()


def test_a_file_with_such_a_name_is_stopped_before_its_first_byte(files):
    assert stopped(uploads.begin_upload, OWNER, "cong van TOI MAT.pdf", 10, NOW) is Place.FILE_NAME
    assert rows() == (0, 0)


def test_nothing_is_left_of_a_stopped_file(files):
    content = printed("MẬT", "Kế hoạch")
    assert stopped(uploads.take, OWNER, "ke-hoach.pdf", len(content), [content], NOW) is Place.FILE_TEXT
    assert rows() == (0, 0)
    assert [path for path in files.root.rglob("*") if path.is_file()] == []


def test_the_refusal_repeats_neither_name_nor_content(files):
    with pytest.raises(StateSecret) as raised:
        uploads.begin_upload(OWNER, "ke hoach xyz TOI MAT.pdf", 10, NOW)
    said = str(raised.value.refusal)
    assert "xyz" not in said
    assert raised.value.refusal.sources


def test_what_the_house_prints_is_not_read(files):
    content = printed("MẬT")
    assert uploads.take(OWNER, "ket-qua.pdf", len(content), [content], NOW, is_ours=True).size == len(content)


def rows() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM files_upload), (SELECT count(*) FROM files_file)")
        return cursor.fetchone()
