"""A draft over the desk: prepared, edited, submitted, returned, corrected, initialled, and signed by the grant."""

# ruff: noqa: F811 -- a fixture that is imported is named once more where it is asked for

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from motcua.service.dossiers.types import commands as asked
from tests.journeys.test_desk_birth import (  # noqa: F401 -- fixtures
    beside_a_browser,
    city,
    official,
    opened,
    send,
    sound,
    verb,
    ward,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

ADDED = "Giấy này được lập thành hai bản chính."
REMARK = "Ghi thêm số bản chính giao cho gia đình."


def held(here: Any) -> Any:
    """A birth that was received, taken, and whose draft certificate the mother has confirmed."""
    state = here.act(here.submit(), "desk", asked.Receive())
    state = here.act(state, "specialist", asked.Take())
    state = here.act(state, "specialist", asked.AskConfirmation())
    return here.act(state, "mother", asked.Confirm())


def section(page: Page) -> Any:
    """The part of the page about the draft, unfolded."""
    part = page.locator("#du-thao")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def downloaded(page: Page, path: Path) -> Path:
    with page.expect_download() as coming:
        section(page).get_by_role("button", name=re.compile("Tải dự thảo soạn sẵn")).click()
    coming.value.save_as(path)
    return path


def edited(path: Path, sentence: str, to: Path) -> Path:
    """What Word or LibreOffice does: open, write, save."""
    document = Document(str(path))
    document.paragraphs[-1].insert_paragraph_before(sentence)
    document.save(str(to))
    return to


def upload(page: Page, path: Path, remark: str) -> None:
    part = section(page)
    part.get_by_label("Tệp Word (.docx)").set_input_files(path)
    part.get_by_label("Ý kiến").fill(remark)
    part.get_by_role("button", name="Tải lên").click()


def choose(field: Locator, post: str) -> None:
    """Choose whoever holds a post; a list begins with names, so its order tells nothing."""
    field.select_option(field.locator("option", has_text=post).inner_text())


def submit(page: Page) -> None:
    verb(page, "Trình ký").click()
    choose(page.get_by_label("Người ký nháy thứ nhất"), "Công chức tiếp nhận")
    choose(page.get_by_label("Người ký", exact=True), "Chủ tịch")
    sound(page)
    send(page, "Trình ký")
    expect(page.get_by_role("status").first).to_contain_text("Đã trình ký")


def test_a_draft_is_written_returned_corrected_initialled_and_signed(
    ward: Any,
    opened: Any,
    city: Any,
    tmp_path: Path,
) -> None:
    code = held(ward).code
    specialist = opened(official("specialist"), to=f"/ban-lam-viec/ho-so/{code}")
    prepared = downloaded(specialist, tmp_path / "soan-san.docx")
    sound(specialist)
    upload(specialist, prepared, "Bản đầu.")
    expect(specialist.get_by_role("status").first).to_contain_text("Đã lưu dự thảo bản 1")
    submit(specialist)
    sound(specialist)

    deputy = opened(official("desk"), to="/ban-lam-viec/cho-ky")
    deputy.get_by_role("link", name=re.compile(code)).click()
    expect(deputy.get_by_text("Dự thảo bản 1 chờ bạn ký nháy")).to_be_visible()
    deputy.keyboard.press("z")
    deputy.get_by_label("Cần sửa gì trong dự thảo").fill(REMARK)
    send(deputy, "Trả lại dự thảo")
    expect(deputy.get_by_role("status").first).to_contain_text("Đã trả lại dự thảo")
    sound(deputy)

    specialist.reload()
    expect(specialist.locator(".banner").first).to_contain_text(REMARK)
    sound(specialist)
    upload(specialist, edited(prepared, ADDED, tmp_path / "ban-2.docx"), "Đã ghi thêm.")
    expect(specialist.get_by_role("status").first).to_contain_text("Đã lưu dự thảo bản 2")
    specialist.get_by_role("link", name="Thay đổi trong bản 2").click()
    expect(specialist.locator("ins")).to_have_text([ADDED])
    sound(specialist)
    specialist.get_by_role("link", name="Về hồ sơ").click()
    submit(specialist)

    deputy.goto(f"{city.url}/ban-lam-viec/ho-so/{code}")
    verb(deputy, "Ký nháy").click()
    send(deputy, "Ký nháy")
    expect(deputy.get_by_role("status").first).to_contain_text("Đã ký nháy")

    leader = opened(official("leader"), to="/ban-lam-viec/cho-ky")
    leader.get_by_role("link", name=re.compile(code)).click()
    expect(leader.get_by_text("Dự thảo bản 2 chờ bạn ký", exact=True)).to_be_visible()
    sound(leader)
    verb(leader, "Chấp thuận, cấp kết quả").click()
    send(leader, "Chấp thuận, cấp kết quả")
    expect(leader.get_by_role("status").first).to_contain_text("chưa ký số")
    expect(leader.locator("#du-thao")).to_contain_text("Các lượt trình ký trước")
    sound(leader)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_section_is_sound_when_empty_full_and_refused(
    ward: Any,
    opened: Any,
    city: Any,
    width: int,
    tmp_path: Path,
) -> None:
    code = held(ward).code
    specialist = opened(
        official("specialist"), to=f"/ban-lam-viec/ho-so/{code}", viewport={"width": width, "height": 800},
        java_script_enabled=width > 400,
    )  # fmt: skip
    part = section(specialist)
    expect(part).to_contain_text("Chưa có dự thảo")
    false = tmp_path / "du-thao.docx"
    false.write_bytes(b"%PDF-1.7")
    upload(specialist, false, "Vẫn còn đây.")
    expect(specialist.get_by_role("alert")).to_contain_text("không phải tệp Word")
    expect(section(specialist).get_by_label("Ý kiến")).to_have_value("Vẫn còn đây.")
    upload(
        specialist,
        downloaded(specialist, tmp_path / "mot.docx"),
        "Họ tên rất dài: Công Tằng Tôn Nữ Thị Thuỳ Dương Phương Khanh",
    )
    expect(specialist.locator("#du-thao")).to_contain_text("Bản 1")
    if width > 400:
        sound(specialist)
