"""Which parts of a declaration are looked at, and how they are named."""

from motcua.foundation.forms.declared import Field, FieldType, Form, Page
from motcua.foundation.forms.words import Text
from motcua.service.dossiers.commands.guarding import without_secrets
from motcua.service.dossiers.rules.intake import secret_fields


def field(code, kind, **more):
    return Field(code=code, type=kind, label=Text(vi=code), **more)


FORM = Form(
    code="x",
    pages=(
        Page(
            code="one",
            title=Text(vi="Một"),
            fields=(
                field("who.full_name", FieldType.PERSON_NAME),
                field("request.content", FieldType.LONG_TEXT),
                field("home", FieldType.ADDRESS),
                field("kind", FieldType.CHOICE),
                field(
                    "list",
                    FieldType.TABLE,
                    columns=(field("what", FieldType.TEXT), field("who", FieldType.PERSON_NAME)),
                ),
            ),
        ),
    ),
)


def test_every_free_text_is_looked_at_and_named_by_its_path():
    values = {
        "request": {"content": "Kính gửi\nTUYỆT MẬT\n"},
        "home": {"line": "TỐI MẬT", "commune": "26740"},
        "list": [{"what": "mật ong"}, {"what": "[MẬT] sơ đồ"}],
    }
    assert secret_fields(FORM, values) == ("request.content", "home.line", "list.1.what")


def test_a_persons_name_and_a_choice_never_stop():
    assert secret_fields(FORM, {"who": {"full_name": "Mật"}, "kind": "Mật", "list": [{"who": "MẬT"}]}) == ()


def test_values_of_another_shape_are_no_texts():
    assert secret_fields(FORM, {"request": "MẬT", "home": 5, "list": [3, "MẬT", {"what": None}]}) == ()


def test_what_is_marked_is_taken_out_and_the_rest_stays():
    values = {
        "request": {"content": "MẬT"},
        "home": {"line": "MẬT", "commune": "26740"},
        "list": [{"what": "MẬT", "who": "Lan"}],
    }
    left = without_secrets(FORM, values, secret_fields(FORM, values))
    assert left == {"home": {"commune": "26740"}, "list": [{"who": "Lan"}]}
    assert values["request"] == {"content": "MẬT"}
