"""What happens is told to somebody else's system over real HTTP, at least once, and every attempt is on record."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from cloudevents.v1.http import from_http
from django.db import connection
from standardwebhooks import Webhook

from motcua.exchange.webhooks import queries
from motcua.exchange.webhooks.commands import owning, sending
from motcua.exchange.webhooks.readers import Tell
from motcua.exchange.webhooks.types import Standing, State
from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.types import Key
from motcua.register.access import commands as access
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.types import commands as asked
from motcua.service.notices.queries import notices_of
from tests.exchange.webhooks.conftest import LOOPBACK
from tests.factories.city import NOW
from tests.factories.dossiers import act, submitted
from tests.journeys.processes import end, environment_of, start, wait_until


@pytest.fixture(autouse=True)
def follows(people):
    catch_up(Tell())


def log_of(made):
    return queries.deliveries_of(made.subscription.id)


def deliver_all(made, now=None):
    return [sending.deliver(each.id, now=now or datetime.now(tz=UTC)) for each in reversed(log_of(made))]


def attempts(which):
    return queries.attempts_of(which)


def test_what_happens_arrives_signed_as_a_cloud_event_without_a_word_of_the_person(people, subscribed, elsewhere):
    made = subscribed()
    state = submitted(people.mother)
    act(state, people.desk, asked.Receive(), NOW + timedelta(hours=1))
    catch_up(Tell())
    assert [answered.status for answered in deliver_all(made)] == [200, 200]
    first, second = elsewhere.requests()
    for each in (first, second):
        Webhook(made.secret).verify(each["body"], each["headers"])
        event = from_http(each["headers"], each["body"])
        assert event["specversion"] == "1.0"
        assert event["subject"] == state.code
        assert event.data["dossier"] == state.id
        assert "Trần" not in each["body"]
        assert people.mother.person not in each["body"]
        assert people.desk.person not in each["body"]
    assert from_http(second["headers"], second["body"])["type"] == "dossier.received"
    assert first["headers"]["webhook-id"] != second["headers"]["webhook-id"]
    assert first["body"] < second["body"], "the sequence grows"
    assert {each.state for each in log_of(made)} == {State.DELIVERED}


def test_an_event_is_told_once_to_each_subscription_however_often_the_reader_sees_it(people, subscribed):
    made = subscribed()
    submitted(people.mother)
    catch_up(Tell())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'webhooks.deliver'")
        assert cursor.fetchone() == (1,)
    (one,) = log_of(made)
    assert sending.deliver(one.id, now=datetime.now(tz=UTC)).status == 200
    assert sending.deliver(one.id, now=datetime.now(tz=UTC)) is None, "made already"


def test_nobody_hears_of_a_matter_that_is_not_theirs(people, subscribed, elsewhere):
    stranger, other_desk, desk = (subscribed(actor=who) for who in (people.stranger, people.other_desk, people.desk))
    administrator = subscribed(actor=people.administrator)
    submitted(people.mother)
    catch_up(Tell())
    assert log_of(stranger) == log_of(other_desk) == ()
    assert deliver_all(desk)[0].status == 200
    assert deliver_all(administrator) == [None], "asked for when it is sent: an administrator sees no dossier"
    assert log_of(administrator)[0].state is State.DROPPED
    assert len(elsewhere.requests()) == 1


def test_only_what_was_asked_for_is_told(people, subscribed):
    made = subscribed(kinds={"dossier.received"})
    state = submitted(people.mother)
    act(state, people.desk, asked.Receive(), NOW + timedelta(hours=1))
    catch_up(Tell())
    assert [each.told.kind for each in log_of(made)] == ["dossier.received"]


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [("/fails", 500, "answered 500"), ("/moved", 302, "redirections are not followed")],
)
def test_what_is_not_taken_is_tried_again_and_on_record(people, subscribed, elsewhere, path, status, error):
    made = subscribed(path)
    submitted(people.mother)
    catch_up(Tell())
    answered = deliver_all(made)[0]
    assert (answered.status, answered.error) == (status, error)
    (one,) = log_of(made)
    assert one.state is State.WAITING
    assert timedelta() < one.next_at - datetime.now(tz=UTC) <= timedelta(seconds=5)
    assert sending.deliver(one.id, now=datetime.now(tz=UTC)) is None, "not yet"
    sending.deliver(one.id, now=one.next_at)
    assert [each.number for each in attempts(one.id)] == [1, 2]
    assert attempts(one.id)[0].error == error
    sent = elsewhere.requests(path)
    assert len(sent) == 2
    assert sent[0]["headers"]["webhook-id"] == sent[1]["headers"]["webhook-id"] == one.id
    assert sent[0]["body"] == sent[1]["body"]
    assert elsewhere.requests("/taken") == []


@pytest.mark.parametrize("path", ["/hangs-once", "/drips"])
def test_a_receiver_that_does_not_end_its_answer_is_left(people, subscribed, monkeypatch, path):
    monkeypatch.setattr("motcua.exchange.webhooks.commands._posting.DEADLINE", 0.7)
    made = subscribed(path)
    submitted(people.mother)
    catch_up(Tell())
    began = datetime.now(tz=UTC)
    answered = deliver_all(made)[0]
    assert answered.status is None
    assert "no answer within" in answered.error
    assert datetime.now(tz=UTC) - began < timedelta(seconds=5)


def test_of_a_long_answer_only_the_beginning_is_kept(people, subscribed):
    made = subscribed("/much")
    submitted(people.mother)
    catch_up(Tell())
    assert deliver_all(made)[0].excerpt == "x" * 500


def test_a_receiver_that_is_not_there_is_on_record(people, subscribed, elsewhere):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = probe.getsockname()[1]
    made = subscribed()
    owning.change(
        actor=people.mother, webhook=made.subscription.id, now=NOW, key=new_key(), url=f"http://127.0.0.1:{nobody}/"
    )
    submitted(people.mother)
    catch_up(Tell())
    assert "refused" in deliver_all(made)[0].error


def test_a_name_that_leads_inside_is_not_called_whatever_it_said_when_it_was_set_up(people, subscribed, monkeypatch):
    made = subscribed()
    owning.change(
        actor=people.mother, webhook=made.subscription.id, now=NOW, key=new_key(), url="https://example.org/hook"
    )

    def inside(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("203.162.4.190", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", inside)
    submitted(people.mother)
    catch_up(Tell())
    answered = deliver_all(made)[0]
    assert (answered.status, answered.error) == (None, "the address lies inside a network that may not be called")


def test_during_a_rotation_both_secrets_fit_and_afterwards_the_new_one_only(people, subscribed, elsewhere):
    made = subscribed()
    now = datetime.now(tz=UTC) + timedelta(minutes=1)
    renewed = owning.rotate(actor=people.mother, webhook=made.subscription.id, now=now, key=new_key())
    submitted(people.mother)
    catch_up(Tell())
    deliver_all(made, now)
    (sent,) = elsewhere.requests()
    for secret in (made.secret, renewed.secret):
        Webhook(secret).verify(sent["body"], sent["headers"])
    submitted(people.mother, now=NOW + timedelta(minutes=5))
    catch_up(Tell())
    sending.deliver(log_of(made)[0].id, now=now + timedelta(hours=24))
    assert len(elsewhere.requests()[1]["headers"]["webhook-signature"].split()) == 1


def test_a_subscription_that_fails_for_days_is_disabled_and_its_owner_told_once(people, subscribed):
    made = subscribed("/fails")
    submitted(people.mother)
    catch_up(Tell())
    deliver_all(made)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_subscription SET failing_since = now() - interval '6 days'")
    (one,) = log_of(made)
    sending.deliver(one.id, now=one.next_at)
    assert queries.own(made.subscription.id, people.mother).standing is Standing.DISABLED
    told = [each for each in notices_of(people.mother.person) if each.message == sending.ENDED]
    assert [each.values for each in told] == [{"name": "Hệ thống của tôi"}]
    submitted(people.mother, now=NOW + timedelta(minutes=5))
    catch_up(Tell())
    assert len(log_of(made)) == 1, "no longer told"
    woken = owning.change(
        actor=people.mother, webhook=made.subscription.id, now=NOW, key=new_key(), standing=Standing.ACTIVE
    )
    assert (woken.standing, woken.failing_since) == (Standing.ACTIVE, None)


def test_after_the_last_try_a_delivery_has_failed_and_can_be_made_again_by_hand(people, subscribed, elsewhere):
    made = subscribed("/fails")
    submitted(people.mother)
    catch_up(Tell())
    (one,) = log_of(made)
    while one.next_at is not None:
        sending.deliver(one.id, now=one.next_at)
        (one,) = log_of(made)
    assert (one.state, one.attempts) == (State.FAILED, 10)
    key = new_key()
    now = datetime.now(tz=UTC)
    again = owning.redeliver(actor=people.mother, webhook=made.subscription.id, which=one.id, now=now, key=key)
    assert again.state is State.WAITING
    sending.deliver(one.id, now=now)
    owning.redeliver(actor=people.mother, webhook=made.subscription.id, which=one.id, now=now, key=key)
    assert len({each["headers"]["webhook-id"] for each in elsewhere.requests()}) == 1
    assert len(elsewhere.requests()) == 11


def test_old_records_are_forgotten(people, subscribed):
    made = subscribed()
    submitted(people.mother)
    catch_up(Tell())
    deliver_all(made)
    now = datetime.now(tz=UTC)
    assert sending.forget(now) == 0
    assert sending.forget(now + timedelta(days=31)) == 1
    assert log_of(made) == ()


def test_what_a_token_has_set_up_ends_with_the_token(people, subscribed):
    from tests.service.dossiers.api.programs import token_of  # noqa: PLC0415 -- reaches models

    token, actor = token_of(people.mother.person, scopes=frozenset({"webhook.manage", "dossier.view"}))
    narrow_token, narrow = token_of(people.mother.person, scopes=frozenset({"webhook.manage"}))
    wide, blind = subscribed(actor=actor), subscribed(actor=narrow)
    submitted(people.mother)
    catch_up(Tell())
    assert deliver_all(wide)[0].status == 200
    assert deliver_all(blind) == [None], "its scopes do not let it see the dossier"
    access.revoke_token(
        actor=people.mother, person=people.mother.person, token=token, now=datetime.now(tz=UTC),
        key=Key("test", "revoke", new_key()),
    )  # fmt: skip
    submitted(people.mother, now=NOW + timedelta(minutes=5))
    catch_up(Tell())
    assert deliver_all(wide)[-1] is None
    assert narrow_token != token


def test_a_worker_killed_in_the_middle_delivers_at_least_once_under_the_same_id(
    people, subscribed, elsewhere, db_peopled
):
    made, failing = subscribed("/hangs-once"), subscribed("/fails-once")
    environment = environment_of(db_peopled) | {"MOTCUA_WEBHOOK_NETWORKS": LOOPBACK}
    worker = start(environment, "work")
    try:
        submitted(people.mother)
        wait_until(lambda: elsewhere.requests("/hangs-once"), "the first attempt")
        # Not its arrival there: a worker killed before it has written down the answer would have two to make again.
        wait_until(lambda: log_of(failing)[0].state is State.DELIVERED, "tried again after five seconds")
    finally:
        worker.kill()
        worker.wait()
    (one,) = log_of(made)
    assert (one.state, attempts(one.id)) == (State.WAITING, ()), "nothing is known of the first attempt"
    now = datetime.now(tz=UTC)
    assert sending.deliver(one.id, now=now) is None, "its claim still holds"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_delivery SET claimed_until = now() WHERE id = %s", [one.id])
    assert sending.rescue(now + timedelta(minutes=2)) == 1
    worker = start(environment, "work")
    try:
        wait_until(lambda: log_of(made)[0].state is State.DELIVERED, "delivered by the next worker")
    finally:
        end(worker)
    first, second = elsewhere.requests("/hangs-once")
    assert first["headers"]["webhook-id"] == second["headers"]["webhook-id"] == one.id
    assert log_of(failing)[0].state is State.DELIVERED
    assert [each.status for each in attempts(log_of(failing)[0].id)] == [500, 200]
