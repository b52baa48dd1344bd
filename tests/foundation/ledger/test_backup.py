"""A backup that is restored into another cluster verifies, and its readers go on from where they stood."""

import pytest

from motcua.foundation.ledger.backup import BackupRefused, backup, restore
from motcua.foundation.ledger.cluster import check_cluster
from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.reading import entries, head
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.verifying import verify
from tests.foundation.ledger.vocabulary import Sleeper, count

KEY = Key(client="c", command="count", key="k", body=b"1")


def drain():
    catch_up(Sleeper())


def test_what_comes_back_verifies_and_reads_on(city_cluster, own_cluster, city_in, tmp_path):
    with city_in(city_cluster):
        count("flock/1", 1, key=KEY)
        count("flock/1", 2)
        drain()
        count("flock/1", 3)
        before = entries("flock/1")
        manifest = backup(tmp_path / "copy", None)
        assert manifest.rows["ledger_entry"] == 5
    with city_in(own_cluster):
        assert restore(tmp_path / "copy", None) == 2
        assert check_cluster() == 2
        assert entries("flock/1") == before
        assert verify().problem == ""
        drain()
        assert head("sleep/flock/1").sequence == 3
        count("flock/1", 4)
        drain()
        assert head("sleep/flock/1").sequence == 4
        count("flock/1", 1, key=KEY)
        assert head("flock/1").sequence == 4, "a request of before the restore is still known"
        assert verify().problem == ""


def test_a_folder_that_holds_something_is_not_written_over(db_city, tmp_path):
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(BackupRefused):
        backup(tmp_path, None)
    assert (tmp_path / "mine").read_text() == "kept"


def test_nothing_is_restored_over_data(db_city, tmp_path):
    count("flock/1", 1)
    backup(tmp_path / "copy", None)
    with pytest.raises(BackupRefused, match="already holds data"):
        restore(tmp_path / "copy", None)


def test_a_folder_without_a_backup_is_refused(db_city, tmp_path):
    with pytest.raises(BackupRefused, match=r"manifest\.json"):
        restore(tmp_path, None)
