"""One's dossiers: listed, opened, explained, answered, withdrawn; nobody else's, and no more queries for more rows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.files import holdings
from motcua.foundation.law.citations import HouseRule
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.drafts import papers_put
from motcua.service.dossiers.queries.timing import explanation
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark, Status
from tests.factories.dossiers import act, picture, submitted
from tests.service.dossiers.test_acting import at

PAPER = "medical-birth-certificate"
MOTHERS_OWN = {
    "mother.full_name": "Trần Thị Mai", "mother.born_on.day": "12", "mother.born_on.month": "4",
    "mother.born_on.year": "1996", "mother.identity_kind": "personal-id", "mother.personal_id": "079196004321",
    "mother.residence_kind": "permanent", "mother.residence.line": "12 Nguyễn Huệ",
    "mother.residence.commune": "H29.26740",
}  # fmt: skip


@pytest.fixture
def state(people):
    return submitted(people.mother)


def worked_on(state, people):
    state = act(state, people.desk, asked.Receive(), at(23, 9))
    return act(state, people.specialist, asked.Take(), at(23, 9, 30))


def asked_for_more(state, people):
    marks = (Mark("paper", PAPER, "unreadable"), Mark("field", "child.home_town", "wrong"))
    command = asked.AskSupplement(marks=marks, note="Ảnh bị mờ, xin chụp lại.")
    return act(worked_on(state, people), people.specialist, command, at(23, 10))


@pytest.mark.parametrize("page", ["", "/giay-tiep-nhan", "/vi-sao", "/rut", "/xac-nhan"])
def test_each_page_opens_for_its_owner_and_is_like_none_for_others(page, state, mother, stranger, visit):
    url = f"/ho-so/{state.code}{page}"
    assert mother.get(url).status_code == 200
    theirs, unknown = stranger.get(url), stranger.get(f"/ho-so/H29.26740-261123-9999{page}")
    assert (theirs.status_code, unknown.status_code) == (404, 404)
    assert state.code not in theirs.content.decode().replace(url, "")
    assert visit().get(url).status_code == 302


def test_the_receipt_is_a_paper_only_after_reception(state, mother, people):
    url = f"/ho-so/{state.code}/giay-tiep-nhan.pdf"
    assert mother.get(url).status_code == 404
    act(state, people.desk, asked.Receive(), at(23, 9))
    paper = mother.get(url)
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF")


def test_the_why_page_names_the_sentences_and_their_articles(state, mother, people):
    act(state, people.desk, asked.Receive(), at(23, 9))
    page = mother.get(f"/ho-so/{state.code}/vi-sao").content.decode()
    assert page.count("<li>") >= 4
    assert "17:00" in page


def test_the_why_page_gives_our_reasons_in_vietnamese_once(state, mother, people):
    state = act(state, people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.desk, asked.AskPayment(fee="birth-certificate-copy", amount_vnd=16_000), at(23, 10))
    act(state, people.desk, asked.RecordPayment(receipt_no="1"), at(23, 11))
    page = mother.get(f"/ho-so/{state.code}/vi-sao").content.decode()
    ours = "Cách tính: Mỗi phút làm việc thuộc về đúng một bên"
    assert page.count(ours) == 1
    told = explanation(opened.state_of(state.code), at(23, 12))
    reasons = {one.why for line in told.lines for one in line.sources if isinstance(one, HouseRule)}
    assert reasons
    assert not any(reason in page for reason in reasons)


@pytest.mark.parametrize(
    ("decided_at", "words", "sentence"),
    [
        (at(23, 16), "Kết quả sớm hơn hạn 1 giờ", "Hồ sơ kết thúc trước hạn 1 giờ (tính theo giờ làm việc)."),
        (at(23, 17), "Kết quả đúng hạn", "Hồ sơ kết thúc đúng hạn."),
        (at(23, 20), "Kết quả trễ hạn, sau giờ làm việc", "Hồ sơ kết thúc sau hạn, ngoài giờ làm việc."),
        (at(25, 9), "Kết quả trễ hạn 1 giờ 30 phút", "Hồ sơ kết thúc quá hạn 1 giờ 30 phút (tính theo giờ làm việc)."),
    ],
)
def test_a_decision_says_how_it_stood_to_its_date(state, mother, people, decided_at, words, sentence):
    state = act(worked_on(state, people), people.leader, asked.Assign(to=people.leader.id), at(23, 9, 40))
    act(state, people.leader, asked.Reject(note="Không đủ căn cứ."), decided_at)
    own, why = (
        mother.get(f"/ho-so/{state.code}{page}").content.decode().replace("\xa0", " ") for page in ("", "/vi-sao")
    )
    assert words in own
    assert words in why
    assert sentence in why


def test_what_was_withdrawn_had_no_result_to_be_late(state, mother, people):
    act(worked_on(state, people), people.mother, asked.Withdraw(), at(25, 9))
    assert "Kết quả trễ" not in mother.get(f"/ho-so/{state.code}").content.decode()


def test_only_what_was_marked_is_asked_and_the_answer_lets_the_clock_go_on(state, mother, people):
    asked_for_more(state, people)
    url = f"/ho-so/{state.code}/bo-sung"
    page = mother.get(url).content.decode()
    assert "Ảnh bị mờ" in page
    assert 'name="child.home_town"' in page
    assert f'name="papers.{PAPER}"' in page
    assert 'name="child.full_name"' not in page
    version = str(opened.state_of(state.code).version)
    typed = {"child.home_town": "Xã Cần Giờ, Thành phố Hồ Chí Minh, Việt Nam", "key": "s", "version": version}
    missing = mother.post(url, typed)
    assert missing.status_code == 422
    assert "Việt Nam" in missing.content.decode()
    done = mother.post(url, {**typed, f"papers.{PAPER}": _photo()})
    assert done.status_code == 303
    view = opened.view(state.code, at(23, 12))
    assert view.state.status is Status.IN_PROGRESS
    assert view.values["child"]["home_town"].endswith("Việt Nam")
    assert len([one for one in view.papers if one.replaced_at is None and one.requirement == PAPER]) == 1
    assert mother.get(url).status_code == 303


def test_a_file_taken_off_an_answer_is_kept_by_nobody_and_the_dossiers_own_stay(state, mother, people):
    asked_for_more(state, people)
    url, holder = f"/ho-so/{state.code}/bo-sung", f"dossier/{state.id}"
    own = [str(one.id) for one in holdings.held_by(holder)]
    version = str(opened.state_of(state.code).version)
    mother.post(url, {f"papers.{PAPER}": _photo(), "then": "send", "version": version})
    (sent,) = papers_put(state.id)
    assert sent.file in {str(one.id) for one in holdings.held_by(holder)}
    for file in (sent.file, *own):
        mother.post(url, {f"papers.{PAPER}.remove": file, "version": version})
    assert papers_put(state.id) == ()
    assert [str(one.id) for one in holdings.held_by(holder)] == own


def test_a_mended_answer_that_brings_up_a_question_asks_it_too(state, mother, people):
    marks = (Mark("field", "filer.relation", "wrong"),)
    act(worked_on(state, people), people.specialist, asked.AskSupplement(marks=marks, note="Bà nộp mà?"), at(23, 10))
    url = f"/ho-so/{state.code}/bo-sung"
    version = str(opened.state_of(state.code).version)
    assert 'name="filer.agreed_with_parents"' not in mother.get(url).content.decode()
    typed = {"filer.relation": "grandparent", "key": "s", "version": version}
    more = mother.post(url, typed)
    page = more.content.decode()
    assert more.status_code == 200
    assert "Câu trả lời của bạn cần thêm vài câu hỏi nữa" in page
    assert 'name="filer.agreed_with_parents"' in page
    assert re.search(r'value="grandparent"[^>]* checked', page)
    # The mother's own data were the filer's until now; they are kept, and asked of their own.
    assert 'value="Trần Thị Mai"' in page
    typed |= {"opened": re.findall(r'name="opened" value="([^"]+)"', page), **MOTHERS_OWN}
    without = mother.post(url, typed)
    assert without.status_code == 422
    assert 'href="#filer.agreed_with_parents"' in without.content.decode()
    assert mother.post(url, {**typed, "filer.agreed_with_parents": "yes"}).status_code == 303
    assert opened.view(state.code, at(23, 12)).values["filer"]["agreed_with_parents"] is True


def test_a_supplement_already_answered_elsewhere_is_told_and_what_was_typed_stays(state, mother, people):
    asked_for_more(state, people)
    typed = {"child.home_town": "Huế", "key": "s", "version": "1", f"papers.{PAPER}": _photo()}
    answer = mother.post(f"/ho-so/{state.code}/bo-sung", typed)
    assert answer.status_code == 409
    assert 'value="Huế"' in answer.content.decode()


def _photo():
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    return SimpleUploadedFile("chup-lai.jpg", picture("grey"), "image/jpeg")


def test_withdrawing_is_asked_once_and_done_once(state, mother):
    url = f"/ho-so/{state.code}/rut"
    body = {"key": "w", "version": str(state.version), "note": "Nộp nhầm phường"}
    assert mother.post(url, body).status_code == 303
    assert opened.state_of(state.code).status is Status.WITHDRAWN
    assert mother.post(url, body).status_code == 303
    assert mother.post(url, {**body, "key": "again", "version": "2"}).status_code == 422


def test_a_withdrawal_that_comes_second_tells_what_happened_and_keeps_the_reason(state, mother, people):
    act(state, people.desk, asked.Receive(), at(23, 9))
    answer = mother.post(f"/ho-so/{state.code}/rut", {"key": "w", "version": "1", "note": "Nộp nhầm phường"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Phường Sài Gòn đã tiếp nhận hồ sơ" in page
    assert "Nộp nhầm phường" in page


def drafted(state, people):
    state = act(worked_on(state, people), people.specialist, asked.Forward(), at(23, 10))
    if not state.holder:
        state = act(state, people.specialist, asked.Take(), at(23, 10, 1))
    return act(state, people.specialist, asked.AskConfirmation(), at(23, 10, 30))


def test_the_draft_is_shown_and_confirmed(state, mother, people):
    state = drafted(state, people)
    assert mother.get(f"/ho-so/{state.code}/ban-nhap.pdf").content.startswith(b"%PDF")
    answer = mother.post(
        f"/ho-so/{state.code}/xac-nhan", {"answer": "right", "key": "c", "version": str(state.version)}
    )
    assert answer.status_code == 303
    assert opened.state_of(state.code).confirmation.answer == "confirmed"


def test_objecting_needs_what_is_wrong(state, mother, people):
    state = drafted(state, people)
    url = f"/ho-so/{state.code}/xac-nhan"
    body = {"answer": "wrong", "key": "c", "version": str(state.version)}
    empty = mother.post(url, body)
    assert empty.status_code == 422
    assert 'href="#note"' in empty.content.decode()
    assert mother.post(url, {**body, "note": "Tên đệm sai"}).status_code == 303
    assert opened.state_of(state.code).confirmation.answer == "objected"


def test_fifty_dossiers_ask_as_many_queries_as_one(mother, people):
    submitted(people.mother)
    mother.get("/ho-so")
    with CaptureQueriesContext(connection) as one:
        assert mother.get("/ho-so").status_code == 200
    for _ in range(49):
        submitted(people.mother)
    with CaptureQueriesContext(connection) as fifty:
        page = mother.get("/ho-so").content.decode()
    assert len(fifty) == len(one)
    assert page.count('class="dossier-row"') == 20
    assert 'rel="next"' in page


def test_an_empty_list_offers_the_first_step(mother):
    page = mother.get("/ho-so").content.decode()
    assert "Bạn chưa có hồ sơ nào" in page
    assert "/thu-tuc" in page
