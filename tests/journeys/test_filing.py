"""A birth is filed on a phone: interrupted, taken up on another device, without a connection, without a script."""

import re
from typing import Any

import pytest

from tests.factories.cast import MOTHER
from tests.factories.dossiers import picture
from tests.journeys.filing import (
    DESKTOP,
    PHONE,
    START,
    answer_page,
    axe_problems,
    declare_all,
    go_on,
    overflow,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

CODE = re.compile(r"/ho-so/(H29\.26740-\d{6}-\d{4})/giay-tiep-nhan$")


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "giay-chung-sinh.jpg"
    path.write_bytes(picture())
    return path


@pytest.fixture
def device(chromium):
    """`device()` is a phone of its own, with its own cookies; everything that goes wrong in it fails the test."""
    opened: list[Any] = []

    def make(**options: Any) -> Any:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "vi-VN", **options})
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("pageerror", lambda error: pytest.fail(f"a script broke: {error}"))
        opened.append(context)
        return page

    yield make
    for context in opened:
        context.close()


def begin(page, city):
    sign_in(page, city.url, MOTHER, to=START)
    with page.expect_navigation():
        page.locator(".actions .govuk-button").first.click()


def looks_right(page):
    assert axe_problems(page) == []
    assert overflow(page) <= 0


def test_a_birth_is_filed_on_a_phone_and_every_page_is_open_to_everybody(live_city, device, photo):
    page = device()
    begin(page, live_city)
    declare_all(page, each=looks_right)
    looks_right(page)
    slot = page.locator("input[type=file]").first
    slot.set_input_files(photo)
    page.locator("[data-slot-files] a", has_text="giay-chung-sinh.jpg").wait_for()
    go_on(page)
    looks_right(page)
    assert page.url.endswith("/kiem-tra")
    go_on(page)
    looks_right(page)
    code = CODE.search(page.url)
    assert code is not None, page.url
    live_city.follow()
    for path in (
        f"/ho-so/{code[1]}",
        f"/ho-so/{code[1]}/vi-sao",
        "/ho-so",
        "/thong-bao",
        "/tra-cuu",
        f"/tra-cuu/{code[1]}",
    ):
        page.goto(live_city.url + path)
        looks_right(page)
        page.set_viewport_size(DESKTOP)
        looks_right(page)
        page.set_viewport_size(PHONE)
    page.goto(f"{live_city.url}/thong-bao")
    assert code[1] in page.locator("main").inner_text()


def test_what_was_begun_on_a_phone_goes_on_at_a_desk(live_city, device):
    phone = device()
    begin(phone, live_city)
    for _ in range(3):
        answer_page(phone)
        go_on(phone)
    assert phone.url.endswith("/child")
    phone.fill('[name="child.full_name"]', "Nguyễn Minh")
    phone.locator("[data-autosave-state]", has_text="Đã lưu lúc").wait_for()
    desk = device(viewport=DESKTOP)
    sign_in(desk, live_city.url, MOTHER, to="/ho-so")
    desk.locator(".dossier-row__name a").first.click()
    desk.wait_for_url("**/child")
    assert desk.input_value('[name="child.full_name"]') == "Nguyễn Minh"
    desk.fill('[name="child.full_name"]', "Nguyễn Minh An")
    desk.locator("[data-autosave-state]", has_text="Đã lưu lúc").wait_for()
    phone.fill('[name="child.full_name"]', "Nguyễn Minh Anh")
    phone.locator("[data-autosave-state]", has_text="thiết bị khác").wait_for()
    looks_right(phone)
    phone.get_by_role("button", name="Xem nội dung đã lưu ở đó").click()
    phone.wait_for_load_state()
    phone.wait_for_function("document.querySelector('[name=\"child.full_name\"]').value === 'Nguyễn Minh An'")


def test_what_is_typed_without_a_connection_is_kept_and_sent_when_it_is_back(live_city, device):
    page = device()
    begin(page, live_city)
    page.context.set_offline(True)
    page.check('[name="filer.relation"][value="father"]')
    page.locator("[data-autosave-state]", has_text="Mất kết nối").wait_for()
    page.context.set_offline(False)
    page.locator("[data-autosave-state]", has_text="Đã lưu lúc").wait_for()
    page.reload()
    assert page.is_checked('[name="filer.relation"][value="father"]')


def test_a_birth_is_filed_with_scripts_switched_off(live_city, device, photo):
    page = device(java_script_enabled=False)
    begin(page, live_city)
    declare_without_script(page)
    page.locator("input[type=file]").first.set_input_files(photo)
    page.get_by_role("button", name="Gửi các tệp đã chọn").click()
    page.get_by_role("link", name="giay-chung-sinh.jpg").wait_for()
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/kiem-tra")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.wait_for_url(CODE)


def declare_without_script(page):
    """The same answers; a page comes back once when an answer on it brings up another question."""
    for _ in range(60):
        if page.url.split("?")[0].endswith("/giay-to"):
            return
        answer_page(page)
        before = page.url
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_load_state()
        assert page.locator(".govuk-error-summary").count() == 0, before
    raise AssertionError(page.url)


def test_a_dossier_is_withdrawn(live_city, device, hours):
    from tests.factories.cast import people_here  # noqa: PLC0415
    from tests.factories.dossiers import submitted  # noqa: PLC0415
    from tests.journeys.city import aside  # noqa: PLC0415

    state = aside(lambda: submitted(people_here().mother, now=hours.now()))
    page = device()
    sign_in(page, live_city.url, MOTHER, to=f"/ho-so/{state.code}")
    page.get_by_role("link", name="Rút hồ sơ này").click()
    looks_right(page)
    page.fill("[name=note]", "Nộp nhầm phường")
    page.get_by_role("button", name="Rút hồ sơ").click()
    page.locator(".status", has_text="Đã rút").wait_for()
    looks_right(page)
    assert "Bạn đã rút hồ sơ" in page.locator(".timeline").inner_text()
