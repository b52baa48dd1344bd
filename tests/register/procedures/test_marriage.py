"""Marriage registration 1.000894: one declares for both, both come, and nobody brings a certificate of being single."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

MARRIAGE = procedure("1.000894")
ENDED = {"husband__times": 2, "husband__ended_paper": "12/2024/QĐST-HNGĐ, Tòa án nhân dân Quận 3"}


def parsed(**overrides):
    return parse(MARRIAGE.declaration, changed(declarations.MARRIAGE, **overrides), on=FILED_ON, places=PLACES)


def read(**overrides):
    one = parsed(**overrides)
    assert one.problems == ()
    return one.values


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "first", []),
        ({"husband__before": "divorced", **ENDED}, "again", []),
        ({"husband__before": "divorced-abroad", "husband__noted": True, **ENDED}, "divorced-abroad", ["divorce-note"]),
        ({"husband__identity_kind": "other"}, "first", ["husband-identity-paper"]),
    ],
)
def test_what_registers_hold_is_not_asked_for(changes, case, papers):
    """'cơ quan đăng ký hộ tịch tra cứu thông tin về tình trạng hôn nhân của người yêu cầu đăng ký kết hôn'."""
    values = read(**changes)
    assert rules.case_of(MARRIAGE, values, on=FILED_ON).code == case
    assert [one.code for one in rules.asked_papers(MARRIAGE, values, on=FILED_ON)] == papers
    spared = {one.code for one in rules.papers_of(MARRIAGE, values, on=FILED_ON) if not one.is_needed}
    assert "marital-status" in spared


def test_both_must_be_present_and_say_so():
    """Law on Civil Status, Article 18(1): 'cùng có mặt khi đăng ký kết hôn'."""
    (presence,) = MARRIAGE.presence
    assert "cùng có mặt" in presence.text.vi
    problems = parsed(statement={"willing": True, "true": True}).problems
    assert [one.field for one in problems] == ["statement.together"]


def test_both_marry_of_their_own_will():
    problems = parsed(statement={"together": True, "true": True}).problems
    assert [one.field for one in problems] == ["statement.willing"]


def test_a_divorce_abroad_must_have_been_noted_before():
    """'... thực hiện thủ tục ghi vào sổ hộ tịch việc ly hôn/hủy việc kết hôn ... trước khi giải quyết'."""
    problems = parsed(husband__before="divorced-abroad", **ENDED).problems
    assert [one.field for one in problems] == ["husband.noted"]


def test_a_former_marriage_is_told_by_its_paper_s_number():
    problems = parsed(wife__before="widowed").problems
    assert {one.field for one in problems} == {"wife.times", "wife.ended_paper"}


def test_it_is_registered_where_either_lives():
    assert rules.competent_agency(MARRIAGE, read(), on=FILED_ON) == SAI_GON.code
    assert rules.competent_agency(MARRIAGE, read(registration__at="husband"), on=FILED_ON) == TAN_DINH.code


def test_whoever_files_declares_herself_once():
    assert read()["wife"]["personal_id"] == "079196004321"


def test_it_takes_one_working_day_and_longer_only_to_verify():
    """'Trường hợp cần xác minh điều kiện kết hôn ... không quá 05 ngày làm việc.'"""
    assert {case.limit for case in MARRIAGE.cases} == {Limit(amount=1, unit=LimitUnit.WORKING_DAYS)}
    assert all("05 ngày làm việc" in case.limit_note.vi for case in MARRIAGE.cases)


@pytest.mark.parametrize(("copies", "amounts"), [(0, []), (2, [16_000])])
def test_it_is_free_and_copies_are_not(copies, amounts):
    """'Miễn lệ phí. Phí cấp bản sao Trích lục kết hôn (nếu có yêu cầu) ...'"""
    due = rules.fees_due(MARRIAGE, read(result__copies=copies), on=FILED_ON)
    assert [one.amount_vnd for one in due] == amounts
