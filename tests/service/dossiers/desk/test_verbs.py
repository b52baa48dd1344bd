"""Every verb of the office by its form: done, refused with its article, in conflict, sent twice."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from motcua.foundation.files import holdings
from motcua.foundation.interface.formats import working_time
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.pages.desk_words import ACTS
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.timing import explanation
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import PaperRef, Status
from tests.factories.dossiers import upload
from tests.factories.hours import city_hours
from tests.service.dossiers.desk.pages import address, do, form_of


def now_of(state):
    return opened.state_of(state.code)


def received(desk):
    return desk.act(desk.submit(), "desk", asked.Receive())


def held(desk):
    return desk.act(received(desk), "specialist", asked.Take())


def confirmed(desk):
    state = desk.act(held(desk), "specialist", asked.AskConfirmation())
    return desk.act(state, "mother", asked.Confirm())


def paper_mark(state):
    return f"paper:{state.papers[0].requirement}"


def supplemented(desk, state):
    file = upload(f"dossier/{state.id}", now=timezone.now())
    paper = PaperRef(requirement=state.papers[0].requirement, file=str(file.id), sha256=file.address)
    return give(
        actor=desk.actors["mother"], dossier=state.id, values={}, papers=[paper], key=new_key(), now=timezone.now()
    )


def test_receive_says_what_happened_and_offers_to_undo(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    answer = do(browser, state.code, "tiep-nhan")
    assert (answer.status_code, answer["Location"]) == (303, address(state.code))
    assert now_of(state).status is Status.RECEIVED
    page = browser.get(answer["Location"]).content.decode()
    assert "Đã tiếp nhận." in page
    assert f'href="{address(state.code, "hoan-tac-tiep-nhan")}"' in page
    do(browser, state.code, "hoan-tac-tiep-nhan", **{"undo-reception.note": "Nhầm hồ sơ"})
    assert now_of(state).status is Status.SUBMITTED


def test_reception_is_refused_with_a_reason_only(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    answer = do(browser, state.code, "tu-choi-tiep-nhan", **{"refuse-reception.note": " "})
    assert answer.status_code == 422
    assert 'href="#refuse-reception.note"' in answer.content.decode()
    assert do(browser, state.code, "tu-choi-tiep-nhan", **{"refuse-reception.note": "Sai cơ quan"}).status_code == 303
    assert now_of(state).status is Status.REFUSED


def test_a_supplement_marks_fields_and_papers_in_place(desk):
    state = received(desk)
    browser = desk.browser("specialist")
    nothing = do(browser, state.code, "yeu-cau-bo-sung", **{"ask-supplement.note": "Chụp lại giúp."})
    assert nothing.status_code == 422
    assert "Chụp lại giúp." in nothing.content.decode()
    assert "118/2025/NĐ-CP" in nothing.content.decode() or "03/2025/TT-VPCP" in nothing.content.decode()
    marked = {
        "mark": [paper_mark(state), "field:child.full_name", "nonsense"],
        f"fault:{paper_mark(state)}": "unreadable",
        "fault:field:child.full_name": "wrong",
        "ask-supplement.note": "Chụp lại giúp.",
    }
    assert do(browser, state.code, "yeu-cau-bo-sung", **marked).status_code == 303
    found = now_of(state).open_supplement
    assert {(mark.kind, mark.code, mark.fault) for mark in found.marks} == {
        ("paper", state.papers[0].requirement, "unreadable"),
        ("field", "child.full_name", "wrong"),
    }


def test_a_missing_paper_is_marked_though_there_is_none(desk):
    state = received(desk)
    mark = "paper:marriage-certificate"
    marked = {"mark": [mark], f"fault:{mark}": "missing", "ask-supplement.note": "Thiếu."}
    assert do(desk.browser("desk"), state.code, "yeu-cau-bo-sung", **marked).status_code == 303
    assert now_of(state).open_supplement.marks[0].fault == "missing"


def test_a_second_supplement_is_the_leaders_and_shown_as_overdue(desk):
    state = received(desk)
    marked = {"mark": [paper_mark(state)], f"fault:{paper_mark(state)}": "unreadable"}
    do(desk.browser("desk"), state.code, "yeu-cau-bo-sung", **marked, **{"ask-supplement.note": "Mờ."})
    supplemented(desk, state)
    assert (
        "Yêu cầu bổ sung"
        not in desk.browser("desk").get(address(state.code)).content.decode().split("desk__buttons")[1]
    )
    leader = desk.browser("leader")
    answer = do(
        leader, state.code, "yeu-cau-bo-sung-lan-nua", **marked, **{"ask-second-supplement.note": "Thiếu trang 2."}
    )
    assert answer.status_code == 303
    assert "quá hạn theo Bộ chỉ số 766" in leader.get(address(state.code)).content.decode()


def test_assign_open_forward_recall_and_send_back(desk):
    state = received(desk)
    leader, specialist = desk.browser("leader"), desk.browser("specialist")
    do(leader, state.code, "phan-cong", **{"assign.to": desk.actors["specialist"].id})
    assert now_of(state).handover.opened is False
    assert specialist.get(address(state.code)).status_code == 200
    after = now_of(state)
    assert after.handover.opened is True
    specialist.get(address(state.code))
    assert now_of(state).version == after.version
    do(specialist, state.code, "chuyen-buoc", **{"forward.to_step": "register", "forward.to": ""})
    assert (now_of(state).step, now_of(state).holder) == ("register", "")
    do(specialist, state.code, "thu-hoi")
    assert (now_of(state).step, now_of(state).holder) == ("examine", desk.actors["specialist"].id)
    do(specialist, state.code, "chuyen-buoc", **{"forward.to_step": "register", "forward.to": desk.actors["leader"].id})
    do(leader, state.code, "tra-lai-buoc-truoc", **{"send-back.note": "Ghi lại nơi sinh."})
    assert now_of(state).step == "draft"


def test_the_specialist_takes_what_nobody_holds(desk):
    state = received(desk)
    assert do(desk.browser("specialist"), state.code, "nhan-xu-ly").status_code == 303
    assert now_of(state).holder == desk.actors["specialist"].id


def test_another_agency_is_asked_and_answers(desk):
    state = held(desk)
    theirs = desk.actors["other-leader"].agency
    do(
        desk.browser("specialist"),
        state.code,
        "lay-y-kien",
        **{"ask-opinion.agency": theirs, "ask-opinion.note": "Đúng?"},
    )
    assert now_of(state).status is Status.AWAITING_OPINION
    other = desk.browser("other-leader")
    assert state.code in other.get("/ban-lam-viec/xin-y-kien").content.decode()
    do(other, state.code, "tra-loi-y-kien", **{"give-opinion.note": "Đúng."})
    assert now_of(state).status is Status.IN_PROGRESS


def test_a_payment_is_asked_and_recorded(desk):
    state = received(desk)
    browser = desk.browser("desk")
    unread = do(
        browser,
        state.code,
        "yeu-cau-nop-tien",
        **{"ask-payment.fee": "birth-certificate-copy", "ask-payment.amount_vnd": "mười"},
    )
    assert unread.status_code == 422
    assert 'href="#ask-payment.amount_vnd"' in unread.content.decode()
    do(
        browser,
        state.code,
        "yeu-cau-nop-tien",
        **{"ask-payment.fee": "birth-certificate-copy", "ask-payment.amount_vnd": "16.000"},
    )
    assert now_of(state).open_obligation.amount_vnd == 16_000
    do(browser, state.code, "ghi-nhan-nop-tien", **{"record-payment.receipt_no": "BL-12"})
    assert now_of(state).open_obligation is None


def test_the_applicant_is_asked_to_come_and_comes(desk):
    state = held(desk)
    browser = desk.browser("specialist")
    why = {"ask-presence.note": "Chị đến ký; mang theo căn cước."}
    day = {f"ask-presence.appointed_on.{part}": "x" for part in ("day", "month", "year")}
    assert do(browser, state.code, "hen-gap", **day, **why, **{"ask-presence.appointed_at": "8:30"}).status_code == 422
    year = timezone.now().year + 1
    day = dict(zip(day, ("15", "3", str(year)), strict=True))
    assert do(browser, state.code, "hen-gap", **day, **{"ask-presence.appointed_at": "8h30"}).status_code == 422
    assert do(browser, state.code, "hen-gap", **day, **why, **{"ask-presence.appointed_at": "8h30"}).status_code == 303
    assert now_of(state).presence.appointed_at.hour in {1, 8}
    do(browser, state.code, "da-den")
    assert now_of(state).presence.came_at is not None


def test_a_grant_waits_for_the_applicant_and_the_page_says_so(desk):
    state = held(desk)
    page = desk.browser("leader").get(address(state.code)).content.decode()
    assert "Còn chờ gì mới cấp được kết quả" in page
    assert desk.browser("specialist").get(address(state.code, "ban-nhap.pdf")).content.startswith(b"%PDF")
    assert do(desk.browser("specialist"), state.code, "gui-ban-nhap").status_code == 303
    assert now_of(state).status is Status.AWAITING_CONFIRMATION


def test_a_grant_makes_the_result_that_is_plainly_not_signed_and_it_is_handed_over(desk):
    state = confirmed(desk)
    leader = desk.browser("leader")
    answer = do(leader, state.code, "cap-ket-qua")
    assert answer.status_code == 303
    granted = now_of(state)
    assert granted.status is Status.GRANTED
    file = leader.get(address(state.code, f"giay-to/{granted.result.file}"))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "chưa ký số" in leader.get(answer["Location"]).content.decode()
    desk_browser = desk.browser("desk")
    assert state.code in desk_browser.get("/ban-lam-viec/cho-tra-ket-qua").content.decode()
    do(desk_browser, state.code, "tra-ket-qua", **{"hand-over-result.how": "counter"})
    assert now_of(state).status is Status.HANDED_OVER


def test_a_grant_sent_twice_makes_one_result(desk):
    state = confirmed(desk)
    leader = desk.browser("leader")
    form = form_of(leader.get(address(state.code)).content.decode(), "cap-ket-qua")
    first = leader.post(address(state.code, "cap-ket-qua"), form)
    again = leader.post(address(state.code, "cap-ket-qua"), form)
    assert first.status_code == again.status_code == 303
    assert len([file for file in holdings.held_by(f"dossier/{state.id}") if file.media_type.value.endswith("pdf")]) == 1


def test_reject_stop_and_transfer_tell_why(desk):
    rejected, stopped, moved = held(desk), received(desk), desk.submit()
    leader = desk.browser("leader")
    assert do(leader, rejected.code, "khong-chap-thuan", **{"reject.note": "Không đủ căn cứ."}).status_code == 303
    assert do(leader, stopped.code, "dung-giai-quyet", **{"stop.note": "Người nộp đề nghị."}).status_code == 303
    there = {"transfer.to_agency": desk.actors["other-desk"].agency, "transfer.note": "Cư trú nơi khác."}
    answer = do(desk.browser("desk"), moved.code, "chuyen-co-quan", **there)
    assert answer.status_code == 303
    assert desk.browser("desk").get(answer["Location"]).status_code == 200
    assert [now_of(one).status for one in (rejected, stopped)] == [Status.REJECTED, Status.STOPPED]
    assert now_of(moved).agency == desk.actors["other-desk"].agency


def test_a_verb_that_is_not_ones_own_is_denied(desk):
    state = desk.submit()
    specialist = desk.browser("specialist")
    assert specialist.post(address(state.code, "tiep-nhan"), {"key": "k", "version": state.version}).status_code == 403
    assert "Tiếp nhận" not in specialist.get(address(state.code)).content.decode().split("desk__buttons")[1]
    assert now_of(state).status is Status.SUBMITTED


def test_the_same_key_is_done_once_and_with_another_body_refused(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    form = form_of(browser.get(address(state.code)).content.decode(), "tu-choi-tiep-nhan")
    first = browser.post(address(state.code, "tu-choi-tiep-nhan"), {**form, "refuse-reception.note": "Một"})
    again = browser.post(address(state.code, "tu-choi-tiep-nhan"), {**form, "refuse-reception.note": "Một"})
    other = browser.post(address(state.code, "tu-choi-tiep-nhan"), {**form, "refuse-reception.note": "Hai"})
    assert [one.status_code for one in (first, again, other)] == [303, 303, 422]
    assert now_of(state).version == 2


def test_the_same_key_with_other_words_keeps_them_though_the_verb_is_gone(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    form = form_of(browser.get(address(state.code)).content.decode(), "yeu-cau-bo-sung")
    typed = {"mark": [paper_mark(state)], f"fault:{paper_mark(state)}": "unreadable"}
    browser.post(address(state.code, "yeu-cau-bo-sung"), {**form, **typed, "ask-supplement.note": "Ảnh mờ."})
    other = {**form, **typed, "ask-supplement.note": "Ảnh mờ ở góc, xin chụp lại mặt sau."}
    answer = browser.post(address(state.code, "yeu-cau-bo-sung"), other)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "form-ask-supplement" not in page
    assert "Ảnh mờ ở góc, xin chụp lại mặt sau." in page
    assert "Giấy chứng sinh (không đọc được)" in page


@pytest.mark.parametrize(
    ("verb", "field", "wrong"),
    [
        ("chuyen-co-quan", "transfer.to_agency", "H29.00000"),
        ("chuyen-co-quan", "transfer.to_agency", ""),
        ("phan-cong", "assign.to", "11111111-1111-4111-8111-111111111111"),
    ],
)
def test_an_agency_or_official_that_there_is_not_is_a_field_to_mend(desk, verb, field, wrong):
    state = received(desk)
    answer = do(desk.browser("leader"), state.code, verb, **{field: wrong, "transfer.note": "Nơi khác."})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()


def test_an_open_late_dossier_says_by_how_much(desk):
    waiting, state = desk.submit(), held(desk)
    with city_hours(timezone.now() + timedelta(days=15)):
        leader = desk.browser("leader")
        page, unread = (leader.get(address(one.code)).content.decode() for one in (state, waiting))
        told = explanation(now_of(state), timezone.now())
    assert re.search(r"Đang xử lý · quá hạn", page)
    assert f'<strong class="late">quá hạn {working_time(-told.remaining_minutes)}</strong>' in page
    assert "Đã nộp, chờ tiếp nhận · quá hạn" in unread
    assert '<strong class="late">chậm tiếp nhận ' in unread


def test_a_late_answer_stays_late_in_the_header(desk):
    state = held(desk)
    with city_hours(timezone.now() + timedelta(days=15)):
        desk.act(state, "leader", asked.Reject(note="Không đủ căn cứ."))
        page = desk.browser("leader").get(address(state.code)).content.decode()
    assert re.search(r'<strong class="late">kết thúc hôm nay [0-9:]+, quá hạn ', page)


def test_who_comes_second_keeps_what_was_typed_and_reads_what_happened_and_by_whom(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    form = form_of(browser.get(address(state.code)).content.decode(), "yeu-cau-bo-sung")
    desk.act(state, "desk", asked.Receive())
    typed = {
        "mark": [paper_mark(state)],
        f"fault:{paper_mark(state)}": "expired",
        "ask-supplement.note": "Chụp lại mặt sau.",
    }
    answer = browser.post(address(state.code, "yeu-cau-bo-sung"), {**form, **typed})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Có người vừa thay đổi" in page
    assert "<strong>Đã tiếp nhận</strong>" in page
    assert "Trần Văn Bình" in page
    assert page.count("Chụp lại mặt sau.") == 2
    assert f'value="{paper_mark(state)}" form="form-ask-supplement" checked' in page
    fresh = form_of(page, "yeu-cau-bo-sung")
    assert fresh["version"] == "2"
    assert fresh["key"] != form["key"]
    assert browser.post(address(state.code, "yeu-cau-bo-sung"), {**fresh, **typed}).status_code == 303


def test_what_was_typed_is_kept_even_when_it_cannot_be_done_any_more(desk):
    state = desk.submit()
    browser = desk.browser("desk")
    form = form_of(browser.get(address(state.code)).content.decode(), "tu-choi-tiep-nhan")
    desk.act(state, "desk", asked.Receive())
    answer = browser.post(address(state.code, "tu-choi-tiep-nhan"), {**form, "refuse-reception.note": "Lý do dài."})
    assert answer.status_code == 409
    assert "Lý do dài." in answer.content.decode()


def test_two_officials_at_once_one_is_first_and_nothing_is_lost(desk):
    state = desk.submit()
    browsers = [desk.browser("desk"), desk.browser("leader")]
    forms = [form_of(browser.get(address(state.code)).content.decode(), "tu-choi-tiep-nhan") for browser in browsers]
    answers: list[int] = []
    start = threading.Barrier(2)

    def send(browser, form, words):
        start.wait()
        body = {**form, "refuse-reception.note": words}
        answers.append(browser.post(address(state.code, "tu-choi-tiep-nhan"), body).status_code)
        connections.close_all()

    threads = [
        threading.Thread(target=send, args=(browser, form, f"lý do {number}"))
        for number, (browser, form) in enumerate(zip(browsers, forms, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert now_of(state).version == 2


def test_every_verb_has_a_page_of_its_own_and_english_words(desk):
    state = held(desk)
    browser = desk.browser("specialist")
    browser.cookies["language"] = "en"
    for act in ACTS:
        assert browser.get(address(state.code, act.path)).status_code == 200
    assert "What happened" in browser.get(address(state.code)).content.decode()
