"""One answer is read into one value, or refused with words that say how to mend it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.forms.declared import Field, FieldType, Option, PersonFacts
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.reading.numbers import told_by
from motcua.foundation.forms.words import Text
from tests.factories.birth import BEN_NGHE_FORMER, DA_KAO_FORMER, PLACES, SAI_GON, TAN_DINH
from tests.foundation.forms.declarations import ON, form_of, question


def answer(field: Field, raw: object):
    """Return the value read, or the code and the place of the problem."""
    parsed = parse(form_of(field), {"x": raw}, on=ON, places=PLACES)
    if parsed.problems:
        assert parsed.typed == {"x": raw}
        problem = parsed.problems[0]
        assert problem.message % problem.values
        return problem.code, problem.field
    return parsed.values["x"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-11-02", "2026-11-02"),
        ("02/11/2026", "2026-11-02"),
        ("2-11-2026", "2026-11-02"),
        ({"day": "2", "month": "11", "year": "2026"}, "2026-11-02"),
        ({"day": 2, "month": 11, "year": 2026}, "2026-11-02"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_however_it_is_written(raw, value):
    assert answer(question("x", FieldType.DATE), raw) == value


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("29/02/2025", ("no-such-day", "x.day")),
        ("31/11/2026", ("no-such-day", "x.day")),
        ("21/11/2026", ("date-in-future", "x")),
        ("hôm qua", ("not-a-date", "x")),
        ({"day": "2", "month": "13", "year": "2026"}, ("not-a-date", "x.month")),
        ({"day": "", "month": "11", "year": "2026"}, ("date-incomplete", "x.day")),
        ({"day": "2", "month": "11", "year": ""}, ("date-incomplete", "x.year")),
        ({"day": "2", "month": "11", "year": "26"}, ("not-a-date", "x.year")),
        ("01/01/0026", ("date-too-old", "x.year")),
        ("1996", ("date-incomplete", "x.month")),
        (True, ("not-text", "x")),
    ],
)
def test_a_date_that_is_none_says_which_part(raw, problem):
    assert answer(question("x", FieldType.DATE), raw) == problem


@pytest.mark.parametrize(("raw", "value"), [("1965", "1965"), ("4/1965", "1965-04"), ("12/04/1965", "1965-04-12")])
def test_old_papers_may_know_the_year_alone(raw, value):
    assert answer(question("x", FieldType.DATE, year_is_enough=True), raw) == value


@pytest.mark.parametrize("raw", ["9:05", "09:05", "9h05", "9 giờ 05 phút", {"hour": "9", "minute": "5"}])
def test_a_time_is_read_as_people_write_it(raw):
    assert answer(question("x", FieldType.TIME), raw) == "09:05"


@pytest.mark.parametrize("raw", ["24:00", "9:61", "sáng"])
def test_there_is_no_such_time(raw):
    assert answer(question("x", FieldType.TIME), raw) == ("not-a-time", "x")


@pytest.mark.parametrize("raw", ["Nguyễn Thị Ánh", "H'Hen Niê", "Đặng-Trần", "Y Moan Ênuôl", "Anne Marie O’Neil"])
def test_names_of_every_people_are_names(raw):
    assert answer(question("x", FieldType.PERSON_NAME), f"  {raw} ") == raw


@pytest.mark.parametrize("raw", ["An2", "An <b>", "@", "...", "An😀"])
def test_digits_and_signs_are_no_name(raw):
    assert answer(question("x", FieldType.PERSON_NAME), raw) == ("not-a-name", "x")


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=30).filter(str.strip))
def test_every_name_comes_back_composed_and_reads_the_same_again(name):
    once = answer(question("x", FieldType.PERSON_NAME), unicodedata.normalize("NFD", name))
    assert unicodedata.is_normalized("NFC", once)
    assert answer(question("x", FieldType.PERSON_NAME), once) == once


def test_marks_typed_apart_are_put_together():
    assert answer(question("x"), "Tru\u031bo\u031b\u0300ng") == "Trường"


def test_text_is_limited_and_says_by_how_much():
    parsed = parse(form_of(question("x", max_length=5)), {"x": "quá dài"}, on=ON)
    assert parsed.problems[0].values == {"most": 5, "length": 7}


def test_long_text_keeps_its_lines():
    assert answer(question("x", FieldType.LONG_TEXT), "một  \r\n\r\n hai") == "một\n\nhai"


def test_control_signs_are_refused():
    assert answer(question("x"), "a\x00b") == ("control-signs", "x")


@pytest.mark.parametrize("raw", ["0901234567", "0901 234 567", "+84 901 234 567", "84901234567"])
def test_a_telephone_number_is_kept_in_one_shape(raw):
    assert answer(question("x", FieldType.PHONE), raw) == "+84901234567"


@pytest.mark.parametrize("raw", ["0901", "mẹ", "0123456789012345"])
def test_this_is_no_telephone_number(raw):
    assert answer(question("x", FieldType.PHONE), raw) == ("not-a-phone", "x")


def test_an_e_mail_address_has_its_domain_in_lower_case():
    assert answer(question("x", FieldType.EMAIL), "Mai@EXAMPLE.vn") == "Mai@example.vn"
    assert answer(question("x", FieldType.EMAIL), "mai@vn") == ("not-an-email", "x")


def test_numbers_of_identity_papers():
    assert answer(question("x", FieldType.PERSONAL_ID), "079 196 004 321") == "079196004321"
    assert answer(question("x", FieldType.PERSONAL_ID), "07919600432") == ("not-a-personal-id", "x")
    assert answer(question("x", FieldType.PERSONAL_ID), "000196004321") == ("not-a-personal-id", "x")
    assert answer(question("x", FieldType.OLD_ID), "023456789") == "023456789"
    assert answer(question("x", FieldType.OLD_ID), "0234") == ("not-an-old-id", "x")
    assert answer(question("x", FieldType.PASSPORT), "c1234567") == "C1234567"
    assert answer(question("x", FieldType.PASSPORT), "C-1") == ("not-a-passport", "x")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("079096004321", ("male", 1996)),
        ("079196004321", ("female", 1996)),
        ("079226004321", ("male", 2026)),
        ("079326004321", ("female", 2026)),
    ],
)
def test_a_personal_identification_number_tells_sex_and_year(number, told):
    assert told_by(number) == told


def test_a_number_that_disagrees_is_a_warning_and_no_refusal():
    facts = PersonFacts(born_on="born_on", sex="male")
    form = form_of(question("born_on", FieldType.DATE), question("x", FieldType.PERSONAL_ID, agrees_with=facts))
    parsed = parse(form, {"born_on": "1995-01-01", "x": "079196004321"}, on=ON)
    assert not parsed.problems
    assert [one.code for one in parsed.warnings] == ["year-disagrees", "sex-disagrees"]
    assert not parse(form, {"born_on": "1996-01-01", "x": "079096004321"}, on=ON).warnings


def test_whole_numbers_have_bounds():
    field = question("x", FieldType.NUMBER, least=0, most=20)
    assert answer(field, "3") == 3
    assert answer(field, 0) == 0
    assert answer(field, "-1") == ("too-small", "x")
    assert answer(field, 21) == ("too-large", "x")
    assert answer(field, "hai") == ("not-a-number", "x")
    assert answer(field, True) == ("not-text", "x")


def test_a_choice_that_another_procedure_serves_names_it():
    options = (Option("a", Text("A")), Option("b", Text("B"), instead="1.000689"))
    field = question("x", FieldType.CHOICE, options=options)
    assert answer(field, "a") == "a"
    assert answer(field, "c") == ("not-an-option", "x")
    assert parse(form_of(field), {"x": "b"}, on=ON).problems[0].values == {"procedure": "1.000689"}


@pytest.mark.parametrize(("raw", "value"), [(True, True), ("yes", True), ("no", False), (False, False)])
def test_yes_and_no(raw, value):
    assert answer(question("x", FieldType.YES_NO), raw) is value


def test_a_statement_must_be_ticked():
    field = question("x", FieldType.STATEMENT)
    assert answer(field, "yes") is True
    assert answer(field, False) == ("not-ticked", "x")
    assert [one.code for one in parse(form_of(field), {}, on=ON).problems] == ["missing"]


@pytest.mark.parametrize("raw", ["VN", "vn", "Việt Nam", "Vietnam"])
def test_a_country_is_told_by_code_or_name(raw):
    assert answer(question("x", FieldType.COUNTRY), raw) == "VN"


def test_an_address_in_a_commune_of_today():
    field = question("x", FieldType.ADDRESS)
    told = {"line": " 12  Nguyễn Huệ", "commune": SAI_GON.code}
    assert answer(field, told) == {"line": "12 Nguyễn Huệ", "commune": SAI_GON.code, "commune_now": SAI_GON.code}


def test_a_former_commune_with_one_successor_needs_no_question():
    field = question("x", FieldType.ADDRESS)
    assert answer(field, {"commune": BEN_NGHE_FORMER.code})["commune_now"] == SAI_GON.code


def test_a_divided_commune_is_asked_after():
    field = question("x", FieldType.ADDRESS)
    parsed = parse(form_of(field), {"x": {"commune": DA_KAO_FORMER.code}}, on=ON, places=PLACES)
    (problem,) = parsed.problems
    assert (problem.code, problem.field) == ("which-successor", "x.commune_now")
    assert problem.values == {"name": "Phường Đa Kao", "choices": "Phường Tân Định, Phường Sài Gòn"}
    told = {"line": "1 Đinh Tiên Hoàng", "commune": DA_KAO_FORMER.code, "commune_now": TAN_DINH.code}
    assert answer(field, told) == told
    wrong = {"commune": DA_KAO_FORMER.code, "commune_now": "H29.1"}
    assert answer(field, wrong) == ("which-successor", "x.commune_now")


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"line": "12"}, ("commune-missing", "x.commune")),
        ({"commune": "H29.99999"}, ("no-such-commune", "x.commune")),
        ({"commune": SAI_GON.code, "street": "x"}, ("unknown-field", "x.street")),
        ("12 Nguyễn Huệ", ("not-an-address", "x")),
        ({"elsewhere": "Hà Nội"}, ("not-in-city", "x.commune")),
    ],
)
def test_an_address_that_has_to_be_mended(told, problem):
    assert answer(question("x", FieldType.ADDRESS, within_city=True), told) == problem


def test_without_a_book_of_places_codes_are_checked_by_shape():
    form = form_of(question("x", FieldType.ADDRESS))
    assert not parse(form, {"x": {"commune": "H29.760.26737", "commune_now": "H29.26737"}}, on=ON).problems
    assert parse(form, {"x": {"commune": "Sài Gòn"}}, on=ON).problems[0].code == "no-such-commune"


def test_an_address_elsewhere_is_words():
    field = question("x", FieldType.ADDRESS)
    assert answer(field, {"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"}) == {
        "line": "1 Trần Phú",
        "elsewhere": "Phường Ba Đình, Hà Nội",
    }


@given(st.dates(min_value=date(1900, 1, 1), max_value=ON))
def test_every_day_up_to_today_is_read_in_all_its_spellings(day):
    field = question("x", FieldType.DATE)
    parts = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    spellings = [day.isoformat(), f"{day.day}/{day.month}/{day.year}", parts]
    assert {answer(field, one) for one in spellings} == {day.isoformat()}
