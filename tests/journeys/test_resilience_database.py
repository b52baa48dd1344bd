"""The database goes away in the middle of a submission: a clear answer, nothing lost, nothing twice."""

import threading
import time

import msgspec
import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.drafts import draft as draft_of
from tests.factories.dossiers import filled_draft
from tests.journeys.browsing import Browser, hidden_of
from tests.journeys.people_apart import born_lately, found_city
from tests.journeys.processes import frozen, keep_what_is_answered, ready, served, take_away, wait_until

GONE = 10.0
FROZEN = 5.0


@pytest.fixture
def before_sending(db_own_city, own_cluster):
    """A citizen with a complete draft in a city that is served; the form of the review as it stands on the page."""
    city = found_city()
    draft = filled_draft(city.mother, now=timezone.now(), **born_lately())
    keep_what_is_answered(db_own_city)
    connections.close_all()
    with served(db_own_city) as url:
        browser = Browser(url)
        browser.sign_in()
        path = f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra"
        page = browser.get(path)
        assert page.status == 200, page.text
        try:
            yield browser, path, hidden_of(page.text, "key"), draft, city
        finally:
            connections.close_all()
            if not own_cluster.postmaster():
                own_cluster.start()


def dossiers():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        return cursor.fetchone()[0]


def held_back(city, draft):
    """Hold the draft's row, so that a submission stops in the middle of its transaction."""
    holder = psycopg.connect(city.superuser)
    holder.execute("SELECT 1 FROM dossiers_draft WHERE id = %s FOR UPDATE", [draft.id])
    return holder


def waits(holder):
    # Locks are read as they are; who is connected is read once in a transaction, and the server may connect later.
    row = holder.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row[0]


@pytest.mark.stress
def test_the_database_gone_for_ten_seconds_mid_submit(before_sending, db_own_city, own_cluster):
    browser, path, form, draft, city = before_sending
    asked, body, headers = program_of(city)
    answers = []
    holder = held_back(db_own_city, draft)
    press = threading.Thread(target=lambda: answers.append(browser.post(path, form)))
    press.start()
    wait_until(lambda: waits(holder), "the submission is in the middle of its transaction", patience=30)
    gone_at = time.monotonic()
    take_away(own_cluster)
    press.join(30)
    holder.close()

    (lost,) = answers
    assert lost.status == 503, lost.text
    assert int(lost.headers["Retry-After"]) > 0
    again = hidden_of(lost.text, "key")
    assert {name: again[name] for name in ("key", "revision")} == {name: form[name] for name in ("key", "revision")}
    assert f'action="{path}"' in lost.text
    assert "Gửi lại" in lost.text
    while_gone = browser.post(path, form)
    assert while_gone.status == 503
    assert hidden_of(while_gone.text, "key")["key"] == form["key"]
    refused = browser.post_json(asked, body, headers)
    problem = msgspec.json.decode(refused.text)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert (refused.status, problem["status"], problem["code"]) == (503, 503, "unavailable")
    assert ready(browser.url) == 503
    assert Browser(browser.url).get("/healthz").status == 200
    time.sleep(max(0.0, GONE - (time.monotonic() - gone_at)))
    own_cluster.start()
    connections.close_all()
    wait_until(lambda: ready(browser.url) == 200, "the city serves again")

    assert dossiers() == 0
    assert draft_of(draft.id).submitted_at is None
    receipts = {browser.post(path, again).headers["Location"] for _ in range(3)}
    state = opened.state_by_id(draft.id)
    assert receipts == {f"/ho-so/{state.code}/giay-tiep-nhan"}
    assert browser.get(receipts.pop()).status == 200
    assert dossiers() == 1
    assert len(entries(f"dossier/{draft.id}")) == 1
    assert draft_of(draft.id).submitted_at is not None
    made = [browser.post_json(asked, body, headers) for _ in range(2)]
    assert [answer.status for answer in made] == [201, 201], made
    assert msgspec.json.decode(made[0].text)["code"] == msgspec.json.decode(made[1].text)["code"]
    assert dossiers() == 2
    assert verify().problem == ""


@pytest.mark.stress
def test_a_database_that_stands_still_lets_the_press_wait_and_do_it_once(before_sending, own_cluster):
    browser, path, form, draft, _ = before_sending
    answers = []
    press = threading.Thread(target=lambda: answers.append(browser.post(path, form)))
    with frozen(own_cluster):
        press.start()
        time.sleep(FROZEN)
        assert answers == []
    press.join(40)
    (answer,) = answers
    if answer.status == 503:
        answer = browser.post(path, hidden_of(answer.text, "key"))
    state = opened.state_by_id(draft.id)
    assert answer.headers["Location"] == f"/ho-so/{state.code}/giay-tiep-nhan"
    assert browser.post(path, form).headers["Location"] == answer.headers["Location"]
    assert (dossiers(), len(entries(f"dossier/{draft.id}"))) == (1, 1)
    assert verify().problem == ""


def program_of(city):
    """What a program of the same citizen sends: address, body and headers with the key that makes it once."""
    from tests.service.dossiers.api.programs import API, program, submission  # noqa: PLC0415 -- Django is set up by now

    caller = program(city.mother.person)
    body = msgspec.json.encode(submission(city.mother.person))
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": "mot-lan", "Accept-Language": "vi"}
    connections.close_all()
    return f"{API}/dossiers", body, headers
