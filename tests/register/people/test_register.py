"""A person is registered once; names are found without marks, numbers by their keyed hash; the ledger learns nothing."""

from uuid import uuid4

import psycopg
import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import ANONYMOUS, Denied
from motcua.register.people import commands, queries
from motcua.register.people.types import Assurance, Identifier, IdentifierKind
from tests.factories.city import FOUNDER, NOW, PASSWORD, citizen

NUMBER = "079188012345"


@pytest.fixture(autouse=True)
def _city(db_city):
    pass


def key() -> Key:
    return Key(client="test", command="people.test", key=str(uuid4()))


def test_registering_again_with_the_same_key_is_the_same_person():
    assert citizen() == citizen()


def test_a_login_belongs_to_one_account():
    citizen("0901234567")
    with pytest.raises(Refused, match="login-taken"):
        commands.register(
            name="Người khác", login="+84901234567", password=PASSWORD, now=NOW, client="test", key="other"
        )


def test_a_person_is_found_by_name_without_marks():
    person = citizen(name="Đặng Thị Ánh")
    citizen("0912345678", name="Trần Bình")
    assert [one.id for one in queries.people_named("dang thi")] == [person]
    assert queries.people_named("%") == ()


def test_a_page_of_names_goes_on_after_its_last():
    for number in range(4):
        citizen(f"a{number}@example.org", name=f"Lê {'ABCD'[number]}")
    first = queries.people_named("le", limit=2)
    rest = queries.people_named("le", after=(first[-1].full_name.lower().replace("ê", "e"), first[-1].id))
    assert [one.full_name for one in (*first, *rest)] == ["Lê A", "Lê B", "Lê C", "Lê D"]


def test_a_declared_number_proves_nothing_and_may_be_anybodys():
    person = citizen(number=NUMBER)
    citizen("0912345678", number=NUMBER)
    assert queries.people_with_identifier(NUMBER) == ()
    assert len(queries.people_with_identifier(NUMBER, verified=False)) == 2
    assert queries.identifiers(person) == (Identifier(IdentifierKind.PERSONAL_NUMBER, NUMBER, Assurance.DECLARED),)


def test_a_verified_number_belongs_to_one_person():
    person, other = citizen(), citizen("0912345678")
    commands.verify_identifier(actor=FOUNDER, person=person, number=NUMBER, now=NOW, key=key())
    assert [one.id for one in queries.people_with_identifier("079 188 012 345")] == [person]
    with pytest.raises(Refused, match="number-of-another-person"):
        commands.verify_identifier(actor=FOUNDER, person=other, number=NUMBER, now=NOW, key=key())
    with pytest.raises(Refused, match="number-wrong"):
        commands.verify_identifier(actor=FOUNDER, person=other, number="1", now=NOW, key=key())
    with pytest.raises(Refused, match="no-such-person"):
        commands.verify_identifier(actor=FOUNDER, person=str(uuid4()), number=NUMBER, now=NOW, key=key())
    with pytest.raises(Denied):
        commands.verify_identifier(actor=ANONYMOUS, person=other, number=NUMBER, now=NOW, key=key())


def test_the_number_lies_encrypted_and_the_ledger_has_no_personal_data(db_city):
    person = citizen(number=NUMBER)
    with psycopg.connect(db_city.owner) as owner:
        (sealed,) = owner.execute("SELECT sealed FROM people_identifier").fetchone() or (b"",)
        stored = b"".join(row[0] for row in owner.execute("SELECT data FROM ledger_entry").fetchall())
    assert NUMBER.encode() not in bytes(sealed)
    for word in (NUMBER, "Nguyễn", "901234567"):
        assert word.encode() not in stored
    (entry,) = entries(f"person/{person}")
    assert entry.kind == "person.registered"
    assert b"commitment" in entry.data
