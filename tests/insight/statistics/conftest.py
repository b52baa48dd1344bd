"""A city with two wards, its officials, and two citizens."""

from typing import Any

import pytest


@pytest.fixture
def people(db_peopled: Any) -> Any:
    from tests.factories.cast import people_here  # noqa: PLC0415 -- Django is set up by now

    return people_here()
