"""A morning at the counter, in browsers: the kiosk, the board, the window, the phone, and the times that everybody sees."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.filing import DESKTOP, PHONE, axe_problems, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

WARD = "H29.26740"
HALL = {"width": 1920, "height": 1080}
KIOSK, BOARD, PLACE = f"/quay/{WARD}/lay-so", f"/quay/{WARD}/bang", f"/quay/{WARD}"
CONSOLE = "/ban-lam-viec/quay"


@pytest.fixture
def ward(db_peopled: Any, hours: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A ward with a counter on a Monday morning; the browser's loop runs in this thread."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    from tests.factories.counters import set_up_counter  # noqa: PLC0415 -- Django is set up by now

    set_up_counter()
    return hours


@pytest.fixture
def city(ward: Any) -> Iterator[Any]:
    from tests.journeys.city import serving  # noqa: PLC0415

    with serving() as served:
        yield served


@pytest.fixture
def opened(city: Any, chromium: Any) -> Iterator[Any]:
    """Open a browser of somebody's own; whatever its console complains about fails the journey."""
    contexts, troubles = [], []

    def open_for(path: str, *, login: str = "", viewport: Any = None, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport or DESKTOP, **options)
        contexts.append(context)
        context.set_default_navigation_timeout(90_000)  # a shared machine has slow moments
        page: Page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        if login:
            sign_in(page, city.url, login, to=path)
        else:
            page.goto(city.url + path)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert troubles == []


def sound(page: Page) -> None:
    """Axe finds nothing, and nothing is cut off."""
    page.wait_for_load_state("load")
    assert axe_problems(page) == []
    assert overflow(page) <= 0


def code_on(page: Page) -> str:
    page.wait_for_url(re.compile("/lay-so/"))
    return page.locator(".number__code").inner_text()


def take(page: Page, city: Any, line: str, *, priority: bool = False) -> str:
    page.goto(city.url + KIOSK)
    if priority:
        page.get_by_label("Tôi thuộc diện ưu tiên").check()
    page.get_by_role("button", name=re.compile(line)).click()
    return code_on(page)


def test_a_morning_from_the_kiosk_to_the_public_times(opened: Any, city: Any) -> None:
    kiosk = opened(KIOSK, viewport={"width": 1080, "height": 1920})
    sound(kiosk)
    assert take(kiosk, city, "Hộ tịch") == "A001"
    sound(kiosk)
    link = kiosk.url.replace("/lay-so/", "/phieu/").removeprefix(city.url)
    assert take(kiosk, city, "Hộ tịch") == "A002"
    assert take(kiosk, city, "Chứng thực", priority=True) == "B001"
    phone = opened(link, viewport=PHONE)
    expect(phone.get_by_text("Đang chờ")).to_be_visible()
    sound(phone)
    board = opened(BOARD, viewport=HALL)
    expect(board.locator(".board__next")).to_contain_text("A001")
    sound(board)

    desk = opened(CONSOLE, login="desk.26740@example.org")
    sound(desk)
    desk.get_by_role("button", name="Mở quầy số 1").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Quầy số 1")
    desk.keyboard.press("n")
    expect(desk.locator(".console__code")).to_have_text("B001")
    sound(desk)
    expect(board.locator(".board__calling")).to_contain_text("B001", timeout=15_000)
    desk.keyboard.press("s")
    expect(desk.locator(".console__now")).to_contain_text("Đang phục vụ")
    desk.keyboard.press("n")
    expect(desk.locator(".console__code")).to_have_text("A001")
    expect(phone.locator(".call")).to_contain_text("mời bạn đến quầy số 1", timeout=25_000)
    sound(phone)
    expect(phone.get_by_role("status").first).to_contain_text("Đến lượt bạn")
    desk.keyboard.press("x")
    expect(desk.locator(".message")).to_contain_text("Hãy gọi lại số A001")
    desk.keyboard.press("a")
    expect(desk.locator(".console__now")).to_contain_text("Đã gọi 2 lần")
    desk.keyboard.press("s")
    expect(desk.locator(".console__now")).to_contain_text("Đang phục vụ")
    desk.keyboard.press("d")
    expect(desk.locator(".console__now")).to_contain_text("Chưa có ai ở quầy")
    expect(desk.locator("#hall")).to_contain_text("đã phục vụ 2")
    expect(phone.get_by_text("Xong")).to_be_visible(timeout=25_000)

    everybody = opened("/cho-doi", viewport=PHONE)
    expect(everybody.get_by_role("link", name="Ủy ban nhân dân phường Sài Gòn")).to_be_visible()
    sound(everybody)
    everybody.get_by_role("link", name="Ủy ban nhân dân phường Sài Gòn").click()
    expect(everybody.get_by_role("heading", level=1)).to_contain_text("Bộ phận Một cửa")
    sound(everybody)


def test_kiosk_and_window_without_a_script(opened: Any, city: Any) -> None:
    kiosk = opened(KIOSK, java_script_enabled=False)
    assert take(kiosk, city, "Trả kết quả") == "C001"
    desk = opened(CONSOLE, login="desk.26740@example.org", java_script_enabled=False)
    desk.get_by_role("button", name="Mở quầy số 3").click()
    desk.get_by_role("button", name="Gọi số tiếp theo").click()
    expect(desk.locator(".console__code")).to_have_text("C001")
    board = opened(BOARD, java_script_enabled=False)
    expect(board.locator(".board__calling")).to_contain_text("C001")


@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_sound(opened: Any, city: Any, ward: Any, width: int) -> None:
    view = {"width": width, "height": 900}
    kiosk = opened(KIOSK, viewport=view)
    take(kiosk, city, "Hộ tịch", priority=True)
    ticket = kiosk.url.replace("/lay-so/", "/phieu/")
    sound(kiosk)
    kiosk.goto(ticket)
    sound(kiosk)
    for path in (KIOSK, BOARD, PLACE, "/cho-doi"):
        kiosk.goto(city.url + path)
        sound(kiosk)
    desk = opened(CONSOLE, login="desk.26740@example.org", viewport=view)
    sound(desk)
    desk.get_by_role("button", name="Mở quầy số 1").click()
    desk.get_by_role("button", name="Gọi số tiếp theo").click()
    for summary in desk.locator("main details > summary").all():
        summary.click()
    sound(desk)
    administrator = opened(f"/co-quan/{WARD}/quay", login="administrator.26740@example.org", viewport=view)
    sound(administrator)
    administrator.locator("[name='window.0.lines']").fill("Z")
    administrator.get_by_role("button", name="Lưu cách bố trí").click()
    expect(administrator.locator(".govuk-error-summary")).to_be_visible()
    sound(administrator)
    from tests.factories.city import NOW  # noqa: PLC0415 -- Django is set up by now

    ward.move_to(NOW.replace(hour=20))
    for path in (KIOSK, BOARD, PLACE):
        kiosk.goto(city.url + path)
        expect(kiosk.get_by_text("07:30").first).to_be_visible()
        sound(kiosk)
