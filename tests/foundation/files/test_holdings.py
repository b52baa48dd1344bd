"""A file is opened by its holders alone, given on in the caller's transaction, and gone with its last wrapping."""

import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from motcua.foundation.files import holdings, uploads
from motcua.foundation.files.folder import MissingBytesError
from motcua.foundation.files.sweeping import SEALED, Swept, sweep
from motcua.foundation.files.types import LIMITS, MediaType, NoSuchFile, NoSuchUpload
from motcua.foundation.sealing import BrokenSealError, Purpose, SealingError, retire, ring, rotate
from motcua.foundation.sealing.keyfile import older_keys
from tests.foundation.files.papers import pdf, picture

NOW = datetime.now(tz=UTC)
LATER = NOW + timedelta(hours=30)
PAPER = pdf(b"<< /Note (" + b"x" * 200_000 + b") >>")
DRAFT, DOSSIER = "draft/1", "dossier/1"


def keep(name="giấy chứng sinh.pdf", content=PAPER, owner=DRAFT, now=NOW):
    return uploads.take(owner, name, len(content), [content], now)


def content(file_id, holder, **part):
    return b"".join(holdings.open_file(file_id, holder, **part)[1])


def give(file_id, from_holder=DRAFT, to_holder=DOSSIER):
    with transaction.atomic(), connection.cursor() as cursor:
        holdings.attach(cursor, file_id, from_holder, to_holder)


def erase(holder):
    with transaction.atomic(), connection.cursor() as cursor:
        return holdings.drop(cursor, holder)


def kept_files(store):
    return [path for path in (store.root / "kept").rglob("*") if path.is_file()]


def test_a_holder_sees_its_files_in_the_order_in_which_they_were_sent(files):
    first = keep()
    second = keep("ảnh.jpg", picture(size=(40, 30)), now=NOW + timedelta(seconds=1))
    keep("khác.pdf", owner="draft/2")
    assert holdings.held_by(DRAFT) == (first, second)
    assert (second.media_type, second.width, second.height, second.is_image) == (MediaType.JPEG, 40, 30, True)
    assert holdings.held_by("draft/3") == ()


def test_nobody_else_can_open_a_file(files):
    kept = keep()
    for call in (holdings.view, holdings.open_file):
        with pytest.raises(NoSuchFile):
            call(kept.id, DOSSIER)
        with pytest.raises(NoSuchFile):
            call(uuid4(), DRAFT)


def test_a_wrapping_copied_by_hand_to_another_holder_opens_nothing(files):
    kept = keep()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO files_wrapping (file_id, holder, key_id, wrapped)"
            " SELECT file_id, 'draft/thief', key_id, wrapped FROM files_wrapping"
        )
    with pytest.raises(BrokenSealError):
        holdings.view(kept.id, "draft/thief")


@pytest.mark.parametrize(("start", "stop"), [(0, 10), (65_530, 65_550), (100, 190_000), (0, None), (200_000, None)])
def test_a_part_of_a_file_is_opened_by_itself(files, start, stop):
    assert content(keep().id, DRAFT, start=start, stop=stop) == PAPER[start:stop]


def test_a_file_given_on_is_opened_by_both_holders(files):
    kept = keep()
    give(kept.id)
    give(kept.id)
    assert content(kept.id, DOSSIER) == content(kept.id, DRAFT) == PAPER
    assert holdings.held_by(DOSSIER) == holdings.held_by(DRAFT) == (kept,)


def test_a_file_given_on_in_a_transaction_that_fails_was_not_given(files):
    kept = keep()

    def submit_in_vain():
        with transaction.atomic(), connection.cursor() as cursor:
            holdings.attach(cursor, kept.id, DRAFT, DOSSIER)
            holdings.drop(cursor, DRAFT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        submit_in_vain()
    assert content(kept.id, DRAFT) == PAPER
    assert holdings.held_by(DOSSIER) == ()


def test_several_files_are_given_in_two_statements(files, django_assert_num_queries):
    kept = [keep(f"{number}.pdf", pdf()).id for number in range(5)]
    with django_assert_num_queries(2), connection.cursor() as cursor:
        holdings.attach_all(cursor, kept, DRAFT, DOSSIER)
    assert {file.id for file in holdings.held_by(DOSSIER)} == set(kept)


def test_what_a_holder_does_not_hold_cannot_be_given_on(files):
    kept = keep()
    for file_id, holder in ((kept.id, "draft/2"), (uuid4(), DRAFT)):
        with pytest.raises(NoSuchFile):
            give(file_id, holder)
    with connection.cursor() as cursor, pytest.raises(NoSuchFile):
        holdings.attach_all(cursor, [kept.id, uuid4()], DRAFT, DOSSIER)
    assert holdings.held_by(DOSSIER) == ()


def test_the_files_of_a_dropped_draft_live_on_in_its_dossier(files):
    kept = keep()
    give(kept.id)
    assert erase(DRAFT) == 1
    with pytest.raises(NoSuchFile):
        holdings.view(kept.id, DRAFT)
    assert sweep(LATER).files == 0
    assert content(kept.id, DOSSIER) == PAPER


def test_a_file_that_nobody_holds_is_swept_after_a_while(files):
    kept = keep()
    assert erase(DRAFT) == 1
    assert erase(DRAFT) == 0
    assert sweep(NOW).files == 0
    assert len(kept_files(files)) == 1
    assert sweep(LATER).files == 1
    assert kept_files(files) == []
    assert sweep(LATER) == Swept(uploads=0, files=0, folders=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM files_file) + (SELECT count(*) FROM files_leftover)")
        assert cursor.fetchone() == (0,)
    with pytest.raises(MissingBytesError):
        files.open(kept.address)


def test_a_file_given_on_at_the_moment_of_the_sweep_is_not_swept(files):
    kept = keep()
    erased, given, swept = threading.Event(), threading.Event(), []

    def submit():
        with transaction.atomic(), connection.cursor() as cursor:
            holdings.attach(cursor, kept.id, DRAFT, DOSSIER)
            given.set()
            erased.wait(5)
            time.sleep(0.3)  # the sweep is looking at the file by now, and waits for this transaction
        connections.close_all()

    def clean():
        swept.append(sweep(LATER).files)
        connections.close_all()

    submitting = threading.Thread(target=submit)
    submitting.start()
    assert given.wait(5)
    erase(DRAFT)
    sweeping = threading.Thread(target=clean)
    sweeping.start()
    erased.set()
    submitting.join()
    sweeping.join()
    assert swept == [0]
    assert content(kept.id, DOSSIER) == PAPER


def test_one_file_is_dropped_and_the_others_stay(files):
    kept, other = keep(), keep("khác.pdf")
    with transaction.atomic(), connection.cursor() as cursor:
        holdings.drop_file(cursor, kept.id, DRAFT)
        with pytest.raises(NoSuchFile):
            holdings.drop_file(cursor, kept.id, DRAFT)
    assert holdings.held_by(DRAFT) == (other,)


def test_dropping_a_holder_ends_its_uploads(files):
    begun = uploads.begin_upload(DRAFT, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, DRAFT, 0, PAPER)
    erase(DRAFT)
    with pytest.raises(NoSuchUpload):
        uploads.finish(begun.id, DRAFT, NOW)
    assert sweep(LATER).folders == 1
    assert files.offsets(begun.id) == ()


def test_expired_uploads_are_swept_and_finished_files_stay(files):
    begun = uploads.begin_upload(DRAFT, "a.pdf", len(PAPER), NOW)
    uploads.write_chunk(begun.id, DRAFT, 0, PAPER)
    kept = keep()
    assert sweep(NOW) == Swept(uploads=0, files=0, folders=0)
    assert sweep(LATER).uploads == 2
    with pytest.raises(NoSuchUpload):
        uploads.upload(begun.id, DRAFT)
    assert files.offsets(begun.id) == ()
    assert content(kept.id, DRAFT) == PAPER


def test_a_file_that_nobody_takes_from_the_person_who_sent_it_goes_with_its_upload(files):
    waits, taken = (uploads.take("person/1", name, len(PAPER), [PAPER], NOW) for name in ("a.pdf", "b.pdf"))
    give(taken.id, "person/1", DOSSIER)
    before = NOW + LIMITS.lifetime - timedelta(seconds=1)
    assert sweep(before) == Swept(uploads=0, files=0, folders=0)
    assert content(waits.id, "person/1") == PAPER
    assert sweep(before + timedelta(seconds=1)) == Swept(uploads=2, files=1, folders=0)
    with pytest.raises(NoSuchFile):
        holdings.view(waits.id, "person/1")
    assert content(taken.id, DOSSIER) == PAPER
    assert content(taken.id, "person/1") == PAPER, "the request that gave it is known when it comes again"
    assert [place.name for place in kept_files(files)] == [taken.address]


def test_cancelling_an_upload_takes_the_file_that_still_waits_and_no_other(files):
    sent = {owner: uploads.begin_upload(owner, "a.pdf", len(PAPER), NOW).id for owner in ("person/1", DRAFT)}
    for owner, upload_id in sent.items():
        uploads.write_chunk(upload_id, owner, 0, PAPER)
        uploads.finish(upload_id, owner, NOW)
        uploads.cancel(upload_id, owner)
    assert holdings.held_by("person/1") == ()
    assert len(holdings.held_by(DRAFT)) == 1


def test_bytes_left_by_a_process_that_was_killed_while_keeping_them_are_swept(files):
    begun = uploads.begin_upload(DRAFT, "a.pdf", len(PAPER), NOW)
    prepared = files.prepare(begun.id, [b"sealed"])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO files_leftover (address) VALUES (%s)", [prepared.address])
    files.keep(prepared)
    assert sweep(NOW).files == 0
    assert sweep(LATER).files == 1
    assert kept_files(files) == []


def test_after_a_rotation_the_wrappings_move_to_the_new_key_and_the_old_one_may_go(files, key_file):
    kept = [keep(f"{number}.pdf", pdf()) for number in range(5)]
    begun = uploads.begin_upload(DRAFT, "a.pdf", len(PAPER), NOW)
    old = ring.current().primary_outer_id
    assert [list(sealed.renew()) for sealed in SEALED] == [[], []]
    rotate(key_file, Purpose.OUTER, now=NOW)
    (older,) = older_keys(key_file)
    assert [(sealed.name, sealed.waiting(older)) for sealed in SEALED] == [("files_upload", 6), ("files_wrapping", 5)]
    assert [list(sealed.renew()) for sealed in SEALED] == [[6], [5]]
    assert [sealed.waiting(older) for sealed in SEALED] == [0, 0]
    retire(key_file, old)
    assert set(holdings.held_by(DRAFT)) == set(kept)
    assert uploads.upload(begun.id, DRAFT).received == 0


def test_a_key_retired_too_early_is_named(files, key_file):
    kept = keep()
    old = ring.current().primary_outer_id
    rotate(key_file, Purpose.OUTER, now=NOW)
    retire(key_file, old)
    with pytest.raises(SealingError, match=old):
        holdings.view(kept.id, DRAFT)


def test_altered_bytes_are_never_shown(files):
    kept = keep()
    (place,) = kept_files(files)
    place.write_bytes(place.read_bytes()[:-1] + b"\x00")
    with pytest.raises(BrokenSealError):
        content(kept.id, DRAFT)
