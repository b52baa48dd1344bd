"""A Word document is taken where a draft is asked for, and only when nothing in it acts, hides or calls outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.files import docx as words
from motcua.foundation.files.sniffing import examine
from motcua.foundation.files.types import DRAFTS, LIMITS, MediaType
from motcua.foundation.law.refusals import Refused
from tests.foundation.files.papers import pdf, picture
from tests.foundation.files.words import changed, docx, with_field, with_part, with_relation

DRAFT = docx("Giấy khai sinh", "Họ tên: Nguyễn Văn A")
TYPES = "[Content_Types].xml"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def code_of(content, name="du-thao.docx", limits=DRAFTS):
    with pytest.raises(Refused) as raised:
        examine(name, content, limits)
    refusal = raised.value.refusal
    assert refusal.message % refusal.values
    return refusal.code


def test_a_word_document_is_a_draft_and_no_paper():
    assert examine("du-thao.docx", DRAFT, DRAFTS).media_type is MediaType.DOCX
    assert examine("du-thao", DRAFT, DRAFTS).media_type is MediaType.DOCX
    assert code_of(DRAFT, limits=LIMITS) == "type-not-taken"
    assert code_of(DRAFT, "giay.pdf", LIMITS) == "file-lies"


@pytest.mark.parametrize("content", [pdf(), picture(), b"PK\x03\x04" + bytes(300), b"plain text"])
def test_what_is_no_word_document_is_no_draft(content):
    assert code_of(content) == "not-a-docx"


def test_a_document_that_was_cut_off_is_broken():
    assert code_of(DRAFT[:2000]) == "docx-broken"


def test_an_older_or_locked_document_says_what_to_do():
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "docx-locked"


def test_a_document_under_the_name_of_a_pdf_lies():
    assert code_of(DRAFT, "du-thao.pdf") == "file-lies"


@pytest.mark.parametrize(
    "content",
    [
        with_part(DRAFT, "word/vbaProject.bin", b"\xd0\xcf"),
        changed(DRAFT, TYPES, WORD, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
@pytest.mark.parametrize("name", ["du-thao.docx", "du-thao.docm"])
def test_a_document_with_macros_is_refused(content, name):
    assert code_of(content, name) == "docx-with-program"


@pytest.mark.parametrize(
    "content",
    [
        with_relation(DRAFT, b"attachedTemplate", b"file:///C:/mau.dotm"),
        with_relation(DRAFT, b"attachedTemplate", b"https://example.org/mau.dotm"),
        with_relation(DRAFT, b"image", b"https://example.org/dau.png"),
        with_relation(DRAFT, b"hyperlink", b"file://example.org/chia-se"),
        with_relation(DRAFT, b"hyperlink", rb"\\example.org\chia-se"),
        with_field(DRAFT, 'INCLUDEPICTURE "https://example.org/dau.png"'),
        with_field(DRAFT, " DD", "EAUTO c:\\\\cmd.exe"),
    ],
)
def test_a_document_that_fetches_something_is_refused(content):
    assert code_of(content) == "docx-calls-outside"


@pytest.mark.parametrize(
    "content",
    [
        with_part(DRAFT, "word/embeddings/oleObject1.bin", b"\xd0\xcf"),
        with_relation(DRAFT, b"oleObject", b"embeddings/x.bin", external=False),
        with_relation(DRAFT, b"aFChunk", b"chunk.html", external=False),
        changed(DRAFT, "word/document.xml", b"<w:sectPr", b"<w:p><w:r><w:object/></w:r></w:p><w:sectPr"),
        changed(DRAFT, "word/document.xml", b"<w:sectPr", b"<w:altChunk/><w:sectPr"),
    ],
)
def test_a_document_with_another_file_inside_is_refused(content):
    assert code_of(content) == "docx-with-objects"


@pytest.mark.parametrize(
    "content",
    [
        with_relation(DRAFT, b"hyperlink", b"https://example.org/"),
        with_relation(DRAFT, b"hyperlink", b"mailto:phuong@example.org"),
        with_field(DRAFT, "PAGE"),
        with_field(DRAFT, 'HYPERLINK "https://example.org/link"'),
    ],
)
def test_a_link_that_is_only_followed_by_a_press_may_stand_in_it(content):
    assert examine("du-thao.docx", content, DRAFTS).media_type is MediaType.DOCX


def test_a_field_is_found_whatever_its_part_is_called():
    part = b'<?xml version="1.0"?><w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    part += b'<w:fldSimple w:instr="INCLUDETEXT x"/></w:hdr>'
    assert code_of(with_part(DRAFT, "word/hinh.png", part)) == "docx-calls-outside"


def test_entities_and_broken_parts_are_refused():
    entity = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    assert code_of(with_part(DRAFT, "word/them.xml", entity)) == "docx-broken"
    assert code_of(with_part(DRAFT, "word/them.xml", b"<d>")) == "docx-broken"


def test_what_unfolds_to_too_much_is_refused_before_it_does(monkeypatch):
    monkeypatch.setattr(words, "MOST_PARTS", 20)
    bomb = DRAFT
    for number in range(20):
        bomb = with_part(bomb, f"word/media/{number}.png", b"x")
    assert code_of(bomb) == "docx-too-large"
    monkeypatch.setattr(words, "MOST_UNFOLDED", 1_000_000)
    assert code_of(with_part(DRAFT, "word/media/1.png", bytes(1_000_001))) == "docx-too-large"


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_draft_or_refused_and_nothing_else(content):
    half = len(DRAFT) // 2
    for body in (content, b"PK\x03\x04" + content, DRAFT + content, DRAFT[:half] + content + DRAFT[half:]):
        try:
            assert examine("du-thao.docx", body, DRAFTS).media_type is MediaType.DOCX
        except Refused:
            continue
