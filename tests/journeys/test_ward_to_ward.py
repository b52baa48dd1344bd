"""A birth that one ward's counter takes in for another ward: worked on and decided there, handed over here."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.counter import official, sound, take_in
from tests.journeys.test_desk_birth import send, verb

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

HERE, THERE = "26743", "26740"  # Bến Thành takes in, Sài Gòn decides
REMARK = "Đã đối chiếu sổ gốc, trình ký."


def queue(page: Page, url: str, which: str) -> Any:
    """Open a queue and return its rows."""
    page.goto(f"{url}/ban-lam-viec/{which}")
    return page.locator("[data-work-row]")


def works_on_it(specialist: Page, url: str, code: str) -> None:
    expect(queue(specialist, url, "chua-phan-cong")).to_contain_text([code])
    specialist.get_by_role("link", name=re.compile(code)).click()
    expect(specialist.get_by_role("main")).to_contain_text("Tiếp nhận tại quầy của Phường Bến Thành")
    sound(specialist)
    specialist.keyboard.press("n")
    expect(specialist.get_by_role("status").first).to_contain_text("do bạn xử lý")
    verb(specialist, "Chuyển").click()
    specialist.get_by_label("Sang bước nào").select_option("sign")
    specialist.locator("details.act[open] textarea").first.fill(REMARK)
    send(specialist, "Chuyển")
    expect(specialist.get_by_role("status").first).to_be_visible()
    specialist.goto(f"{url}/ban-lam-viec/ho-so/{code}")
    expect(specialist.get_by_role("main")).to_contain_text(REMARK)


def test_one_ward_takes_in_and_hands_over_what_another_decides(somebody: Any, live_city: Any) -> None:
    here = somebody(official("desk", HERE))
    code = take_in(here, live_city.url)
    assert code.startswith(f"H29.{THERE}-")

    expect(queue(here, live_city.url, "tiep-nhan-ho")).to_contain_text([code])
    expect(here.get_by_role("heading", level=1)).to_contain_text("Tiếp nhận thay cơ quan khác")
    sound(here)
    expect(queue(here, live_city.url, "cua-don-vi")).to_have_count(0)

    there = somebody(official("desk", THERE))
    expect(queue(there, live_city.url, "cho-tiep-nhan")).to_have_count(0)
    works_on_it(somebody(official("specialist", THERE)), live_city.url, code)

    leader = somebody(official("leader", THERE), to=f"/ban-lam-viec/ho-so/{code}")
    verb(leader, "Chấp thuận, cấp kết quả").click()
    send(leader, "Chấp thuận, cấp kết quả")
    expect(leader.get_by_role("status").first).to_contain_text("chưa ký số")

    expect(queue(there, live_city.url, "cho-tra-ket-qua")).to_have_count(0)
    expect(queue(here, live_city.url, "cho-tra-ket-qua")).to_contain_text([code])
    here.get_by_role("link", name=re.compile(code)).click()
    expect(here.locator(".desk__head")).to_contain_text("L. T. Tư")
    expect(here.get_by_role("main")).to_contain_text("Phường Sài Gòn")
    expect(here.get_by_role("main")).not_to_contain_text(REMARK)
    sound(here)
    here.keyboard.press("t")
    send(here, "Trả kết quả")
    expect(here.get_by_role("status").first).to_contain_text("Đã trả kết quả")
    expect(queue(here, live_city.url, "tiep-nhan-ho")).to_have_count(0)


def test_the_person_acts_at_the_counter_through_the_official(somebody: Any, live_city: Any) -> None:
    here = somebody(official("desk", HERE))
    code = take_in(here, live_city.url)
    here.goto(f"{live_city.url}/ban-lam-viec/ho-so/{code}")
    here.get_by_role("link", name="Rút hồ sơ").click()
    sound(here)
    here.fill("[name=note]", "Đã ký phiếu rút hồ sơ.")
    here.locator("main form").get_by_role("button", name="Rút hồ sơ").click()
    here.wait_for_load_state()
    here.goto(f"{live_city.url}/ban-lam-viec/ho-so/{code}")
    expect(here.locator(".desk__head")).to_contain_text("Đã rút")
