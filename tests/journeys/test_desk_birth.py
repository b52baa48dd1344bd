"""A birth registration over the desk of its ward, in browsers of all who have a part in it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.service.dossiers.types import commands as asked
from tests.journeys.filing import DESKTOP, PHONE, axe_problems, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

WORDS = "Ảnh giấy chứng sinh bị mờ, bạn chụp lại giúp."
SMALLEST = 13


@pytest.fixture
def beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's loop runs in this thread; the test asks the database between its own steps only."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def ward(beside_a_browser: None, db_city: Any) -> Any:
    from tests.service.dossiers.desk.conftest import furnish  # noqa: PLC0415 -- Django is set up by now

    return furnish()


@pytest.fixture
def city(ward: Any) -> Iterator[Any]:
    from tests.journeys.city import serving  # noqa: PLC0415

    with serving() as served:
        yield served


@pytest.fixture
def opened(city: Any, chromium: Any) -> Iterator[Any]:
    """Open a browser of somebody's own; whatever its console complains about fails the journey."""
    contexts, troubles = [], []

    def open_for(login: str, *, to: str = "/ban-lam-viec", viewport: Any = None, **options: Any) -> Page:
        context = chromium.new_context(viewport=viewport or DESKTOP, **options)
        contexts.append(context)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
        sign_in(page, city.url, login, to=to)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert troubles == []


def official(role: str, ward: str = "26740") -> str:
    return f"{role}.{ward}@example.org"


def sound(page: Page) -> None:
    """Axe finds nothing, nothing is cut off, nothing is too small to read."""
    page.wait_for_load_state("networkidle")
    assert axe_problems(page) == []
    assert overflow(page) <= 0
    assert (
        page.evaluate(
            "limit => [...document.querySelectorAll('body *')].filter(one => one.checkVisibility()"
            " && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())"
            " && parseFloat(getComputedStyle(one).fontSize) < limit).map(one => one.outerHTML.slice(0, 80))",
            SMALLEST,
        )
        == []
    )


def verb(page: Page, name: str) -> Any:
    """The button of a verb in the bar: one that does it, or one that opens its form."""
    return page.locator("#desk-buttons [data-key]", has_text=re.compile(rf"^\s*{name}\s*\w\s*$")).first


def send(page: Page, name: str) -> None:
    """Press the button in the form of a verb that is open."""
    page.locator("details.act[open] > .act__form > button").get_by_text(name).click()


def asks_for_a_clearer_picture(desk: Page) -> None:
    desk.keyboard.press("b")
    expect(desk.get_by_label("Người nộp cần làm gì")).to_be_focused()
    desk.get_by_label("Đánh dấu: Giấy chứng sinh").check()
    desk.get_by_label("Sai thế nào: Giấy chứng sinh").select_option("unreadable")
    desk.get_by_label("Người nộp cần làm gì").fill(WORDS)
    sound(desk)
    send(desk, "Yêu cầu bổ sung")
    expect(desk.locator(".desk__head")).to_contain_text("Chờ người nộp bổ sung")
    sound(desk)


def gives_a_clearer_picture(mother: Page, code: str) -> None:
    from tests.factories.dossiers import picture  # noqa: PLC0415

    expect(mother.get_by_text(WORDS)).to_be_visible()
    photo = {"name": "ro.jpg", "mimeType": "image/jpeg", "buffer": picture("ivory")}
    mother.locator("input[type=file]").set_input_files(photo)
    expect(mother.get_by_role("link", name=re.compile("ro"))).to_be_visible(timeout=20_000)
    mother.get_by_role("button", name="Gửi").first.click()
    mother.wait_for_url(re.compile(rf"/ho-so/{code}(\?.*)?$"))


def test_a_birth_with_one_supplement_from_reception_to_the_result(ward: Any, opened: Any, city: Any) -> None:
    code = ward.submit().code

    desk = opened(official("desk"))
    expect(desk.get_by_role("link", name=re.compile(code))).to_be_visible()
    sound(desk)
    desk.get_by_role("link", name=re.compile(code)).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("T. T. Mai")
    expect(desk.locator(".work__row--current")).to_contain_text(code)
    sound(desk)
    desk.keyboard.press("t")
    expect(desk.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    sound(desk)

    asks_for_a_clearer_picture(desk)
    mother = opened("0901234567", to=f"/ho-so/{code}/bo-sung", viewport=PHONE)
    gives_a_clearer_picture(mother, code)

    specialist = opened(official("specialist"), to=f"/ban-lam-viec/ho-so/{code}")
    expect(specialist.locator(".papers__list")).to_contain_text("Đã bổ sung")
    sound(specialist)
    specialist.keyboard.press("n")
    expect(specialist.get_by_role("status").first).to_contain_text("do bạn xử lý")
    specialist.keyboard.press("m")
    expect(specialist.locator(".desk__head")).to_contain_text("xác nhận bản nháp")

    mother.goto(f"{city.url}/ho-so/{code}/xac-nhan")
    mother.locator("main form input[value=right]").check()
    mother.locator("main form button[type=submit]").first.click()
    mother.wait_for_load_state()

    specialist.reload()
    verb(specialist, "Chuyển").click()
    specialist.get_by_label("Sang bước nào").select_option("sign")
    send(specialist, "Chuyển")
    expect(specialist.locator(".desk__head")).to_contain_text("Ký Giấy khai sinh")

    leader = opened(official("leader"), to=f"/ban-lam-viec/ho-so/{code}")
    verb(leader, "Chấp thuận, cấp kết quả").click()
    sound(leader)
    send(leader, "Chấp thuận, cấp kết quả")
    expect(leader.get_by_role("status").first).to_contain_text("chưa ký số")
    expect(leader.locator("iframe[title='Kết quả']")).to_be_visible()
    sound(leader)

    desk.goto(f"{city.url}/ban-lam-viec/cho-tra-ket-qua")
    desk.get_by_role("link", name=re.compile(code)).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("T. T. Mai")
    desk.keyboard.press("t")
    send(desk, "Trả kết quả")
    expect(desk.get_by_role("status").first).to_contain_text("Đã trả kết quả")
    sound(desk)


def test_reception_is_refused_and_the_mother_reads_why(ward: Any, opened: Any, city: Any) -> None:
    code = ward.submit().code
    desk = opened(official("desk"), to=f"/ban-lam-viec/ho-so/{code}", viewport=PHONE)
    sound(desk)
    verb(desk, "Từ chối tiếp nhận").click()
    send(desk, "Từ chối tiếp nhận")
    expect(desk.get_by_role("alert")).to_contain_text("Việc này chưa thực hiện được")
    sound(desk)
    desk.get_by_label("Lý do từ chối tiếp nhận").fill("Nơi cư trú của cha mẹ không thuộc phường.")
    send(desk, "Từ chối tiếp nhận")
    expect(desk.get_by_role("status").first).to_contain_text("Đã từ chối tiếp nhận")
    mother = opened("0901234567", to=f"/ho-so/{code}", viewport=PHONE)
    expect(mother.get_by_text("Nơi cư trú của cha mẹ không thuộc phường.").first).to_be_visible()


def test_who_comes_second_reads_what_happened_and_nothing_is_lost(ward: Any, opened: Any, city: Any) -> None:
    state = ward.submit()
    desk = opened(official("desk"), to=f"/ban-lam-viec/ho-so/{state.code}")
    desk.keyboard.press("b")
    desk.get_by_label("Đánh dấu: Họ, chữ đệm, tên của trẻ").check()
    desk.get_by_label("Người nộp cần làm gì").fill("Viết lại tên của bé.")
    ward.act(state, "desk", asked.Receive())
    send(desk, "Yêu cầu bổ sung")
    expect(desk.locator(".conflict")).to_be_focused()
    expect(desk.locator(".conflict")).to_contain_text("Trần Văn Bình")
    expect(desk.get_by_label("Người nộp cần làm gì")).to_have_value("Viết lại tên của bé.")
    expect(desk.get_by_label("Đánh dấu: Họ, chữ đệm, tên của trẻ")).to_be_checked()
    sound(desk)
    send(desk, "Yêu cầu bổ sung")
    expect(desk.locator(".desk__head")).to_contain_text("Chờ người nộp bổ sung")


def test_the_desk_works_without_a_script(ward: Any, opened: Any, city: Any) -> None:
    code = ward.submit().code
    desk = opened(official("desk"), java_script_enabled=False)
    desk.get_by_role("link", name=re.compile(code)).click()
    verb(desk, "Yêu cầu bổ sung").click()
    expect(desk.get_by_label("Người nộp cần làm gì")).to_be_visible()
    desk.get_by_label("Đánh dấu: Giấy chứng sinh").check()
    desk.get_by_label("Người nộp cần làm gì").fill("Chụp lại giúp.")
    send(desk, "Yêu cầu bổ sung")
    expect(desk.locator(".desk__head")).to_contain_text("Chờ người nộp bổ sung")
    desk.locator("#q").fill("tran mai")
    desk.get_by_role("button", name="Tìm kiếm").click()
    expect(desk.get_by_role("link", name=re.compile(code))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_queue_and_every_form_is_sound(ward: Any, opened: Any, city: Any, width: int, scheme: str) -> None:
    state = ward.act(ward.submit(), "desk", asked.Receive())
    ward.act(state, "specialist", asked.Take())
    new = ward.submit()
    viewport = {"width": width, "height": 800}
    desk = opened(official("desk"), viewport=viewport, color_scheme=scheme)
    for path in (
        "cho-tiep-nhan",
        "qua-han",
        "cua-don-vi?kenh=counter",
        "tim",
        "tim?q=mai",
        f"ho-so/{new.code}/chuyen-co-quan",
    ):
        desk.goto(f"{city.url}/ban-lam-viec/{path}")
        sound(desk)
    specialist = opened(official("specialist"), viewport=viewport, color_scheme=scheme)
    for path in ("chuyen-buoc", "gui-ban-nhap", "yeu-cau-bo-sung", "lay-y-kien", "yeu-cau-nop-tien", "hen-gap"):
        specialist.goto(f"{city.url}/ban-lam-viec/ho-so/{state.code}/{path}")
        sound(specialist)


def test_j_walks_the_list_and_slash_searches(ward: Any, opened: Any, city: Any) -> None:
    ward.submit()
    ward.submit()
    desk = opened(official("desk"))
    desk.keyboard.press("j")
    expect(desk.locator("[data-work-row]").first).to_be_focused()
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator(".work__row--current")).to_have_count(1)
    expect(desk.get_by_role("heading", level=1)).to_be_focused()
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
