"""A declaration is read as a whole: conditions, what is missing, what is unknown, drafts and single pages."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.forms.declared import AllOf, AnyOf, Empty, Equals, FieldType, MoreDaysBefore, Not, OneOf
from motcua.foundation.forms.parsing import parse, parse_page
from tests.factories.birth import FILED_ON, PLACES, birth_declaration, birth_procedure
from tests.foundation.forms.declarations import ON, form_of, paged, question

WHY = question("why", show_when=MoreDaysBefore("born_on", 60))
LATE = form_of(question("born_on", FieldType.DATE), WHY)


BIRTH = birth_procedure()


def codes(parsed):
    return [(one.field, one.code) for one in parsed.problems]


def test_the_sixtieth_day_is_in_time_and_the_next_is_not():
    assert not parse(LATE, {"born_on": "2026-09-21"}, on=ON).problems
    assert codes(parse(LATE, {"born_on": "2026-09-20"}, on=ON)) == [("why", "missing")]


def test_an_answer_to_a_hidden_question_is_left_out_and_named():
    parsed = parse(LATE, {"born_on": "2026-11-01", "why": "bận"}, on=ON)
    assert parsed.values == {"born_on": "2026-11-01"}
    assert parsed.left_out == ("why",)


def test_a_draft_keeps_the_answer_to_a_hidden_question():
    parsed = parse(LATE, {"born_on": "2026-11-01", "why": "bận"}, on=ON, partial=True)
    assert parsed.values == {"born_on": "2026-11-01", "why": "bận"}


def test_a_hidden_answer_counts_for_nothing_in_later_conditions():
    form = form_of(
        question("a"),
        question("b", required=False, show_when=Equals("a", "x")),
        question("c", required=False, show_when=Not(Empty("b"))),
    )
    assert parse(form, {"a": "x", "b": "1", "c": "2"}, on=ON).values == {"a": "x", "b": "1", "c": "2"}
    assert parse(form, {"a": "y", "b": "1", "c": "2"}, on=ON).left_out == ("b", "c")


def test_conditions_combine():
    both = AllOf((Equals("a", "x"), AnyOf((OneOf("b", ("1", "2")), Empty("b")))))
    form = form_of(question("a"), question("b", required=False), question("c", show_when=both))
    assert codes(parse(form, {"a": "x", "b": "2"}, on=ON)) == [("c", "missing")]
    assert codes(parse(form, {"a": "x"}, on=ON)) == [("c", "missing")]
    assert not parse(form, {"a": "x", "b": "3"}, on=ON).problems


def test_unknown_fields_are_refused_by_name_at_any_depth():
    form = form_of(question("child.name"), question("child.home", FieldType.ADDRESS, required=False))
    data = {"child": {"name": "An", "nickname": "Bống"}, "extra": 1, "child.name": "x"}
    assert codes(parse(form, data, on=ON)) == [
        ("child.nickname", "unknown-field"),
        ("extra", "unknown-field"),
        ("child.name", "unknown-field"),
    ]
    assert codes(parse(form, {"child": "An"}, on=ON))[0] == ("child", "unknown-field")


def test_a_missing_answer_says_how_to_mend_it_and_a_draft_misses_nothing():
    form = form_of(question("a", FieldType.CHOICE, options_from="x"), lists={"x": ()})
    assert parse(form, {}, on=ON).problems[0].message == "Choose one answer."
    assert not parse(form, {}, on=ON, partial=True).problems


def test_dates_have_to_lie_in_order():
    form = form_of(
        question("child", FieldType.DATE), question("mother", FieldType.DATE, earlier_than="child", year_is_enough=True)
    )
    assert codes(parse(form, {"child": "2026-11-01", "mother": "2026-11-01"}, on=ON)) == [
        ("mother", "dates-out-of-order")
    ]
    assert not parse(form, {"child": "2026-11-01", "mother": "1996"}, on=ON).problems
    assert not parse(form, {"child": "2026-11-01", "mother": "2026"}, on=ON).problems


def test_nobody_is_asked_twice():
    form = form_of(question("who"), question("me"), question("mother", same_as="me", same_when=Equals("who", "mother")))
    parsed = parse(form, {"who": "mother", "me": "Mai"}, on=ON)
    assert parsed.values == {"who": "mother", "me": "Mai", "mother": "Mai"}
    assert parse(form, {"who": "mother", "me": "Mai", "mother": "Lan"}, on=ON).left_out == ("mother",)
    assert codes(parse(form, {"who": "aunt", "me": "Hoa"}, on=ON)) == [("mother", "missing")]


def test_a_table_is_read_row_by_row():
    columns = (question("name", FieldType.PERSON_NAME), question("born_on", FieldType.DATE, required=False))
    form = form_of(question("children", FieldType.TABLE, columns=columns, least=1, most=2))
    rows = [{"name": "An"}, {"name": "", "born_on": ""}, {"name": "Bình", "born_on": "01/02/2020"}]
    assert parse(form, {"children": rows}, on=ON).values == {
        "children": [{"name": "An"}, {"name": "Bình", "born_on": "2020-02-01"}]
    }
    wrong = parse(form, {"children": [{"name": "4"}, {"born_on": "2020-01-01", "x": 1}]}, on=ON)
    assert codes(wrong) == [
        ("children.0.name", "not-a-name"),
        ("children.1.x", "unknown-field"),
        ("children.1.name", "missing"),
    ]
    assert codes(parse(form, {"children": [{"name": "A"}] * 3}, on=ON)) == [("children", "too-many-rows")]
    assert codes(parse(form, {}, on=ON)) == [("children", "missing")]


def test_a_page_is_read_in_full_on_top_of_the_draft():
    form = paged(("one", (question("a"), question("b")), None), ("two", (question("c"),), None))
    draft = {"a": "1", "c": "3"}
    parsed = parse_page(form, "one", {"a": "2"}, values=draft, on=ON)
    assert parsed.values == {"a": "2", "c": "3"}
    assert codes(parsed) == [("b", "missing")]
    assert parse_page(form, "two", {}, values=draft, on=ON).values == {"a": "1"}


def test_a_page_keeps_what_other_pages_declared_and_hide_now():
    form = paged(("one", (question("a"),), None), ("two", (question("b"),), Equals("a", "x")))
    parsed = parse_page(form, "one", {"a": "y"}, values={"a": "x", "b": "kept"}, on=ON)
    assert parsed.values == {"a": "y", "b": "kept"}


def test_a_sound_declaration_reads_to_itself_again():
    form = BIRTH.declaration
    once = parse(form, birth_declaration(), on=FILED_ON, places=PLACES)
    assert not once.problems
    assert parse(form, once.values, on=FILED_ON, places=PLACES) == once


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["child", "filer", "x", "line"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_whatever_is_sent_is_answered_and_never_breaks(data):
    form = BIRTH.declaration
    field = data.draw(st.sampled_from([one.code for one in form.fields()]))
    sent = birth_declaration(**{field: data.draw(JSON)})
    parsed = parse(form, sent, on=FILED_ON, places=PLACES)
    for problem in (*parsed.problems, *parsed.warnings):
        assert problem.message % problem.values
    msgspec.json.encode(parsed)
