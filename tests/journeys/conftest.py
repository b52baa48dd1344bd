"""A browser, and a city that is served to it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest


@pytest.fixture
def hours() -> Iterator[Any]:
    """The city's clock: half past eight on the Monday on which the stories begin, and `move_to` moves it."""
    from tests.factories.city import NOW  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.hours import city_hours  # noqa: PLC0415

    with city_hours(NOW + timedelta(minutes=30)) as clock:
        yield clock


@pytest.fixture
def live_city(db_peopled: Any, hours: Any) -> Iterator[Any]:
    """The whole application on a port of its own, with the people of `tests/factories/cast.py`."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now

    from tests.journeys.city import serving  # noqa: PLC0415

    with serving() as city:
        yield city
        connections.close_all()


@pytest.fixture
def chromium() -> Iterator[Any]:
    """The system's Chromium, for one test: while it lives, nothing else in this thread may ask a database."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only browser tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        # What a test asked the database beside the browser's loop, it asked over connections of that loop's own. A test
        # before it may have left some that are closed already, which Django does not tell apart.
        with pytest.MonkeyPatch.context() as beside_the_loop:
            beside_the_loop.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
            connections.close_all()
        browser.close()


@pytest.fixture
def somebody(live_city: Any, chromium: Any) -> Iterator[Any]:
    """
    `somebody(login, to=path)` is a browser of that person's own, signed in. The city ends after the browser: while that
    lives, nothing in this thread may close a database.

    A script that breaks, and what the page's own policy of content blocks, fail the journey.
    """
    from tests.journeys.filing import DESKTOP, sign_in  # noqa: PLC0415 -- Django is set up by now

    contexts, troubles = [], []

    def open_for(login: str, *, to: str = "/", **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": DESKTOP, "locale": "vi-VN", **options})
        contexts.append(context)
        context.set_default_navigation_timeout(90_000)  # a shared machine has slow moments
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        sign_in(page, live_city.url, login, to=to)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert troubles == []
