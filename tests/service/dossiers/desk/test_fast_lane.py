"""The fast lane's page: one case after the other, what is wrong comes back mended nowhere else, and nobody is left over."""

import re
import uuid

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone, translation

from motcua.foundation.ledger.reading import entries
from motcua.service.dossiers.queries import opened

PAGE = "/ban-lam-viec/tai-quay/chung-thuc"
COPY = "2.000815"


def typed(desk, **changes):
    return {
        "procedure": COPY, "full_name": "Lê Thị Tư", "personal_number": "079165000077", "born_on": "1965",
        "document": "Căn cước", "pages": "1", "copies": "2", "signer": desk.actors["leader"].id, "receipt_no": "",
        "key": uuid.uuid4().hex, "case": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def send(desk, given):
    return desk.browser("desk").post(PAGE, given)


def people_known() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return cursor.fetchone()[0]


def incidents() -> int:
    return len(entries(f"incidents/{timezone.localdate():%Y-%m-%d}"))


def held(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page).group(1)


def test_a_case_is_done_and_pressed_twice_it_is_one(desk):
    given = typed(desk)
    first, second = send(desk, given), send(desk, given)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    code = re.search(r"done=([^&]+)", first["Location"]).group(1)
    assert opened.state_of(code).id == given["case"]
    page = desk.browser("desk").get(first["Location"]).content.decode()
    assert code in page
    assert "Lê Thị Tư" not in page, "the list on the screen shows nobody's whole name to who stands before it"


def test_the_papers_name_waits_for_the_next_case_and_stands_in_no_address(desk):
    browser = desk.browser("desk")
    answer = browser.post(PAGE, typed(desk, document="Giấy ra viện"))
    assert answer.status_code == 303
    assert "document" not in answer["Location"]
    assert "vi%E1%BB%87n" not in answer["Location"]
    assert held(browser.get(answer["Location"]).content.decode(), "document") == "Giấy ra viện"
    again = browser.get(PAGE + "?document=x").content.decode()
    assert "Giấy ra viện" not in again
    assert 'value="x"' not in again


def test_without_a_fast_lane_the_page_says_so_and_leads_to_the_counter():
    with translation.override("vi"):
        page = render_to_string("dossiers/desk/fast_lane.html", {"lanes": []})
    assert "Chưa có việc nào làm xong ngay được" in page
    assert 'name="document"' not in page


@pytest.mark.parametrize("page", [PAGE, "/ban-lam-viec/tai-quay/1.001193"])
def test_a_scan_that_is_no_card_is_an_error_in_the_title_too(desk, page):
    answer = desk.browser("desk").post(page, typed(desk, scan="not a card"))
    assert answer.status_code == 422
    assert "<title>Lỗi: " in answer.content.decode()
    assert 'href="#scan"' in answer.content.decode()


def test_what_was_wrong_is_mended_in_the_same_form_whatever_it_was(desk):
    before = people_known()
    given = typed(desk, full_name="Lê Thị", personal_number="", document="", receipt_no="BL-7")
    refused = send(desk, given)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#document">Tên giấy tờ: ' in page
    assert people_known() == before, "nobody is recorded for a case that is not done"
    assert held(page, "receipt_no") == "BL-7"
    mended = given | {
        "full_name": "Lê Thị Tư",
        "document": "Căn cước",
        "key": held(page, "key"),
        "case": held(page, "case"),
    }
    assert send(desk, mended).status_code == 303
    assert people_known() == before + 1


@pytest.mark.parametrize("procedure", ["", "1.001193"])
def test_without_a_procedure_of_the_fast_lane_the_question_is_asked_again(desk, procedure):
    answer = send(desk, typed(desk, procedure=procedure))
    assert answer.status_code == 422
    assert 'href="#procedure"' in answer.content.decode()


@pytest.mark.parametrize("field", ["document", "receipt_no"])
def test_a_state_secret_is_stopped_here_too_and_noted(desk, field):
    before = incidents()
    answer = send(desk, typed(desk, **{field: "[TUYỆT MẬT] kế hoạch"}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert incidents() == before + 1


def test_what_is_said_of_a_helper_is_read_for_state_secrets_before_anybody_is_recorded(desk):
    before, known = incidents(), people_known()
    told = {"full_name": "Lê Thị Tư", "helper_name": "Năm [TUYỆT MẬT]", "then": "begin"}
    answer = desk.browser("desk").post("/ban-lam-viec/tai-quay/1.001193", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#helper_name"' in page
    assert '<details class="govuk-details" open>' in page
    assert (incidents(), people_known()) == (before + 1, known)
