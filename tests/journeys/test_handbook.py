"""
Every picture of the handbooks can still be taken: its page is there for whom it is shown, and says what it is shown for.

The demonstration is told as of one Thursday morning, so that a picture changes only where the page does.
`make handbook` runs this with `MOTCUA_TEST_PICTURES` set; then the pictures are written too.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from django.db import connections
from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.following import catch_up, run_once
from motcua.foundation.ledger.readers import registered
from motcua.service.dossiers.queries import drafts, opened
from motcua.web.settings.demonstration import cast
from motcua.web.settings.demonstration.cast import login_of
from motcua.web.settings.demonstration.counters import tell_counters
from motcua.web.settings.demonstration.scene import scene
from motcua.web.settings.demonstration.stories import STORIES
from motcua.web.settings.demonstration.telling import Teller
from tests.journeys.city import LiveCity
from tests.journeys.filing import overflow, sign_in
from tests.journeys.handbook import CITIZEN, DESK, PHONE, PICTURES, Picture

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

THEN = datetime(2026, 11, 19, 11, 0, tzinfo=ZONE)
FOUNDED = datetime(2026, 9, 1, 8, 0, tzinfo=ZONE)
SHARPNESS = {PHONE: 1.5, DESK: 1}
WRITES = bool(os.environ.get("MOTCUA_TEST_PICTURES"))
OTHERS = tuple(picture for picture in PICTURES if picture not in CITIZEN)


class Told(NamedTuple):
    """The city that is served, the newest dossier of each filer, part and status, the one draft, and who is away."""

    city: LiveCity
    codes: dict[tuple[str, str, str], str]
    draft: str
    absent: str

    def address(self, picture: Picture) -> str:
        code = self.codes[login_of(picture.filer), picture.part, picture.status] if picture.status else ""
        return self.city.url + picture.page.format(code=code, draft=self.draft, absent=self.absent)


@pytest.fixture
def told(db_city: Any) -> Iterator[Told]:
    """The demonstration city, served on that Thursday."""
    from tests.factories.hours import city_hours  # noqa: PLC0415 -- Django is set up by now
    from tests.journeys.city import serving  # noqa: PLC0415

    with city_hours(THEN):
        codes, draft, absent = _tell()
        with serving() as city:
            yield Told(city, codes, draft, absent)
            connections.close_all()


def _tell() -> tuple[dict[tuple[str, str, str], str], str, str]:
    from tests.factories.dossiers import load_city  # noqa: PLC0415 -- Django is set up by now

    load_city(now=FOUNDED)
    for reader in registered():
        run_once(reader)  # takes its place before the first dossier, so that its applicant is told
    assert list(cast.settle(scene(), THEN))
    states = list(Teller(scene(), THEN).tell(STORIES))
    assert list(tell_counters(scene(), THEN))
    for reader in registered():
        catch_up(reader, patience=60)
    ends = sorted(
        (each.submitted_at, story.by, each.part, each.status, each.code)
        for story, state in zip(STORIES, states, strict=True)
        if state is not None
        for each in (opened.filed_with(state.linked.bundle) if state.linked else [state])
    )
    mother = cast.actor(login_of("congdan"), THEN)
    (draft,) = drafts.drafts_of(mother.person)
    connections.close_all()
    absent = cast.actor(login_of("hotich2"), THEN)
    return {(by, part, status): code for _, by, part, status, code in ends}, draft.id, absent.person


def enter(chromium: Any, told: Told, picture: Picture) -> Page:
    """Go where the picture is taken, as who looks."""
    width, height = picture.size
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        device_scale_factor=SHARPNESS[picture.size],
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    context.set_default_navigation_timeout(90_000)  # a shared machine has slow moments
    page: Page = context.new_page()
    if picture.who:
        sign_in(page, told.city.url, login_of(picture.who), password=cast.PASSWORD)
    page.goto(told.address(picture))
    page.wait_for_load_state("networkidle")
    return page


def do(page: Page, picture: Picture) -> None:
    """Do what comes before the picture is taken."""
    for key in picture.keys:
        page.keyboard.press(key)
    if picture.at:
        page.locator(picture.at).first.evaluate("one => one.scrollIntoView({block: 'start'})")


def amiss(page: Page, picture: Picture) -> list[str]:
    """Return what the page does not say, and what is wrong with how it looks."""
    page.wait_for_load_state("networkidle")
    text = page.locator("body").inner_text().casefold()
    found = [f"{picture.name} does not say {words}" for words in picture.sees if words.casefold() not in text]
    if overflow(page) > 0:
        found.append(f"{picture.name} is wider than its window")
    return found


def keep(page: Page, picture: Picture) -> None:
    """Write the picture, small enough for a repository."""
    with Image.open(BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").save(picture.file, "WEBP", quality=82, method=6)


def walk(chromium: Any, told: Told, pictures: Iterable[Picture]) -> list[str]:
    """Go to each page, and return what is amiss there."""
    found: list[str] = []
    for picture in pictures:
        page = enter(chromium, told, picture)
        try:
            do(page, picture)
        except PlaywrightError as error:
            found.append(f"{picture.name}: {error.message}")
        found += amiss(page, picture)
        if WRITES:
            keep(page, picture)
        page.context.close()
    return found


def test_every_page_of_the_handbooks_is_there_and_says_what_it_is_shown_for(told: Told, chromium: Any) -> None:
    found = walk(chromium, told, OTHERS)
    told.city.follow()  # so that the citizen is told who has looked
    assert [*found, *walk(chromium, told, CITIZEN)] == []
