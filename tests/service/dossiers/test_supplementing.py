"""A request for a supplement asks what this declaration asks, and its answer holds what follows from it."""

import pytest

from motcua.foundation.law.refusals import Refused
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.queries import lists, opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark, Status
from tests.factories.dossiers import act
from tests.service.dossiers.test_acting import at, received

HOME = {"line": "5 Lê Lợi", "commune": "H29.26740"}


def marked(people, *codes):
    marks = tuple(Mark("field", code, "wrong") for code in codes)
    return act(received(people), people.desk, asked.AskSupplement(marks=marks), at(23, 10))


def answered(people, state, **values):
    return give(actor=people.mother, dossier=state.id, key=repr(values), now=at(23, 11), papers=[], values=values)


def test_a_mark_of_what_another_answer_fills_goes_to_that_answer(people):
    """The mother files, so her own data are filled from the filer's and never asked again."""
    state = marked(people, "mother.residence", "filer.residence", "mother.ethnicity")
    assert [mark.code for mark in state.open_supplement.marks] == ["filer.residence", "mother.ethnicity"]


def test_what_the_answer_fills_is_mended_with_it(people):
    state = marked(people, "mother.residence")
    answered(people, state, **{"filer.residence": HOME})
    view = opened.view(state.code, at(23, 12))
    assert view.values["filer"]["residence"]["line"] == view.values["mother"]["residence"]["line"] == "5 Lê Lợi"


@pytest.mark.parametrize(
    "code", ["witness.full_name", "child.cared_for_at", "fee.exemption", "filer.agreed_with_parents"]
)
def test_a_question_that_is_not_asked_of_this_declaration_cannot_be_marked(people, code):
    with pytest.raises(Refused) as refused:
        marked(people, code)
    assert refused.value.refusal.code == "unknown-mark"
    assert refused.value.refusal.values["mark"] == f"field:{code}"


def test_a_mended_answer_takes_along_what_it_brings_up(people):
    """Not the mother but the grandmother filed: the parents' agreement is asked now."""
    state = marked(people, "filer.relation")
    with pytest.raises(Refused) as refused:
        answered(people, state, **{"filer.relation": "grandparent"})
    assert [problem.field for problem in refused.value.refusal.fields] == ["filer.agreed_with_parents"]
    state = answered(people, state, **{"filer.relation": "grandparent", "filer.agreed_with_parents": True})
    assert state.status is Status.RECEIVED


def test_a_mended_answer_takes_away_what_is_not_asked_any_more(people):
    answered(people, marked(people, "parents.marriage"), **{"parents.marriage": "unmarried"})
    (row,) = lists.mine(people.mother.person)
    assert "father" not in opened.view(row.code, at(23, 14)).values


def test_an_answer_to_what_is_not_asked_is_not_taken_in_silence(people):
    state = marked(people, "filer.residence")
    with pytest.raises(Refused) as refused:
        answered(people, state, **{"filer.residence": HOME, "mother.residence": HOME})
    assert [(one.field, one.code) for one in refused.value.refusal.fields] == [("mother.residence", "not-marked")]
