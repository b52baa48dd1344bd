"""A file is what its content is; one that lies, is broken or runs a program is refused with what to do about it."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.files.sniffing import examine
from motcua.foundation.files.types import LIMITS, Flag, Limits, MediaType
from motcua.foundation.law.refusals import Refused
from tests.foundation.files.papers import packed, pdf, picture


def code_of(name: str, content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as raised:
        examine(name, content, limits)
    refusal = raised.value.refusal
    assert refusal.message % refusal.values
    return refusal.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_tells_its_size(kind):
    facts = examine("giay-chung-sinh", picture(kind, (32, 20)), LIMITS)
    assert (facts.media_type.name, facts.width, facts.height) == (kind, 32, 20)


def test_a_progressive_picture_is_taken():
    assert examine("a.jpg", picture(progressive=True), LIMITS).media_type is MediaType.JPEG


def test_a_pdf_tells_its_pages():
    facts = examine("giấy chứng sinh.pdf", pdf(b"<< /Type /Page >>"), LIMITS)
    assert facts.media_type is MediaType.PDF
    assert facts.pages == 2
    assert facts.flags == ()


def test_pictures_may_go_under_each_others_names():
    assert examine("anh.png", picture("JPEG"), LIMITS).media_type is MediaType.JPEG
    assert examine("anh.JPG", picture("PNG"), LIMITS).media_type is MediaType.PNG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("giay.pdf", picture("JPEG")),
        ("anh.jpg", pdf()),
        ("giay.pdf", b"MZ\x90\x00" + bytes(300)),
        ("anh.png", b"<html><script>alert(1)</script></html>"),
        ("giay.pdf", b"PK\x03\x04" + bytes(300)),
        ("giay.pdf", b"plain text"),
    ],
)
def test_a_file_that_lies_about_its_type_is_refused(name, content):
    assert code_of(name, content) == "file-lies"


def test_other_kinds_are_refused_with_what_to_send_instead():
    assert code_of("giay.docx", b"PK\x03\x04" + bytes(300)) == "type-not-taken"
    assert code_of("no-ending", b"plain text") == "type-not-taken"
    heic = struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(64)
    assert code_of("IMG_0001.HEIC", heic) == "type-heic"
    assert code_of("IMG_0001.jpg", heic) == "type-heic"


@given(cut=st.integers(20, 400))
def test_a_picture_cut_short_is_refused(cut):
    for kind in ("JPEG", "PNG"):
        whole = picture(kind, (64, 64))
        assert code_of("anh.jpg", whole[:-cut] if cut < len(whole) - 40 else whole[:40]) == "file-broken"


def test_a_progressive_picture_cut_short_is_refused():
    assert code_of("anh.jpg", picture(progressive=True, size=(64, 64))[:-60]) == "file-broken"


def test_a_pdf_cut_short_is_refused():
    assert code_of("giay.pdf", pdf()[:-30]) == "file-broken"


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked():
    assert code_of("anh.png", picture("PNG", (100, 100)), Limits(pixels=9_999)) == "picture-too-large"
    for side in (10_000, 60_000):  # Pillow warns of the first and stops at the second by itself
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        chunk = b"IHDR" + header
        bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        assert code_of("anh.png", bomb + picture("PNG")[33:]) == "picture-too-large"


@pytest.mark.parametrize(
    "part",
    [
        b"<< /S /JavaScript /JS (app.alert(1)) >>",
        b"<< /S /Launch /F (cmd.exe) >>",
        b"<< /S /J#61vaScript >>",
        packed(b"9 0 << /S /JavaScript /JS (x) >>"),
        packed(b"9 0 << /S /JavaScript >>", kind=b"/Type/Obj#53tm ", filters=b"[ /FlateDecode ]"),
    ],
)
def test_a_pdf_that_carries_a_program_is_refused(part):
    assert code_of("giay.pdf", pdf(part)) == "pdf-with-program"


def test_a_pdf_whose_objects_cannot_be_looked_into_is_refused():
    hidden = packed(b"x", filters=b"[/ASCIIHexDecode /FlateDecode]")
    assert code_of("giay.pdf", pdf(hidden)) == "file-broken"
    assert code_of("giay.pdf", pdf(packed(bytes(17 * 1024 * 1024)))) == "file-broken"


def test_words_inside_a_pages_own_stream_are_no_program():
    assert examine("giay.pdf", pdf(packed(b"/JavaScript", kind=b"")), LIMITS).flags == ()
    assert examine("giay.pdf", pdf(b"<< /JSONLike 1 /LaunchPad 2 >>"), LIMITS).flags == ()


def test_a_pdf_under_a_password_or_with_files_inside_is_taken_and_flagged():
    locked = examine("giay.pdf", pdf(trailer=b"/Encrypt 9 0 R "), LIMITS)
    assert (locked.flags, locked.pages) == ((Flag.ENCRYPTED,), 0)
    assert examine("giay.pdf", pdf(b"<< /EmbeddedFiles 1 >>"), LIMITS).flags == (Flag.ATTACHMENTS,)


@given(content=st.binary(max_size=200), name=st.text(max_size=20))
def test_any_bytes_under_any_name_are_taken_or_refused_and_nothing_else(content, name):
    for body in (content, b"%PDF-1.4" + content, b"\xff\xd8\xff" + content, b"\x89PNG\r\n\x1a\n" + content):
        try:
            assert examine(name, body, LIMITS).media_type in MediaType
        except Refused:
            continue
