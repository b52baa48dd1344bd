"""A plain form's files are held in memory, and a file that is too large costs nothing but its own refusal."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from motcua.foundation.files import holdings, posted
from motcua.foundation.files.posted import MemoryHandler, take_posted
from motcua.foundation.files.types import LIMITS
from motcua.foundation.law.refusals import Refused
from tests.foundation.files.papers import pdf

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MEGABYTE = 1024 * 1024


def post(**files):
    request = RequestFactory().post("/", {"child.name": "Nguyễn Ẫm", **files})
    request.upload_handlers = [MemoryHandler(request)]
    return request


def test_a_posted_file_is_kept(files):
    paper = pdf(b"<< /Note (" + b"x" * 1_000_000 + b") >>")
    request = post(paper=SimpleUploadedFile("Giấy chứng sinh.pdf", paper))
    kept = take_posted("draft/1", request.FILES["paper"], NOW)
    assert kept.name == "Giấy chứng sinh.pdf"
    assert b"".join(holdings.open_file(kept.id, "draft/1")[1]) == paper


def test_a_file_of_many_megabytes_is_let_go_and_refused_and_what_was_typed_is_still_there(files):
    request = post(film=SimpleUploadedFile("phim.pdf", bytes(30 * MEGABYTE)), paper=SimpleUploadedFile("a.pdf", pdf()))
    assert request.POST["child.name"] == "Nguyễn Ẫm"
    film = request.FILES["film"]
    assert (film.size, film.was_let_go, film.read()) == (30 * MEGABYTE, True, b"")
    with pytest.raises(Refused) as raised:
        take_posted("draft/1", film, NOW)
    assert raised.value.refusal.code == "file-too-large"
    assert raised.value.refusal.values["size"] == 30
    assert take_posted("draft/1", request.FILES["paper"], NOW).pages == 1


def test_many_files_in_one_form_hold_no_more_than_the_form_may(files):
    each = LIMITS.file_bytes - 10
    request = post(**{f"paper{number}": SimpleUploadedFile(f"{number}.pdf", bytes(each)) for number in range(4)})
    kept = [file.was_let_go for file in request.FILES.values()]
    assert kept == [False, False, False, True]
    with pytest.raises(Refused) as raised:
        take_posted("draft/1", request.FILES["paper3"], NOW)
    assert raised.value.refusal.code == "form-too-large"
    assert posted.MOST_BYTES_OF_A_FORM == 60 * MEGABYTE


def test_an_empty_posted_file_is_refused(files):
    request = post(paper=SimpleUploadedFile("a.pdf", b""))
    with pytest.raises(Refused) as raised:
        take_posted("draft/1", request.FILES["paper"], NOW)
    assert raised.value.refusal.code == "file-empty"
