"""A process may be killed at any moment of an upload: the next one asks how far it came and goes on."""

import multiprocessing
import random
import time
from datetime import UTC, datetime

import pytest
from django.db import connections

from motcua.foundation.files import holdings, uploads
from motcua.foundation.files.types import UploadGap
from tests.foundation.files.papers import pdf

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OWNER = "draft/1"
PIECE = 8192
PAPER = pdf(b"<< /Note (" + b"y" * 60 * PIECE + b") >>")
FORK = multiprocessing.get_context("fork")


def write_on(upload_id):
    """Go on with an upload from where it is, to its end."""
    offset = uploads.upload(upload_id, OWNER).received
    while offset < len(PAPER):
        offset = uploads.write_chunk(upload_id, OWNER, offset, PAPER[offset : offset + PIECE]).received


def write_slowly(upload_id):
    """Like `write_on`, a hundredth of a second for each piece: no writer gets far before it is killed."""
    offset = uploads.upload(upload_id, OWNER).received
    while offset < len(PAPER):
        offset = uploads.write_chunk(upload_id, OWNER, offset, PAPER[offset : offset + PIECE]).received
        time.sleep(0.01)


def write_and_finish(upload_id):
    write_on(upload_id)
    uploads.finish(upload_id, OWNER, NOW)


def killed(work, upload_id, after):
    """Run `work` in a process of its own and kill it after some seconds; return whether it was still at work."""
    connections.close_all()
    process = FORK.Process(target=work, args=(upload_id,))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    code = process.exitcode
    process.close()
    assert code in {0, -9}
    return code == -9


def test_an_upload_whose_writers_are_killed_again_and_again_arrives_whole(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    dice = random.Random(7)
    kills = sum(killed(write_slowly, begun.id, dice.uniform(0.02, 0.12)) for _ in range(12))
    assert kills >= 3
    write_on(begun.id)
    assert b"".join(holdings.open_file(uploads.finish(begun.id, OWNER, NOW).id, OWNER)[1]) == PAPER


def test_a_process_killed_while_finishing_leaves_an_upload_that_can_be_finished(files):
    for wait in (0.0, 0.003, 0.006, 0.01, 0.02, 0.04, 0.08):
        begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
        write_on(begun.id)
        killed(write_and_finish, begun.id, wait)
        kept = uploads.finish(begun.id, OWNER, NOW)
        assert b"".join(holdings.open_file(kept.id, OWNER)[1]) == PAPER
    assert len(holdings.held_by(OWNER)) == 7


def test_a_lock_of_a_killed_writer_holds_nobody_up(files):
    begun = uploads.begin_upload(OWNER, "a.pdf", len(PAPER), NOW)
    killed(write_on, begun.id, 0.1)
    began = time.monotonic()
    here = uploads.upload(begun.id, OWNER)
    if not here.is_complete:
        with pytest.raises(UploadGap):
            uploads.write_chunk(begun.id, OWNER, here.received + 2 * PIECE, b"")
    assert time.monotonic() - began < 3
