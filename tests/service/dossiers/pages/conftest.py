"""Doors by request: somebody signed in, and the addresses of their pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def hours() -> Iterator[Any]:
    """It is the noon of the Monday on which the stories begin."""
    from tests.factories.city import NOW  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.hours import city_hours  # noqa: PLC0415

    with city_hours(NOW + timedelta(hours=4)) as clock:
        yield clock


@pytest.fixture
def visit(people: Any) -> Any:
    """`visit(login)` returns a client that is signed in; without a login, one that is not."""
    from django.test import Client  # noqa: PLC0415 -- Django is set up by now

    from tests.factories.city import PASSWORD  # noqa: PLC0415

    def come(login: str = "") -> Any:
        client = Client(raise_request_exception=False)
        if login:
            answer = client.post("/dang-nhap", {"login": login, "password": PASSWORD})
            assert answer.status_code == 303, answer.content.decode()
        return client

    return come


@pytest.fixture
def mother(visit: Any) -> Any:
    from tests.factories.cast import MOTHER  # noqa: PLC0415

    return visit(MOTHER)


@pytest.fixture
def stranger(visit: Any) -> Any:
    from tests.factories.cast import STRANGER  # noqa: PLC0415

    return visit(STRANGER)
