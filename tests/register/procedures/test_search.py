"""Searching forgives missing marks, finds by code, by name and by words, and pages by key."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import connection

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.keyset import Cursor, decode
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import system
from motcua.register.procedures import commands, queries
from tests.factories.birth import birth_procedure

BIRTH = birth_procedure()
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
TODAY = NOW.date()
NAMES = {
    "1.000656": "Đăng ký khai tử",
    "1.000894": "Đăng ký kết hôn",
    "1.004884": "Đăng ký lại khai sinh",
    "2.000635": "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
}


@pytest.fixture(autouse=True)
def _published(db_city):
    commands.publish(actor=system("load"), version=BIRTH, now=NOW)
    for code, name in NAMES.items():
        version = msgspec.structs.replace(
            BIRTH, code=code, name=Text(name), official_name=Text(name), summary=Text("Hộ tịch"), keywords=()
        )
        commands.publish(actor=system("load"), version=version, now=NOW)


def found(question, **more):
    return [one.code for one in queries.search(question, on=TODAY, **more).rows]


@pytest.mark.parametrize(
    "question", ["Đăng ký khai sinh", "dang ky khai sinh", "ĐĂNG KÝ  KHAI SINH", "đang ky khai sin"]
)
def test_marks_case_and_an_unfinished_word_are_forgiven(question):
    assert found(question)[0] == "1.001193"


def test_an_exact_code_comes_first():
    assert found("1.000894") == ["1.000894"]


def test_of_the_names_with_these_words_the_shortest_comes_first():
    assert found("dang ky khai") == ["1.000656", "1.001193", "1.004884"]
    assert found("khai sinh") == ["1.001193", "1.004884", "2.000635"]


def test_what_only_tells_of_it_comes_after_every_name():
    copies = msgspec.structs.replace(
        BIRTH, code="1.000001", name=Text("Bản sao"), official_name=Text("Bản sao"), summary=Text("Trích lục kết hôn")
    )
    commands.publish(actor=system("load"), version=copies, now=NOW)
    assert found("ket hon") == ["1.000894", "1.000001"]


def test_keywords_and_english_find_it_too():
    assert found("newborn") == ["1.001193"]
    assert found("birth registration") == ["1.001193"]


@pytest.mark.parametrize("question", ["&|!():*", "'; DROP TABLE", "%", "_", "\\", "xyz", "dang:*", "…"])
def test_strange_questions_find_nothing_or_everything_but_never_break(question):
    assert set(found(question)) <= {"1.001193", *NAMES}


def test_without_a_question_all_are_listed_by_name_and_paged_by_key():
    first = queries.search("", on=TODAY, size=2)
    assert [one.code for one in first.rows] == ["2.000635", "1.000894"]
    second = queries.search("", on=TODAY, size=2, at=decode(first.next))
    assert [one.code for one in second.rows] == ["1.001193", "1.000656"]
    last = queries.search("", on=TODAY, size=2, at=decode(second.next))
    assert [one.code for one in last.rows] == ["1.004884"]
    assert not last.next
    back = queries.search("", on=TODAY, size=2, at=decode(second.previous))
    assert back.rows == first.rows


def test_a_cursor_of_another_list_is_refused():
    with pytest.raises(Refused) as caught:
        queries.search("", on=TODAY, at=Cursor(key=("x",)))
    assert caught.value.refusal.code == "bad-cursor"


def test_only_what_is_valid_on_the_day_is_found_and_each_once():
    following = msgspec.structs.replace(BIRTH, version=2, valid_from=TODAY + timedelta(days=5))
    commands.publish(actor=system("load"), version=following, now=NOW)
    assert [one.version for one in queries.search("1.001193", on=TODAY).rows] == [1]
    assert [one.version for one in queries.search("1.001193", on=TODAY + timedelta(days=5)).rows] == [2]
    assert found("", size=50).count("1.001193") == 1
    assert queries.search("", on=BIRTH.valid_from - timedelta(days=1)).rows == ()


def test_a_search_is_one_query_whatever_it_finds():
    with connection.execute_wrapper(count := Counter()):
        found("dang ky")
    assert count.statements == 1


class Counter:
    def __init__(self):
        self.statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)
