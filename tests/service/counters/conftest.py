"""Two wards with their people, one of them with a counter."""

from typing import Any

import pytest


@pytest.fixture
def people(db_peopled: Any) -> Any:
    from tests.factories.cast import people_here  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.counters import set_up_counter  # noqa: PLC0415

    set_up_counter()
    return people_here()


@pytest.fixture
def hours() -> Any:
    """The city's clock: half past eight on a Monday, when the counter is open."""
    from datetime import timedelta  # noqa: PLC0415

    from tests.factories.city import NOW  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.hours import city_hours  # noqa: PLC0415

    with city_hours(NOW + timedelta(minutes=30)) as clock:
        yield clock
