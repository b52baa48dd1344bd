"""Bytes in the folder are complete or absent."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from motcua.foundation.files.folder import FolderStore, MissingBytesError


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "files")


def test_pieces_are_found_by_their_offsets_and_a_second_one_replaces_the_first(store):
    upload = uuid4()
    assert store.offsets(upload) == ()
    store.stage(upload, 0, b"first")
    store.stage(upload, 5, b"second")
    store.stage(upload, 0, b"again")
    assert store.offsets(upload) == (0, 5)
    assert store.staged(upload, 0) == b"again"
    with pytest.raises(MissingBytesError):
        store.staged(upload, 11)


def test_a_kept_file_lies_under_the_hash_of_its_bytes(store):
    upload = uuid4()
    prepared = store.prepare(upload, [b"sealed ", b"bytes"])
    assert prepared.address == hashlib.sha256(b"sealed bytes").hexdigest()
    assert prepared.size == 12
    with pytest.raises(MissingBytesError):
        store.open(prepared.address)
    store.keep(prepared)
    store.discard(upload)
    with store.open(prepared.address) as kept:
        assert kept.read() == b"sealed bytes"
    store.forget(prepared.address)
    store.forget(prepared.address)
    with pytest.raises(MissingBytesError):
        store.open(prepared.address)


def test_a_write_that_breaks_off_leaves_nothing_behind(store):
    upload = uuid4()

    def breaking():
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.prepare(upload, breaking())
    assert list((store.root / "staging" / upload.hex).iterdir()) == []


def test_only_the_owner_of_the_process_may_read(store):
    upload = uuid4()
    store.stage(upload, 0, b"x")
    folder = store.root / "staging" / upload.hex
    assert folder.stat().st_mode & 0o777 == 0o700
    assert next(folder.iterdir()).stat().st_mode & 0o777 == 0o600


def test_what_waits_in_staging_is_told_by_its_age(store):
    upload = uuid4()
    assert list(store.waiting(before=datetime.now(tz=UTC))) == []
    store.stage(upload, 0, b"x")
    now = datetime.now(tz=UTC)
    assert list(store.waiting(before=now - timedelta(hours=1))) == []
    assert list(store.waiting(before=now + timedelta(hours=1))) == [upload]
    store.discard(upload)
    assert list(store.waiting(before=now + timedelta(hours=1))) == []
