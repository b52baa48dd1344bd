"""The words of a Word document: those that are compared, and all those in which a stamp may stand."""

import pytest

from motcua.foundation.files import textlayer
from motcua.foundation.files.docx_words import everything, paragraphs
from motcua.foundation.files.types import Facts, MediaType
from motcua.foundation.secrecy.stopping import Place, StateSecret
from tests.foundation.files import words

BOX = (
    b"<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent><w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    b"</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>Kinh gui</w:t></w:r></w:p>"
)
WATERMARK = b"<w:p><w:r><w:pict><v:textpath xmlns:v='urn:schemas-microsoft-com:vml' string='%s'/></w:pict></w:r></w:p>"
STRUCK = b"<w:p><w:del><w:r><w:delText>%s</w:delText></w:r></w:del></w:p>"
DRAWN = (
    b"<w:p><a:p xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:r><a:t>%s</a:t></a:r></a:p></w:p>"
)
BROKEN_LINE = b"<w:p><w:r><w:t>Ke hoach</w:t><w:br/><w:t>%s</w:t></w:r></w:p>"


def holding(markup: bytes) -> bytes:
    return words.changed(words.docx("Giấy khai sinh"), "word/document.xml", b"<w:sectPr", markup + b"<w:sectPr")


def screened(content: bytes) -> Facts:
    return textlayer.screened(content, Facts(media_type=MediaType.DOCX))


def test_words_of_headers_tables_and_notes_are_compared_and_struck_out_ones_are_not():
    draft = words.docx("Một", "", "Hai")
    struck = b"<w:p><w:ins><w:r><w:t>Ba</w:t></w:r></w:ins><w:del><w:r><w:delText>Cu</w:delText></w:r></w:del></w:p>"
    draft = words.changed(draft, "word/document.xml", b"<w:sectPr", struck + b"<w:sectPr")
    assert paragraphs(draft) == ("Một", "Hai", "Ba")
    assert "Cu" in everything(draft)[0].split("\n")


@pytest.mark.parametrize(
    "markup", [BOX, WATERMARK, STRUCK, DRAWN, BROKEN_LINE], ids=["box", "watermark", "struck", "drawn", "line"]
)
def test_a_stamp_is_found_wherever_it_stands(markup):
    with pytest.raises(StateSecret) as raised:
        screened(holding(markup % "TUYỆT MẬT".encode()))
    assert raised.value.place is Place.FILE_TEXT


def test_a_title_of_the_file_that_says_so_is_found():
    content = words.changed(words.docx("Kế hoạch"), "docProps/core.xml", b"</cp:coreProperties>",
                            "<cp:category>TUYỆT MẬT</cp:category></cp:coreProperties>".encode())  # fmt: skip
    with pytest.raises(StateSecret) as raised:
        screened(content)
    assert raised.value.place is Place.FILE_DETAILS


@pytest.mark.parametrize(
    "markup", [BOX, WATERMARK, STRUCK, DRAWN, BROKEN_LINE], ids=["box", "watermark", "struck", "drawn", "line"]
)
def test_an_ordinary_document_passes_as_read(markup):
    assert screened(holding(markup % "Bảo mật thông tin".encode())).flags == ()
