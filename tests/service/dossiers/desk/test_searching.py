"""What an official writes into the search finds the dossier that is meant, and none of another ward."""

import uuid

import pytest
from django.utils import timezone

from motcua.foundation.ledger.types import Key
from motcua.register.people.commands import verify_identifier
from motcua.service.dossiers.queries import lists
from tests.factories.city import FOUNDER

NUMBER = "079190001234"


@pytest.fixture(scope="module")
def dossier(desk):
    return desk.submit()


def found(desk, text, who="desk"):
    return {row.code for row in lists.search(text, actor=desk.actors[who], today=timezone.localdate(), limit=200)}


def test_a_code_finds_its_dossier_however_its_letters_are_written(desk, dossier):
    assert found(desk, f"  {dossier.code.lower()} ") == {dossier.code}
    assert found(desk, dossier.code, "other-desk") == set()


def test_the_number_at_the_end_of_the_code_is_enough_with_or_without_its_day(desk, dossier):
    number = dossier.code.rpartition("-")[2]
    assert dossier.code in found(desk, number)
    assert dossier.code in found(desk, number.lstrip("0"))
    assert found(desk, dossier.code.partition("-")[2]) == {dossier.code}
    assert found(desk, number, "other-desk") == set()


def test_an_identity_number_finds_what_its_person_has_filed(desk, dossier):
    assert found(desk, NUMBER) == set()
    verify_identifier(
        actor=FOUNDER, person=desk.actors["mother"].person, number=NUMBER, now=timezone.now(),
        key=Key(client="test", command="verify", key=uuid.uuid4().hex),
    )  # fmt: skip
    assert dossier.code in found(desk, NUMBER)
    assert dossier.code in found(desk, f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}")
    assert found(desk, NUMBER, "other-desk") == set()


def test_words_of_a_name_find_it_in_any_order_without_marks_and_the_last_may_be_a_beginning(desk, dossier):
    for text in ("Trần Thị Mai", "mai tran", "tran thi m", "MAI"):
        assert dossier.code in found(desk, text), text
    for text in ("tran lan", "tr mai", "%", "mai 1"):
        assert found(desk, text) == set(), text
