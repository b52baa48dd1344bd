"""A procedure that came from the national catalogue is found, read and filed on a phone like any other."""

import re

import pytest

from tests.factories.cast import MOTHER
from tests.factories.national import DECLARED, IRREGULAR, fee, paper, record, take
from tests.journeys.city import aside
from tests.journeys.filing import DESKTOP, PHONE, axe_problems, declare_all, flat, go_on, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

NAME = "Thủ tục cấp Giấy xác nhận cơ sở nuôi trồng thủy sản lồng bè, đối tượng thủy sản nuôi chủ lực của hộ gia đình"
ANSWERS = flat(DECLARED)
CODE = re.compile(r"/ho-so/(H29\.26740-\d{6}-\d{4})/giay-tiep-nhan$")


def looks_right(page):
    assert axe_problems(page) == []
    assert overflow(page) <= 0


@pytest.fixture
def taken(live_city):
    papers = [
        {"name": "Trường hợp cấp mới:", "profileComponents": [paper("Đơn đề nghị theo Mẫu số 26.NT Phụ lục III", 1)]},
        {"name": "Trường hợp cấp lại:", "profileComponents": [paper("Bản chính giấy xác nhận đã được cấp", 2)]},
    ]
    sound = record(1, name=NAME, executionCases=papers)
    sound["executionMethods"][0]["fees"] = [fee(0, "Theo nghị quyết của Hội đồng nhân dân cấp tỉnh")]
    elsewhere = IRREGULAR["another-province"](record(2, name="Hỗ trợ nuôi thủy sản lồng bè trên hồ chứa"))
    aside(lambda: take(sound, elsewhere))
    return live_city


def test_it_is_found_read_and_filed_up_to_the_dossier_s_code(taken, chromium):
    page = chromium.new_context(viewport=PHONE, locale="vi-VN").new_page()
    page.set_default_timeout(30000)
    sign_in(page, taken.url, MOTHER)
    page.goto(f"{taken.url}/thu-tuc?q=thuy+san+long+be")
    looks_right(page)
    page.locator("#results a").first.click()
    page.wait_for_url("**/thu-tuc/1.200001")
    page.get_by_text("Lấy từ danh mục quốc gia, Thành phố chưa rà soát").wait_for()
    looks_right(page)
    page.set_viewport_size(DESKTOP)
    looks_right(page)
    page.set_viewport_size(PHONE)
    with page.expect_navigation():
        page.locator(".actions a", has_text="Bắt đầu").click()
    looks_right(page)
    with page.expect_navigation():
        page.locator(".actions .govuk-button").first.click()
    declare_all(page, each=looks_right, answers={**ANSWERS, "case.choice": "case-2"})
    assert "Bản chính giấy xác nhận đã được cấp" in page.locator("main").inner_text()
    looks_right(page)
    go_on(page)
    assert page.url.endswith("/kiem-tra")
    looks_right(page)
    go_on(page)
    assert CODE.search(page.url)


def test_what_another_province_decides_is_told_and_cannot_be_begun(taken, chromium):
    page = chromium.new_context(viewport=PHONE, locale="vi-VN").new_page()
    page.set_default_timeout(30000)
    page.goto(f"{taken.url}/thu-tuc/1.200002")
    assert "UBND tỉnh Đắk Lắk" in page.locator("main").inner_text()
    assert page.locator(".actions a", has_text="Bắt đầu").count() == 0
    looks_right(page)
    page.set_viewport_size(DESKTOP)
    looks_right(page)
