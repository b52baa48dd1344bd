"""The JSON Schema of a form says to machines what parsing checks."""

import jsonschema
import pytest

from motcua.foundation.forms.declared import AllOf, AnyOf, Empty, Equals, FieldType, MoreDaysBefore, Not, OneOf, Option
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.schema import json_schema
from motcua.foundation.forms.words import Text
from tests.factories import birth
from tests.foundation.forms.declarations import ON, form_of, question

BIRTH = birth.birth_procedure().declaration
VALIDATOR = jsonschema.Draft202012Validator(json_schema(BIRTH))


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema(BIRTH, "vi"))
    assert json_schema(BIRTH, "vi")["properties"]["child"]["properties"]["sex"]["title"] == "Giới tính"


@pytest.mark.parametrize(
    "declaration",
    [
        birth.birth_declaration,
        birth.late_birth,
        birth.birth_of_unmarried_parents,
        birth.abandoned_child,
        birth.birth_by_surrogacy,
        birth.birth_filed_by_grandmother,
        birth.birth_filed_by_authorised_person,
    ],
)
def test_every_sound_declaration_fits(declaration):
    VALIDATOR.validate(declaration())


@pytest.mark.parametrize(
    "change",
    [
        {"child.full_name": None},
        {"child.sex": "other"},
        {"father.full_name": None},
        {"parents.marriage": "acknowledging"},
        {"statement.true": False},
        {"result.copies": 21},
        {"father.personal_id": "123"},
        {"child.nickname": "Bống"},
        {"filer.relation": "authorised"},
    ],
)
def test_what_the_schema_refuses_parsing_refuses_too(change):
    declaration = birth.birth_declaration(**change)
    assert not VALIDATOR.is_valid(declaration)
    assert parse(BIRTH, declaration, on=birth.FILED_ON, places=birth.PLACES).problems


def test_a_condition_on_dates_is_told_in_words():
    fee = json_schema(BIRTH)["properties"]["fee"]["properties"]["exemption"]
    assert fee["x-show-when"] == {"field": "child.born_on", "more_days_before": 60, "of": "the day of filing"}


@pytest.mark.parametrize(
    ("condition", "data", "asked"),
    [
        (Equals("a", "x"), {"a": "x"}, True),
        (Equals("a", "x"), {"a": "y"}, False),
        (OneOf("a", ("x", "y")), {"a": "y"}, True),
        (Empty("a"), {}, True),
        (Empty("a"), {"a": "x"}, False),
        (Not(Equals("a", "x")), {}, True),
        (AnyOf((Equals("a", "x"), Empty("a"))), {}, True),
        (AllOf((Equals("a", "x"), Not(Empty("b")))), {"a": "x"}, False),
    ],
)
def test_the_schema_and_parsing_agree_on_what_is_asked(condition, data, asked):
    form = form_of(
        question("a", required=False), question("b", required=False), question("c", show_when=condition), lists={}
    )
    assert jsonschema.Draft202012Validator(json_schema(form)).is_valid(data) is not asked
    assert bool(parse(form, data, on=ON).problems) is asked


def test_every_type_has_a_shape():
    columns = (question("name"),)
    rules = {
        FieldType.CHOICE: {"options": (Option("a", Text("A")),)},
        FieldType.TABLE: {"columns": columns, "least": 1, "most": 3},
    }
    form = form_of(*(question(kind.value, kind, hint=Text("Gợi ý"), **rules.get(kind, {})) for kind in FieldType))
    schema = json_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["table"]["maxItems"] == 3
    assert all("description" in one for one in schema["properties"].values())


def test_conditions_with_dates_inside_others_are_told_whole():
    when = AllOf((Not(MoreDaysBefore("a", 3, "b")), AnyOf((Equals("c", "x"), OneOf("c", ("y",)), Empty("c")))))
    form = form_of(
        question("a", FieldType.DATE),
        question("b", FieldType.DATE),
        question("c", required=False),
        question("d", show_when=when),
    )
    assert json_schema(form)["properties"]["d"]["x-show-when"]["all"][0] == {
        "not": {"field": "a", "more_days_before": 3, "of": "b"}
    }
