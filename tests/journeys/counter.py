"""Standing at a counter: a card that is scanned, a visitor who is taken down, a declaration that is received at once."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from tests.factories.birth import birth_filed_by_grandmother
from tests.factories.dossiers import picture
from tests.journeys.filing import DESKTOP, PHONE, axe_problems, declare_all, flat, go_on, overflow

CARD = "079165000077||Lê Thị Tư|01011965|Nữ|12 Lê Lợi, phường Bến Thành|01012022"
NAME, NUMBER, BORN = "Lê Thị Tư", "079165000077", "01/01/1965"
COUNTER, FAST_LANE = "/ban-lam-viec/tai-quay", "/ban-lam-viec/tai-quay/chung-thuc"
RECEIPT = re.compile(r"/ho-so/(H29\.[0-9.]+-\d{6}-\d{4})/giay-tiep-nhan$")
# What a grandmother declares who has no telephone; her name, number and birth stand there already, from her card.
TOLD = {
    name: value
    for name, value in flat(birth_filed_by_grandmother()).items()
    if name not in {"filer.full_name", "filer.personal_id", "filer.phone", "filer.email"}
    and not name.startswith("filer.born_on")
}


def official(role: str, ward: str = "26740") -> str:
    return f"{role}.{ward}@example.org"


def sound(page: Page) -> None:
    """Axe finds nothing and nothing is cut off, at the desk and on a phone."""
    page.wait_for_load_state("load")
    held = page.viewport_size or DESKTOP
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert axe_problems(page) == []
        assert overflow(page) <= 0
    page.set_viewport_size(held)


def scan(page: Page) -> None:
    """What a scanner does: it types what the card says, and ends with Enter."""
    page.locator("#scan").focus()
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")


def begin_for_visitor(desk: Page, url: str, procedure: str, *, helper: str = "", each: Any = None) -> None:
    """Take whoever stands there down from the card, and begin the declaration of a procedure for them."""
    desk.goto(f"{url}{COUNTER}/{procedure}")
    scan(desk)
    expect(desk.locator("#full_name")).to_have_value(NAME)
    expect(desk.locator("#phone")).to_be_focused()
    if helper:
        desk.get_by_text("Có người giúp").click()
        desk.get_by_label("Họ tên người giúp").fill(helper)
        desk.get_by_label("Quan hệ với người đến làm việc").fill("cháu")
    if each is not None:
        each(desk)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Bắt đầu kê khai").click()


def take_in(
    desk: Page, url: str, *, procedure: str = "1.001193", answers: Mapping[str, str] = TOLD, helper: str = "",
    each: Any = None,
) -> str:  # fmt: skip
    """Take a walk-in in from the card to the receipt; return the dossier's code. `each` looks at every page on the way."""
    look = each or (lambda _page: None)
    begin_for_visitor(desk, url, procedure, helper=helper, each=each)
    declare_all(desk, answers=answers, each=each)
    look(desk)
    for slot in desk.locator("input[type=file]").all():
        slot.set_input_files({"name": "giay-to.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(desk.locator("[data-slot-files] a")).to_have_count(desk.locator("input[type=file]").count())
    go_on(desk)
    expect(desk).to_have_url(re.compile("/kiem-tra$"))
    look(desk)
    desk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    expect(desk).to_have_url(RECEIPT)
    found = RECEIPT.search(desk.url)
    assert found is not None
    return found[1]
