"""An absent official's dossiers: seen first, moved as seen, answered line by line."""

import html
import re

import pytest

from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark, Status

PAGE = "/ban-lam-viec/phan-cong-lai"
LINE = re.compile(r'name="hs" value="([^"]+)"')


@pytest.fixture
def held(desk):
    """Three dossiers that the specialist holds, one of them waiting for the applicant."""
    states = [desk.act(desk.submit(), "desk", asked.Receive()) for _ in range(3)]
    states = [desk.act(state, "specialist", asked.Take()) for state in states]
    marks = (Mark("paper", states[2].papers[0].requirement, "unreadable"),)
    states[2] = desk.act(states[2], "specialist", asked.AskSupplement(marks=marks, note="Ảnh mờ."))
    return states


def preview(desk, to):
    return desk.browser("leader").get(f"{PAGE}?nguoi={desk.actors['specialist'].id}&cho={to}").content.decode()


def send(desk, page, key="moved"):
    lines = [html.unescape(line) for line in LINE.findall(page)]
    return desk.browser("leader").post(PAGE, {"key": key, "hs": lines}).content.decode()


def test_only_a_leader_reassigns(desk):
    answers = {
        who: desk.browser(who).get(PAGE).status_code for who in ("desk", "specialist", "administrator", "leader")
    }
    assert answers == {"desk": 403, "specialist": 403, "administrator": 403, "leader": 200}
    assert desk.browser("specialist").post(PAGE, {"hs": ["x@1@y"]}).status_code == 403


def test_what_was_shown_moves_and_what_changed_meanwhile_stays(desk, held):
    page = preview(desk, desk.actors["desk"].id)
    assert all(state.code in page for state in held)
    assert {opened.state_of(state.code).holder for state in held} == {desk.actors["specialist"].id}, "nothing moves yet"
    desk.act(held[0], "specialist", asked.AskConfirmation())
    done = send(desk, page)
    lines = len(LINE.findall(page))
    assert f"Phân công lại: đã thực hiện {lines - 1}/{lines}" in done
    assert "Đã có thay đổi: 1." in done
    after = [opened.state_of(state.code) for state in held]
    assert [one.holder == desk.actors["desk"].id for one in after] == [False, True, True]


def test_a_wait_goes_on_and_whoever_got_it_works_on_it_afterwards(desk, held):
    send(desk, preview(desk, desk.actors["desk"].id), key="waiting")
    state = opened.state_of(held[2].code)
    assert (state.status, state.holder) == (Status.AWAITING_SUPPLEMENT, desk.actors["desk"].id)
    assert state.account == held[2].account, "the clock stands still as before"


def test_who_holds_nothing_has_nothing_to_move(desk):
    page = desk.browser("leader").get(f"{PAGE}?nguoi={desk.actors['leader'].id}&cho=chia-deu").content.decode()
    assert "không còn hồ sơ nào đang xử lý" in page
    assert LINE.findall(page) == []


def test_nobody_with_the_same_role_is_left_so_nothing_is_proposed(desk, held):
    page = preview(desk, "chia-deu")
    assert held[0].code in page
    assert LINE.findall(page) == []
    assert "giữ nguyên" in page


def test_what_was_sent_is_recalled_from_its_own_queue_until_it_is_opened(desk):
    state = desk.act(desk.submit(), "desk", asked.Receive())
    desk.act(state, "leader", asked.Assign(to=desk.actors["specialist"].id))
    sent = "/ban-lam-viec/da-chuyen-chua-mo"
    leader = desk.browser("leader")
    assert state.code in leader.get(sent).content.decode()
    assert state.code not in desk.browser("specialist").get(sent).content.decode()
    recalled = leader.post(
        "/ban-lam-viec/hang-loat?hang-doi=sent",
        {"viec": "thu-hoi", "key": "recall", "hs": [f"{state.code}@{opened.state_of(state.code).version}"]},
    )
    assert "đã thực hiện 1/1" in recalled.content.decode()
    assert state.code not in leader.get(sent).content.decode()
    desk.act(opened.state_of(state.code), "leader", asked.Assign(to=desk.actors["specialist"].id))
    desk.browser("specialist").get(f"/ban-lam-viec/ho-so/{state.code}")
    assert state.code not in leader.get(sent).content.decode(), "opened"
