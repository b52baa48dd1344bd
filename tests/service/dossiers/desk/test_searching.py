"""What an official writes into the search finds the dossier that is meant, and none of another ward."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from motcua.foundation.interface.diacritics import words_in
from motcua.foundation.ledger.types import Key
from motcua.register.people.commands import verify_identifier
from motcua.service.dossiers.queries import lists
from tests.factories.city import FOUNDER

NUMBER = "079190001234"


@pytest.fixture(scope="module")
def dossier(desk):
    return desk.submit()


@pytest.fixture(scope="module")
def named(desk, dossier):
    """Rows with names of all kinds over three years, each with its day; the code ends in its number."""
    names = ("Nguyễn Thị Bình", "H'Hen Niê", "Công ty TNHH Y-Dược", "Nguyễn Y", "Ngô Thị Bích Thủy", "Đỗ Yến")
    made = []
    for number, days in enumerate(range(0, 1080, 20)):
        name = names[number % len(names)]
        made.append((_row_like(dossier, name, number, timezone.now() - timedelta(days=days)), name))
    return made


def _row_like(dossier, name, number, at):
    code = f"{dossier.agency}-{at:%y%m%d}-{9_000_000 + number}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_dossier SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), "
            "'code', %s::text, 'submitted_at', %s::timestamptz, 'search_vector', to_tsvector('simple', %s)))).* "
            "FROM dossiers_dossier d WHERE d.code = %s",
            [code, at, " ".join(words_in(name)), dossier.code],
        )
    return code


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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nguyen thi b", {"Nguyễn Thị Bình"}),
        ("nguyễn thị bì", {"Nguyễn Thị Bình"}),
        ("thi bin", {"Nguyễn Thị Bình"}),
        ("thi b", {"Nguyễn Thị Bình", "Ngô Thị Bích Thủy"}),
        ("ng", {"Nguyễn Thị Bình", "Nguyễn Y", "Ngô Thị Bích Thủy"}),
        ("H'Hen", {"H'Hen Niê"}),
        ("h’hen nie", {"H'Hen Niê"}),
        ("y nguyễn", {"Nguyễn Y"}),
        ("tnhh y dược", {"Công ty TNHH Y-Dược"}),
        ("do y", {"Đỗ Yến"}),
        ("d", {"Đỗ Yến", "Công ty TNHH Y-Dược"}),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_words_however_they_are_joined_and_however_short_the_last(desk, named, text, meant):
    assert found(desk, text) >= {code for code, name in named if name in meant}
    assert not found(desk, text) & {code for code, name in named if name not in meant}


def test_names_come_the_latest_first_page_after_page_over_the_years(desk, named):
    expected = [code for code, name in named if name == "Nguyễn Thị Bình"]
    seen, after = [], None
    while rows := lists.search(
        "nguyen thi bi", actor=desk.actors["desk"], today=timezone.localdate(), after=after, limit=2
    ):
        seen += [row.code for row in rows]
        after = rows[-1].submitted_at, rows[-1].id
    assert seen == expected
