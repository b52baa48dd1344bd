"""A new password: by the old one, or by a link that works once; nothing tells whether there is an account."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Key
from motcua.register.access.rules import actor_of
from motcua.register.people import commands, queries
from motcua.register.people.types import BrakePurpose
from tests.factories.city import NOW, PASSWORD, citizen

NEW = "năm bốn ba hai một"


@pytest.fixture
def city(db_city):
    return db_city


def asked(city) -> list[tuple[str, object]]:
    with psycopg.connect(city.owner) as owner:
        return owner.execute("SELECT id::text, account_id FROM people_recovery ORDER BY asked_at, id").fetchall()


def letter(city):
    ((recovery, _),) = asked(city)[-1:]
    return commands.issue_recovery(recovery, now=NOW)


def test_asking_does_the_same_for_a_stranger(city):
    citizen("an@example.org")
    commands.ask_recovery(login="an@example.org", now=NOW)
    commands.ask_recovery(login="nobody@example.org", now=NOW + timedelta(seconds=1))
    (known, account), (stranger, nobody) = asked(city)
    assert account is not None
    assert nobody is None
    with psycopg.connect(city.owner) as owner:
        jobs = owner.execute("SELECT args->>'recovery', task_name FROM procrastinate_jobs ORDER BY id").fetchall()
    assert jobs == [(known, "people.send-recovery"), (stranger, "people.send-recovery")]
    assert commands.issue_recovery(stranger, now=NOW) is None


def test_a_link_sets_the_password_once(city):
    person = citizen("an@example.org")
    commands.ask_recovery(login="an@example.org", now=NOW)
    sent = letter(city)
    assert sent is not None
    assert sent.to == "an@example.org"
    assert queries.recovery_is_good(sent.secret, NOW)
    commands.recover(secret=sent.secret, new=NEW, now=NOW)
    account = queries.account_of(person)
    assert account is not None
    assert account.check_password(NEW)
    assert not queries.recovery_is_good(sent.secret, NOW)
    with pytest.raises(Refused, match="recovery-expired"):
        commands.recover(secret=sent.secret, new=PASSWORD, now=NOW)


def test_a_link_dies_after_an_hour_and_by_a_newer_letter(city):
    citizen("an@example.org")
    commands.ask_recovery(login="an@example.org", now=NOW)
    first = letter(city)
    second = letter(city)
    assert first is not None
    assert second is not None
    with pytest.raises(Refused, match="recovery-expired"):
        commands.recover(secret=first.secret, new=NEW, now=NOW)
    with pytest.raises(Refused, match="recovery-expired"):
        commands.recover(secret=second.secret, new=NEW, now=NOW + timedelta(hours=1))


def test_the_secret_is_nowhere_stored(city):
    citizen("an@example.org")
    commands.ask_recovery(login="an@example.org", now=NOW)
    sent = letter(city)
    assert sent is not None
    with psycopg.connect(city.owner) as owner:
        rows = owner.execute("SELECT r::text FROM people_recovery r UNION ALL SELECT j::text FROM procrastinate_jobs j")
        assert not any(sent.secret in row[0] for row in rows.fetchall())


def test_a_password_is_changed_by_whoever_knows_the_old_one(city):
    person = citizen()
    actor = actor_of(person, None)

    def change(old: str, new: str) -> None:
        key = Key(client=person, command="people.change-password", key=str(uuid4()))
        commands.change_password(actor=actor, old=old, new=new, now=NOW, key=key)

    with pytest.raises(Refused, match="wrong-password"):
        change("not this one", NEW)
    with pytest.raises(Refused, match="password-weak"):
        change(PASSWORD, "ngắn")
    change(PASSWORD, NEW)
    account = queries.account_of(person)
    assert account is not None
    assert account.check_password(NEW)


def test_attempts_are_counted_for_each_address_and_account(city):
    for _ in range(5):
        commands.count_attempt(BrakePurpose.RECOVER, "address:1", "login:a", now=NOW)
    with pytest.raises(Refused, match="too-many-attempts"):
        commands.count_attempt(BrakePurpose.RECOVER, "address:2", "login:a", now=NOW)
    commands.count_attempt(BrakePurpose.RECOVER, "address:2", "login:b", now=NOW)
    commands.count_attempt(BrakePurpose.RECOVER, "address:1", "login:a", now=NOW + timedelta(minutes=15))
