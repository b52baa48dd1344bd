"""
One that goes overdue: the clock of the whole city is moved, not waited for.

Submitted on Monday 23 November 2026 at 8:00, received at 8:30 and due the same day at 17:00; the 24th is a holiday, and
the leader finds it on Wednesday morning.
"""

import json
import urllib.request
from datetime import datetime

import pytest
from django.utils import timezone

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.queries import opened
from tests.factories.cast import MOTHER, login_of, people_here
from tests.factories.city import SAI_GON
from tests.factories.dossiers import filled_draft
from tests.journeys.city import aside
from tests.journeys.filing import DESKTOP, PHONE, axe_problems, overflow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:No directory at")]


def at(day, hour, minute=0):
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def window(chromium, size):
    return chromium.new_context(viewport=size, locale="vi-VN").new_page()


def looked_at(page, folder, name):
    """Keep a picture, and let nothing be wrong with the page."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    assert overflow(page) == 0, name
    assert axe_problems(page) == [], name
    return page.locator("main").inner_text().replace("\xa0", " ")


def press(page, url, code, verb, **typed):
    """Open a verb's form at the desk, fill it in and send it."""
    page.goto(f"{url}/ban-lam-viec/ho-so/{code}/{verb}")
    form = page.locator(f'form[action*="/{verb}"]').first
    for name, value in typed.items():
        field = form.locator(f'[name$=".{name}"]').first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit], button:not([type])").last.click()


def why_by_program(url, code):
    """Ask the API the same question."""

    def token():
        from tests.service.dossiers.api.programs import program  # noqa: PLC0415 -- Django is set up by now

        return program(people_here(timezone.now()).mother.person).token

    headers = {"Authorization": f"Bearer {aside(token)}", "Accept-Language": "vi"}
    request = urllib.request.Request(f"{url}/api/v1/dossiers/{code}/why", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_a_dossier_that_goes_overdue_says_so_to_everybody(hours, live_city, chromium, tmp_path):  # noqa: PLR0915 -- one story, told in its order
    url = live_city.url
    hours.move_to(at(23, 8))
    people = aside(people_here)
    draft = aside(lambda: filled_draft(people.mother, now=at(23, 8)))

    phone = window(chromium, PHONE)
    review = f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra"
    sign_in(phone, url, MOTHER, to=review)
    phone.goto(url + review)
    with phone.expect_navigation():
        phone.locator("main form .govuk-button").last.click()
    state = aside(lambda: opened.state_by_id(draft.id))
    code = state.code
    assert code == "H29.26740-261123-0001"

    hours.move_to(at(23, 8, 30))
    counter = window(chromium, DESKTOP)
    sign_in(counter, url, login_of("desk", SAI_GON), to="/ban-lam-viec")
    press(counter, url, code, "tiep-nhan")
    state = aside(lambda: opened.state_of(code))
    assert state.promised_due_at == state.computed_due_at == at(23, 17)
    hours.move_to(at(23, 16, 59))
    phone.goto(f"{url}/ho-so/{code}")
    in_time = looked_at(phone, tmp_path, "1-citizen-in-time")
    assert "17:00" in in_time
    assert "uá hạn" not in in_time

    hours.move_to(at(25, 8, 45))
    desk = window(chromium, DESKTOP)
    sign_in(desk, url, login_of("leader", SAI_GON), to="/ban-lam-viec")
    desk.goto(f"{url}/ban-lam-viec/qua-han")
    looked_at(desk, tmp_path, "2-leader-queue")
    row = desk.locator(".work__row", has_text=code)
    assert "quá hạn 1 giờ 15 phút" in row.inner_text().replace("\xa0", " ")
    assert desk.locator('nav a[href="/ban-lam-viec/qua-han"] .count').inner_text() == "1"
    row.locator("a").click()
    desk.wait_for_url(f"**/{code}*")
    header = looked_at(desk, tmp_path, "3-leader-dossier")
    assert "quá hạn 1 giờ 15 phút" in header

    live_city.follow()
    sign_in(phone, url, MOTHER, to=f"/ho-so/{code}")
    phone.goto(f"{url}/ho-so/{code}")
    late = looked_at(phone, tmp_path, "4-citizen-late")
    assert "uá hạn" in late
    assert "Phường Sài Gòn" in late
    assert "Chưa có cán bộ nào mở" not in late
    hours.move_to(at(25, 8, 45))
    phone.goto(f"{url}/ho-so/{code}/vi-sao")
    why = looked_at(phone, tmp_path, "5-citizen-why")
    assert "17:00" in why
    assert "23/11/2026" in why
    assert "163/QĐ-BTP" in why
    assert " the " not in why
    assert "%(" not in why
    told = why_by_program(url, code)
    assert datetime.fromisoformat(told["due_at"]) == state.computed_due_at
    assert (told["is_overdue"], told["remaining_minutes"]) == (True, -75)
    assert [(one["party"], one["minutes"]) for one in told["used"]] == [("agency", 7 * 60 + 75)]
    for sentence in told["sentences"]:
        assert sentence["text"].replace("\xa0", " ") in why, sentence

    press(desk, url, code, "phan-cong", to=people.specialist.id)
    hours.move_to(at(25, 9))
    press(desk, url, code, "khong-chap-thuan", note="Chưa đủ căn cứ xác định nơi cư trú của mẹ.")
    state = aside(lambda: opened.state_of(code))
    assert state.status.value == "rejected"
    assert state.outcome.time_class == "overdue"
    assert state.outcome.due_at == at(23, 17)

    hours.move_to(at(27, 10))
    sign_in(phone, url, MOTHER, to=f"/ho-so/{code}")
    phone.goto(f"{url}/ho-so/{code}")
    assert "Kết quả trễ hạn 1 giờ 30 phút" in looked_at(phone, tmp_path, "6-citizen-decided")
    phone.goto(f"{url}/ho-so/{code}/vi-sao")
    why = looked_at(phone, tmp_path, "7-citizen-why-decided")
    assert "17:00" in why
    assert "23/11/2026" in why
    afterwards = why_by_program(url, code)
    assert (afterwards["due_at"], afterwards["is_running"], afterwards["is_overdue"]) == (told["due_at"], False, True)
    assert afterwards["remaining_minutes"] == -90
    assert "ended-overdue" in [sentence["code"] for sentence in afterwards["sentences"]]
    assert aside(lambda: opened.state_of(code)).outcome == state.outcome
    assert aside(verify).problem == ""
