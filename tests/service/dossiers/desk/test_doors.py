"""Who may enter which door of the desk, and what the others see: nothing that tells them more."""

import pytest
from django.db import connections

from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark
from tests.service.dossiers.desk.pages import address, readers_of, status

QUEUES = ["cho-tiep-nhan", "cua-toi", "cua-don-vi", "chua-phan-cong", "den-han-hom-nay", "qua-han", "cho-nguoi-khac"]
QUEUES += ["xin-y-kien", "cho-tra-ket-qua"]


@pytest.fixture(scope="module")
def dossier(desk):
    return desk.submit()


def doors(state):
    return [
        *(f"/ban-lam-viec/{queue}" for queue in QUEUES),
        "/ban-lam-viec/tim?q=mai",
        address(state.code),
        address(state.code, "tiep-nhan"),
        address(state.code, f"giay-to/{state.papers[0].file}"),
    ]


@pytest.mark.parametrize("role", ["desk", "specialist", "leader"])
def test_every_worker_of_the_ward_enters_every_door(desk, dossier, role):
    browser = desk.browser(role)
    assert {path: status(browser, path) for path in doors(dossier)} == dict.fromkeys(doors(dossier), 200)


@pytest.mark.parametrize("who", ["administrator", "mother"])
def test_an_administrator_and_a_citizen_enter_none(desk, dossier, who):
    browser = desk.browser(who)
    answers = [browser.get(path) for path in doors(dossier)]
    assert {answer.status_code for answer in answers} == {403}
    assert all("Trần Thị Mai" not in answer.content.decode() for answer in answers if who == "administrator")


def test_whoever_is_not_signed_in_is_led_to_sign_in(desk, dossier):
    browser = desk.browser()
    assert {browser.get(path).status_code for path in doors(dossier)} == {302}


@pytest.mark.parametrize("who", ["other-desk", "other-leader"])
def test_another_ward_sees_a_dossier_exactly_like_one_that_does_not_exist(desk, dossier, who):
    browser = desk.browser(who)
    theirs, unknown = browser.get(address(dossier.code)), browser.get(address("H29.26740-261123-9999"))
    assert theirs.status_code == unknown.status_code == 404
    assert "Mai" not in theirs.content.decode()
    assert browser.post(address(dossier.code, "tiep-nhan"), {"key": "x"}).status_code == 404
    assert browser.get(address(dossier.code, f"giay-to/{dossier.papers[0].file}")).status_code == 404
    for queue in QUEUES:
        assert dossier.code not in browser.get(f"/ban-lam-viec/{queue}").content.decode()
    assert dossier.code not in browser.get("/ban-lam-viec/tim?q=mai").content.decode()


def test_a_list_shows_no_full_name(desk, dossier):
    page = desk.browser("desk").get("/ban-lam-viec/cho-tiep-nhan").content.decode()
    assert dossier.code in page
    assert "T. T. Mai" in page
    assert "Trần Thị Mai" not in page


def test_the_desk_opens_with_the_queue_of_the_post(desk):
    homes = {role: desk.browser(role).get("/ban-lam-viec")["Location"] for role in ("desk", "specialist", "leader")}
    assert homes == {
        "desk": "/ban-lam-viec/cho-tiep-nhan",
        "specialist": "/ban-lam-viec/cua-toi",
        "leader": "/ban-lam-viec/cua-don-vi",
    }


@pytest.mark.parametrize("asked_for", ["tran mai", "MAI", "Trần Thị"])
def test_a_name_is_found_without_its_marks(desk, dossier, asked_for):
    assert dossier.code in desk.browser("specialist").get("/ban-lam-viec/tim", {"q": asked_for}).content.decode()


def test_a_code_is_found_and_nothing_says_so(desk, dossier):
    browser = desk.browser("desk")
    assert dossier.code in browser.get("/ban-lam-viec/tim", {"q": dossier.code.lower()}).content.decode()
    assert "Không tìm thấy hồ sơ nào" in browser.get("/ban-lam-viec/tim", {"q": "zzz"}).content.decode()


def test_htmx_gets_the_dossier_alone_and_a_plain_link_the_whole_page(desk, dossier):
    browser = desk.browser("desk")
    whole = browser.get(address(dossier.code))
    part = browser.get(address(dossier.code), headers={"hx-request": "true"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b'hx-swap-oob="true"' in part.content
    assert b"data-work-list" not in part.content
    assert "HX-Request" in part["Vary"]


def test_reading_a_dossier_is_on_record(desk):
    state = desk.submit()
    assert readers_of(state) == set()
    assert desk.browser("specialist").get(address(state.code)).status_code == 200
    assert readers_of(state) == {desk.actors["specialist"].id}
    file = desk.browser("leader").get(address(state.code, f"giay-to/{state.papers[0].file}"))
    assert b"".join(file.streaming_content)
    assert readers_of(state) == {desk.actors["specialist"].id, desk.actors["leader"].id}


def test_a_dossier_that_cannot_be_put_on_record_is_not_shown(desk):
    state = desk.submit()
    browser = desk.browser("other-leader")
    desk.act(state, "desk", asked.Transfer(to_agency=desk.actors["other-leader"].agency, note="Nơi cư trú khác"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE access_latestreading RENAME TO access_away")
    try:
        answer = browser.get(address(state.code))
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE access_away RENAME TO access_latestreading")
    assert answer.status_code == 503
    assert "Trần Thị Mai" not in answer.content.decode()


def test_a_file_that_was_not_handed_in_is_not_shown(desk, dossier):
    browser = desk.browser("desk")
    shown = browser.get(address(dossier.code, f"giay-to/{dossier.papers[0].file}"))
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert browser.get(address(dossier.code, "giay-to/11111111-1111-4111-8111-111111111111")).status_code == 404


def test_a_form_is_printed_once_something_has_called_for_it(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    assert browser.get(address(state.code, "mau/02.pdf")).status_code == 404
    marks = (Mark("paper", state.papers[0].requirement, "unreadable"),)
    desk.act(state, "desk", asked.AskSupplement(marks=marks, note="Ảnh mờ."))
    assert browser.get(address(state.code, "mau/02.pdf")).content.startswith(b"%PDF")
    assert "Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (PDF)" in browser.get(address(state.code)).content.decode()
    refused = desk.submit()
    desk.act(refused, "desk", asked.RefuseReception(note="Không đúng thẩm quyền."))
    assert browser.get(address(refused.code, "mau/03.pdf")).content.startswith(b"%PDF")
    stopped = desk.act(desk.submit(), "desk", asked.Receive())
    desk.act(stopped, "leader", asked.Stop(note="Người nộp đề nghị."))
    assert browser.get(address(stopped.code, "mau/05.pdf")).content.startswith(b"%PDF")
    assert browser.get(address(stopped.code, "mau/99.pdf")).status_code == 404


def test_the_control_sheet_is_for_whoever_may_see_the_dossier_and_reading_it_is_on_record(desk):
    state = desk.submit()
    sheet = address(state.code, "mau/06.pdf")
    assert desk.browser("desk").get(sheet).status_code == 404
    desk.act(state, "desk", asked.Receive())
    link = f'href="{sheet}"'
    for role in ("desk", "specialist", "leader"):
        browser = desk.browser(role)
        assert link in browser.get(address(state.code)).content.decode()
        answer = browser.get(sheet)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
    assert len(readers_of(state)) == 3
    assert desk.browser("other-desk").get(sheet).status_code == 404
    assert desk.browser("administrator").get(sheet).status_code == 403
    assert desk.browser("mother").get(sheet).status_code == 403
    assert desk.browser().get(sheet).status_code == 302
    assert len(readers_of(state)) == 3, "whoever is turned away has read nothing"
