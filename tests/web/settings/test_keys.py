"""Keys are rotated while the city is open: everything is made anew, and an older key goes once nothing needs it."""

import argparse
import multiprocessing
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import Error, connection, connections, models
from django.test import override_settings

from motcua.exchange.webhooks.commands.owning import open_webhook
from motcua.foundation.files import holdings, storage, uploads
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Key
from motcua.foundation.sealing import BrokenSealError, KeyFileError, Purpose, create_key_file, new_key, ring, rotate
from motcua.foundation.sealing.keyfile import load_key_file, older_key
from motcua.foundation.sealing.renewing import StillNeeded, WrappedKeys, retire_needless
from motcua.register.people import commands as people_commands
from motcua.register.people import queries as people_queries
from motcua.register.people.commands.rehashing import rehash
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.queries.tracking import is_receipt_secret, receipt_secret
from motcua.service.dossiers.types import commands as asked
from motcua.web.settings.rooms import SEALED
from motcua.web.settings.verbs import keys
from tests.factories.cast import people_here
from tests.factories.city import FOUNDER, NOW, citizen
from tests.factories.dossiers import act, filled_draft, submitted, upload

HOUR = timedelta(hours=1)
LATER = NOW + 24 * HOUR
NUMBERS = ("012345678901", "012345678902", "012345678903", "012345678904", "012345678905")
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def key_file(tmp_path):
    """Keys of this test's own, made long ago."""
    path, before = tmp_path / "keys.json", ring._PLACE._path
    create_key_file(path, now=NOW - 24 * HOUR)
    ring.configure(path)
    with override_settings(MOTCUA_KEY_FILE=str(path)):
        yield path
    ring.configure(before)


@pytest.fixture
def city(db_peopled, key_file, tmp_path):
    """The people of two wards, and a store of this test's own."""
    before = storage._Place.store, storage._Place.scanner
    storage.configure(folder=tmp_path / "files")
    yield db_peopled
    storage._Place.store, storage._Place.scanner = before


@pytest.fixture
def people(city):
    return people_here()


def rotated(key_file, purpose=Purpose.OUTER, *, ago=HOUR):
    """Rotate, and return the id of the key that was primary."""
    held = load_key_file(key_file)
    old = held.primary_outer_id if purpose is Purpose.OUTER else held.keyed_hash("x", "x").key_id
    rotate(key_file, purpose, now=LATER - ago)
    return old


def furnish(people):
    """Put something into every table that holds a key or a digest, and return how to read all of it."""
    numbered = [citizen(f"09011122{place:02}", number=number) for place, number in enumerate(NUMBERS)]
    writing = [filled_draft(people.mother) for _ in range(5)]
    sent = [submitted(people.mother, now=NOW + timedelta(minutes=place)) for place in range(5)]
    noted = act(sent[0], people.desk, asked.RefuseReception(note="Sai phường"), NOW + HOUR)
    begun = [uploads.begin_upload("person/1", "a.pdf", 100, NOW) for _ in range(5)]
    waiting = upload(f"person/{people.mother.person}")
    for place in range(5):
        open_webhook(
            actor=people.mother, name=f"Máy {place}", url="https://example.org/", kinds=["dossier.received"], now=NOW,
            key=f"w{place}",
        )  # fmt: skip

    def everything():
        return (
            [people_queries.identifiers(person) for person in numbered],
            [[view.id for view in people_queries.people_with_identifier(number, verified=False)] for number in NUMBERS],
            [draft_of(draft.id) for draft in writing],
            [opened.view(state.code, NOW + 2 * HOUR) for state in (noted, *sent[1:])],
            [uploads.upload(each.id, "person/1") for each in begun],
            b"".join(holdings.open_file(waiting.id, f"person/{people.mother.person}")[1]),
            [holdings.held_by(f"dossier/{state.id}") for state in sent],
        )

    return everything


def renew():
    """Make everything anew, and return how many of each there were."""
    return {sealed.name: sum(sealed.renew()) for sealed in SEALED if sealed.renew}


def retire(key_file, key, **options):
    retire_needless(key_file, key, SEALED, now=LATER, settling=0, **options)


def counts(key_file, key):
    older = older_key(key_file, key)
    return {sealed.name: sealed.waiting(older) for sealed in SEALED if sealed.purpose is older.purpose}


def motcua_keys(*arguments):
    parser = argparse.ArgumentParser()
    keys.arguments(parser)
    return keys.run(parser.parse_args(arguments))


def test_every_table_with_a_wrapped_key_or_a_digest_is_listed():
    fields = [
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField)
    ]
    wrapped = {table for table, name in fields if name.startswith("wrapped")}
    assert wrapped == {sealed.name for sealed in SEALED if sealed.purpose is Purpose.OUTER}
    # Those named `whose` count attempts for some minutes; `secret_digest` and `record_digest` have no key.
    digests = {table for table, name in fields if name == "digest"}
    assert digests == {"people_identifier"}


def test_everything_is_made_anew_and_read_after_the_older_keys_are_gone(people, key_file):
    everything = furnish(people)
    before = everything()
    outer, identifier = rotated(key_file), rotated(key_file, Purpose.IDENTIFIER)
    assert everything() == before
    assert all(counts(key_file, outer).values())
    assert all(counts(key_file, identifier).values())
    for key in (outer, identifier):
        with pytest.raises(StillNeeded) as needed:
            retire(key_file, key)
        assert needed.value.counts == counts(key_file, key)
    assert everything() == before
    assert all(renew().values())
    assert everything() == before
    assert renew() == dict.fromkeys(renew(), 0)
    retire(key_file, outer)
    retire(key_file, identifier, let_lapse=True)
    assert everything() == before
    assert load_key_file(key_file).older_outer_ids == load_key_file(key_file).older_identifier_ids == ()


@pytest.mark.parametrize("sealed", [sealed for sealed in SEALED if sealed.renew], ids=lambda sealed: sealed.name)
def test_what_ends_in_the_middle_of_a_batch_undoes_that_batch_alone_and_is_gone_on_with(people, city, key_file, sealed):
    everything = furnish(people)
    before = everything()
    old = rotated(key_file, sealed.purpose)
    table, column = sealed.name.split(",")[0], "digest" if sealed.purpose is Purpose.IDENTIFIER else "wrapped"
    total = sealed.waiting(older_key(key_file, old))
    assert total >= 5
    batches = (rehash if column == "digest" else _wrapped_keys(table).renew)(batch=2)
    assert next(batches) == 2
    with psycopg.connect(city.owner, autocommit=True) as owner:
        _break_second_write(owner, table)
        with pytest.raises(Error, match="the power went"):
            next(batches)
        assert sealed.waiting(older_key(key_file, old)) == total - 2
        assert everything() == before
        owner.execute(f"DROP TRIGGER power ON {table}")
    assert sum(sealed.renew()) == total - 2
    assert everything() == before


def _wrapped_keys(table):
    (found,) = (sealed.renew.__self__ for sealed in SEALED if sealed.name == table)
    assert isinstance(found, WrappedKeys)
    return found


def _break_second_write(owner, table):
    """Let the second row that a transaction writes fail."""
    owner.execute(
        """
        CREATE OR REPLACE FUNCTION power() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF coalesce(current_setting('test.written', true), '') = 'one' THEN RAISE EXCEPTION 'the power went'; END IF;
            PERFORM set_config('test.written', 'one', true);
            RETURN NEW;
        END $$
        """
    )
    owner.execute(f"CREATE TRIGGER power BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION power()")


def many_drafts(owner, count):
    """Drafts of which only the key is of interest."""
    rows = [(draft := uuid.uuid4(), ring.wrap(new_key(), f"draft/{draft}")) for _ in range(count)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_draft (id, owner, procedure, procedure_version, page, revision, body, wrapped_key,"
            " created_at, updated_at) SELECT id, %s::uuid, 'x', 1, '', 0, '', wrapped, now(), now()"
            " FROM unnest(%s::uuid[], %s::bytea[]) AS given (id, wrapped)",
            [owner, [draft for draft, _ in rows], [wrapped for _, wrapped in rows]],
        )
    return [draft for draft, _ in rows]


def drafts_keys():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, wrapped_key FROM dossiers_draft WHERE wrapped_key <> ''")
        return {draft: ring.unwrap(bytes(wrapped), f"draft/{draft}") for draft, wrapped in cursor.fetchall()}


def renew_slowly():
    for _ in _wrapped_keys("dossiers_draft").renew(batch=20):
        time.sleep(0.005)


def test_a_process_that_is_killed_again_and_again_loses_nothing(people, key_file):
    many_drafts(people.mother.person, 2000)
    before = drafts_keys()
    old = rotated(key_file)
    kills, left = 0, [2000]
    for _ in range(5):
        connections.close_all()
        process = FORK.Process(target=renew_slowly)
        process.start()
        process.join(0.1)
        process.kill()
        process.join()
        kills += process.exitcode == -9
        process.close()
        left.append(counts(key_file, old)["dossiers_draft"])
        assert drafts_keys() == before
    assert kills >= 3
    assert left == sorted(left, reverse=True)
    assert left[-1] < 2000
    assert renew()["dossiers_draft"] == left[-1]
    retire(key_file, old)
    assert drafts_keys() == before


def apart(work, trouble):
    try:
        work()
    except Exception as error:  # noqa: BLE001 -- shown by the test
        trouble.append(error)
    finally:
        connections.close_all()


def test_writers_beside_it_lose_nothing_and_are_not_lost(people, key_file):
    many_drafts(people.mother.person, 1000)
    mine = [filled_draft(people.mother) for _ in range(4)]
    gone = [filled_draft(people.mother, papers=False) for _ in range(4)]
    old, saved, trouble, stop = rotated(key_file), {}, [], threading.Event()

    def save():
        number = 0
        while not stop.is_set():
            number += 1
            for draft in mine:
                drafts.save(actor=people.mother, draft=draft_of(draft.id), values={"n": number}, page="", now=NOW)
                saved[draft.id] = {"n": number}

    def come_and_go():
        for draft in gone:
            drafts.discard(actor=people.mother, draft=draft)
        for _ in range(3):
            submit_draft(actor=people.mother, draft=filled_draft(people.mother), key=uuid.uuid4().hex, now=NOW)

    threads = [threading.Thread(target=apart, args=(work, trouble)) for work in (save, come_and_go)]
    for thread in threads:
        thread.start()
    for _ in _wrapped_keys("dossiers_draft").renew(batch=10):
        time.sleep(0.002)
    threads[1].join()
    stop.set()
    threads[0].join()
    assert trouble == []
    renew()
    retire(key_file, old)
    assert {draft: draft_of(draft).values for draft in saved} == saved
    assert [draft_of(draft.id) for draft in gone] == [None] * 4
    assert len(drafts_keys()) == 1004


def test_a_row_that_is_being_written_is_left_for_later_and_nobody_waits(people, city, key_file):
    first, second = many_drafts(people.mother.person, 2)
    old = rotated(key_file)
    with psycopg.connect(city.application) as writer:
        writer.execute("UPDATE dossiers_draft SET page = 'x' WHERE id = %s", [first])
        began = time.monotonic()
        assert renew()["dossiers_draft"] == 1
        assert time.monotonic() - began < 2
        with pytest.raises(StillNeeded, match="dossiers_draft 1"):
            retire(key_file, old)
    assert renew()["dossiers_draft"] == 1
    assert set(drafts_keys()) == {first, second}


def test_a_key_that_does_not_open_is_named_and_the_others_go_on(people, city, key_file, caplog):
    broken, *others = many_drafts(people.mother.person, 5)
    with psycopg.connect(city.application, autocommit=True) as hand:
        hand.execute(
            "UPDATE dossiers_draft SET wrapped_key = set_byte(wrapped_key, 40, get_byte(wrapped_key, 40) # 1)"
            " WHERE id = %s",
            [broken],
        )
    old = rotated(key_file)
    assert sum(_wrapped_keys("dossiers_draft").renew(batch=2)) == 4
    assert str(broken) in caplog.text
    with pytest.raises(StillNeeded, match="dossiers_draft 1"):
        retire(key_file, old)
    assert set(others) == {draft for draft in others if draft_is_readable(draft)}


def draft_is_readable(draft):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped_key FROM dossiers_draft WHERE id = %s", [draft])
        try:
            ring.unwrap(bytes(cursor.fetchone()[0]), f"draft/{draft}")
        except BrokenSealError:
            return False
    return True


@pytest.mark.parametrize(
    ("table", "index"),
    [
        ("dossiers_draft", "dossiers_draft_by_outer_key"),
        ("dossiers_dossier", "dossiers_by_outer_key"),
        ("people_identifier", "identifier_by_outer_key"),
    ],
)
def test_what_is_left_is_found_by_an_index(people, table, index):
    which, values = _wrapped_keys(table)._wrapped_by(["o-0123456789ab"])
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT count(*) FROM {table} WHERE {which}", [values])
        assert index in " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")


def verify_number(person, number):
    people_commands.verify_identifier(
        actor=FOUNDER, person=person, number=number, now=NOW,
        key=Key(client="test", command="people.verify-identifier", key=uuid.uuid4().hex, body=b""),
    )  # fmt: skip


def test_a_number_is_verified_for_one_person_before_during_and_after_a_rotation(people, key_file):
    mother, stranger = people.mother.person, people.stranger.person
    verify_number(mother, NUMBERS[0])
    old = rotated(key_file, Purpose.IDENTIFIER)
    for _ in range(2):
        with pytest.raises(Refused, match="number-of-another-person"):
            verify_number(stranger, NUMBERS[0])
        verify_number(mother, NUMBERS[0])
        assert [view.id for view in people_queries.people_with_identifier(NUMBERS[0])] == [mother]
        assert sum(rehash()) in {0, 1}
    verify_number(stranger, NUMBERS[1])
    retire(key_file, old)
    assert [view.id for view in people_queries.people_with_identifier(NUMBERS[0])] == [mother]
    assert [view.id for view in people_queries.people_with_identifier(NUMBERS[1])] == [stranger]


def test_a_number_of_two_persons_is_left_to_people_and_the_others_go_on(people, city, key_file, caplog):
    persons = [citizen(f"09011122{place:02}", number=number) for place, number in enumerate(NUMBERS)]
    verify_number(persons[0], NUMBERS[0])
    old = rotated(key_file, Purpose.IDENTIFIER)
    with psycopg.connect(city.application, autocommit=True) as hand:
        # As two servers might that did not take the new key at the same moment.
        fresh = ring.keyed_hash("personal-number", NUMBERS[0])
        hand.execute(
            "UPDATE people_identifier SET assurance = 'verified', key_id = %s, digest = %s WHERE person_id = %s",
            [fresh.key_id, fresh.digest, persons[1]],
        )
    assert sum(rehash(batch=2)) == 3
    assert "people_identifier" in caplog.text
    with pytest.raises(StillNeeded, match="people_identifier, by digest 1"):
        retire(key_file, old)


def test_a_receipt_keeps_its_key_as_long_as_its_dossier_is_open(people, key_file):
    state = submitted(people.mother)
    secret = receipt_secret(state.id)
    old = rotated(key_file, Purpose.IDENTIFIER)
    renew()
    with pytest.raises(StillNeeded, match="receipts of open dossiers 1") as needed:
        retire(key_file, old)
    assert needed.value.lapsing
    assert is_receipt_secret(state.id, secret)
    act(state, people.mother, asked.Withdraw(), NOW + HOUR)
    retire(key_file, old)
    assert not is_receipt_secret(state.id, secret)
    assert is_receipt_secret(state.id, receipt_secret(state.id))


def test_receipts_lapse_at_once_where_a_key_must_go(people, key_file):
    submitted(people.mother)
    old = rotated(key_file, Purpose.IDENTIFIER)
    retire(key_file, old, let_lapse=True)
    rotate(key_file, Purpose.IDENTIFIER, now=LATER)


def test_a_key_is_not_retired_while_requests_may_still_seal_with_it(city, key_file):
    old = rotated(key_file, ago=timedelta(minutes=9))
    with pytest.raises(KeyFileError, match="less than 10 minutes ago"):
        retire(key_file, old)
    with pytest.raises(KeyFileError, match="is the primary key"):
        retire(key_file, load_key_file(key_file).primary_outer_id)
    with pytest.raises(KeyFileError, match="no key"):
        retire(key_file, "o-0123456789ab")


def test_the_verb_rotates_renews_and_retires_in_plain_words(people, key_file, capsys):
    furnish(people)
    old = load_key_file(key_file).primary_outer_id
    assert motcua_keys("rotate", "outer") == 0
    assert "motcua keys renew" in capsys.readouterr().out
    assert motcua_keys("retire", old) == 1
    said = capsys.readouterr().err
    assert f"{old} is still needed" in said
    assert "5  dossiers_draft" in said
    assert "motcua keys renew" in said
    assert motcua_keys("renew") == 0
    said = capsys.readouterr().out
    assert "dossiers_dossier: 5 made anew." in said
    assert "Nothing that can be made anew needs an older key." in said
    with pytest.raises(KeyFileError, match="less than 10 minutes ago"):
        motcua_keys("retire", old)
    assert motcua_keys("check") == 0
    said = capsys.readouterr().out
    assert f"{old}  outer       valid" in said
    assert "secret" not in said


def test_the_verb_retires_what_nothing_needs(people, key_file, capsys):
    old = load_key_file(key_file).primary_outer_id
    rotate(key_file, Purpose.OUTER, now=datetime.now(tz=UTC) - HOUR)
    assert motcua_keys("retire", old) == 0
    assert f"{old} is retired." in capsys.readouterr().out
    assert motcua_keys("retire", old) == 0
    assert load_key_file(key_file).older_outer_ids == ()
