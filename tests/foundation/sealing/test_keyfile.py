"""The key file is made once, read by its owner alone, and rotated without losing what its older keys sealed."""

import json
import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest

from motcua.foundation.sealing import KeyFileError, Purpose, UnknownKeyError, create_key_file, new_key, retire, rotate
from motcua.foundation.sealing import ring as process_ring
from motcua.foundation.sealing.keyfile import OlderKey, keys_of, load_key_file, older_key, older_keys

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "keys" / "motcua.keys"
    create_key_file(path, now=NOW)
    return path


def test_a_new_key_file_is_its_owners_alone_and_holds_one_key_of_each_purpose(key_file):
    assert key_file.stat().st_mode & 0o777 == 0o600
    keys = json.loads(key_file.read_text())["keys"]
    assert [(key["purpose"], key["state"]) for key in keys] == [("outer", "primary"), ("identifier", "primary")]
    assert [path.name for path in key_file.parent.iterdir()] == ["motcua.keys"]


def test_an_existing_key_file_is_never_replaced(key_file):
    before = key_file.read_bytes()
    with pytest.raises(KeyFileError, match="exists already"):
        create_key_file(key_file, now=NOW)
    assert key_file.read_bytes() == before


def test_a_key_file_that_others_can_read_is_refused(key_file):
    key_file.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        load_key_file(key_file)


def test_a_missing_key_file_says_how_to_make_one(tmp_path):
    with pytest.raises(KeyFileError, match="motcua keys create"):
        load_key_file(tmp_path / "none")


@pytest.mark.parametrize(
    "damage",
    [
        lambda held: held.clear(),
        lambda held: held.update(format=2),
        lambda held: held.update(note="x"),
        lambda held: held["keys"][0].update(secret="c2hvcnQ="),
        lambda held: held["keys"][0].update(state="valid"),
        lambda held: held["keys"][1].update(id=held["keys"][0]["id"]),
        lambda held: held["keys"][0].update(id="o-short"),
    ],
)
def test_a_damaged_key_file_is_refused(key_file, damage):
    held = json.loads(key_file.read_text())
    damage(held)
    key_file.write_text(json.dumps(held))
    with pytest.raises(KeyFileError):
        load_key_file(key_file)


def test_a_rotated_outer_key_wraps_and_the_older_one_opens_until_it_is_retired(key_file):
    before = load_key_file(key_file)
    key = new_key()
    wrapped = before.wrap(key, "dossier/1")
    fresh = rotate(key_file, Purpose.OUTER, now=NOW)
    after = load_key_file(key_file)
    assert after.primary_outer_id == fresh
    assert after.older_outer_ids == (before.primary_outer_id,)
    assert after.unwrap(wrapped, "dossier/1") == key
    assert key_file.stat().st_mode & 0o777 == 0o600

    retire(key_file, before.primary_outer_id)
    with pytest.raises(UnknownKeyError, match="retired"):
        load_key_file(key_file).unwrap(wrapped, "dossier/1")
    assert json.loads(key_file.read_text())["keys"][0]["secret"] == ""


def test_a_third_identifier_key_is_refused_until_the_first_is_retired(key_file):
    first = load_key_file(key_file).keyed_hash("phone", "1").key_id
    rotate(key_file, Purpose.IDENTIFIER, now=NOW)
    assert len(load_key_file(key_file).keyed_hashes("phone", "1")) == 2
    with pytest.raises(KeyFileError, match="retire the older one first"):
        rotate(key_file, Purpose.IDENTIFIER, now=NOW)
    retire(key_file, first)
    rotate(key_file, Purpose.IDENTIFIER, now=NOW)
    assert len(load_key_file(key_file).keyed_hashes("phone", "1")) == 2


def test_the_primary_key_and_an_unknown_one_cannot_be_retired(key_file):
    with pytest.raises(KeyFileError, match="is the primary key"):
        retire(key_file, load_key_file(key_file).primary_outer_id)
    with pytest.raises(KeyFileError, match="no key 'o-none'"):
        retire(key_file, "o-none")


@pytest.fixture
def configured(key_file):
    before = process_ring._PLACE._path
    process_ring.configure(key_file)
    yield key_file
    process_ring.configure(before)


def test_a_running_process_takes_the_new_primary_key_at_its_next_use(configured):
    key = new_key()
    old = process_ring.wrap(key, "draft/1")
    fresh = rotate(configured, Purpose.OUTER, now=NOW)
    assert process_ring.current().primary_outer_id == fresh
    assert process_ring.unwrap(old, "draft/1") == key


def test_the_ring_is_read_once_while_its_file_stays_as_it_is(configured):
    assert process_ring.current() is process_ring.current()
    assert process_ring.keyed_hash("phone", "1") == process_ring.keyed_hashes("phone", "1")[0]


def test_a_process_without_a_key_file_says_which_setting_is_missing(configured):
    process_ring.configure(None)
    with pytest.raises(KeyFileError, match="MOTCUA_KEY_FILE"):
        process_ring.current()


def test_a_key_file_taken_away_is_named(configured):
    configured.unlink()
    with pytest.raises(KeyFileError, match="cannot be read"):
        process_ring.current()


def rotate_often(path, times):
    for _ in range(times):
        rotate(path, Purpose.OUTER, now=NOW)


def test_keys_made_at_the_same_moment_are_all_kept(key_file):
    fork = multiprocessing.get_context("fork")
    programs = [fork.Process(target=rotate_often, args=(key_file, 10)) for _ in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
        assert program.exitcode == 0
        program.close()
    assert len(load_key_file(key_file).older_outer_ids) == 40


def test_the_keys_are_listed_without_their_secrets(key_file):
    first = load_key_file(key_file).primary_outer_id
    fresh = rotate(key_file, Purpose.OUTER, now=NOW + timedelta(hours=1))
    shown = keys_of(key_file)
    assert [(key.id, key.state.value) for key in shown if key.purpose is Purpose.OUTER] == [
        (first, "valid"),
        (fresh, "primary"),
    ]
    assert {key.secret for key in shown} == {b""}
    older = OlderKey(id=first, purpose=Purpose.OUTER, replaced_at=NOW + timedelta(hours=1))
    assert older_keys(key_file) == (older,)
    retire(key_file, first)
    assert older_keys(key_file) == ()
    assert older_key(key_file, first).is_retired
