"""A small city with programs in it: a citizen's, and one for each post."""

# The factories reach models, which are there only once Django is set up: after the first conftest has been read.
# ruff: noqa: PLC0415
from typing import Any

import pytest
from django.utils import timezone


@pytest.fixture
def city(db_city: Any) -> None:
    from tests.factories.dossiers import load_city

    load_city(now=timezone.now())


@pytest.fixture
def mai(city: None) -> Any:
    from tests.factories.city import citizen
    from tests.service.dossiers.api.programs import program

    return program(citizen("0901234567", name="Trần Thị Mai", now=timezone.now()))


@pytest.fixture
def nobody(city: None) -> Any:
    from tests.service.dossiers.api.programs import Program

    return Program(token="", person="")


@pytest.fixture
def posts(city: None) -> dict[str, Any]:
    from tests.factories.city import officials
    from tests.service.dossiers.api.programs import program

    now = timezone.now()
    return {role: program(held.person, held.post) for role, held in officials(now=now).items()}


@pytest.fixture
def code(mai: Any) -> str:
    """The code of a dossier that Mai submitted."""
    from tests.service.dossiers.api.programs import submission

    answer = mai.post("/dossiers", submission(mai.person))
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["code"])
