"""The pages in a real browser: accessible, whole at 360 and 1440 pixels, useful with the keyboard."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.foundation.interface.conftest import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [
    "/_kit",
    "/_kit?house=desk&as=official",
    "/",
    "/?as=citizen",
    "/desk/?as=official",
    "/nowhere",
    "/refused",
    "/unreachable",
    "/unreachable?as=unknowable",
]
DESK = "/_kit?house=desk&as=official"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program, "Chromium is needed: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def _violations(page: Page) -> list[Any]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, served: str, path: str, scheme: Any, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
    page.goto(served + path)
    page.wait_for_load_state("networkidle")
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert troubles == []
    context.close()


SEND_WHAT_WAS_TYPED = """() => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/unreachable" });
    for (const [name, value] of [["key", "k-1"], ["child.full_name", "Nguyễn Gia Hân"]])
        form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
}"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_offers_to_send_again_is_accessible_and_whole(
    chromium: Browser, served: str, scheme: Any, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(served + "/_kit")
    with page.expect_navigation() as sent:
        page.evaluate(SEND_WHAT_WAS_TYPED)
    assert sent.value.status == 503
    expect(page.get_by_role("button", name="Gửi lại")).to_be_visible()
    expect(page.get_by_text("Nguyễn Gia Hân")).to_be_visible()
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_everything_is_there_without_a_script(chromium: Browser, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(served + "/_kit")
    page.get_by_text("Danh mục", exact=True).click()
    expect(page.get_by_role("navigation", name="Danh mục").get_by_role("link", name="Hồ sơ của tôi")).to_be_visible()
    expect(page.get_by_label("Nơi bạn đang ở")).to_be_visible()
    assert page.locator('[id="papers.giay-chung-sinh"]').is_visible()
    context.close()


def test_the_typeface_is_ours(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.fonts.check('600 28px \"Be Vietnam Pro\"', 'Ẫữộđ')")


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Viết năm bằng bốn chữ số.").click()
    expect(page.locator('[id="child.born_on.year"]')).to_be_focused()
    page.get_by_role("link", name="Chọn nam hoặc nữ.").click()
    expect(page.locator('[id="child.sex.female"]')).to_be_focused()


def test_j_and_k_walk_through_the_list_and_a_letter_presses_its_button(page: Page, served: str) -> None:
    page.goto(served + DESK)
    rows = page.locator("[data-work-row]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(1)).to_be_focused()
    page.evaluate("document.querySelector('[data-key=B]').addEventListener('click', () => (document.title = 'B'))")
    page.keyboard.press("b")
    assert page.title() == "B"


def test_letters_are_letters_while_typing_and_can_be_switched_off(page: Page, served: str) -> None:
    page.goto(served + DESK)
    page.evaluate("document.querySelector('[data-key=B]').addEventListener('click', () => (document.title = 'B'))")
    page.keyboard.press("/")
    search = page.get_by_label("Tìm mã, tên, số định danh")
    expect(search).to_be_focused()
    page.keyboard.type("baby")
    expect(search).to_have_value("baby")
    assert page.title() != "B"
    search.evaluate("box => box.blur()")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Phím tắt")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Yêu cầu bổ sung")).to_be_visible()
    dialog.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    assert page.title() != "B"


def test_a_form_is_sent_once(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    sent = page.evaluate(
        """() => {
            let sent = 0;
            const form = document.querySelector("form[data-guard]");
            form.addEventListener("submit", () => (sent += 1));
            addEventListener("submit", (event) => { if (!event.defaultPrevented) { event.preventDefault(); document.title += "!"; } });
            form.querySelector("button[type=submit]:not([name])").click();
            form.querySelector("button[type=submit]:not([name])").click();
            return [sent, document.title.split("!").length - 1, form.getAttribute("aria-busy")];
        }"""
    )
    assert sent == [2, 1, "true"]


def test_a_part_of_a_page_that_is_slow_to_fill_says_so(page: Page, served: str) -> None:
    page.goto(served + DESK)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/slow", hold)
    page.evaluate(
        """() => {
            const part = document.createElement("div");
            part.id = "part";
            document.getElementById("main").append(part);
            void htmx.ajax("GET", "/slow", {target: part, swap: "innerHTML"});
        }"""
    )
    part = page.locator("#part")
    expect(part).to_have_attribute("aria-busy", "true")
    expect(part).to_have_css("opacity", "0.5")
    held[0].fulfill(body="<p>Đây rồi</p>")
    expect(part).to_have_text("Đây rồi")
    expect(part).not_to_have_attribute("aria-busy", "true")


def test_a_long_list_is_shortened_by_typing_without_marks(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    page.get_by_role("searchbox", name="Gõ để thu gọn danh sách").fill("dong ruong")
    expect(page.locator('[id="filer.commune"]')).to_have_value("Z00.3")
    page.get_by_role("searchbox", name="Gõ để thu gọn danh sách").fill("")
    assert page.locator('[id="filer.commune"] option').count() == 15


def test_a_lost_connection_is_said_until_it_is_back(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_contain_text("Mất kết nối")
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_empty()


def test_what_was_typed_is_guarded(page: Page, served: str) -> None:
    page.goto(served + "/_kit")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator('[id="child.full_name"]').press_sequentially("An")
    page.evaluate("location.reload()")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


PRINTED = """() => {
    const panel = document.createElement("div");
    panel.className = "govuk-panel";
    document.querySelector("main").append(panel);
    const { color, backgroundColor } = getComputedStyle(panel);
    const visible = [...document.querySelectorAll("button, .govuk-button, nav")].filter((one) => one.checkVisibility());
    return {
        pressed: visible.filter((one) => !one.matches(".tabs")).map((one) => one.outerHTML),
        addresses: [...document.querySelectorAll("main a")].filter((one) =>
            one.checkVisibility() && getComputedStyle(one, "::after").content.includes("/")).length,
        ink: color,
        ground: backgroundColor,
    };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_nothing_can_be_pressed_and_a_panel_is_ink_on_white(page: Page, served: str, scheme: Any) -> None:
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(served + "/_kit")
    assert page.evaluate(PRINTED) == {
        "pressed": [],
        "addresses": 0,
        "ink": "rgb(0, 0, 0)",
        "ground": "rgba(0, 0, 0, 0)",
    }
