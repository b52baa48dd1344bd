"""Pages come and go with the answers."""

import pytest

from motcua.foundation.forms.declared import Equals
from motcua.foundation.forms.paging import (
    first_unfinished,
    next_page,
    page_named,
    prefilled,
    previous_page,
    visible_pages,
)
from tests.foundation.forms.declarations import ON, form_of, paged, question

FORM = paged(
    ("one", (question("a"),), None),
    ("two", (question("b"), question("b2", required=False, show_when=Equals("b", "x"))), Equals("a", "x")),
    ("three", (question("c", same_as="a", same_when=Equals("a", "x")),), None),
    ("four", (question("d"),), None),
)


def test_a_page_is_there_while_its_condition_holds_and_it_asks_something():
    assert [one.code for one in visible_pages(FORM, {"a": "x"}, on=ON)] == ["one", "two", "four"]
    assert [one.code for one in visible_pages(FORM, {"a": "y"}, on=ON)] == ["one", "three", "four"]
    assert [field.code for field in visible_pages(FORM, {"a": "x", "b": "x"}, on=ON)[1].fields] == ["b", "b2"]


def test_forward_and_back_skip_what_is_not_asked():
    assert next_page(FORM, "", {}, on=ON) == "one"
    assert next_page(FORM, "one", {"a": "x"}, on=ON) == "two"
    assert next_page(FORM, "two", {"a": "y"}, on=ON) == "three"
    assert next_page(FORM, "four", {"a": "y"}, on=ON) is None
    assert previous_page(FORM, "four", {"a": "x"}, on=ON) == "two"
    assert previous_page(FORM, "one", {}, on=ON) is None


def test_the_first_unfinished_page_is_where_to_go_on():
    assert first_unfinished(FORM, {"a": "x"}, on=ON) == "two"
    assert first_unfinished(FORM, {"a": "x", "b": "1", "d": "1"}, on=ON) is None


def test_a_page_is_found_by_its_code():
    assert page_named(FORM, "two").code == "two"
    with pytest.raises(LookupError):
        page_named(FORM, "five")


def test_a_new_declaration_begins_with_what_is_known():
    form = form_of(
        question("filer.name", prefill="person.full_name"),
        question("copies", default=0),
        question("nation", default="VN"),
    )
    known = {"person": {"full_name": "Trần Thị Mai"}}
    assert prefilled(form, known) == {"filer": {"name": "Trần Thị Mai"}, "copies": 0, "nation": "VN"}
    assert prefilled(form, {}) == {"copies": 0, "nation": "VN"}
