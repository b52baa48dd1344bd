"""Each reading leaves one entry, and each citizen learns who looked."""

from datetime import timedelta

import psycopg
import pytest

from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import Role
from motcua.register.access import commands, queries
from motcua.register.access.readers import Readings
from motcua.register.access.rules import actor_of
from motcua.register.access.types import Purpose, Reading, ReadingKey
from tests.factories.city import NOW, citizen, load_agencies, official

STREAM = "access/{}/2026-11-23"


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def read(actor, *subjects: str, matter: str = "dossier/1", now=NOW, purpose=Purpose.HANDLING) -> bool:
    reading = Reading(subjects=frozenset(subjects), purpose=purpose, matter=matter)
    return commands.record_reading(actor=actor, reading=reading, now=now)


def follow() -> None:
    catch_up(Readings())


def test_a_reading_is_told_to_everybody_it_is_about():
    held = official("desk@example.org", Role.DESK)
    mother, father = citizen(), citizen("0912345678")
    assert read(held.actor(), mother, father)
    (entry,) = entries(STREAM.format(held.person))
    assert (entry.kind, entry.actor, entry.agency) == ("access.read", held.person, "H29.26740")
    follow()
    for person in (mother, father):
        (seen,) = queries.readings_about(person=person)
        assert seen.agency.vi == "Ủy ban nhân dân phường Sài Gòn"
        assert seen.post.vi == "Công chức tiếp nhận và trả kết quả"
        assert (seen.at, seen.purpose, seen.matter) == (NOW, Purpose.HANDLING, "dossier/1")
    assert len(queries.readings_about(matter="dossier/1")) == 1
    assert queries.readings_about(person=held.person) == ()


def test_looking_again_is_folded_and_another_purpose_is_not():
    held = official("desk@example.org", Role.DESK)
    person = citizen()
    assert read(held.actor(), person)
    assert not read(held.actor(), person, now=NOW + timedelta(minutes=14))
    assert read(held.actor(), person, now=NOW + timedelta(minutes=14), purpose=Purpose.DECISION)
    assert read(held.actor(), person, now=NOW + timedelta(minutes=15))
    assert len(entries(STREAM.format(held.person))) == 3


def test_folding_reaches_over_midnight():
    held = official("desk@example.org", Role.DESK)
    person = citizen()
    late = NOW.replace(hour=23, minute=55)
    assert read(held.actor(), person, now=late)
    assert not read(held.actor(), person, now=late + timedelta(minutes=10))


def test_a_citizen_reads_without_a_trace():
    person = citizen()
    assert not read(actor_of(person, None), person)


def test_a_matter_without_a_known_person_is_told_by_the_matter():
    held = official("desk@example.org", Role.DESK)
    assert read(held.actor(), matter="dossier/9")
    follow()
    assert len(queries.readings_about(matter="dossier/9")) == 1
    with pytest.raises(ValueError, match="by person"):
        queries.readings_about()


def test_a_page_of_readings_goes_on_after_its_last_and_back_again():
    held = official("desk@example.org", Role.DESK)
    person = citizen()
    for number in range(5):
        read(held.actor(), person, matter=f"dossier/{number}", now=NOW + timedelta(minutes=number))
    follow()
    first = queries.readings_about(person=person, limit=2)
    rest = queries.readings_about(person=person, at=ReadingKey(first[-1].at, first[-1].entry))
    assert [one.matter for one in (*first, *rest)] == [f"dossier/{number}" for number in (4, 3, 2, 1, 0)]
    back = queries.readings_about(person=person, at=ReadingKey(rest[0].at, rest[0].entry), backward=True)
    assert [one.matter for one in back] == ["dossier/3", "dossier/4"]


def test_nothing_of_the_entries_is_personal_data(db_city):
    held = official("desk@example.org", Role.DESK)
    person = citizen()
    read(held.actor(), person)
    with psycopg.connect(db_city.owner) as owner:
        stored = b"".join(row[0] for row in owner.execute("SELECT data FROM ledger_entry WHERE kind = 'access.read'"))
    assert person.encode() in stored
    assert "Nguyễn".encode() not in stored
