"""A counter's own system calls numbers through the API, by the same rules as the console."""

import pytest

from motcua.foundation.policy.types import Role
from tests.factories.city import BEN_THANH, SAI_GON
from tests.service.dossiers.api.programs import program

HERE = f"/counters/{SAI_GON}"


@pytest.fixture
def desk(people, hours):
    return program(people.desk.person, people.desk.post)


def do(desk, verb, key=None, **body):
    return desk.post(f"{HERE}/acts/{verb}", body, key=key)


def window(answer, number=1):
    assert answer.status_code == 200, answer.content.decode()
    return next(one for one in answer.json()["items"] if one["window"] == number)


def take(desk, line="A"):
    return desk.post(f"{HERE}/tickets", {"line": line}).json()["code"]


def test_a_window_is_opened_calls_serves_and_is_done(desk, people):
    first, second = take(desk), take(desk)
    assert window(do(desk, "open-window", window=1))["official"] == people.desk.id
    called = do(desk, "call-next", window=1, key="call-1")
    assert (window(called)["code"], window(called)["ticket_status"]) == (first, "called")
    assert window(do(desk, "call-next", window=1, key="call-1"))["code"] == first, "sent twice it calls once"
    assert window(do(desk, "serve", window=1))["ticket_status"] == "serving"
    assert window(do(desk, "call-next", window=1))["code"] == second
    do(desk, "call-again", window=1)
    assert window(do(desk, "miss", window=1))["code"] == "", "called twice in vain"
    do(desk, "put-back", code=second)
    assert window(do(desk, "call-next", window=1))["code"] == second
    assert window(do(desk, "close-window", window=1))["status"] == "closed"
    assert window(desk.get(f"{HERE}/windows"))["status"] == "closed"


def test_what_was_decided_on_another_ticket_is_not_done(desk):
    take(desk)
    do(desk, "open-window", window=1)
    do(desk, "call-next", window=1)
    assert do(desk, "finish", window=1, seen="").json()["code"] == "window-has-moved-on"


def test_only_the_desk_of_the_counter_works_at_its_windows(desk, people):
    others = [
        program(one.person, one.post) for one in (people.specialist, people.leader, people.other_desk)
    ] + [program(people.mother.person)]  # fmt: skip
    for each in others:
        for answer in (do(each, "open-window", window=1), each.get(f"{HERE}/windows")):
            assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert desk.get(f"/counters/{BEN_THANH}/windows").status_code == 403
    assert Role.DESK in people.desk.roles


def test_a_window_that_there_is_not_is_refused(desk):
    assert do(desk, "open-window", window=9).status_code == 422
    assert do(desk, "open-window", window=0).status_code == 400
