"""Kiosk, ticket, board, console, waiting times, set-up: by requests, as people press."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.policy.types import Role
from motcua.service.counters.queries import days
from tests.factories.cast import MOTHER, login_of
from tests.factories.city import BEN_THANH, NOW, PASSWORD, SAI_GON
from tests.factories.counters import set_up_counter

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

KIOSK, BOARD, PLACE = (f"/quay/{SAI_GON}{rest}" for rest in ("/lay-so", "/bang", ""))
CONSOLE = "/ban-lam-viec/quay"
MAI = "079196004321||Trần Thị Mai|14021996|Nữ|12 Lê Lợi, Phường Bến Thành|25122021"


@pytest.fixture
def hall(people, hours):
    return people


def browser(login: str = "") -> Client:
    client = Client(raise_request_exception=False)
    if login:
        assert client.post("/dang-nhap", {"login": login, "password": PASSWORD}).status_code == 303
    return client


def desk(agency: str = SAI_GON) -> Client:
    return browser(login_of(Role.DESK, agency))


def take(line: str = "A", key: str = "k1", **more: str) -> str:
    answer = Client().post(KIOSK, {"line": line, "key": key, **more})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def press(client: Client, verb: str, **more: str):
    page = client.get(CONSOLE).content.decode()
    form = re.search(r'<form method="post" id="window">.*?</form>', page, re.DOTALL)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0))) if form else {}
    return client.post(CONSOLE, hidden | {"verb": verb} | more)


def text(answer) -> str:
    return answer.content.decode()


def test_a_number_is_taken_at_the_kiosk_and_followed_on_the_phone(hall):
    shown = text(Client().get(KIOSK))
    assert "Hộ tịch" in shown
    printed = take("A")
    page = text(Client().get(printed))
    assert "A001" in page
    assert "<svg" in page
    on_the_phone = text(Client().get(printed.replace("/lay-so/", "/phieu/")))
    assert "A001" in on_the_phone
    assert 'hx-trigger="every 10s"' in on_the_phone
    assert Client().get(f"/quay/{SAI_GON}/phieu/00000000-0000-4000-8000-000000000000").status_code == 404
    assert Client().get(printed.replace(SAI_GON, BEN_THANH)).status_code == 404


def test_the_same_press_takes_one_number(hall):
    assert take("A", "same") == take("A", "same")
    answer = Client().post(KIOSK, {"line": "Z", "key": "other"})
    assert answer.status_code == 422
    assert "message" in text(answer)


def test_outside_hours_the_next_opening_is_said(hall, hours):
    hours.move_to(NOW + timedelta(hours=12))
    for path in (KIOSK, BOARD, PLACE):
        page = text(Client().get(path))
        assert "25/11/2026" in page  # the 24th is a day off
    assert Client().post(KIOSK, {"line": "A", "key": "night"}).status_code == 422


def test_there_is_no_counter_where_none_was_set_up(hall):
    for path in ("/quay/H29.26743", "/quay/H29.26743/bang", "/quay/khong-co/lay-so"):
        assert Client().get(path).status_code == 404
    assert 'name="verb"' not in text(desk(BEN_THANH).get(CONSOLE))


def test_the_window_calls_serves_and_ends(hall):
    first, second = take("A"), take("B", "k2", priority="yes")
    client = desk()
    assert 'value="open-window"' in text(client.get(CONSOLE))
    press(client, "open-window", window="1", key="open")
    press(client, "call-next")
    assert "B001" in text(client.get(CONSOLE))
    board = text(Client().get(BOARD))
    assert 'data-tells="B001/1/1"' in board
    assert ">A001<" in board
    assert "A001" not in text(Client().get(second))
    press(client, "call-again")
    press(client, "serve")
    assert press(client, "call-again").status_code == 422
    press(client, "call-next")
    assert 'data-tells="called/1/1"' in text(Client().get(first.replace("/lay-so/", "/phieu/")))
    press(client, "call-again")
    press(client, "miss")
    assert press(client, "put-back", code="A009").status_code == 422
    assert press(client, "put-back", code="a001").status_code == 303
    press(client, "call-next")
    press(client, "pass-on", line="C")
    day = days.standing(SAI_GON, NOW + timedelta(hours=1)).day
    assert [(one.code, one.line) for one in day.tickets.values()] == [("A001", "C")]
    press(client, "pause-window")
    assert 'value="open-window"' in text(client.get(CONSOLE))
    press(client, "close-window")
    assert 'id="window"' not in text(client.get(CONSOLE))


def test_a_stale_page_skips_nobody_and_says_so(hall):
    take("A")
    take("A", "k2")
    client = desk()
    press(client, "open-window", window="1", key="open")
    stale = {"verb": "call-next", "window": "1", "seen": "", "key": "first"}
    assert client.post(CONSOLE, stale).status_code == 303
    assert client.post(CONSOLE, stale).status_code == 303
    again = client.post(CONSOLE, stale | {"key": "second"})
    assert again.status_code == 422
    assert "A001" in text(again)


def test_the_officer_gives_a_number_to_who_cannot_use_the_kiosk(hall):
    client = desk()
    assert client.post(CONSOLE, {"verb": "take", "line": "C", "key": "k"}).status_code == 303
    assert "C001" in text(client.get(CONSOLE))
    assert client.post(CONSOLE, {"verb": "dance", "key": "k"}).status_code == 422


def test_work_goes_on_where_somebody_serves_the_address(hall, monkeypatch):
    from motcua.service.counters.pages import console  # noqa: PLC0415

    links = (console.NextLink("counters:everywhere", "Waiting times"), console.NextLink("nobody:serves", "Nothing"))
    found = console._links(links, "some-ticket")
    assert [one.href for one in found] == ["/cho-doi?phieu=some-ticket"]


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LEADER, Role.ADMINISTRATOR])
def test_the_console_is_for_the_desk_only(hall, role):
    assert browser(login_of(role, SAI_GON)).get(CONSOLE).status_code == 403
    assert browser(MOTHER).get(CONSOLE).status_code == 403
    assert Client().get(CONSOLE).status_code == 302


def test_waiting_times_are_for_everybody_and_name_nobody(hall):
    take("A")
    listed = text(Client().get("/cho-doi"))
    assert "Ủy ban nhân dân phường Sài Gòn" in listed
    rows = list(csv.reader(io.StringIO(text(Client().get("/cho-doi.csv")).lstrip("\ufeff"))))
    assert rows[1][:3] == [SAI_GON, "2026-11-23", "1"]
    assert rows == list(
        csv.reader(io.StringIO(text(Client().get(f"/cho-doi.csv?co-quan={SAI_GON}&den=2026-11-30")).lstrip("\ufeff")))
    )
    page = text(Client().get(PLACE))
    assert "23/11/2026" in page


def test_a_number_is_taken_on_the_phone(hall):
    answer = Client().post(PLACE, {"line": "B", "key": "phone"})
    assert answer.status_code == 303
    assert "/phieu/" in answer["Location"]
    assert Client().post(PLACE, {"key": "phone2"}).status_code == 422


def test_more_counters_ask_no_more_queries(hall):
    Client().get("/cho-doi")
    with CaptureQueriesContext(connection) as one:
        Client().get("/cho-doi")
    set_up_counter(BEN_THANH)
    Client().get("/cho-doi")
    with CaptureQueriesContext(connection) as two:
        page = text(Client().get("/cho-doi"))
    assert "Bến Thành" in page
    assert len(two) == len(one)


def test_more_tickets_ask_no_more_queries(hall):
    take("A")
    Client().get(BOARD)
    with CaptureQueriesContext(connection) as one:
        Client().get(BOARD)
    for number in range(12):
        take("ABC"[number % 3], f"more{number}")
    with CaptureQueriesContext(connection) as many:
        Client().get(BOARD)
    assert len(many) == len(one)


def test_the_administrator_sets_the_counter_up(hall):
    path = f"/co-quan/{SAI_GON}/quay"
    client = browser(login_of(Role.ADMINISTRATOR, SAI_GON))
    page = text(client.get(path))
    assert 'value="Chứng thực"' in page
    form = {
        "key": "s", "version": "1", "line.0.letter": "d", "line.0.name": "Đất đai", "line.1.letter": "",
        "window.0.number": "4", "window.0.lines": "D",
    }  # fmt: skip
    assert client.post(path, form | {"window.0.lines": "D, E"}).status_code == 422
    assert client.post(path, form).status_code == 303
    assert [line.name.vi for line in days.place(SAI_GON).lines] == ["Đất đai"]
    late = client.post(path, form | {"key": "t", "line.0.name": "Nhà đất"})
    assert late.status_code == 409
    assert 'value="Nhà đất"' in text(late)
    assert client.get(f"/co-quan/{BEN_THANH}/quay").status_code == 403
    assert desk().get(path).status_code == 403


def test_a_scanned_card_is_taken_apart_for_the_desk(hall):
    client = desk()
    found = client.post(f"{CONSOLE}/the", {"scan": MAI}).json()
    assert found["fields"]["name"] == "Trần Thị Mai"
    assert found["remarks"] == []
    wrong = client.post(f"{CONSOLE}/the", {"scan": MAI.replace("14021996", "99")})
    assert wrong.status_code == 422
    assert len(wrong.json()["problems"]) == 2
    assert browser(MOTHER).post(f"{CONSOLE}/the", {"scan": MAI}).status_code == 403


def test_programs_see_counters_and_take_numbers(hall):
    client = Client()
    listed = client.get("/api/v1/counters").json()
    assert [one["agency"] for one in listed["items"]] == [SAI_GON]
    now = client.get(f"/api/v1/counters/{SAI_GON}").json()
    assert (now["opens_at"], [one["line"] for one in now["lines"]]) == (None, ["A", "B", "C"])
    sent = {
        "path": f"/api/v1/counters/{SAI_GON}/tickets", "data": b'{"line": "A", "priority": true}',
        "content_type": "application/json", "headers": {"Idempotency-Key": "one"},
    }  # fmt: skip
    made, again = client.post(**sent), client.post(**sent)
    assert made.status_code == 201, made.content
    assert made.json()["id"] == again.json()["id"]
    assert (made.json()["code"], made.json()["ahead"], made.json()["wait"]) == ("A001", 0, None)
    assert client.get(made["Location"]).json()["status"] == "waiting"
    unknown = client.post(**sent | {"data": b'{"line": "Z"}', "headers": {"Idempotency-Key": "two"}})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "no-such-line")
    assert client.get("/api/v1/counters/H29.26743").status_code == 404
    assert client.get(f"/api/v1/counters/{SAI_GON}/days").json()[0]["taken"] == 1
