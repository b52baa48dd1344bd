"""Uploads and downloads as a browser sees them."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import RequestFactory
from django.utils import translation

from motcua.foundation.files import doors, holdings, storage, uploads
from motcua.foundation.files.doors import UploadDoor
from motcua.foundation.files.types import NoSuchFile
from motcua.foundation.law.refusals import refuse
from motcua.foundation.sealing import BrokenSealError
from tests.foundation.files.papers import pdf, picture
from tests.foundation.files.scanner import listening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OWNER = "draft/1"
PAPER = pdf(b"<< /Note (" + b"x" * 1_300_000 + b") >>")
SIZE = len(PAPER)
DOOR = UploadDoor(holder=OWNER, address=lambda upload_id: f"/uploads/{upload_id}")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def ask(method, upload_id=None, *, door=DOOR, body=b"", **headers):
    request = RequestFactory().generic(
        method,
        "/uploads",
        body,
        CONTENT_TYPE=headers.pop("content_type", doors.CHUNK_TYPE),
        CONTENT_LENGTH=str(len(body)),
        headers={name.replace("_", "-"): str(value) for name, value in headers.items()},
    )
    return doors.upload(request, door, now=NOW, upload_id=upload_id)


def begin(size=SIZE, name="Giấy chứng sinh.pdf", **options):
    named = "filename " + base64.b64encode(name.encode()).decode()
    return ask("POST", upload_length=size, upload_metadata=named, **options)


def id_of(response):
    return UUID(response["Location"].removeprefix("/uploads/"))


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    said = json.loads(response.content)
    assert said["status"] == response.status_code
    assert said["detail"]
    return said["code"]


def test_an_upload_is_made_filled_and_finished(files):
    begun = begin()
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    upload = id_of(begun)
    part = ask("PATCH", upload, body=PAPER[:700_000], upload_offset=0)
    assert (part.status_code, part["Upload-Offset"]) == (204, "700000")
    here = ask("HEAD", upload)
    assert (here.status_code, here["Upload-Offset"], here["Upload-Length"]) == (200, "700000", str(len(PAPER)))
    assert here["Cache-Control"] == "no-store"
    last = ask("PATCH", upload, body=PAPER[700_000:], upload_offset=700_000)
    assert (last.status_code, last["Upload-Offset"]) == (200, str(len(PAPER)))
    said = json.loads(last.content)["file"]
    assert (said["name"], said["mediaType"], said["pages"]) == ("Giấy chứng sinh.pdf", "application/pdf", 1)
    (kept,) = holdings.held_by(OWNER)
    assert str(kept.id) == said["id"]
    assert b"".join(holdings.open_file(kept.id, OWNER)[1]) == PAPER


def test_a_whole_file_in_one_request_is_taken_too(files):
    assert ask("PATCH", id_of(begin()), body=PAPER, upload_offset=0).status_code == 200


def test_a_last_answer_that_was_lost_is_given_again(files):
    seen = []
    door = UploadDoor(holder=OWNER, address=DOOR.address, finished=lambda kept: seen.append(kept.id) or {"slot": "a"})
    upload = id_of(begin())
    answers = [ask("PATCH", upload, body=PAPER, upload_offset=0, door=door) for _ in range(2)]
    answers.append(ask("PATCH", upload, upload_offset=len(PAPER), door=door))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert json.loads(answers[0].content)["slot"] == "a"
    assert len(set(seen)) == 1


def test_a_room_may_refuse_a_finished_file(files):
    def full(_kept):
        raise refuse("papers-enough", "This paper has enough files.")

    door = UploadDoor(holder=OWNER, address=DOOR.address, finished=full)
    assert problem(ask("PATCH", id_of(begin()), body=PAPER, upload_offset=0, door=door)) == "papers-enough"


def test_a_gap_is_answered_with_the_expected_offset(files):
    upload = id_of(begin())
    early = ask("PATCH", upload, body=bytes(5000), upload_offset=9000)
    assert (early.status_code, early["Upload-Offset"], problem(early)) == (409, "0", "upload-gap")


def test_a_hundred_megabytes_are_refused_before_they_are_sent(files):
    refused = begin(100 * 1024 * 1024, "phim.pdf")
    assert (refused.status_code, problem(refused)) == (413, "file-too-large")
    assert "at most 20 MB" in json.loads(refused.content)["detail"]
    assert ask("OPTIONS")["Tus-Max-Size"] == str(20 * 1024 * 1024)


def test_a_body_longer_than_the_file_is_refused_unread(files):
    class Unread:
        def read(self, *_args):
            raise AssertionError("the body was read")

    upload = id_of(begin(5000))
    request = RequestFactory().generic(
        "PATCH", "/", CONTENT_TYPE=doors.CHUNK_TYPE, headers={"Upload-Offset": "0"}, CONTENT_LENGTH=str(100 * 1024**2)
    )
    request._stream = Unread()
    assert doors.upload(request, DOOR, now=NOW, upload_id=upload).status_code == 413


def test_what_arrived_before_the_connection_broke_is_kept(files):
    class Breaking:
        def __init__(self):
            self.rest = PAPER[:1_200_000]

        def read(self, size):
            if not self.rest:
                raise OSError("connection reset")
            piece, self.rest = self.rest[:size], self.rest[size:]
            return piece

    upload = id_of(begin())
    request = RequestFactory().generic(
        "PATCH", "/", CONTENT_TYPE=doors.CHUNK_TYPE, headers={"Upload-Offset": "0"}, CONTENT_LENGTH=str(len(PAPER))
    )
    request._stream = Breaking()
    answer = doors.upload(request, DOOR, now=NOW, upload_id=upload)
    received = int(answer["Upload-Offset"])
    assert received == 2 * 512 * 1024
    assert ask("PATCH", upload, body=PAPER[received:], upload_offset=received).status_code == 200


@pytest.mark.parametrize(
    ("length", "metadata", "code"),
    [("", "", "upload-malformed"), ("-1", "", "upload-malformed"), ("9" * 40, "", "upload-malformed"),
     ("10", "filename ***", "upload-malformed"), ("0", "", "file-empty")],
)  # fmt: skip
def test_a_malformed_beginning_is_refused(files, length, metadata, code):
    assert problem(ask("POST", upload_length=length, upload_metadata=metadata)) == code


def test_malformed_pieces_are_refused(files):
    upload = id_of(begin())
    assert ask("PATCH", upload, body=b"x", upload_offset=0, content_type="text/plain").status_code == 415
    assert problem(ask("PATCH", upload, body=b"x" * 5000)) == "upload-malformed"
    assert problem(ask("PATCH", upload, body=b"x", upload_offset=0)) == "piece-too-small"
    assert ask("PUT", upload)["Allow"] == "DELETE, HEAD, PATCH"
    assert ask("GET").status_code == 405


def test_a_file_that_lies_is_refused_in_the_language_of_the_page(files):
    lie = picture(size=(300, 300))
    with translation.override("vi"):
        answer = ask("PATCH", id_of(begin(len(lie), "giay.pdf")), body=lie, upload_offset=0)
    assert (answer.status_code, problem(answer)) == (422, "file-lies")
    assert holdings.held_by(OWNER) == ()


def test_an_upload_of_another_holder_or_a_cancelled_one_is_gone(files):
    upload = id_of(begin())
    stranger = UploadDoor(holder="draft/2", address=DOOR.address)
    assert ask("HEAD", upload, door=stranger).status_code == 404
    assert ask("DELETE", upload).status_code == 204
    assert problem(ask("PATCH", upload, body=PAPER, upload_offset=0)) == "upload-gone"
    assert ask("HEAD", uuid4()).status_code == 404


def test_while_the_scanner_is_away_the_browser_is_asked_to_come_back(files):
    with listening() as address:
        pass
    storage.configure(folder=files.root, scanner=address)
    upload = id_of(begin())
    away = ask("PATCH", upload, body=PAPER, upload_offset=0)
    assert (away.status_code, away["Retry-After"], problem(away)) == (503, "30", "scan-unavailable")
    storage.configure(folder=files.root)
    assert ask("PATCH", upload, upload_offset=len(PAPER)).status_code == 200


def shown(kept, method="GET", *, attachment=False, **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    return doors.download(request, kept.id, OWNER, attachment=attachment)


@pytest.fixture
def kept(files):
    return uploads.take(OWNER, "Giấy chứng sinh.pdf", len(PAPER), [PAPER], NOW)


def test_a_file_is_shown_in_place_and_cannot_do_harm_there(kept):
    answer = shown(kept)
    assert b"".join(answer.streaming_content) == PAPER
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(PAPER)))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''Gi%E1%BA%A5y%20ch%E1%BB%A9ng%20sinh.pdf"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_picture_and_everything_saved_is_in_a_sandbox(kept):
    image = uploads.take(OWNER, "a.png", len(picture("PNG")), [picture("PNG")], NOW)
    for answer in (shown(image), shown(kept, attachment=True)):
        assert "sandbox" in answer["Content-Security-Policy"]
        answer.close()
    assert shown(kept, attachment=True)["Content-Disposition"].startswith("attachment; filename*=")


@pytest.mark.parametrize(
    ("asked", "start", "stop"), [("bytes=0-99", 0, 100), ("bytes=65530-131080", 65530, 131_081), ("bytes=-5", -5, None)]
)
def test_a_viewer_may_ask_for_a_part(kept, asked, start, stop):
    answer = shown(kept, Range=asked)
    part = PAPER[start:stop]
    assert b"".join(answer.streaming_content) == part
    begins = start if start >= 0 else len(PAPER) + start
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {begins}-{begins + len(part) - 1}/{len(PAPER)}"
    assert answer["Content-Length"] == str(len(part))


def test_a_part_behind_the_end_is_refused_and_an_older_copy_is_sent_anew(kept):
    outside = shown(kept, Range="bytes=9999999-")
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{len(PAPER)}")
    anew = shown(kept, **{"Range": "bytes=0-9", "If-Range": '"x"'})
    assert anew.status_code == 200
    anew.close()


def test_asking_for_the_head_opens_nothing(kept):
    assert (shown(kept, "HEAD")["Content-Length"], shown(kept, "HEAD").content) == (str(len(PAPER)), b"")


def open_files(folder):
    """The files below a folder that this process has open."""
    seen = (handle.resolve() for handle in Path("/proc/self/fd").iterdir())
    return [place for place in seen if place.is_relative_to(folder.resolve())]


@pytest.mark.parametrize("read", [0, 1, 2])
def test_an_answer_that_is_closed_unread_lets_go_of_the_file_at_once(kept, files, read):
    answer = shown(kept)
    assert len(open_files(files.root)) == 1
    pieces = iter(answer.streaming_content)
    for _ in range(read):
        next(pieces)
    answer.close()
    assert open_files(files.root) == []


def test_an_answer_that_is_read_to_its_end_lets_go_of_the_file(kept, files):
    answer = shown(kept)
    assert b"".join(answer.streaming_content) == PAPER
    assert open_files(files.root) == []


def test_a_stranger_finds_nothing_and_damage_shows_before_the_answer_begins(kept, files):
    with pytest.raises(NoSuchFile):
        doors.download(RequestFactory().get("/"), kept.id, "draft/2")
    (place,) = (path for path in (files.root / "kept").rglob("*") if path.is_file())
    place.write_bytes(b"\x00" * place.stat().st_size)
    with pytest.raises(BrokenSealError):
        shown(kept)
