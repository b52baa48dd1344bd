"""A day at the counter: a grandmother without account or telephone is served, and copies are certified while one waits."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counter import (
    BORN,
    COUNTER,
    FAST_LANE,
    NAME,
    NUMBER,
    begin_for_visitor,
    official,
    scan,
    sound,
    take_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

MOST_KEYS = 12
DONE = re.compile(r"Xong: H29\.26740-\d{6}-\d{4}")


class Hand:
    """The keys that the official's own hand presses; the scanner's are not among them."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


def test_a_walk_in_is_taken_in_from_the_card_to_the_receipt(somebody: Any, live_city: Any) -> None:
    desk = somebody(official("desk"), to=COUNTER)
    sound(desk)
    desk.get_by_label("Thủ tục", exact=True).fill("khai sinh")
    desk.get_by_role("button", name="Tìm kiếm").first.click()
    expect(desk.locator(".ways a", has_text="Đăng ký khai sinh").first).to_be_visible()
    sound(desk)
    code = take_in(desk, live_city.url, helper="Lê Văn Năm", each=_with_banner)
    sound(desk)
    expect(desk.get_by_role("main")).to_contain_text("đã tiếp nhận")
    receipt = desk.get_by_role("button", name=re.compile("In giấy tiếp nhận")).get_attribute("href")
    printed = desk.request.get(f"{live_city.url}{receipt}")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.body().startswith(b"%PDF")
    desk.get_by_role("button", name="Mở trên bàn làm việc").click()
    expect(desk.locator(".desk__head")).to_contain_text("L. T. Tư")
    expect(desk.get_by_role("main")).to_contain_text("Lê Văn Năm, cháu")
    sound(desk)
    assert code in desk.url


def _with_banner(page: Page) -> None:
    """Every page of the declaration says for whom it is, and who helps."""
    if "/nop-ho-so/" in page.url:
        expect(page.locator(".visitor")).to_contain_text("Tại quầy, cho Lê Thị Tư")
        expect(page.locator(".visitor")).to_contain_text("có Lê Văn Năm, cháu giúp")
    sound(page)


def test_what_was_begun_at_the_counter_is_gone_on_with_by_a_colleague(somebody: Any, live_city: Any) -> None:
    desk = somebody(official("desk"), to=COUNTER)
    begin_for_visitor(desk, live_city.url, "2.000815")
    begun = desk.url
    desk.get_by_role("link", name="Về quầy").click()
    expect(desk.get_by_role("heading", name="Đang nhập dở tại quầy này")).to_be_visible()
    sound(desk)
    desk.locator("h2 + .ways a").first.click()
    expect(desk).to_have_url(begun)


def test_a_copy_is_certified_with_few_keys_and_the_next_one_with_fewer(
    somebody: Any, record_property: Callable[[str, object], None]
) -> None:
    desk = somebody(official("desk"), to=FAST_LANE)
    sound(desk)
    expect(desk.locator("#scan")).to_be_focused()
    for number, paper in enumerate(("CCCD", "")):
        hand, since = Hand(desk), time.monotonic()
        scan(desk)
        expect(desk.locator("#full_name")).to_have_value(NAME)
        expect(desk.locator("#document" if paper else "#pages")).to_be_focused()
        if paper:
            hand.type(paper)
            hand.press("Tab")
        hand.type("3")
        hand.press("Tab")
        hand.type("2")
        hand.press("Enter")
        expect(desk.locator(".desk__list tbody tr, main table tbody tr")).to_have_count(number + 1)
        expect(desk.get_by_role("status").first).to_contain_text(DONE)
        record_property(f"case {number + 1}", f"{hand.keys} keys, {time.monotonic() - since:.1f} s")
        assert hand.keys <= MOST_KEYS
        expect(desk.get_by_role("status").first).to_contain_text("10.000")
        expect(desk.locator("#scan")).to_be_focused()
    sound(desk)
    desk.locator("main table tbody a").first.click()
    expect(desk.get_by_role("main")).to_contain_text("Đã trả kết quả")


def test_the_fast_lane_without_a_script_says_at_its_field_what_is_wrong_and_keeps_the_rest(somebody: Any) -> None:
    desk = somebody(official("desk"), to=FAST_LANE, java_script_enabled=False)
    with desk.expect_navigation():
        scan(desk)
    expect(desk.locator("#full_name")).to_have_value(NAME)
    expect(desk.locator("#personal_number")).to_have_value(NUMBER)
    desk.locator("#document").fill("Bằng lái xe")
    desk.locator("#pages").fill("0")
    desk.locator("#copies").fill("4")
    desk.get_by_role("button", name="Xong, tiếp theo").click()
    expect(desk.locator(".govuk-error-summary a[href='#pages']")).to_be_visible()
    expect(desk.locator(".govuk-form-group--error #pages")).to_have_value("0")
    for field, kept in (
        ("full_name", NAME), ("personal_number", NUMBER), ("born_on", BORN), ("document", "Bằng lái xe"), ("copies", "4"),
    ):  # fmt: skip
        expect(desk.locator(f"#{field}")).to_have_value(kept)
    desk.locator("#pages").fill("1")
    desk.get_by_role("button", name="Xong, tiếp theo").click()
    expect(desk.get_by_role("status").first).to_contain_text(DONE)


def test_what_is_wrong_in_the_fast_lane_is_sound_and_a_card_that_cannot_be_read_says_so(somebody: Any) -> None:
    desk = somebody(official("desk"), to=FAST_LANE)
    desk.get_by_role("button", name="Xong, tiếp theo").click()
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    sound(desk)
    desk.locator("#scan").fill("079165000077|x|y")
    desk.locator("#scan").press("Enter")
    expect(desk.locator("[data-scan-said].govuk-error-message")).to_be_visible()
    sound(desk)
