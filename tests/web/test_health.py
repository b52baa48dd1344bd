"""Whether the server lives does not depend on the database, whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import MOTHER
from tests.factories.city import PASSWORD

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture
def signed_in(db_peopled):
    client = Client(raise_request_exception=False)
    assert client.post("/dang-nhap", {"login": MOTHER, "password": PASSWORD}).status_code == 303
    return client


@contextmanager
def database_gone() -> Iterator[None]:
    connections.close_all()
    reached_by = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        yield
    finally:
        connection.settings_dict["HOST"] = reached_by
        connections.close_all()


def test_the_server_lives_while_the_database_is_gone_whoever_asks(signed_in):
    assert signed_in.get("/healthz").status_code == 200
    with database_gone():
        assert signed_in.get("/tai-khoan").status_code == 503
        alive, ready = signed_in.get("/healthz"), signed_in.get("/readyz")
        assert (alive.status_code, alive.content) == (200, b"ok\n")
        assert (ready.status_code, ready.content) == (503, b"not ready: the database does not answer\n")
    assert signed_in.get("/readyz").status_code == 200


def test_asking_whether_the_server_lives_costs_no_query(signed_in):
    with CaptureQueriesContext(connection) as queries:
        signed_in.get("/healthz")
    assert len(queries) == 0
