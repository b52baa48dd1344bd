"""
Another city on the same code: Đà Nẵng is loaded into a database of its own and served, a birth is filed in it and received.

Its code begins the number, its name and its colours are on every page, and nothing of the first city is.
"""

import re
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from motcua.foundation.interface.theme import stylesheet
from motcua.foundation.pack.reading import read_pack
from motcua.foundation.policy.types import Role
from motcua.web.settings.demonstration import births
from motcua.web.settings.demonstration.scene import path_of, read_scene
from tests.architecture.test_city import given_away, words_of
from tests.factories.city import CATALOGUE, citizen, officials
from tests.factories.dossiers import picture
from tests.journeys.city import build
from tests.journeys.filing import DESKTOP, PHONE, START, axe_problems, declare_all, flat, go_on, overflow, sign_in
from tests.journeys.processes import environment_of, served, start

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

CITY = "danang"
PACK = read_pack(CATALOGUE, CITY)
SCENE = read_scene(path_of(CATALOGUE, CITY))
MOTHER = "0905123456"
HOME = SCENE.home
CODE = re.compile(rf"/ho-so/({re.escape(HOME)}-\d{{6}}-\d{{4}})/giay-tiep-nhan$")


@pytest.fixture(scope="module")
def elsewhere() -> set[str]:
    """The words of the first city."""
    return words_of("hcmc")


@pytest.fixture(scope="module")
def danang(city_cluster: Any, city_in: Any) -> Any:
    """The city's address: loaded by `motcua load`, with one ward's officials and a mother, served by `motcua serve`."""
    build()
    with city_in(city_cluster) as city:
        assert start(environment_of(city) | {"MOTCUA_CITY": CITY}, "load").wait(120) == 0
        since = timezone.now() - timedelta(days=1)
        officials(HOME, now=since)
        citizen(MOTHER, name=SCENE.families["congdan"].mother.name, now=since)
        with served(city, MOTCUA_CITY=CITY) as url:
            yield url


@pytest.fixture
def opened(danang: str, chromium: Any, elsewhere: set[str]) -> Any:
    """Open a browser for somebody; every page that is looked at is of this city, and open to everybody."""
    contexts, troubles = [], []

    def open_for(login: str, *, to: str, viewport: Any = PHONE, **options: Any) -> Any:
        context = chromium.new_context(viewport=viewport, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        if login:
            sign_in(page, danang, login, to=to)
        else:
            page.goto(danang + to)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert troubles == []


def colour(page: Any, name: str = "jade") -> str:
    found: str = page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()")
    return found


def test_a_birth_is_filed_and_received_in_the_second_city(
    opened: Any, danang: str, elsewhere: set[str], tmp_path: Path
):
    def of_this_city(page: Any) -> None:
        assert given_away(page.content(), elsewhere) == set()
        assert PACK.portal.vi in page.title()
        assert colour(page) == PACK.theme.light["jade"]
        assert axe_problems(page) == []
        assert overflow(page) <= 0

    front = opened("", to="/")
    expect(front.locator("main")).to_contain_text("Thành phố Đà Nẵng chào bạn.")
    expect(front.locator("footer")).to_contain_text(PACK.hotline)
    of_this_city(front)
    front.goto(f"{danang}/tra-cuu?code=")
    expect(front.locator("main")).to_contain_text("H17.20242-261122-0007")
    of_this_city(front)
    for procedure in PACK.procedures:
        front.goto(f"{danang}/thu-tuc/{procedure}")
        of_this_city(front)

    mother = opened(MOTHER, to=START)
    with mother.expect_navigation():
        mother.locator(".actions .govuk-button").first.click()
    today = timezone.localdate()
    told = flat(births.declaration(0, SCENE.families["congdan"], places=SCENE.places, filed_on=today, commune=HOME))

    declare_all(mother, answers=told, each=of_this_city)
    photo = tmp_path / "giay-chung-sinh.jpg"
    photo.write_bytes(picture())
    mother.locator("input[type=file]").first.set_input_files(photo)
    mother.locator("[data-slot-files] a", has_text="giay-chung-sinh.jpg").wait_for()
    go_on(mother)
    expect(mother.locator("main")).to_contain_text("Phường Hải Châu, Thành phố Đà Nẵng")
    of_this_city(mother)
    go_on(mother)
    of_this_city(mother)
    code = CODE.search(mother.url)
    assert code is not None, mother.url

    desk = opened(f"{Role.DESK}.20242@example.org", to=f"/ban-lam-viec/ho-so/{code[1]}", viewport=DESKTOP)
    of_this_city(desk)
    desk.keyboard.press("t")
    expect(desk.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    of_this_city(desk)
    mother.goto(f"{danang}/ho-so/{code[1]}")
    expect(mother.locator("main")).to_contain_text("Phường Hải Châu")
    of_this_city(mother)


def test_its_colours_are_a_stylesheet_that_may_be_kept_and_a_dark_one_too(opened: Any, danang: str):
    dark = opened("", to="/", color_scheme="dark")
    assert colour(dark) == PACK.theme.dark["jade"]
    assert colour(dark, "gold") == "#efc067", "what means something everywhere is the same everywhere"
    assert axe_problems(dark) == []
    address = dark.locator('link[rel=stylesheet][href*="/theme/"]').get_attribute("href")
    with urllib.request.urlopen(danang + address, timeout=10) as answer:
        assert answer.read().decode() == stylesheet(PACK.theme)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    with urllib.request.urlopen(danang + address.replace(".css", ".svg"), timeout=10) as answer:
        assert PACK.theme.light["jade"] in answer.read().decode()


def test_a_database_belongs_to_one_city(db_city: Any):
    environment = environment_of(db_city)
    assert start(environment | {"MOTCUA_CITY": CITY}, "load", "agencies").wait(120) == 0
    assert start(environment | {"MOTCUA_CITY": CITY}, "load", "agencies").wait(120) == 0
    assert start(environment, "load", "agencies").wait(120) == 2
