"""What is typed into the answer to a supplement stays on the phone until it has been sent."""

from datetime import timedelta

import pytest

from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark
from tests.factories.cast import MOTHER, people_here
from tests.factories.city import NOW
from tests.factories.dossiers import act, submitted
from tests.journeys.city import aside
from tests.journeys.filing import PHONE, axe_problems, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

TOWN = "Xã Cần Giờ, Thành phố Hồ Chí Minh, Việt Nam"


def asked_of_the_mother():
    people = people_here()
    state = submitted(people.mother)
    marks = (Mark("field", "child.home_town", "wrong"), Mark("field", "filer.relation", "wrong"))
    return act(state, people.desk, asked.AskSupplement(marks=marks, note="Xem lại."), NOW + timedelta(minutes=20))


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('motcua.draft:')).length")


def test_an_answer_comes_back_after_the_page_was_left_and_is_gone_once_sent(live_city, chromium):
    url = live_city.url
    state = aside(asked_of_the_mother)
    form = f"{url}/ho-so/{state.code}/bo-sung"
    page = chromium.new_context(viewport=PHONE, locale="vi-VN").new_page()
    sign_in(page, url, MOTHER, to=f"/ho-so/{state.code}/bo-sung")
    page.goto(form)
    page.locator('[name="child.home_town"]').fill(TOWN)
    page.locator("[data-autosave-state]", has_text="giữ trên máy này").wait_for()
    page.goto(f"{url}/ho-so")
    page.goto(form)
    page.locator("[data-autosave-state]", has_text="đã được khôi phục").wait_for()
    assert page.locator('[name="child.home_town"]').input_value() == TOWN
    page.locator('[name="filer.relation"][value="grandparent"]').check()
    with page.expect_navigation():
        page.locator("main form .govuk-button").last.click()
    assert "Câu trả lời của bạn cần thêm" in page.locator("main").inner_text()
    assert page.locator('[name="child.home_town"]').input_value() == TOWN
    assert (overflow(page), axe_problems(page)) == (0, [])
    page.locator('[name="filer.agreed_with_parents"]').check()
    with page.expect_navigation():
        page.locator("main form .govuk-button").last.click()
    page.wait_for_url(f"{url}/ho-so/{state.code}")
    page.wait_for_load_state("networkidle")
    assert kept(page) == 0
    view = aside(lambda: opened.view(state.code, NOW))
    assert view.values["child"]["home_town"] == TOWN
    assert view.values["filer"]["relation"] == "grandparent"
