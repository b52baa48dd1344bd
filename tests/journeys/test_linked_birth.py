"""Birth, residence and insurance of a child, filed once on a phone: three dossiers, and the next begins when the first is granted."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.policy.types import Role
from tests.factories.cast import MOTHER
from tests.factories.city import SAI_GON
from tests.factories.city import official as appointed
from tests.factories.declarations import LINKED_BIRTH
from tests.factories.dossiers import picture
from tests.journeys.city import aside
from tests.journeys.counter import RECEIPT, official, sound
from tests.journeys.filing import PHONE, declare_all, flat, go_on
from tests.journeys.test_desk_birth import send, verb

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]

BIRTH, RESIDENCE, INSURANCE = (
    "Đăng ký khai sinh (liên thông)",
    "Đăng ký thường trú cho trẻ (liên thông)",
    "Cấp thẻ bảo hiểm y tế cho trẻ (liên thông)",
)
POLICE = "police@example.org"


def files(mother: Page, url: str) -> str:
    """File it from the first question to the receipt; return the birth's code."""
    mother.goto(f"{url}/nop-ho-so/2.000986")
    with mother.expect_navigation():
        mother.locator(".actions .govuk-button").first.click()
    declare_all(mother, answers=flat(LINKED_BIRTH))
    mother.locator("input[type=file]").first.set_input_files(
        {"name": "giay-chung-sinh.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    expect(mother.locator("[data-slot-files] a")).to_have_count(1)
    go_on(mother)
    told = mother.locator("main")
    for part, agency, time in (
        (BIRTH, "Ủy ban nhân dân phường Sài Gòn", "Trong ngày"),
        (RESIDENCE, "Công an phường Sài Gòn", "15 ngày"),
        (INSURANCE, "Bảo hiểm xã hội", "10 ngày"),
    ):
        expect(told).to_contain_text(part)
        expect(told).to_contain_text(agency)
        expect(told).to_contain_text(time)
    sound(mother)
    go_on(mother)
    found = RECEIPT.search(mother.url)
    assert found is not None, mother.url
    return found[1]


def grants(desk: Page, specialist: Page, leader: Page, url: str, code: str) -> None:
    """The ward receives the birth, works on it and answers it."""
    desk.goto(f"{url}/ban-lam-viec/ho-so/{code}")
    desk.keyboard.press("t")
    expect(desk.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    specialist.goto(f"{url}/ban-lam-viec/ho-so/{code}")
    specialist.keyboard.press("n")
    expect(specialist.get_by_role("status").first).to_contain_text("do bạn xử lý")
    verb(specialist, "Chuyển").click()
    specialist.get_by_label("Sang bước nào").select_option("sign")
    send(specialist, "Chuyển")
    expect(specialist.get_by_role("status").first).to_contain_text("Đã chuyển")
    leader.goto(f"{url}/ban-lam-viec/ho-so/{code}")
    verb(leader, "Chấp thuận, cấp kết quả").click()
    send(leader, "Chấp thuận, cấp kết quả")
    expect(leader.get_by_role("status").first).to_contain_text("chưa ký số")


def appoint_police(now: Any) -> None:
    appointed(POLICE, Role.DESK, agency=f"{SAI_GON}.2", name="Phạm Văn Khánh", now=now)


def let_the_next_begin(code: str) -> None:
    """What the worker does once the birth is granted."""
    from motcua.service.dossiers.queries import opened  # noqa: PLC0415
    from motcua.service.dossiers.readers import FollowLinked  # noqa: PLC0415
    from motcua.service.dossiers.types.state import Status  # noqa: PLC0415
    from tests.service.dossiers.test_readers import follow  # noqa: PLC0415

    state = opened.state_of(code)
    others = [each.id for each in opened.filed_with(state.linked.bundle) if each.id != state.id]
    follow(FollowLinked(), lambda: all(opened.state_by_id(one).status is Status.SUBMITTED for one in others))


def test_three_dossiers_from_one_filing_and_the_police_receive_theirs_after_the_birth(
    somebody: Any, live_city: Any, hours: Any
) -> None:
    mother = somebody(MOTHER, viewport=PHONE)
    code = files(mother, live_city.url)
    expect(mother.locator(".dossiers")).to_contain_text(RESIDENCE)
    expect(mother.locator(".dossiers")).to_contain_text(INSURANCE)
    sound(mother)

    aside(lambda: appoint_police(hours.now()))
    police = somebody(POLICE, to="/ban-lam-viec/cho-tiep-nhan")
    expect(police.locator("[data-work-row]")).to_have_count(0)
    grants(*(somebody(official(role)) for role in ("desk", "specialist", "leader")), live_city.url, code)
    aside(lambda: let_the_next_begin(code))
    live_city.follow()

    mother.goto(f"{live_city.url}/ho-so")
    sound(mother)
    mother.get_by_role("link", name=re.compile("thường trú")).first.click()
    expect(mother.locator(".sheet").first).to_contain_text("Công an phường Sài Gòn")
    row = mother.locator(".dossiers li", has_text=BIRTH)
    expect(row).to_contain_text(code)
    expect(row.get_by_role("link", name="Kết quả")).to_be_visible()
    sound(mother)

    police.reload()
    expect(police.locator("[data-work-row]")).to_have_count(1)
    police.locator("[data-work-row]").first.click()
    expect(police.locator(".desk__head")).to_contain_text("thường trú")
    expect(police.get_by_role("main")).to_contain_text(code)
    sound(police)
    police.keyboard.press("t")
    expect(police.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    mother.reload()
    expect(mother.locator(".status").first).to_contain_text("Đã tiếp nhận")


def test_when_the_birth_is_refused_the_mother_reads_why_the_others_ended(somebody: Any, live_city: Any) -> None:
    mother = somebody(MOTHER, viewport=PHONE)
    code = files(mother, live_city.url)
    desk = somebody(official("desk"), to=f"/ban-lam-viec/ho-so/{code}")
    verb(desk, "Từ chối tiếp nhận").click()
    desk.get_by_label("Lý do từ chối tiếp nhận").fill("Giấy chứng sinh không hợp lệ.")
    send(desk, "Từ chối tiếp nhận")
    expect(desk.get_by_role("status").first).to_contain_text("Đã từ chối tiếp nhận")
    live_city.follow()
    mother.goto(f"{live_city.url}/ho-so/{code}")
    mother.locator(".dossiers a").first.click()
    expect(mother.locator("main")).to_contain_text("nộp lại")
    sound(mother)
