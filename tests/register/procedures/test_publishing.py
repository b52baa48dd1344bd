"""A version is published once and never changes."""

from datetime import UTC, datetime, timedelta

import msgspec
import psycopg
import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import ANONYMOUS, Denied, system
from motcua.register.procedures import commands, queries
from motcua.register.procedures.rules import body_of, decide_publication, digest_of
from motcua.register.procedures.types import VOCABULARY, VersionPublished
from tests.factories.birth import birth_procedure
from tests.factories.procedures import CATALOGUE, catalogue

BIRTH = birth_procedure()
LOADER = system("load")
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = NOW.date()


def decide(version, *published):
    return decide_publication(version, digest=digest_of(body_of(version)), published=published)


def refusal(version, *published):
    with pytest.raises(Refused) as caught:
        decide(version, *published)
    return caught.value.refusal


class TestRules:
    def test_publishing_the_same_again_does_nothing(self):
        (event,) = decide(BIRTH)
        assert decide(BIRTH, event) == ()

    def test_a_changed_version_is_refused_with_the_file_to_make(self):
        (event,) = decide(BIRTH)
        changed = msgspec.structs.replace(BIRTH, minutes_to_file=9)
        refused = refusal(changed, event)
        assert refused.code == "version-changed"
        assert "v2.yaml" in refused.message % refused.values
        assert "1.001193/v1.yaml" in refused.message % refused.values

    def test_versions_follow_one_another(self):
        (event,) = decide(BIRTH)
        assert refusal(msgspec.structs.replace(BIRTH, version=3), event).code == "version-out-of-order"
        assert refusal(msgspec.structs.replace(BIRTH, version=2)).code == "version-out-of-order"
        earlier = msgspec.structs.replace(BIRTH, version=2, valid_from=BIRTH.valid_from - timedelta(days=1))
        assert refusal(earlier, event).code == "version-begins-too-early"

    def test_a_body_reads_back_to_the_same_version(self):
        assert msgspec.json.decode(body_of(BIRTH), type=type(BIRTH)) == BIRTH


@pytest.fixture
def published(db_city):
    assert commands.publish(actor=LOADER, version=BIRTH, now=NOW)
    return db_city


def test_a_version_is_read_back_as_it_was_published(published):
    assert queries.published("1.001193", TODAY) == BIRTH
    assert queries.version("1.001193", 1) is queries.version("1.001193", 1)


def test_publishing_is_one_entry_in_the_procedure_s_stream(published):
    assert not commands.publish(actor=LOADER, version=BIRTH, now=NOW, key="again")
    (entry,) = entries("procedure/1.001193")
    event = VOCABULARY.decode(entry.data)
    assert event == VersionPublished(
        code="1.001193", version=1, valid_from=BIRTH.valid_from, digest=digest_of(body_of(BIRTH))
    )


def test_before_its_first_day_there_is_no_procedure(published):
    with pytest.raises(Refused) as caught:
        queries.published("1.001193", BIRTH.valid_from - timedelta(days=1))
    assert caught.value.refusal.code == "no-such-procedure"
    with pytest.raises(Refused):
        queries.version("1.001193", 2)


def test_the_next_version_takes_over_on_its_day(published):
    begins = TODAY + timedelta(days=10)
    following = msgspec.structs.replace(BIRTH, version=2, valid_from=begins, minutes_to_file=7)
    assert commands.publish(actor=LOADER, version=following, now=NOW)
    assert queries.published("1.001193", begins - timedelta(days=1)) == BIRTH
    assert queries.published("1.001193", begins) == following
    assert queries.version("1.001193", 1) == BIRTH


def test_a_changed_version_leaves_everything_as_it_was(published):
    with pytest.raises(Refused):
        commands.publish(actor=LOADER, version=msgspec.structs.replace(BIRTH, minutes_to_file=9), now=NOW)
    assert queries.published("1.001193", TODAY) == BIRTH
    assert len(entries("procedure/1.001193")) == 1


@pytest.mark.parametrize(
    "sql",
    ["UPDATE procedures_version SET version = 9", "DELETE FROM procedures_version", "TRUNCATE procedures_version"],
)
def test_the_database_refuses_to_change_a_version(published, sql):
    with psycopg.connect(published.owner) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(sql)


def test_nobody_but_an_administrator_or_the_system_publishes(db_city):
    with pytest.raises(Denied):
        commands.publish(actor=ANONYMOUS, version=BIRTH, now=NOW)


def test_loading_the_catalogue_twice_publishes_once(db_city):
    first = commands.load_catalogue(CATALOGUE, city="hcmc", actor=LOADER, now=NOW)
    every = sorted((one.code, one.version) for one in catalogue().versions)
    assert sorted(first.published) == every
    again = commands.load_catalogue(CATALOGUE, city="hcmc", actor=LOADER, now=NOW)
    assert (again.published, again.known) == ((), len(every))
    assert len(entries("procedure/1.001193")) == 1
