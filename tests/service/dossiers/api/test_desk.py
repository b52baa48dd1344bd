"""What an official has at hand is there for programs too: colleagues by their ids, phrases and filters of one's own."""

from uuid import uuid4

import pytest

from motcua.foundation.policy.types import Role


@pytest.fixture
def desk(posts):
    return posts[Role.DESK]


def problem(answer):
    return answer.status_code, answer.json()["code"]


def test_officials_are_named_by_the_id_that_acts_take(desk, posts, code, mai):
    found = {tuple(each["roles"]): each for each in desk.get("/officials").json()["items"]}
    specialist = found[("specialist",)]["id"]
    assert specialist == posts[Role.SPECIALIST].person
    desk.act(code, "receive")
    assert desk.act(code, "assign", {"to": specialist}).status_code == 200
    assert problem(mai.get("/officials")) == (403, "not-allowed")


def keep(who, phrase, key=None, **changes):
    body = {"act": "ask-supplement", "title": "Ảnh mờ", "text": "Ảnh chụp mờ, xin gửi lại.", **changes}
    return who.call("PUT", f"/phrases/{phrase}", body, **{"Idempotency-Key": key or uuid4().hex})


def test_phrases_are_kept_changed_put_in_order_and_removed(desk, posts):
    first, second = uuid4(), uuid4()
    for phrase in (first, second):
        assert keep(desk, phrase).status_code == 200
    assert keep(desk, first, title="Mờ").json()["title"] == "Mờ"
    assert [each["id"] for each in desk.get("/phrases").json()["items"]] == [str(first), str(second)]
    moved = desk.post(f"/phrases/{second}/up").json()["items"]
    assert [each["id"] for each in moved] == [str(second), str(first)]
    assert posts[Role.SPECIALIST].get("/phrases").json()["items"] == [], "nobody sees another's"
    assert problem(keep(posts[Role.SPECIALIST], first)) == (404, "no-such-phrase")
    gone = desk.call("DELETE", f"/phrases/{first}", **{"Idempotency-Key": "away"})
    assert gone.status_code == 204
    assert [each["id"] for each in desk.get("/phrases").json()["items"]] == [str(second)]


def test_a_phrase_is_for_an_act_that_keeps_a_text(desk, mai):
    assert problem(keep(desk, uuid4(), act="receive")) == (400, "bad-request")
    assert problem(keep(desk, uuid4(), title=" ")) == (422, "not-kept")
    assert problem(keep(mai, uuid4())) == (403, "not-allowed")


def test_a_filter_is_kept_once_and_removed(desk):
    body = {"name": "Khai sinh quá hạn", "queue": "unit", "procedure": "1.001193", "due": "overdue"}
    kept = [desk.post("/filters", body, key="filter-1") for _ in range(2)]
    assert [each.status_code for each in kept] == [201, 201]
    (found,) = desk.get("/filters").json()["items"]
    assert {name: found[name] for name in body} == body
    assert problem(desk.post("/filters", {**body, "name": "Khác"}, key="filter-1")) == (422, "key-of-another-request")
    desk.call("DELETE", f"/filters/{found['id']}", **{"Idempotency-Key": "away"})
    assert desk.get("/filters").json()["items"] == []
