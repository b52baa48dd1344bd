"""What goes wrong at a door is answered clearly on its page, and nothing that was typed or kept is lost."""

import html
import re
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.utils import timezone

from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.queries import opened, versions
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Status
from tests.factories.dossiers import filled_draft, picture
from tests.journeys.people_apart import born_lately
from tests.service.dossiers.desk.conftest import furnish

MEGABYTE = 1024 * 1024
HIDDEN = re.compile(r'name="(key|version|revision)" value="([^"]*)"')

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(scope="module")
def ward(city_cluster, city_in):
    with city_in(city_cluster):
        yield furnish()


@pytest.fixture
def draft(ward):
    return filled_draft(ward.actors["mother"], now=timezone.now(), **born_lately())


@pytest.fixture
def dossier(ward):
    return ward.submit(**born_lately())


def form_of(page, path):
    """The hidden fields of the form that is sent to `path`."""
    found = re.search(rf'<form[^>]*action="{re.escape(path)}["?].*?</form>', page.content.decode(), re.DOTALL)
    assert found, f"no form for {path}"
    return dict(HIDDEN.findall(found.group()))


def review_of(draft):
    return f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra"


def papers_of(draft):
    return f"/nop-ho-so/ban-nhap/{draft.id}/giay-to"


def verb_of(state, verb):
    return f"/ban-lam-viec/ho-so/{state.code}/{verb}"


def at_once(*presses):
    """Press together; return the answers."""
    answers = [None] * len(presses)

    def press(number):
        try:
            answers[number] = presses[number]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(len(presses))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert None not in answers
    return answers


def kinds(state):
    return [entry.kind for entry in entries(f"dossier/{state.id}")]


# Two officials at once


def test_two_officials_at_once_one_does_it_and_the_other_reads_who_did_and_keeps_what_was_typed(ward, dossier):
    desk, other = ward.browser("desk"), ward.browser("desk")
    receive, refuse = verb_of(dossier, "tiep-nhan"), verb_of(dossier, "tu-choi-tiep-nhan")
    receiving, refusing = form_of(desk.get(receive), receive), form_of(other.get(refuse), refuse)
    assert receiving["version"] == refusing["version"]
    reason = "Nơi cư trú không thuộc phường; đề nghị nộp tại phường Tân Định."
    one, two = at_once(
        lambda: desk.post(receive, receiving),
        lambda: other.post(refuse, {**refusing, "refuse-reception.note": reason}),
    )
    assert sorted([one.status_code, two.status_code]) == [303, 409]
    assert len(kinds(dossier)) == 2
    late = one if one.status_code == 409 else two
    page = html.unescape(late.content.decode())
    assert "Trần Văn Bình" in page
    if late is two:
        assert reason in page
    assert verify().problem == ""


def test_whoever_comes_second_keeps_the_reason_and_can_decide_on_the_fresh_version(ward, dossier):
    browser = ward.browser("desk")
    refuse = verb_of(dossier, "tu-choi-tiep-nhan")
    seen = form_of(browser.get(refuse), refuse)
    received = ward.act(dossier, "desk", asked.Receive())
    ward.act(received, "desk", asked.UndoReception(note="Nhầm hồ sơ"))
    reason = "Thiếu giấy chứng sinh bản gốc."
    late = browser.post(refuse, {**seen, "refuse-reception.note": reason})
    assert late.status_code == 409
    assert reason in html.unescape(late.content.decode())
    fresh = form_of(late, refuse)
    assert fresh["version"] == "3"
    assert browser.post(refuse, {**fresh, "refuse-reception.note": reason}).status_code == 303
    assert opened.state_of(dossier.code).status is Status.REFUSED


# Pressed twice, replayed


def test_submit_pressed_twice_or_four_times_at_once_leads_to_one_receipt(ward, draft):
    path = review_of(draft)
    browsers = [ward.browser("mother") for _ in range(4)]
    pages = [browser.get(path) for browser in browsers[:2]]
    forms = [form_of(page, path) for page in pages]
    assert forms[0]["key"] != forms[1]["key"]
    presses = [
        lambda browser=browser, form=forms[number % 2]: browser.post(path, form)
        for number, browser in enumerate(browsers)
    ]
    answers = at_once(*presses)
    state = opened.state_by_id(draft.id)
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, f"/ho-so/{state.code}/giay-tiep-nhan")}
    assert kinds(state) == ["dossier.submitted"]
    assert browsers[0].get(answers[0]["Location"]).status_code == 200
    assert browsers[0].get(path)["Location"] == answers[0]["Location"]
    assert verify().problem == ""


def test_a_press_of_the_desk_sent_again_is_done_once(ward, dossier):
    browser = ward.browser("desk")
    path = verb_of(dossier, "tiep-nhan")
    form = form_of(browser.get(path), path)
    answers = [browser.post(path, form) for _ in range(3)]
    assert [one.status_code for one in answers] == [303] * 3
    assert kinds(dossier) == ["dossier.submitted", "dossier.received"]


def test_a_key_sent_again_with_other_words_is_refused_and_changes_nothing(ward, dossier):
    browser = ward.browser("desk")
    refuse = verb_of(dossier, "tu-choi-tiep-nhan")
    form = form_of(browser.get(refuse), refuse)
    first, second = "Không thuộc thẩm quyền.", "Thiếu giấy chứng sinh."
    assert browser.post(refuse, {**form, "refuse-reception.note": first}).status_code == 303
    answer = browser.post(refuse, {**form, "refuse-reception.note": second})
    assert answer.status_code == 422
    assert "Chưa có gì thay đổi" in answer.content.decode()
    assert opened.view(dossier.code, timezone.now()).happenings[-1].note == first
    assert kinds(dossier) == ["dossier.submitted", "dossier.reception-refused"]


def test_a_draft_changed_on_another_device_is_shown_again_before_it_is_sent(ward, draft):
    browser, path = ward.browser("mother"), review_of(draft)
    form = form_of(browser.get(path), path)
    from motcua.service.dossiers.commands import drafts  # noqa: PLC0415 -- Django is set up by now

    changed = {**draft.values, "child": {**draft.values["child"], "full_name": "Nguyễn Minh Bình"}}
    drafts.save(actor=ward.actors["mother"], draft=draft, values=changed, page="", now=timezone.now())
    answer = browser.post(path, form)
    assert answer.status_code == 409
    assert "Nguyễn Minh Bình" in answer.content.decode()
    assert opened.state_by_id(draft.id) is None
    again = {**form_of(answer, path)}
    assert browser.post(path, again).status_code == 303
    view = opened.view(opened.state_by_id(draft.id).code, timezone.now())
    assert view.values["child"]["full_name"] == "Nguyễn Minh Bình"


# Too much, and what is not what it says


def requirement_of(draft):
    return draft.papers[0].requirement


def test_a_hundred_megabytes_are_refused_with_the_limit_and_what_fits_beside_them_is_kept(ward, draft):
    browser, name = ward.browser("mother"), f"papers.{requirement_of(draft)}"
    huge = SimpleUploadedFile("khai-sinh.jpg", picture() + bytes(100 * MEGABYTE), "image/jpeg")
    sound = SimpleUploadedFile("trang-2.jpg", picture("grey"), "image/jpeg")
    answer = browser.post(papers_of(draft), {name: [sound, huge]})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 413
    assert "khai-sinh.jpg" in page
    assert re.search(r"20\s*MB", page)
    assert "trang-2.jpg" in page
    assert len(draft_of(draft.id).papers) == len(draft.papers) + 1
    assert draft_of(draft.id).values == draft.values


def test_a_hundred_megabytes_in_pieces_are_refused_before_the_first_piece(ward, draft):
    path = f"{papers_of(draft)}/{requirement_of(draft)}/tai-len"
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(100 * MEGABYTE), "Upload-Metadata": "filename YS5qcGc="}
    answer = ward.browser("mother").post(path, headers=headers)
    assert answer.status_code == 413
    assert answer.json()["code"] == "file-too-large"
    assert draft_of(draft.id).papers == draft.papers


def test_a_hundred_megabytes_of_typing_are_refused_and_the_draft_stays(ward, draft):
    page = ward.browser("mother").get(f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra")
    assert page.status_code == 200
    body = b"key=" + b"a" * (100 * MEGABYTE)
    answer = ward.browser("mother").post(review_of(draft), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "<h1" in answer.content.decode()
    assert draft_of(draft.id).values == draft.values
    assert opened.state_by_id(draft.id) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("giay-chung-sinh.jpg", b"MZ\x90\x00" + bytes(4000)),
        ("giay-chung-sinh.jpg", b"%PDF-1.7\n" + bytes(400)),
        ("giay-chung-sinh.pdf", b"<html><script>alert(1)</script></html>" * 20),
        ("giay-chung-sinh.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("giay-chung-sinh.jpg", b""),
    ],
)
def test_a_file_that_lies_about_its_type_is_named_and_the_others_are_kept(ward, draft, name, content):
    browser, field = ward.browser("mother"), f"papers.{requirement_of(draft)}"
    lying = SimpleUploadedFile(name, content, "image/jpeg")
    sound = SimpleUploadedFile("trang-2.jpg", picture("grey"), "image/jpeg")
    answer = browser.post(papers_of(draft), {field: [lying, sound]})
    page = answer.content.decode()
    assert answer.status_code == 422, page
    assert "govuk-error-message" in page
    assert "trang-2.jpg" in page
    assert "alert(1)" not in page
    kept = draft_of(draft.id)
    assert len(kept.papers) == len(draft.papers) + 1
    shown = browser.get(f"/nop-ho-so/ban-nhap/{draft.id}/tep/{kept.papers[-1].file}")
    assert b"".join(shown.streaming_content) == picture("grey")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"


# Every field wrong


def test_every_field_wrong_is_named_on_its_page_and_what_was_typed_is_kept(ward, draft):
    browser = ward.browser("mother")
    version = versions.numbered(draft.procedure, draft.procedure_version, counter=False)
    nonsense = "☃ <b>%(code)s</b> ' OR 1=1 --"
    answered = {}
    for page in version.declaration.pages:
        path = f"/nop-ho-so/ban-nhap/{draft.id}/{page.code}"
        shown = browser.get(path)
        if shown.status_code != 200:
            continue
        names = set(re.findall(r'name="([a-z_]+(?:\.[a-z_]+)+)"', shown.content.decode()))
        revision = dict(HIDDEN.findall(shown.content.decode()))["revision"]
        answer = browser.post(path, {**dict.fromkeys(names, nonsense), "revision": revision})
        answered[page.code] = answer.status_code
        body = answer.content.decode()
        assert "<b>%(code)s</b>" not in body
        if answer.status_code == 422:
            assert "govuk-error-summary" in body
            assert not re.search(r"%\((?!code\))[a-z_]+\)s", body)
    assert set(answered.values()) <= {303, 422}, answered
    assert list(answered.values()).count(422) > len(answered) / 2, answered
    path = review_of(draft)
    review = browser.get(path)
    assert review.status_code == 200
    answer = browser.post(path, form_of(review, path))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert len(re.findall(r'<li><a href="/nop-ho-so/ban-nhap/', page)) > 5
    assert opened.state_by_id(draft.id) is None
    assert nonsense in str(draft_of(draft.id).values)


def test_nothing_filled_in_is_told_all_at_once_and_each_line_leads_to_its_page(ward):
    draft = filled_draft(ward.actors["mother"], now=timezone.now(), papers=False, **born_lately())
    from motcua.service.dossiers.commands import drafts  # noqa: PLC0415 -- Django is set up by now

    drafts.save(actor=ward.actors["mother"], draft=draft, values={}, page="", now=timezone.now())
    browser, path = ward.browser("mother"), review_of(draft)
    answer = browser.post(path, form_of(browser.get(path), path))
    links = re.findall(r'<li><a href="(/nop-ho-so/ban-nhap/[^"]+)"', answer.content.decode())
    assert answer.status_code == 422
    assert len(links) > 8
    assert {browser.get(html.unescape(link).partition("#")[0]).status_code for link in links} <= {200, 302, 303}
    assert opened.state_by_id(draft.id) is None


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("tu-choi-tiep-nhan", {"refuse-reception.note": "   "}),
        ("chuyen-co-quan", {"transfer.to_agency": "H99.1", "transfer.note": "Nơi khác"}),
        ("chuyen-co-quan", {"transfer.to_agency": "", "transfer.note": ""}),
        ("yeu-cau-bo-sung", {"ask-supplement.note": "Ảnh mờ"}),
        ("yeu-cau-nop-tien", {"ask-payment.amount_vnd": "nhiều", "ask-payment.fee": "☃"}),
    ],
)
def test_every_field_wrong_at_the_desk_changes_nothing_and_keeps_the_words(ward, dossier, verb, typed):
    browser, path = ward.browser("desk"), verb_of(dossier, verb)
    if "payment" in str(typed):
        dossier = ward.act(dossier, "desk", asked.Receive())
    before = kinds(dossier)
    answer = browser.post(path, {**form_of(browser.get(path), path), **typed})
    page = html.unescape(answer.content.decode())
    # An agency that there is not is answered in the form too, with the status of what is not found.
    assert answer.status_code in {404, 422}, page
    assert 'role="alert"' in page
    assert all(value in page for name, value in typed.items() if name.endswith((".note", "_vnd")) and value.strip())
    assert kinds(dossier) == before


# An unknown code


@pytest.mark.parametrize(
    "path",
    [
        "/tra-cuu/H29.26740-260101-9999",
        "/tra-cuu/%27%20OR%201=1",
        "/ho-so/H29.26740-260101-9999",
        "/ho-so/H29.26740-260101-9999/vi-sao",
        "/ho-so/H29.26740-260101-9999/giay-tiep-nhan.pdf",
        "/ho-so/H29.26740-260101-9999/bo-sung",
        "/ho-so/H29.26740-260101-9999/rut",
        "/nop-ho-so/9.999999",
        "/thu-tuc/9.999999",
        "/nop-ho-so/ban-nhap/11111111-1111-4111-8111-111111111111/kiem-tra",
        "/nop-ho-so/ban-nhap/11111111-1111-4111-8111-111111111111/giay-to",
    ],
)
def test_an_unknown_code_is_answered_by_a_page_that_says_what_to_do(ward, path):
    answer = ward.browser("mother").get(path)
    page = answer.content.decode()
    assert answer.status_code == 404, page
    assert "<h1" in page
    assert 'href="/"' in page
    assert "Traceback" not in page


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("mother", "/tra-cuu/H29%00"),
        ("mother", "/ho-so/H29%00"),
        ("mother", "/thu-tuc/1%00"),
        ("mother", "/thu-tuc?q=khai%00sinh"),
        ("mother", "/nop-ho-so/1%00"),
        ("desk", "/ban-lam-viec/tim?q=mai%00"),
        ("desk", "/ban-lam-viec/ho-so/H29%00"),
    ],
)
def test_a_zero_byte_in_an_address_is_unreadable_or_not_found_and_no_defect(ward, who, path):
    answer = ward.browser(who).get(path)
    assert answer.status_code in {200, 400, 404}, answer.content.decode()
    assert "<h1" in answer.content.decode()


def test_a_zero_byte_in_a_form_changes_nothing_and_is_no_defect(ward, dossier):
    browser, path = ward.browser("desk"), verb_of(dossier, "chuyen-co-quan")
    form = form_of(browser.get(path), path)
    typed = {"transfer.to_agency": "H29.26743\x00", "transfer.note": "Nơi khác"}
    answer = browser.post(path, {**form, **typed})
    assert answer.status_code in {400, 422}, answer.content.decode()
    assert kinds(dossier) == ["dossier.submitted"]
    assert ward.browser().post("/dang-nhap", {"login": "a\x00@b.vn", "password": "\x00"}).status_code in {400, 422}


def test_an_unknown_code_looks_like_one_that_is_somebody_elses(ward, dossier):
    mother, stranger = ward.browser("mother"), ward.browser("specialist")
    assert mother.get(f"/ho-so/{dossier.code}").status_code == 200
    theirs = ward.browser("other-desk").get(f"/ho-so/{dossier.code}")
    unknown = ward.browser("other-desk").get("/ho-so/H29.26740-260101-9999")
    assert theirs.status_code == unknown.status_code == 404
    assert _words(theirs, dossier.code) == _words(unknown, "H29.26740-260101-9999")
    assert stranger.get("/ban-lam-viec/ho-so/H29.26740-260101-9999").status_code == 404


def test_an_unknown_code_to_act_on_is_not_found_and_nothing_is_written(ward):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE stream LIKE 'dossier/%'")
        (before,) = cursor.fetchone()
    answer = ward.browser("desk").post(
        "/ban-lam-viec/ho-so/H29.26740-260101-9999/tiep-nhan", {"key": "k", "version": "1"}
    )
    assert answer.status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE stream LIKE 'dossier/%'")
        assert cursor.fetchone() == (before,)


def _words(answer, code):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().replace(code, "CODE"))
    text = re.sub(r"\b[0-9A-Za-z]{32,}\b", "", text)
    return " ".join(text.split())


def test_a_session_that_ended_in_the_middle_keeps_what_was_typed(ward, draft):
    browser, path = ward.browser("mother"), review_of(draft)
    form = form_of(browser.get(path), path)
    browser.logout()
    answer = browser.post(path, form)
    assert answer.status_code == 401
    assert opened.state_by_id(draft.id) is None
    assert draft_of(draft.id).values == draft.values


def test_what_waits_since_long_is_still_there(ward):
    long_ago = timezone.now() - timedelta(hours=20)
    draft = filled_draft(ward.actors["mother"], now=long_ago, **born_lately())
    assert ward.browser("mother").get(review_of(draft)).status_code == 200
