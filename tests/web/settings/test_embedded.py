"""The embedded PostgreSQL: made once, found again, sound after a `kill -9`, and nobody's superuser serves."""

import os
import signal
import time

import psycopg
import pytest

from motcua.web.settings.embedded import Cluster, DatabaseTrouble, running
from motcua.web.settings.places import LONGEST_SOCKET_FOLDER, socket_folder
from motcua.web.settings.programs import MissingPrograms, install_programs
from tests import clusters

pytestmark = pytest.mark.usefixtures("city_cluster")


@pytest.fixture
def home():
    """A home that an unprivileged user may enter, which pytest's own folders are not."""
    folder = clusters.new_run()
    yield folder
    clusters.end_run(folder)


@pytest.fixture
def cluster(home):
    made = Cluster(home, native=clusters.native())
    made.prepare()
    made.start()
    made.create_city()
    yield made
    made.stop()


def test_it_sorts_vietnamese_and_speaks_utf8(cluster):
    with psycopg.connect(cluster.dsn("motcua_app", "motcua")) as connection:
        words = "SELECT array_agg(w ORDER BY w) FROM unnest(ARRAY['Đặng', 'Dương', 'An', 'Ân', 'Ăn']) w"
        assert connection.execute(words).fetchone() == (["An", "Ăn", "Ân", "Dương", "Đặng"],)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_neither_role_is_a_superuser_and_nothing_listens_on_the_network(cluster):
    with psycopg.connect(cluster.dsn()) as connection:
        rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolsuper AND rolname LIKE 'motcua%'").fetchall()
        assert rows == []
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert cluster.socket.stat().st_mode & 0o777 == 0o700


def test_after_a_kill_it_starts_again_and_has_everything(cluster):
    with psycopg.connect(cluster.dsn("motcua_owner", "motcua")) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    os.kill(cluster.postmaster(), signal.SIGKILL)
    while cluster.postmaster():
        time.sleep(0.01)
    cluster.start()
    with psycopg.connect(cluster.dsn("motcua_owner", "motcua")) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_second_process_uses_the_running_one(cluster, monkeypatch):
    monkeypatch.setattr("motcua.web.settings.embedded.native_folder", clusters.native)
    pid = cluster.postmaster()
    with running(cluster.home) as found:
        assert found.postmaster() == pid
    assert cluster.postmaster() == pid


def test_it_is_made_only_once(cluster):
    assert Cluster(cluster.home, native=clusters.native()).prepare() is False


def test_data_of_another_version_are_refused_by_name(cluster):
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("12\n", encoding="ascii")
    with pytest.raises(DatabaseTrouble, match="belong to PostgreSQL 12"):
        Cluster(cluster.home, native=clusters.native()).prepare()


def test_missing_programs_are_named(tmp_path):
    with pytest.raises(MissingPrograms, match=str(tmp_path)):
        install_programs(tmp_path)


def test_a_long_path_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    assert len(os.fsencode(socket_folder(deep))) <= LONGEST_SOCKET_FOLDER
    assert socket_folder(deep) == socket_folder(deep)
    assert socket_folder(deep) != socket_folder(deep / "c")
