"""What the desk offers to mark is what the applicant can answer, and nothing else gets through."""

import re

import pytest

from motcua.foundation.forms.paging import lay_out
from motcua.register.procedures.queries import version
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types import commands as asked
from tests.service.dossiers.desk.pages import address, do

MARKS = re.compile(r'name="mark" value="([^"]+)"')


@pytest.fixture
def state(desk):
    return desk.act(desk.submit(), "desk", asked.Receive())


def test_only_questions_that_are_asked_and_papers_of_the_case_are_offered(desk, state):
    page = desk.browser("desk").get(address(state.code)).content.decode()
    offered = MARKS.findall(page)
    form = version(state.procedure, state.procedure_version)
    pages, _ = lay_out(
        form.declaration, opened.view(state.code, state.received_at).values, on=state.submitted_at.date()
    )
    asked_for = {f"field:{field.code}" for one in pages for field in one.fields}
    papers = {f"paper:{paper.code}" for paper in form.case(state.case).papers}
    assert len(offered) == len(set(offered))
    assert asked_for <= set(offered) <= asked_for | papers
    assert "field:mother.residence" not in offered


def test_what_another_answer_fills_says_so_and_leads_there(desk, state):
    page = desk.browser("desk").get(address(state.code)).content.decode()
    row = re.search(r'id="declared-mother.residence".*?</div>', page, re.DOTALL).group()
    assert "Lấy từ phần" in row
    assert 'href="#declared-filer.residence"' in row
    assert 'id="declared-filer.residence"' in page


def test_an_optional_question_without_an_answer_can_be_marked_as_missing(desk):
    state = desk.act(desk.submit(**{"parents.marriage_number": None}), "desk", asked.Receive())
    page = desk.browser("desk").get(address(state.code)).content.decode()
    row = re.search(r'id="declared-parents.marriage_number".*?</div>', page, re.DOTALL).group()
    assert "không khai" in row
    assert '<option value="missing" selected>' in row


@pytest.mark.parametrize("code", ["witness.full_name", "child.cared_for_at"])
def test_a_mark_of_a_question_that_is_not_asked_is_refused_and_says_which(desk, state, code):
    label = next(
        one.label.vi
        for one in version(state.procedure, state.procedure_version).declaration.fields()
        if one.code == code
    )
    marked = {"mark": [f"field:{code}"], f"fault:field:{code}": "wrong", "ask-supplement.note": "Ghi lại giúp."}
    answer = do(desk.browser("desk"), state.code, "yeu-cau-bo-sung", **marked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Hồ sơ này không hỏi “{label}”" in page
    assert "Ghi lại giúp." in page
    assert opened.state_of(state.code).open_supplement is None
