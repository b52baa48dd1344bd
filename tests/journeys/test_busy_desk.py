"""An official clears a queue by keyboard alone; a leader gives an absent official's dossiers to another."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.service.dossiers.types import commands as asked
from tests.journeys.test_desk_birth import beside_a_browser, city, official, opened, sound, ward

__all__ = ["beside_a_browser", "city", "opened", "ward"]
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]


def opened_code(page: Page) -> str:
    return page.locator(".desk__head").get_attribute("data-code") or ""


def receives_two_at_once(desk: Page) -> None:
    """Two are marked and received at once; the answer says how each ended."""
    for key in ("j", "x", "j", "x"):
        desk.keyboard.press(key)
    expect(desk.locator("[data-marked]")).to_contain_text("2")
    sound(desk)
    desk.keyboard.press("Shift+T")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("đã thực hiện 2/2")
    sound(desk)


def walks_and_receives_one(desk: Page) -> None:
    """J and K walk between open dossiers, and after an act the next of the queue opens."""
    desk.keyboard.press("g")
    desk.keyboard.press("t")
    expect(desk.locator("[data-work-row]")).to_have_count(3)
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_be_focused()
    first = opened_code(desk)
    desk.keyboard.press("j")
    expect(desk.locator(".desk__head")).not_to_have_attribute("data-code", first)
    second = opened_code(desk)
    desk.keyboard.press("k")
    expect(desk.locator(".desk__head")).to_have_attribute("data-code", first)
    desk.keyboard.press("t")
    expect(desk.get_by_role("status").first).to_contain_text(first)
    expect(desk.locator(".desk__head")).to_have_attribute("data-code", second)
    expect(desk.locator("[data-work-row]")).to_have_count(2)


def assigns_all_of_a_page(desk: Page, to: str) -> None:
    """What nobody works on yet goes to one official."""
    desk.keyboard.press("g")
    desk.keyboard.press("p")
    expect(desk.locator("[data-work-row]")).to_have_count(3)
    desk.keyboard.press("a")
    desk.keyboard.press("Shift+P")
    desk.get_by_label("Giao cho ai").select_option(to)
    sound(desk)
    desk.get_by_role("button", name="Phân công").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("đã thực hiện 3/3")


def forwards_one_and_finds_it_among_what_was_sent(specialist: Page) -> None:
    specialist.keyboard.press("j")
    specialist.keyboard.press("Enter")
    expect(specialist.get_by_role("heading", level=1)).to_be_focused()
    forwarded = opened_code(specialist)
    specialist.keyboard.press("c")
    specialist.locator("details.act[open] > .act__form > button").last.press("Enter")
    expect(specialist.get_by_role("status").first).to_contain_text(forwarded)
    expect(specialist.locator(".desk__head")).not_to_have_attribute("data-code", forwarded)
    specialist.keyboard.press("g")
    specialist.keyboard.press("g")
    expect(specialist.get_by_role("link", name=re.compile(forwarded))).to_be_visible()


def test_a_queue_is_cleared_by_keyboard_alone(ward: Any, opened: Any, city: Any) -> None:
    for _ in range(5):
        ward.submit()
    desk = opened(official("desk"))
    expect(desk.locator("[data-work-row]")).to_have_count(5)
    receives_two_at_once(desk)
    walks_and_receives_one(desk)
    assigns_all_of_a_page(desk, ward.actors["specialist"].id)
    forwards_one_and_finds_it_among_what_was_sent(opened(official("specialist")))


def test_keys_are_listed_and_never_taken_from_who_is_typing(ward: Any, opened: Any, city: Any) -> None:
    ward.submit()
    desk = opened(official("desk"))
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("Đánh dấu tất cả trên trang này")
    expect(desk.get_by_role("dialog")).to_contain_text("Chờ tiếp nhận")
    sound(desk)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.type("jkxgta?")
    expect(desk.locator("#q")).to_have_value("jkxgta?")
    expect(desk.locator("[data-mark]:checked")).to_have_count(0)
    desk.goto(f"{city.url}/ban-lam-viec/phim-tat")
    expect(desk.get_by_role("main")).to_contain_text("Từ chối tiếp nhận")
    sound(desk)


def test_a_phrase_is_inserted_where_the_words_go(ward: Any, opened: Any, city: Any) -> None:
    code = ward.submit().code
    desk = opened(official("desk"), to="/ban-lam-viec/mau-cau")
    desk.get_by_label("Dùng cho việc").select_option("ask-supplement")
    desk.get_by_label("Tên", exact=True).fill("Ảnh mờ")
    desk.get_by_label("Nội dung để chèn").fill("Ảnh chụp bị mờ, bạn chụp lại giúp.")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_role("status").first).to_contain_text("Đã lưu mẫu câu")
    sound(desk)
    desk.goto(f"{city.url}/ban-lam-viec/ho-so/{code}?hang-doi=to-receive")
    desk.keyboard.press("b")
    note = desk.get_by_label("Người nộp cần làm gì")
    note.fill("Chào bạn.")
    desk.get_by_role("button", name="Chèn").click()
    expect(note).to_have_value("Chào bạn.\nẢnh chụp bị mờ, bạn chụp lại giúp.")
    expect(note).to_be_focused()
    sound(desk)


@pytest.mark.parametrize("width", [360, 1440])
def test_an_absent_officials_dossiers_go_to_another(ward: Any, opened: Any, city: Any, width: int) -> None:
    states = [ward.act(ward.submit(), "desk", asked.Receive()) for _ in range(3)]
    states = [ward.act(state, "specialist", asked.Take()) for state in states]
    leader = opened(official("leader"), to="/ban-lam-viec/phan-cong-lai", viewport={"width": width, "height": 800})
    sound(leader)
    leader.get_by_label("Hồ sơ của ai").select_option(ward.actors["specialist"].id)
    leader.get_by_label("Giao cho ai").select_option(ward.actors["desk"].id)
    leader.get_by_role("button", name="Xem trước").click()
    expect(leader.get_by_role("main")).to_contain_text("đang xử lý 3 hồ sơ")
    sound(leader)
    ward.act(states[1], "specialist", asked.AskConfirmation())
    leader.get_by_role("button", name="Phân công lại 3 hồ sơ").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("đã thực hiện 2/3")
    expect(leader.get_by_role("main")).to_contain_text("Đã có thay đổi")
    sound(leader)


@pytest.mark.parametrize("width", [360, 1440])
def test_every_new_page_of_the_desk_is_sound(ward: Any, opened: Any, city: Any, width: int) -> None:
    ward.submit()
    desk = opened(official("desk"), viewport={"width": width, "height": 800})
    for path in (
        "cho-tiep-nhan?chon=het",
        "cua-don-vi?kenh=online&han=week&tim=mai",
        "cua-don-vi/loc",
        "cua-don-vi/in",
        "da-chuyen-chua-mo",
        "mau-cau",
        "bo-loc",
        "phim-tat",
    ):
        desk.goto(f"{city.url}/ban-lam-viec/{path}")
        sound(desk)
    assert re.search("ho-so-unit-[0-9]{8}.csv", _downloaded(desk, f"{city.url}/ban-lam-viec/cua-don-vi"))


def _downloaded(page: Page, url: str) -> str:
    page.goto(url)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải CSV").click()
    return download.value.suggested_filename


def test_a_batch_works_without_a_script(ward: Any, opened: Any, city: Any) -> None:
    for _ in range(2):
        ward.submit()
    desk = opened(official("desk"), java_script_enabled=False)
    desk.get_by_role("link", name="Đánh dấu tất cả trên trang này").click()
    expect(desk.locator("[data-mark]:checked")).to_have_count(2)
    desk.locator(".batch").get_by_role("button", name="Tiếp nhận").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("đã thực hiện 2/2")
    desk.get_by_role("button", name="Về danh sách").click()
    expect(desk.locator("[data-work-row]")).to_have_count(0)
