"""What is posted becomes values, and values become what components show."""

from django.http import QueryDict

from motcua.foundation.forms.binding import Shelf, labels, posted
from motcua.foundation.forms.declared import FieldType
from motcua.foundation.forms.paging import visible_pages
from motcua.foundation.forms.parsing import parse_page
from tests.factories.birth import DA_KAO_FORMER, FILED_ON, PLACES, SAI_GON, birth_declaration, birth_procedure
from tests.foundation.forms.declarations import ON, form_of, question

BIRTH = birth_procedure().declaration
COMMUNES = ((SAI_GON.code, SAI_GON.name),)


def post(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def page(code):
    return next(one for one in BIRTH.pages if one.code == code)


def shown(code, **shelf):
    values = birth_declaration()
    found = next(one for one in visible_pages(BIRTH, values, on=FILED_ON) if one.code == code)
    return Shelf(BIRTH, **{"language": "vi", "values": values, "communes": COMMUNES, "places": PLACES, **shelf}).page(
        found
    )


def test_parts_come_together_and_strange_names_stay_out():
    data = post(**{
        "child.born_on.day": "2", "child.born_on.month": "11", "child.born_on.year": "2026", "child.born_at": "9:05",
        "child.birth_place.line": "284 Cống Quỳnh", "child.birth_place.commune": SAI_GON.code,
        "csrfmiddlewaretoken": "x", "key": "y", "child.nickname": "Bống",
    })  # fmt: skip
    assert posted(page("child-birth"), data) == {
        "child": {
            "born_on": {"day": "2", "month": "11", "year": "2026"},
            "born_at": "9:05",
            "birth_place": {"line": "284 Cống Quỳnh", "commune": SAI_GON.code},
        }
    }
    parsed = parse_page(
        BIRTH, "child-birth", posted(page("child-birth"), data), values=birth_declaration(), on=FILED_ON, places=PLACES
    )
    assert parsed.values["child"]["born_on"] == "2026-11-02"
    assert [one.field for one in parsed.problems] == ["child.born_in"]


def test_an_unticked_statement_is_no_answer():
    assert posted(page("statement"), post()) == {}
    assert posted(page("statement"), post(**{"statement.true": "yes"})) == {"statement": {"true": "yes"}}


def test_rows_of_a_table_are_gathered_by_number():
    columns = (question("name"), question("born_on", FieldType.DATE))
    form = form_of(question("children", FieldType.TABLE, columns=columns))
    data = post(
        **{
            "children.0.name": "An",
            "children.2.name": "Bình",
            "children.2.born_on.year": "2020",
            "children.1.name": " ",
        }
    )
    assert posted(form.pages[0], data) == {
        "children": [{"name": "An"}, {"name": "Bình", "born_on": {"day": "", "month": "", "year": "2020"}}]
    }
    (field,) = Shelf(form, language="vi", values={"children": [{"name": "An"}]}).page(
        visible_pages(form, {}, on=ON)[0]
    )["fields"]
    assert [[part["name"] for part in row] for row in field["parts"]] == [
        ["children.0.name", "children.0.born_on"],
        ["children.1.name", "children.1.born_on"],
    ]


def test_a_page_is_plain_values_for_the_components():
    birth = shown("child")
    name, sex = birth["fields"]
    assert (birth["title"], birth["lang"], birth["single"]) == ("Trẻ tên là gì?", "", False)
    assert (name["kind"], name["value"], name["problem"]) == ("person-name", "Nguyễn Minh An", None)
    assert sex["kind"] == "choice"
    assert [(one["value"], one["text"]) for one in sex["options"]] == [("male", "Nam"), ("female", "Nữ")]


def test_long_lists_are_selects_and_what_has_no_english_says_so():
    ethnicity, nationality, _ = shown("child-origin", language="en")["fields"]
    assert (ethnicity["kind"], nationality["kind"]) == ("select", "select")
    assert ethnicity["options"][0] == {"value": "kinh", "text": "Kinh", "hint": "", "lang": "vi"}
    assert nationality["options"][0]["text"] == "Vietnam"


def test_what_was_typed_wrong_is_shown_again_with_its_problem():
    typed = {"child": {"full_name": "An 2", "sex": "female"}}
    parsed = parse_page(BIRTH, "child", typed, values=birth_declaration(), on=FILED_ON, places=PLACES)
    name = shown("child", values=parsed.values, typed=parsed.typed, problems=parsed.problems)["fields"][0]
    assert (name["value"], name["problem"].code) == ("An 2", "not-a-name")


def test_an_address_is_a_group_and_asks_for_the_successor_only_of_a_divided_commune():
    field = shown("child-birth")["fields"][-1]
    assert field["kind"] == "group"
    assert [part["name"].rsplit(".")[-1] for part in field["parts"]] == ["line", "commune", "elsewhere"]
    typed = {"child.birth_place": {"commune": DA_KAO_FORMER.code}}
    asked = shown("child-birth", typed=typed)["fields"][-1]
    successor = next(part for part in asked["parts"] if part["name"].endswith("commune_now"))
    assert [one["text"] for one in successor["options"]] == ["Phường Tân Định", "Phường Sài Gòn"]


def test_labels_by_path():
    assert labels(BIRTH, "vi")["father.full_name"] == "Họ, chữ đệm, tên người cha"
