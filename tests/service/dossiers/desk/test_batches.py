"""Many dossiers at once: each line stands alone, and sending twice does nothing twice."""

import re
import time

from django.db import connection

from motcua.service.dossiers.commands.batching import perform_each
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.batches import Line, Outcome, Seen
from motcua.service.dossiers.types.state import Status

BATCH = "/ban-lam-viec/hang-loat?hang-doi=to-receive"


def mark(state):
    return f"{state.code}@{state.version}"


def statuses(states):
    return [opened.state_of(state.code).status for state in states]


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE stream LIKE 'dossier/%%'")
        return cursor.fetchone()[0]


def test_a_batch_is_answered_line_by_line_and_one_refusal_stops_no_other(desk):
    first, moved, taken, last = (desk.submit() for _ in range(4))
    seen = [mark(first), mark(moved), mark(taken), mark(last), "H29.26740-000000-0000@1"]
    desk.act(moved, "desk", asked.Receive())
    desk.act(taken, "desk", asked.RefuseReception(note="Không đúng thẩm quyền."))
    seen[2] = mark(opened.state_of(taken.code))
    answer = desk.browser("desk").post(BATCH, {"viec": "tiep-nhan", "key": "k1", "hs": seen})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tiếp nhận: đã thực hiện 2/5" in page
    assert "Chưa thực hiện: 2. Đã có thay đổi: 1." in page
    assert statuses([first, moved, taken, last]) == [Status.RECEIVED, Status.RECEIVED, Status.REFUSED, Status.RECEIVED]


def test_a_batch_sent_twice_answers_the_same_and_does_nothing_twice(desk):
    states = [desk.submit() for _ in range(3)]
    form = {"viec": "tiep-nhan", "key": "twice", "hs": [mark(state) for state in states]}
    browser = desk.browser("desk")
    assert "đã thực hiện 3/3" in browser.post(BATCH, form).content.decode()
    before = entries()
    assert "đã thực hiện 3/3" in browser.post(BATCH, form).content.decode()
    assert entries() == before


def test_what_an_act_asks_is_asked_once_for_all_with_the_same_marks_and_key(desk):
    states = [desk.act(desk.submit(), "desk", asked.Receive()) for _ in range(2)]
    browser = desk.browser("leader")
    form = {"viec": "phan-cong", "key": "assigning", "hs": [mark(state) for state in states]}
    page = browser.post(BATCH, form).content.decode()
    assert all(state.code in page for state in states)
    assert re.search(r'name="key" value="assigning"', page)
    nobody = browser.post(BATCH, {**form, "assign.to": ""})
    assert nobody.status_code == 422
    assert "Hãy chọn người nhận việc." in nobody.content.decode()
    done = browser.post(BATCH, {**form, "assign.to": desk.actors["specialist"].id})
    assert "đã thực hiện 2/2" in done.content.decode()
    assert {opened.state_of(state.code).holder for state in states} == {desk.actors["specialist"].id}


def test_nothing_marked_is_refused_and_another_wards_dossier_is_not_there(desk):
    state = desk.submit()
    assert desk.browser("desk").post(BATCH, {"viec": "tiep-nhan", "key": "k"}).status_code == 422
    other = desk.browser("other-desk").post(BATCH, {"viec": "tiep-nhan", "key": "k", "hs": [mark(state)]})
    page = other.content.decode()
    assert "đã thực hiện 0/1" in page
    assert "T. T. Mai" not in page
    assert statuses([state]) == [Status.SUBMITTED]


def test_more_than_a_page_is_refused_as_a_whole(desk):
    lines = [f"H29.26740-261128-{number:04}@1" for number in range(51)]
    answer = desk.browser("desk").post(BATCH, {"viec": "tiep-nhan", "key": "k", "hs": lines})
    assert answer.status_code == 422
    assert "50" in answer.content.decode()


def test_a_page_of_fifty_is_done_in_less_than_three_seconds_of_work(desk):
    states = [desk.submit() for _ in range(50)]
    lines = [Line(Seen(state.code, state.version), state.id, asked.Receive()) for state in states]
    began = time.process_time()
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    answers = perform_each(actor=desk.actors["desk"], lines=lines, key="fifty", now=timezone.now())
    spent = time.process_time() - began
    assert {one.outcome for one in answers} == {Outcome.DONE}
    assert spent < 3


def test_every_row_of_the_page_is_marked_without_a_script(desk):
    desk.submit()
    page = desk.browser("desk").get("/ban-lam-viec/cho-tiep-nhan?chon=het").content.decode()
    boxes = re.findall(r"<input type=\"checkbox\" name=\"hs\"[^>]*>", page)
    assert boxes
    assert all("checked" in box and 'form="batch"' in box for box in boxes)


def test_a_queue_offers_only_what_the_post_may_do(desk):
    desk.act(desk.submit(), "desk", asked.Receive())
    offered = {
        role: set(
            re.findall(
                r'name="viec" value="([a-z-]+)"', desk.browser(role).get("/ban-lam-viec/cua-don-vi").content.decode()
            )
        )
        for role in ("desk", "specialist", "leader")
    }
    assert offered["desk"] == {"tiep-nhan", "phan-cong", "chuyen-buoc"}
    assert offered["leader"] == {"phan-cong", "chuyen-buoc"}
    assert offered["specialist"] == {"chuyen-buoc"}
