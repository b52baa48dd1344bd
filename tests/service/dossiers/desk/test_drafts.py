"""Drafts and their rounds at the desk: out and in as Word documents, initialled, returned, seen by whoever has to act."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from docx import Document

from motcua.foundation.files.types import MediaType
from motcua.service.dossiers.queries import decision_drafts, opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.signing import RoundEnding
from motcua.service.dossiers.types.state import Status
from tests.foundation.files.words import docx, with_part
from tests.service.dossiers.desk.pages import address, do, form_of, readers_of, status

DRAFTS = "du-thao"
FIRST, SECOND = docx("Giấy khai sinh", "Sinh tại Quận 1"), docx("Giấy khai sinh", "Sinh tại Quận 3")


def held(desk):
    return desk.act(desk.act(desk.submit(), "desk", asked.Receive()), "specialist", asked.Take())


def shown(browser, code, path=""):
    answer = browser.get(address(code, path))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(browser, code, content=FIRST, note="", name="du-thao.docx", **over):
    hidden = form_of(shown(browser, code), DRAFTS)
    file = SimpleUploadedFile(name, content, MediaType.DOCX.value) if content is not None else ""
    return browser.post(address(code, DRAFTS), {**hidden, "draft.note": note, "draft.file": file, **over})


def submit(desk, code, browser=None, **named):
    people = {
        f"submit-for-signature.{field}": desk.actors[who].id for field, who in {"signer": "leader", **named}.items()
    }
    return do(browser or desk.browser("specialist"), code, "trinh-ky", **people)


def now_of(state):
    return opened.state_of(state.code)


def test_the_prepared_draft_comes_as_a_word_document(desk):
    state = held(desk)
    answer = desk.browser("specialist").get(address(state.code, "du-thao.docx?tham-quyen=kt"))
    assert (answer.status_code, answer["Content-Type"]) == (200, MediaType.DOCX.value)
    assert answer["Content-Disposition"] == f'attachment; filename="du-thao-{state.code}.docx"'
    said = [cell.text for table in Document(BytesIO(answer.content)).tables for cell in table.rows[0].cells]
    assert any("KT. CHỦ TỊCH" in text for text in said)
    assert status(desk.browser("specialist"), address(state.code, "du-thao.docx?tham-quyen=x")) == 200


def test_versions_are_listed_downloaded_and_compared_and_each_reading_is_recorded(desk):
    state = held(desk)
    specialist = desk.browser("specialist")
    assert send(specialist, state.code, note="Bản đầu.").status_code == 303
    assert send(specialist, state.code, SECOND, "Đã sửa nơi sinh.").status_code == 303
    page = shown(specialist, state.code)
    assert "Đã lưu dự thảo bản 2." in page
    assert page.index("Đã sửa nơi sinh.") < page.index("Bản đầu."), "the newest first"
    download = specialist.get(address(state.code, "du-thao/1.docx"))
    assert b"".join(download.streaming_content) == FIRST
    assert download["Content-Disposition"].startswith("attachment")
    changes = shown(specialist, state.code, "du-thao/2/thay-doi")
    assert re.search(r">Bỏ</span><del>Sinh tại Quận 1</del>", changes)
    assert re.search(r">Thêm</span><ins>Sinh tại Quận 3</ins>", changes)
    for path in ("du-thao/3.docx", "du-thao/0.docx", "du-thao/1/thay-doi", "du-thao/3/thay-doi"):
        assert status(specialist, address(state.code, path)) == 404
    leader = desk.browser("leader")
    assert desk.actors["leader"].id not in readers_of(state)
    assert status(leader, address(state.code, "du-thao/1.docx")) == 200
    assert desk.actors["leader"].id in readers_of(state)


def test_no_stranger_reaches_a_draft_by_its_address(desk):
    state = held(desk)
    send(desk.browser("specialist"), state.code)
    file = now_of(state).drafts[0].file
    for who in ("other-desk", "other-leader"):
        for path in ("du-thao.docx", "du-thao/1.docx", "du-thao/2/thay-doi", f"giay-to/{file}"):
            assert status(desk.browser(who), address(state.code, path)) == 404
    assert status(desk.browser("specialist"), address(state.code, f"giay-to/{file}")) == 404
    mother = desk.browser("mother")
    assert status(mother, address(state.code, "du-thao/1.docx")) in {403, 404}
    assert status(mother, f"/ho-so/{state.code}/giay-to/{file}") == 404
    assert "du-thao" not in mother.get(f"/ho-so/{state.code}").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "answered", "said"),
    [
        (None, "", 422, "Hãy chọn tệp Word"),
        (b"%PDF-1.7 x", "a.docx", 422, "không phải tệp Word"),
        (with_part(FIRST, "word/vbaProject.bin", b"x"), "a.docm", 422, "có chứa chương trình"),
        (bytes(5 * 1024 * 1024 + 1), "a.docx", 413, "dự thảo tối đa 5 MB"),
        (bytes(21 * 1024 * 1024), "a.docx", 413, "dự thảo tối đa 5 MB"),
    ],
)
def test_what_is_no_draft_is_refused_and_the_remark_stays(desk, content, name, answered, said):
    state = held(desk)
    answer = send(desk.browser("specialist"), state.code, content, "Ý kiến còn đây.", name)
    page = answer.content.decode()
    assert (answer.status_code, now_of(state).drafts) == (answered, ())
    assert said in page
    assert "Ý kiến còn đây.</textarea>" in page


def test_whoever_does_not_hold_the_dossier_is_offered_no_upload(desk):
    state = held(desk)
    assert 'name="draft.file"' not in shown(desk.browser("leader"), state.code)
    hidden = {"key": "x", "version": str(state.version)}
    answer = desk.browser("leader").post(
        address(state.code, DRAFTS), {**hidden, "draft.file": SimpleUploadedFile("a.docx", FIRST)}
    )
    assert (answer.status_code, now_of(state).drafts) == (403, ())


def test_sent_twice_it_is_one_version_and_over_an_unseen_one_a_conflict(desk):
    state = held(desk)
    specialist = desk.browser("specialist")
    hidden = form_of(shown(specialist, state.code), DRAFTS)
    for _ in range(2):
        assert send(specialist, state.code, **hidden).status_code == 303
    assert len(now_of(state).drafts) == 1
    answer = send(specialist, state.code, SECOND, "Của tôi.", **{**hidden, "key": "another"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tải lên dự thảo bản 1" in page
    assert "Của tôi." in page
    assert len(now_of(state).drafts) == 1


def test_a_draft_is_returned_corrected_initialled_and_signed_by_the_grant(desk):
    state = held(desk)
    specialist, initialer, leader = (desk.browser(who) for who in ("specialist", "desk", "leader"))
    send(specialist, state.code)
    assert submit(desk, state.code, initials="desk").status_code == 303
    assert state.code in initialer.get("/ban-lam-viec/cho-ky").content.decode()
    assert state.code not in leader.get("/ban-lam-viec/cho-ky").content.decode()
    assert "chờ bạn ký nháy" in shown(initialer, state.code)
    assert now_of(state).open_round.opened_at is not None
    answer = do(initialer, state.code, "tra-lai-du-thao")
    assert (answer.status_code, "Hãy ghi" in answer.content.decode()) == (422, True)
    do(initialer, state.code, "tra-lai-du-thao", **{"return-for-correction.note": "Ghi lại nơi sinh."})
    page = shown(specialist, state.code)
    assert page.index("bị trả lại để sửa") < page.index("Ghi lại nơi sinh.") < page.index('class="side-by-side"')
    assert 'id="act-submit-for-signature"' not in page, "a returned version is not offered to be submitted again"
    send(specialist, state.code, SECOND)
    form = shown(specialist, state.code, "trinh-ky")
    assert f'value="{desk.actors["desk"].id}" selected' in form, "those of the round before stand there already"
    submit(desk, state.code, initials="desk")
    do(initialer, state.code, "ky-nhay", **{"initial.note": "Đồng ý."})
    assert state.code in leader.get("/ban-lam-viec/cho-ky").content.decode()
    assert "chờ bạn ký" in shown(leader, state.code)
    desk.act(desk.act(now_of(state), "specialist", asked.AskConfirmation()), "mother", asked.Confirm())
    assert do(leader, state.code, "cap-ket-qua").status_code == 303
    after = now_of(state)
    assert (after.status, [each.ending for each in after.rounds]) == (
        Status.GRANTED, [RoundEnding.RETURNED, RoundEnding.SIGNED],
    )  # fmt: skip
    assert 'name="draft.file"' not in shown(leader, state.code)


def test_a_leader_reads_why_a_round_keeps_them_from_granting(desk):
    state = held(desk)
    send(desk.browser("specialist"), state.code)
    submit(desk, state.code, initials="desk")
    desk.act(desk.act(now_of(state), "specialist", asked.AskConfirmation()), "mother", asked.Confirm())
    leader = desk.browser("leader")
    assert "chưa được những người trước bạn ký nháy đủ" in shown(leader, state.code)
    hidden = {"key": "x", "version": str(now_of(state).version)}
    assert leader.post(address(state.code, "cap-ket-qua"), hidden).status_code == 422
    assert now_of(state).status is Status.IN_PROGRESS


def test_a_submission_is_recalled_until_it_is_opened(desk):
    state = held(desk)
    specialist = desk.browser("specialist")
    send(specialist, state.code)
    answer = submit(desk, state.code, browser=specialist)
    assert f'href="{address(state.code, "rut-trinh-ky")}"' in specialist.get(answer["Location"]).content.decode()
    do(specialist, state.code, "rut-trinh-ky")
    assert now_of(state).rounds[-1].ending is RoundEnding.RECALLED
    submit(desk, state.code)
    desk.browser("leader").get(address(state.code))
    assert "/rut-trinh-ky?" not in (page := shown(specialist, state.code))
    assert 'data-key="U"' not in page


def test_a_round_that_cannot_be_is_refused_where_it_was_chosen(desk):
    state = held(desk)
    send(desk.browser("specialist"), state.code)
    answer = submit(desk, state.code, initials="leader")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#submit-for-signature.initials"' in page
    assert submit(desk, state.code, initials="desk", initials_second="desk").status_code == 422


def test_the_citizen_is_told_nothing_of_drafts_and_rounds(desk):
    state = held(desk)
    send(desk.browser("specialist"), state.code, note="Trong cơ quan.")
    submit(desk, state.code)
    page = desk.browser("mother").get(f"/ho-so/{state.code}").content.decode()
    assert "Trong cơ quan." not in page
    assert "ự thảo bản" not in page


def test_a_file_of_a_draft_is_asked_for_as_often_for_ten_versions_as_for_one(desk):
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    state = held(desk)
    specialist = desk.browser("specialist")
    send(specialist, state.code)
    shown(specialist, state.code)
    with CaptureQueriesContext(connection) as one:
        shown(specialist, state.code)
    for _ in range(5):
        send(specialist, state.code)
    shown(specialist, state.code)
    with CaptureQueriesContext(connection) as several:
        shown(specialist, state.code)
    assert len(several) == len(one)
    assert len(decision_drafts.files_of(now_of(state))) == 6
