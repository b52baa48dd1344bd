"""A household business and a marriage are filed on a phone and received: tables, people, and questions that come up."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import declarations
from tests.factories.cast import MOTHER
from tests.factories.dossiers import picture
from tests.factories.procedures import changed
from tests.journeys.counter import RECEIPT, official, sound
from tests.journeys.filing import PHONE, answer_page, declare_all, flat, go_on

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

MEMBER = {"full_name": "Nguyễn Văn Bình", "personal_id": "079094001234", "born_on": "1994-09-30"}
SHOP = {"line": "30 Đồng Khởi", "commune": "H29.26740", "commune_now": "H29.26740"}
FAMILY = changed(
    declarations.BUSINESS, business__founder="family", members=[MEMBER], tax={"elsewhere": True, "address": SHOP}
)
SECOND_TIME = changed(
    declarations.MARRIAGE, husband__before="divorced", husband__times=2,
    husband__ended_paper="12/2024/QĐST-HNGĐ, Tòa án nhân dân Quận 3",
)  # fmt: skip


def begin(page: Page, url: str, procedure: str) -> None:
    page.goto(f"{url}/nop-ho-so/{procedure}")
    with page.expect_navigation():
        page.locator(".actions .govuk-button").first.click()


def add_papers_and_send(page: Page) -> str:
    """Add what is asked, look through it, send; return the code."""
    slots = page.locator("input[type=file]")
    for slot in slots.all():
        slot.set_input_files({"name": "giay-to.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(page.locator("[data-slot-files] a")).to_have_count(slots.count())
    sound(page)
    go_on(page)
    assert page.url.endswith("/kiem-tra")
    sound(page)
    go_on(page)
    found = RECEIPT.search(page.url)
    assert found is not None, page.url
    return found[1]


def received(desk: Page, url: str, code: str) -> None:
    desk.goto(f"{url}/ban-lam-viec/ho-so/{code}")
    sound(desk)
    desk.keyboard.press("t")
    expect(desk.get_by_role("status").first).to_contain_text("Đã tiếp nhận")


def test_a_family_registers_its_business_with_a_table_of_members_and_of_trades(somebody: Any, live_city: Any) -> None:
    page = somebody(MOTHER, viewport=PHONE)
    begin(page, live_city.url, "1.001612")
    declare_all(page, answers=flat(FAMILY), until="/lines")
    answer_page(page, {"lines.0.name": "Bán lẻ hàng tạp hóa"})
    go_on(page)
    page.go_back()
    page.reload()
    answer_page(page, {"lines.1.name": "Bán lẻ đồ uống", "lines.1.code": "4723"})
    sound(page)
    go_on(page)
    assert page.locator('[name="tax.address.line"]').is_hidden()
    declare_all(page, answers=flat(FAMILY))
    code = add_papers_and_send(page)
    page.goto(f"{live_city.url}/ho-so/{code}")
    page.locator("summary", has_text="Xem tờ khai").first.click()
    for shown in ("Nguyễn Văn Bình", "Bán lẻ hàng tạp hóa", "Bán lẻ đồ uống", "30 Đồng Khởi"):
        expect(page.locator("main")).to_contain_text(shown)
    sound(page)
    received(somebody(official("desk")), live_city.url, code)


def test_who_marries_a_second_time_is_asked_how_the_first_marriage_ended(somebody: Any, live_city: Any) -> None:
    page = somebody(MOTHER, viewport=PHONE)
    begin(page, live_city.url, "1.000894")
    declare_all(page, answers=flat(SECOND_TIME), until="/husband")
    ended = page.locator('[name="husband.ended_paper"]')
    page.check('[name="husband.before"][value="never"]')
    expect(ended).to_be_hidden()
    page.check('[name="husband.before"][value="divorced"]')
    expect(ended).to_be_visible()
    declare_all(page, answers=flat(SECOND_TIME))
    code = add_papers_and_send(page)
    page.goto(f"{live_city.url}/ho-so/{code}")
    page.locator("summary", has_text="Xem tờ khai").first.click()
    expect(page.locator("main")).to_contain_text("12/2024/QĐST-HNGĐ, Tòa án nhân dân Quận 3")
    received(somebody(official("desk")), live_city.url, code)
