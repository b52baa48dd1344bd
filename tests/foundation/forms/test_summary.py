"""A declaration is shown in the words of either language."""

import pytest

from motcua.foundation.forms.declared import FieldType
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.summary import print_model, shown_date, shown_phone, summary
from motcua.foundation.forms.words import Shown, Text
from tests.factories.birth import DA_KAO_FORMER, FILED_ON, PLACES, TAN_DINH, birth_declaration, birth_procedure
from tests.foundation.forms.declarations import ON, form_of, question

BIRTH = birth_procedure().declaration


def shown(language, **changes):
    parsed = parse(BIRTH, birth_declaration(**changes), on=FILED_ON, places=PLACES)
    assert not parsed.problems
    sections = summary(BIRTH, parsed.values, language, on=FILED_ON, places=PLACES)
    return {row.field: row for section in sections for row in section.rows}


def test_the_birth_in_vietnamese():
    rows = shown("vi")
    assert rows["child.born_on"].shown.text == "02/11/2026"
    assert rows["child.sex"].shown.text == "Nữ"
    assert rows["mother.nationality"].shown.text == "Việt Nam"
    assert rows["mother.residence"].shown.text == "12 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh"
    assert rows["filer.personal_id"].shown.text == "079 196 004 321"
    assert rows["statement.true"].shown.text == "Đã xác nhận"


def test_the_birth_in_english_keeps_names_in_vietnamese_and_says_so():
    rows = shown("en")
    assert rows["child.born_on"].shown == Shown("2 November 2026", "en")
    assert rows["child.sex"].shown == Shown("Female", "en")
    assert rows["child.full_name"].shown == Shown("Nguyễn Minh An", "vi")
    assert rows["mother.ethnicity"].shown == Shown("Kinh", "vi")
    assert rows["child.full_name"].label.text == "Child's full name"


def test_what_an_earlier_answer_fills_is_shown_too():
    assert shown("vi")["mother.full_name"].shown.text == "Trần Thị Mai"


def test_a_former_commune_is_shown_with_the_one_of_today():
    there = {"line": "1 Đinh Tiên Hoàng", "commune": DA_KAO_FORMER.code, "commune_now": TAN_DINH.code}
    rows = shown("vi", child__birth_place=there)
    assert rows["child.birth_place"].shown.text == (
        "1 Đinh Tiên Hoàng, Phường Đa Kao, nay là Phường Tân Định, Thành phố Hồ Chí Minh"
    )


def test_an_address_elsewhere_is_shown_as_told():
    rows = shown("vi", father__residence={"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"})
    assert rows["father.residence"].shown.text == "1 Trần Phú, Phường Ba Đình, Hà Nội"


def test_rows_of_a_table_are_numbered():
    columns = (question("name"), question("born_on", FieldType.DATE, required=False))
    form = form_of(question("children", FieldType.TABLE, columns=columns))
    (section,) = summary(form, {"children": [{"name": "An", "born_on": "2020-02-01"}, {"name": "Bình"}]}, "vi", on=ON)
    assert [(row.field, row.label.text, row.shown.text) for row in section.rows] == [
        ("children.0", "Nhãn children 1", "An · 01/02/2020"),
        ("children.1", "Nhãn children 2", "Bình"),
    ]


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [("2026-11-02", "02/11/2026", "2 November 2026"), ("1965-04", "04/1965", "April 1965"), ("1965", "1965", "1965")],
)
def test_dates(value, vi, en):
    assert (shown_date(value, "vi"), shown_date(value, "en")) == (vi, en)


def test_telephone_numbers():
    assert shown_phone("+84901234567") == "0901 234 567"
    assert shown_phone("+4930123456") == "+49 30 123456"
    assert shown_phone("x") == "x"


def test_yes_no_and_unknown_options_are_shown():
    form = form_of(question("a", FieldType.YES_NO), question("b", FieldType.CHOICE), question("c", FieldType.TIME))
    (section,) = summary(form, {"a": False, "b": "gone", "c": "09:05"}, "en", on=ON)
    assert [row.shown.text for row in section.rows] == ["No", "gone", "09:05"]


def test_words_fall_back_to_vietnamese():
    assert Text("Có").shown("en") == Shown("Có", "vi")
    assert str(Text("Có", "Yes").shown("en-GB")) == "Yes"


def test_the_print_model_is_nested_words():
    values = parse(BIRTH, birth_declaration(), on=FILED_ON, places=PLACES).values
    model = print_model(BIRTH, values, on=FILED_ON, places=PLACES)
    assert model["child"]["born_on"] == "02/11/2026"
    assert model["child"]["born_on_in_words"] == "Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"
    assert model["father"]["full_name"] == "Nguyễn Văn Bình"
    table = form_of(question("rows", FieldType.TABLE, columns=(question("name"),)))
    assert print_model(table, {"rows": [{"name": "An"}]}, on=ON) == {"rows": [{"name": "An"}]}
