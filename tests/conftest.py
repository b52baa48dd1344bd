"""
What every test stands on.

A test that asks for nothing cannot touch a database. `db_city` gives a database of one's own, migrated and empty, in
which commits are real: `default` connects as the application's role, `owner` as the role that migrates.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

for name in [name for name in os.environ if name.startswith("MOTCUA_") and not name.startswith("MOTCUA_TEST_")]:
    del os.environ[name]

import msgspec  # noqa: E402
import psycopg  # noqa: E402
import pytest  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from psycopg import sql  # noqa: E402

from tests import clusters  # noqa: E402

# The controller of a parallel run makes the folder; its workers find it here.
HOME = Path(os.environ.setdefault("MOTCUA_TEST_HOME", "") or clusters.new_run())
os.environ["MOTCUA_TEST_HOME"] = os.environ["MOTCUA_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.web.settings.base"

# A shared machine has slow moments; a property that is too slow shows in the run's own time.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


class City(msgspec.Struct, frozen=True):
    """A database of one's own: its name, and how to reach it besides Django's connections."""

    name: str
    application: str
    owner: str
    superuser: str
    socket: str


CityIn = Callable[..., AbstractContextManager[City]]


class LiveCity(msgspec.Struct, frozen=True):
    """A city that serves: its address, its database, the processes of its server and worker."""

    url: str
    city: City
    server: int
    worker: int


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings  # noqa: PLC0415 -- not before the environment above is set

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if not hasattr(config, "workerinput"):
        from motcua.foundation.sealing.keyfile import create_key_file  # noqa: PLC0415

        create_key_file(HOME / "keys.json", now=datetime.now(tz=UTC))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another PostgreSQL only the tests that use one are run; browsers and programs see no difference."""
    if not os.environ.get("MOTCUA_TEST_POSTGRES"):
        return
    kept = [
        item
        for item in items
        if {"city_cluster", "own_cluster"} & set(getattr(item, "fixturenames", ()))
        and not any(item.get_closest_marker(name) for name in ("browser", "fuzzing"))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        clusters.end_run(HOME)


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    """No test reaches another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Close the other way in: a rolled-back test proves nothing about a ledger."""
    pytest.fail("ask for the fixture db_city instead of marking the test with django_db")


@pytest.fixture(scope="session")
def city_cluster() -> clusters.Cluster:
    """The run's PostgreSQL; for what must not share a cluster, `own_cluster`."""
    return clusters.start(HOME)


@pytest.fixture(scope="session")
def city_in(django_db_blocker: Any) -> CityIn:
    """
    Call it with a cluster for a city that lasts as long as a `with`: for a whole module, or two in one test.

    A database's name as the second argument is the template, if not the empty city.
    """

    @contextlib.contextmanager
    def made(cluster: clusters.Cluster, template: str = "motcua") -> Iterator[City]:
        with _city(cluster, template) as city, django_db_blocker.unblock():
            yield city

    return made


@pytest.fixture
def db_city(city_cluster: clusters.Cluster, city_in: CityIn) -> Iterator[City]:
    """A migrated, empty database of one's own; commits are real, and it is gone afterwards."""
    with city_in(city_cluster) as city:
        yield city


@pytest.fixture
def own_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clusters.Cluster]:
    """A PostgreSQL of one's own, for stress: another database's long transaction would hold its readers back."""
    home = clusters.RUNS / f"{HOME.name}-{os.urandom(3).hex()}"
    home.mkdir()
    (home / "run.json").write_bytes((HOME / "run.json").read_bytes())
    cluster = clusters.start(home)
    yield cluster
    clusters.end_run(home)


@pytest.fixture
def db_own_city(own_cluster: clusters.Cluster, city_in: CityIn) -> Iterator[City]:
    """Like `db_city`, in a cluster of one's own."""
    with city_in(own_cluster) as city:
        yield city


@pytest.fixture(scope="session")
def peopled_template(city_cluster: clusters.Cluster, django_db_blocker: Any) -> str:
    """The name of a database with two wards, their officials and two citizens in it, made once for a run."""
    from tests.factories.cast import people_of_two_wards  # noqa: PLC0415 -- Django is set up by now

    name = "motcua_peopled"
    with clusters.locked(HOME / "peopled.lock"):
        if not (HOME / "peopled").exists():
            with _pointed(city_cluster, name, "motcua"), django_db_blocker.unblock():
                people_of_two_wards()
            (HOME / "peopled").touch()
    return name


@pytest.fixture
def db_peopled(city_cluster: clusters.Cluster, peopled_template: str, city_in: CityIn) -> Iterator[City]:
    """Like `db_city`, with the people of `tests/factories/cast.py` in it."""
    with city_in(city_cluster, peopled_template) as city:
        yield city


@pytest.fixture
def live_city(db_city: City) -> Iterator[LiveCity]:
    """The test's own city served by granian, with a worker beside it, as browsers and programs meet it."""
    if not (clusters.PROJECT / "static" / "staticfiles.json").exists():
        pytest.fail("scripts and styles are not built: make setup")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    place = f"/{db_city.name}?host={db_city.socket}"
    environment = os.environ | {
        "MOTCUA_DATABASE_URL": f"postgresql://motcua_app@{place}",
        "MOTCUA_OWNER_DATABASE_URL": f"postgresql://motcua_owner@{place}",
        "MOTCUA_PUBLIC_URL": url,
        "MOTCUA_DEMO": "1",
    }
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "motcua.web.settings.cli", *verb], env=environment, cwd=clusters.PROJECT
        )
        for verb in (["serve", "--port", str(port), "--workers", "1"], ["work"])
    ]
    try:
        _wait_for(url, programs)
        yield LiveCity(url=url, city=db_city, server=programs[0].pid, worker=programs[1].pid)
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            try:
                program.wait(15)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def _wait_for(url: str, programs: "list[subprocess.Popen[bytes]]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and all(program.poll() is None for program in programs):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/readyz", timeout=5):
            return
        time.sleep(0.1)
    pytest.fail("the city does not serve; what it printed says why")


@contextlib.contextmanager
def _city(cluster: clusters.Cluster, template: str = "motcua") -> Iterator[City]:
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 -- Django is set up by now
    from django.core.cache import cache  # noqa: PLC0415

    name = f"city_{os.urandom(6).hex()}"
    try:
        with _pointed(cluster, name, template):
            yield City(
                name=name,
                application=cluster.dsn("motcua_app", name),
                owner=cluster.dsn("motcua_owner", name),
                superuser=cluster.dsn(database=name),
                socket=str(cluster.socket),
            )
    finally:
        ContentType.objects.clear_cache()
        cache.clear()
        with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
            superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def _pointed(cluster: clusters.Cluster, name: str, template: str) -> Iterator[None]:
    """Make a database out of a template, and point Django's connections at it."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now

    before = {alias: dict(connections.settings[alias]) for alias in ("default", "owner")}
    with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
        superuser.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER motcua_owner").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    for alias in before:
        connections.settings[alias].update(NAME=name, HOST=str(cluster.socket))
    try:
        yield
    finally:
        connections.close_all()
        for alias, values in before.items():
            connections.settings[alias].update(values)
