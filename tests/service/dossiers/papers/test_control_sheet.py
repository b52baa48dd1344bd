"""The control sheet tells who gave a dossier to whom, when, and whether each side kept its time."""

from datetime import timedelta

import pytest

from motcua.foundation.clock.classes import TimeClass
from motcua.register.agencies import queries as agencies
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.queries import opened, printed
from motcua.service.dossiers.queries.handovers import handovers
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark, Status
from tests.factories.city import BEN_THANH, SAI_GON
from tests.factories.dossiers import act, submitted
from tests.service.dossiers.papers.reading import text_of
from tests.service.dossiers.test_acting import at

URL = "https://motcua.example/tra-cuu/H29"


def rows_of(state):
    view = opened.view(state.code, at(27, 17))
    version = procedures.version(state.procedure, state.procedure_version)
    minutes = {step.code: step.minutes for step in version.steps}
    calendar = agencies.calendar_of(view.state.agency, at(27, 17))
    return handovers(view.state, view.happenings, minutes=minutes, calendar=calendar)


def told(rows):
    return [
        (
            "applicant" if row.giver.is_applicant else "counter" if row.giver.is_counter else row.giver.step,
            "applicant" if row.taker.is_applicant else "counter" if row.taker.is_counter else row.taker.step,
        )
        for row in rows
    ]


def sheet_of(state, now=None):
    now = now or at(27, 17)
    view = opened.view(state.code, now)
    version = procedures.version(state.procedure, state.procedure_version)
    (number,) = (form.number for form in printed.printable(view, now) if form.code == "control")
    return text_of(printed.form(view, version, number, URL, now=now))


@pytest.fixture
def handed_over(people):
    """A birth from the counter to the applicant's hands, with a pause for the draft."""
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 10))
    state = act(state, people.mother, asked.Confirm(), at(23, 11))
    state = act(state, people.specialist, asked.Forward(to_step="sign", note="Đã ghi sổ."), at(23, 11, 30))
    state = act(state, people.leader, asked.Take(), at(23, 13, 30))
    state = act(state, people.leader, asked.Grant(), at(23, 14))
    return act(state, people.desk, asked.HandOverResult(), at(23, 15))


def test_every_hand_over_from_the_counter_to_the_applicant_is_a_row(people, handed_over):
    rows = rows_of(handed_over)
    assert told(rows) == [
        ("applicant", "counter"),
        ("counter", "examine"),
        ("examine", "sign"),
        ("sign", "counter"),
        ("counter", "applicant"),
    ]
    assert [(row.given_at, row.taken_at) for row in rows[1:3]] == [
        (at(23, 9), at(23, 9, 30)),
        (at(23, 11, 30), at(23, 13, 30)),
    ]
    assert [row.giver.person for row in rows[2:]] == [people.specialist.id, people.leader.id, people.desk.id]


def test_a_step_is_measured_by_what_was_used_of_its_minutes_and_pauses_are_not_used(handed_over):
    """From 9:00 to 10:00 and from 11:00 to 11:30 the dossier lay at the step; the hour of the applicant does not count."""
    row = rows_of(handed_over)[2]
    assert (row.used, row.allowed, row.result) == (90, 120, TimeClass.EARLY)


@pytest.mark.parametrize(
    ("until", "result"),
    [(at(23, 10, 59), TimeClass.EARLY), (at(23, 11), TimeClass.ON_TIME), (at(23, 11, 1), TimeClass.OVERDUE)],
)
def test_a_step_is_early_on_time_or_late_to_the_minute(people, until, result):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.specialist, asked.Take(), at(23, 9))
    state = act(state, people.specialist, asked.Forward(), until)
    assert rows_of(state)[-1].result is result


def test_a_late_reception_is_shown_as_late(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(26, 9))
    assert state.received_late
    assert rows_of(state)[0].result is TimeClass.OVERDUE
    assert "Quá hạn" in sheet_of(state)


def test_what_nobody_has_taken_yet_stands_open_and_who_opened_it_took_it(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    assert rows_of(state)[-1].taken_at is None
    state = act(state, people.leader, asked.Assign(to=people.specialist.id), at(23, 9, 10))
    (row,) = rows_of(state)[1:]
    assert (row.assigned_by, row.taken_at) == (people.leader.id, None)
    act(state, people.specialist, asked.Open(), at(23, 9, 20))
    assert rows_of(state)[-1].taken_at == at(23, 9, 20)


def test_recalled_sent_back_and_undone_are_told_and_not_lost(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 8, 30))
    state = act(state, people.desk, asked.UndoReception(note="Nhầm hồ sơ"), at(23, 8, 40))
    state = act(state, people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.specialist, asked.Take(), at(23, 9, 5))
    state = act(state, people.specialist, asked.Forward(to_step="sign", to=people.leader.id), at(23, 9, 30))
    state = act(state, people.specialist, asked.Recall(), at(23, 9, 35))
    state = act(state, people.specialist, asked.Forward(to_step="sign", to=people.leader.id), at(23, 10))
    state = act(state, people.leader, asked.Open(), at(23, 10, 5))
    act(state, people.leader, asked.SendBack(note="Ghi lại nơi sinh."), at(23, 10, 30))
    rows = rows_of(state)
    assert told(rows) == [
        ("applicant", "counter"),
        ("applicant", "counter"),
        ("counter", "examine"),
        ("examine", "sign"),
        ("examine", "sign"),
        ("sign", "register"),
    ]
    assert rows[0].undone_at == at(23, 8, 40)
    assert (rows[3].recalled_at, rows[3].taken_at) == (at(23, 9, 35), None)
    assert rows[4].taken_at == at(23, 10, 5)
    assert rows[5].result is None
    page = sheet_of(state)
    for words in ("Đã hoàn tác tiếp nhận lúc 08:40", "Đã thu hồi lúc 09:35", "Trả lại bước trước. Ghi lại nơi sinh"):
        assert words in page


def test_another_agency_that_is_asked_and_answers_stands_with_its_own_time(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.AskOpinion(agency=BEN_THANH, note="Đã đăng ký chưa?"), at(23, 10))
    state = act(state, people.other_leader, asked.GiveOpinion(note="Chưa."), at(23, 14))
    asked_of, answered = rows_of(state)[2:]
    assert (asked_of.taker.agency, answered.giver.agency) == (BEN_THANH, BEN_THANH)
    assert (answered.giver.person, answered.taker.person) == (people.other_leader.id, people.specialist.id)
    assert answered.result is TimeClass.EARLY
    page = sheet_of(state)
    assert "Cơ quan phối hợp giải quyết hồ sơ: UBND phường Bến Thành" in page
    assert "Đã đăng ký chưa" not in page, "what was asked stays between the two agencies"


def test_a_transfer_goes_from_agency_to_agency_and_is_taken_where_it_is_received(people):
    there = asked.Transfer(to_agency=people.other_desk.agency, note="Nơi cư trú khác")
    state = act(submitted(people.mother), people.desk, there, at(23, 9))
    state = act(state, people.other_desk, asked.Receive(), at(23, 10))
    rows = rows_of(state)
    assert told(rows) == [("counter", "counter"), ("counter", "examine")]
    assert (rows[0].giver.agency, rows[0].taker.agency, rows[0].taken_at) == (SAI_GON, BEN_THANH, at(23, 10))
    assert "PHƯỜNG BẾN THÀNH" in sheet_of(state)


def test_the_sheet_names_people_posts_moments_results_and_pauses(people, handed_over):
    page = sheet_of(handed_over)
    for words in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "(Mẫu số 06 ban hành kèm theo Thông tư số 03/2025/TT-VPCP)",
        "Phường Sài Gòn, ngày 27 tháng 11 năm 2026",
        "Người nộp hồ sơ: Trần Thị Mai",
        "Trung tâm Phục vụ hành chính công phường Sài Gòn",
        "Công chức Tư pháp – Hộ tịch",
        "90/120 phút",
        "11:30, 23/11/2026",
        "Trước hạn",
        "Chờ người nộp xác nhận bản nháp",
        "Chấp thuận",
        "Trả kết quả tại quầy",
        "Kết quả giải quyết hồ sơ: Trước hạn",
    ):
        assert words in page, words


def test_the_sheet_is_in_vietnamese_whatever_the_language_of_the_page(handed_over):
    from django.utils import translation  # noqa: PLC0415 -- Django is set up by now

    in_vietnamese = sheet_of(handed_over)
    with translation.override("en"):
        assert sheet_of(handed_over) == in_vietnamese


def test_forms_are_called_for_by_what_happened_and_by_nothing_else(people):
    def numbers(state):
        view = opened.view(state.code, at(23, 16))
        return [form.number for form in printed.printable(view, at(23, 16))]

    new = submitted(people.mother)
    assert numbers(new) == []
    received = act(new, people.desk, asked.Receive(), at(23, 9))
    assert numbers(received) == ["04", "06"]
    mark = Mark("paper", received.papers[0].requirement, "unreadable")
    waiting = act(received, people.desk, asked.AskSupplement(marks=(mark,), note="Ảnh mờ."), at(23, 9, 30))
    assert numbers(waiting) == ["02", "04", "06"]
    assert numbers(act(waiting, people.leader, asked.Stop(note="Người nộp đề nghị."), at(23, 10))) == ["02", "05", "06"]
    refused = act(submitted(people.mother), people.desk, asked.RefuseReception(note="Sai nơi."), at(23, 9))
    assert numbers(refused) == ["03"]


def test_the_apology_knows_the_dates_and_leaves_the_new_one_to_be_written(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    late = at(25, 9)
    view, version = opened.view(state.code, late), procedures.version(state.procedure, state.procedure_version)
    page = text_of(printed.form(view, version, "04", URL, now=late))
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in page
    assert "chưa trả được kết quả" in page
    assert "Thời gian hẹn trả kết quả: 17:00, 23/11/2026" in page
    state = act(state, people.specialist, asked.Take(), at(25, 9, 5))
    act(state, people.specialist, asked.AskOpinion(agency=BEN_THANH, note="Đã đăng ký chưa?"), at(25, 9, 10))
    view = opened.view(state.code, at(25, 10))
    page = text_of(printed.form(view, version, "04", URL, now=at(25, 10)))
    assert "đang chờ ý kiến của Ủy ban nhân dân phường Bến Thành" in page


def test_a_result_that_came_in_time_owes_no_apology_and_one_that_came_late_does(people, handed_over):
    view = opened.view(handed_over.code, at(27, 9))
    assert "04" not in [form.number for form in printed.printable(view, at(27, 9))]
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.Forward(to_step="sign"), at(25, 9))
    state = act(state, people.leader, asked.Take(), at(25, 10))
    state = act(state, people.leader, asked.Reject(note="Trùng."), at(25, 11))
    assert state.status is Status.REJECTED
    view = opened.view(state.code, at(27, 9))
    assert "04" in [form.number for form in printed.printable(view, at(27, 9))]


def test_what_happened_before_the_circular_of_2025_is_printed_on_the_forms_of_then(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    view = opened.view(state.code, at(23, 16))
    then = at(23, 16) - timedelta(days=500)
    (form,) = (one for one in printed.printable(view, then) if one.code == "control")
    assert (form.number, form.circular) == ("05", "01/2018/TT-VPCP")
