"""An upload arrives in any pieces, in spite of retries, and is never on disk unsealed."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.foundation.files import holdings, storage, uploads
from motcua.foundation.files.types import Limits, MediaType, NoSuchUpload, Scan, UploadGap
from motcua.foundation.law.refusals import Refused
from tests.foundation.files.papers import pdf, picture
from tests.foundation.files.scanner import EICAR, SmallDaemon, listening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OWNER = "draft/1"
DUST = Limits(least_piece_bytes=1)
PAPER = pdf(b"<< /Note (" + bytes(range(48, 127)) * 50 + b") >>")


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as raised:
        call(*args, **kwargs)
    return raised.value.refusal


def content(file_id, holder=OWNER):
    return b"".join(holdings.open_file(file_id, holder)[1])


def test_a_file_sent_in_pieces_is_kept_whole(files):
    begun = uploads.begin_upload(OWNER, "Giấy chứng sinh.pdf", len(PAPER), NOW)
    assert (begun.received, begun.expires_at) == (0, NOW + timedelta(hours=24))
    half = len(PAPER) // 2
    assert half >= 1000
    assert uploads.write_chunk(begun.id, OWNER, 0, PAPER[:half], limits=DUST).received == half
    assert uploads.upload(begun.id, OWNER).received == half
    assert uploads.write_chunk(begun.id, OWNER, half, PAPER[half:]).is_complete
    kept = uploads.finish(begun.id, OWNER, NOW)
    assert (kept.name, kept.media_type, kept.size) == ("Giấy chứng sinh.pdf", MediaType.PDF, len(PAPER))
    assert (kept.pages, kept.scan, kept.created_at) == (1, Scan.NOT_SCANNED, NOW)
    assert holdings.view(kept.id, OWNER) == kept
    assert content(kept.id) == PAPER


@given(sent=st.lists(st.tuples(st.integers(-4000, 2000), st.integers(0, 3000)), max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cuts_retries_and_overlaps_give_the_same_file(files, sent):
    """Each pair is where a piece begins, counted from what has arrived, and how long it is."""
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    received = 0
    for shift, length in (*sent, *[(0, 1500)] * 3):
        offset = max(0, received + shift)
        chunk = PAPER[offset : offset + length]
        if offset > received:
            with pytest.raises(UploadGap) as raised:
                uploads.write_chunk(begun.id, OWNER, offset, chunk, limits=DUST)
            assert raised.value.expected == received
        else:
            here = uploads.write_chunk(begun.id, OWNER, offset, chunk, limits=DUST)
            assert here.received == max(received, offset + len(chunk))
            received = here.received
    assert received == len(PAPER)
    assert content(uploads.finish(begun.id, OWNER, NOW).id) == PAPER


def test_finishing_again_returns_the_same_file(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, OWNER, 0, PAPER)
    kept = uploads.finish(begun.id, OWNER, NOW)
    assert uploads.finish(begun.id, OWNER, NOW) == kept
    assert uploads.write_chunk(begun.id, OWNER, 0, PAPER).file_id == kept.id
    assert holdings.held_by(OWNER) == (kept,)


def test_nothing_readable_is_written_at_any_time(files):
    name = "Nguyen Van An khai sinh.pdf"
    begun = uploads.begin_upload(OWNER, name, len(PAPER), NOW)
    secret = PAPER[200:232]

    def everything():
        for path in files.root.rglob("*"):
            if path.is_file():
                yield path.read_bytes()
        with connection.cursor() as cursor:
            for table in ("files_upload", "files_file", "files_wrapping", "files_leftover"):
                cursor.execute(f"SELECT t::text FROM {table} t")
                for (row,) in cursor.fetchall():
                    yield row.encode()

    uploads.write_chunk(begun.id, OWNER, 0, PAPER[:-10], limits=DUST)
    seen = list(everything())
    assert len(seen) == 2
    uploads.write_chunk(begun.id, OWNER, len(PAPER) - 10, PAPER[-10:])
    uploads.finish(begun.id, OWNER, NOW)
    for stored in (*seen, *everything()):
        for word in (secret, secret.hex().encode(), b"Nguyen Van An", b"Nguyen Van An".hex().encode()):
            assert word not in stored


def test_a_piece_that_comes_too_early_is_told_where_to_go_on(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", 20_000, NOW)
    uploads.write_chunk(begun.id, OWNER, 0, bytes(5000))
    with pytest.raises(UploadGap) as raised:
        uploads.write_chunk(begun.id, OWNER, 9000, bytes(5000))
    assert raised.value.expected == 5000
    with pytest.raises(UploadGap):
        uploads.finish(begun.id, OWNER, NOW)


def test_other_bytes_at_the_same_place_are_refused(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", 20_000, NOW)
    uploads.write_chunk(begun.id, OWNER, 0, bytes(5000))
    assert refusal(uploads.write_chunk, begun.id, OWNER, 0, b"\x01" * 5000).code == "upload-differs"
    assert refusal(uploads.write_chunk, begun.id, OWNER, 4999, b"\x01" * 5000).code == "upload-differs"
    assert uploads.upload(begun.id, OWNER).received == 5000


def test_more_than_the_declared_size_and_dust_are_refused(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", 20_000, NOW)
    assert refusal(uploads.write_chunk, begun.id, OWNER, 0, bytes(20_001)).code == "upload-overflows"
    assert refusal(uploads.write_chunk, begun.id, OWNER, 0, b"x").code == "piece-too-small"
    with pytest.raises(ValueError, match="at most"):
        uploads.write_chunk(begun.id, OWNER, 0, bytes(600_000))


def test_a_hundred_megabytes_are_refused_before_any_byte_with_the_limit(files):
    refused = refusal(uploads.begin_upload, OWNER, "phim.pdf", 100 * 1024 * 1024, NOW)
    assert refused.code == "file-too-large"
    assert refused.values == {"name": "phim.pdf", "size": 100, "limit": 20}
    assert refusal(uploads.begin_upload, OWNER, "a.pdf", 0, NOW).code == "file-empty"
    assert uploads.begin_upload(OWNER, "a.pdf", 30_000_000, NOW, limits=Limits(file_bytes=30_000_000))


def test_too_many_uploads_at_once_are_refused_until_some_have_expired(files):
    few = Limits(uploads_at_once=2)
    for name in ("a.pdf", "b.pdf"):
        uploads.begin_upload(OWNER, name, 10, NOW, limits=few)
    assert refusal(uploads.begin_upload, OWNER, "c.pdf", 10, NOW, limits=few).code == "too-many-uploads"
    uploads.begin_upload("draft/2", "c.pdf", 10, NOW, limits=few)
    uploads.begin_upload(OWNER, "c.pdf", 10, NOW + timedelta(hours=25), limits=few)


def test_another_owner_has_no_such_upload(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    for call in (
        lambda: uploads.upload(begun.id, "draft/2"),
        lambda: uploads.write_chunk(begun.id, "draft/2", 0, PAPER),
        lambda: uploads.finish(begun.id, "draft/2", NOW),
        lambda: uploads.cancel(begun.id, "draft/2"),
        lambda: uploads.upload(uuid4(), OWNER),
    ):
        with pytest.raises(NoSuchUpload):
            call()


def test_a_cancelled_upload_leaves_nothing(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, OWNER, 0, PAPER)
    uploads.cancel(begun.id, OWNER)
    with pytest.raises(NoSuchUpload):
        uploads.upload(begun.id, OWNER)
    assert not list(files.root.rglob("0*"))


@pytest.mark.parametrize(
    ("name", "sent", "code"),
    [
        ("a.pdf", picture(), "file-lies"),
        ("a.jpg", picture()[:-40], "file-broken"),
        ("a.txt", b"text", "type-not-taken"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing(files, name, sent, code):
    assert refusal(uploads.take, OWNER, name, len(sent), [sent], NOW).code == code
    assert holdings.held_by(OWNER) == ()
    assert not [path for path in files.root.rglob("*") if path.is_file()]


def test_a_piece_altered_on_disk_is_noticed(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, OWNER, 0, PAPER)
    (piece,) = (path for path in files.root.rglob("0*") if path.is_file())
    piece.write_bytes(piece.read_bytes()[:-1] + b"\x00")
    assert refusal(uploads.finish, begun.id, OWNER, NOW).code == "upload-damaged"
    with pytest.raises(NoSuchUpload):
        uploads.upload(begun.id, OWNER)


def test_a_piece_written_by_a_process_that_was_killed_is_written_again(files):
    """The piece is on disk, the database knows nothing of it: as after kill -9 between the two."""
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    files.stage(begun.id, 0, b"sealed by the process that was killed, and longer than what comes now" * 100)
    (files.root / "staging" / begun.id.hex / f"{0:015d}.ab12.part").write_bytes(b"half")
    assert uploads.upload(begun.id, OWNER).received == 0
    uploads.write_chunk(begun.id, OWNER, 0, PAPER)
    assert content(uploads.finish(begun.id, OWNER, NOW).id) == PAPER


def together(*calls):
    """Run calls at the same moment, each with a database connection of its own; return what each gave or raised."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            answers[place] = call()
        except Exception as raised:  # noqa: BLE001 -- the answer is what the test looks at
            answers[place] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def writing(upload_id, offset, chunk):
    return lambda: uploads.write_chunk(upload_id, OWNER, offset, chunk)


def finishing(upload_id):
    return lambda: uploads.finish(upload_id, OWNER, NOW)


def test_two_writers_at_one_offset_write_it_once(files):
    for _ in range(10):
        begun = uploads.begin_upload(OWNER, "a.pdf", 20_000, NOW)
        same, other = together(writing(begun.id, 0, b"x" * 9000), writing(begun.id, 0, b"x" * 9000))
        assert same.received == other.received == 9000
        answers = together(writing(begun.id, 9000, b"y" * 5000), writing(begun.id, 9000, b"z" * 5000))
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert [answer.refusal.code for answer in refused] == ["upload-differs"]
        assert uploads.upload(begun.id, OWNER).received == 14_000


def test_those_who_finish_at_once_get_the_same_file(files):
    for _ in range(8):
        begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
        uploads.write_chunk(begun.id, OWNER, 0, PAPER)
        one, other, third = together(*[finishing(begun.id)] * 3)
        assert one.id == other.id == third.id
        assert content(one.id) == PAPER
    assert len(holdings.held_by(OWNER)) == 8


@pytest.fixture
def scanned(files):
    with listening() as address:
        storage.configure(folder=files.root, scanner=address)
        yield storage.store()


def test_a_scanned_file_says_so_and_a_virus_is_not_kept(scanned):
    assert uploads.take(OWNER, "a.pdf", len(PAPER), [PAPER], NOW).scan is Scan.CLEAN
    infected = pdf(EICAR)
    refused = refusal(uploads.take, OWNER, "b.pdf", len(infected), [infected], NOW)
    assert (refused.code, refused.values["signature"]) == ("malware", "Eicar-Signature")
    assert len(holdings.held_by(OWNER)) == 1


def test_while_the_scanner_is_away_what_was_sent_is_kept_and_waits(files):
    with listening() as address:
        pass
    storage.configure(folder=files.root, scanner=address)
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, OWNER, 0, PAPER)
    assert refusal(uploads.finish, begun.id, OWNER, NOW).code == "scan-unavailable"
    assert uploads.upload(begun.id, OWNER).is_complete
    with listening() as address:
        storage.configure(folder=files.root, scanner=address)
        assert uploads.finish(begun.id, OWNER, NOW).scan is Scan.CLEAN


def test_a_scanner_that_will_not_take_the_file_lets_nothing_through(files):
    long = pdf(b"<< /Note (" + b"x" * 200_000 + b") >>")
    with listening(SmallDaemon) as address:
        storage.configure(folder=files.root, scanner=address)
        assert refusal(uploads.take, OWNER, "a.pdf", len(long), [long], NOW).code == "scan-unavailable"
