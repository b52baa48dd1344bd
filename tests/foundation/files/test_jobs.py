"""The periodic jobs do everything there is to do, in batches, and may run as often as they like."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.foundation.files import holdings, uploads
from motcua.foundation.files.jobs import renew_keys, sweep_files
from motcua.foundation.sealing import Purpose, ring, rotate
from tests.foundation.files.papers import pdf

NOW = datetime.now(tz=UTC)


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("runs", [1, 2])
def test_the_jobs_sweep_what_expired_and_what_nobody_holds_and_wrap_anew(files, key_file, runs):
    for number in range(3):
        uploads.begin_upload("draft/1", f"{number}.pdf", 100, NOW)
    gone = uploads.take("draft/2", "a.pdf", len(pdf()), [pdf()], NOW)
    stays = uploads.take("draft/3", "b.pdf", len(pdf()), [pdf()], NOW)
    with connection.cursor() as cursor:
        holdings.drop(cursor, "draft/2")
    rotate(key_file, Purpose.OUTER, now=NOW)
    for _ in range(runs):
        sweep_files(int((NOW + timedelta(days=2)).timestamp()))
        renew_keys(int(NOW.timestamp()))
    assert (count("files_upload"), count("files_file"), count("files_leftover")) == (0, 1, 0)
    assert [kept.id for kept in holdings.held_by("draft/3")] == [stays.id] != [gone.id]
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id FROM files_wrapping")
        assert cursor.fetchall() == [(ring.current().primary_outer_id,)]
