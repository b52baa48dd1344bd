"""Every verb has its address; an act is done once, on the version that was decided on."""

import pytest

from motcua.foundation.policy.types import Role
from motcua.service.dossiers.api.acts import ACTS, SUMMARIES
from motcua.service.dossiers.types.commands import COMMANDS, LapseConfirmation
from tests.service.dossiers.api.programs import declaration, submission


def test_every_verb_of_a_person_has_an_address():
    assert set(ACTS) == {command.__struct_config__.tag for command in COMMANDS} - {"lapse-confirmation"}
    assert LapseConfirmation not in SUMMARIES


def test_a_dossier_is_received_worked_on_and_granted(mai, posts, code):
    desk, specialist, leader = posts[Role.DESK], posts[Role.SPECIALIST], posts[Role.LEADER]
    received = desk.act(code, "receive")
    assert (received.status_code, received.json()["status"], received["ETag"]) == (200, "received", '"2"')
    assert specialist.act(code, "take").json()["status"] == "in-progress"
    asked = specialist.act(code, "ask-confirmation")
    assert asked.json()["status"] == "awaiting-confirmation"
    assert "confirm" in mai.get(f"/dossiers/{code}").json()["acts"]
    assert mai.act(code, "confirm").json()["status"] == "in-progress"
    forwarded = specialist.act(code, "forward", {"to": leader.person})
    assert forwarded.status_code == 200, forwarded.content.decode()
    granted = leader.act(code, "grant")
    assert granted.json()["status"] == "granted", granted.content.decode()
    assert desk.act(code, "hand-over-result", {"how": "counter"}).json()["ended_at"]
    kinds = [each["kind"] for each in mai.get(f"/dossiers/{code}/timeline").json()["items"]]
    assert kinds[0] == "dossier.submitted"
    assert kinds[-1] == "dossier.result-handed-over"


def test_an_act_sent_again_is_done_once(posts, code):
    first = posts[Role.DESK].act(code, "receive", key="một")
    again = posts[Role.DESK].act(code, "receive", key="một")
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])


def test_an_act_on_an_older_version_is_told_what_happened_meanwhile(mai, posts, code):
    posts[Role.DESK].act(code, "receive")
    answer = mai.act(code, "withdraw", {"note": "Đã nộp nhầm"}, **{"If-Match": '"1"'})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["status"]) == (412, "conflict", 412)
    assert (problem["expected_version"], problem["current_version"]) == (1, 2)
    assert [each["kind"] for each in problem["meanwhile"]] == ["dossier.received"]
    assert "actor" not in problem["meanwhile"][0]
    assert mai.act(code, "withdraw", **{"If-Match": '"2"'}).json()["status"] == "withdrawn"


def test_a_version_that_is_no_version_is_refused(mai, code):
    answer = mai.act(code, "withdraw", **{"If-Match": "yesterday"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "If-Match"


def test_an_act_that_the_status_does_not_allow_is_refused_with_its_source(posts, code):
    answer = posts[Role.DESK].act(code, "hand-over-result")
    assert (answer.status_code, answer.json()["code"]) == (422, "not-in-this-status")
    assert answer.json()["sources"]


def test_a_reason_that_is_owed_is_asked_for_before_anything_is_done(posts, code):
    answer = posts[Role.DESK].act(code, "refuse-reception", {})
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [("note", "missing")]
    assert answer.status_code == 400


def test_an_unknown_code_is_not_found(posts):
    answer = posts[Role.DESK].act("H29.26740-260101-9999", "receive")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-dossier")


def test_a_supplement_is_asked_and_given(mai, posts, code):
    mark = {"kind": "field", "code": "child.full_name", "fault": "wrong"}
    asked = posts[Role.DESK].act(code, "ask-supplement", {"marks": [mark], "note": "Ghi lại họ tên con."})
    assert asked.json()["status"] == "awaiting-supplement", asked.content.decode()
    assert mai.get(f"/dossiers/{code}").json()["supplements"][0]["marks"] == [mark]
    unasked = mai.act(code, "give-supplement", {"values": {"child.sex": "male"}})
    assert unasked.status_code == 422
    given = mai.act(code, "give-supplement", {"values": {"child.full_name": "Nguyễn Minh Anh"}})
    assert given.json()["status"] == "submitted", given.content.decode()
    assert mai.get(f"/dossiers/{code}").json()["declaration"]["child"]["full_name"] == "Nguyễn Minh Anh"


@pytest.mark.parametrize("verb", ["withdraw", "receive"])
def test_an_act_without_a_key_is_told_which_header_is_missing(mai, posts, code, verb):
    who = mai if verb == "withdraw" else posts[Role.DESK]
    answer = who.act(code, verb, key="")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "Idempotency-Key")


def test_submissions_are_independent(mai):
    assert declaration() != declaration(child__full_name="Nguyễn Minh Bình")
    first, second = (mai.post("/dossiers", submission(mai.person)).json()["code"] for _ in range(2))
    assert first[-4:] == "0001"
    assert second[-4:] == "0002"
