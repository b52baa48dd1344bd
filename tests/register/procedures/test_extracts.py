"""Copies of civil status extracts 2.000635: a row for each kind, a fee for each copy, and a choice of who issues them."""

import pytest

from motcua.foundation.clock.limits import LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

EXTRACTS = procedure("2.000635")
CONCERNED = {
    "full_name": "Nguyễn Văn Bình",
    "born_on": "1994-09-30",
    "identity_kind": "personal-id",
    "personal_id": "079094001234",
}
ELSEWHERE = {"line": "", "commune": TAN_DINH.code, "commune_now": TAN_DINH.code}
BODY = {
    "filer__kind": "organisation",
    "filer__relation": None,
    "organisation": {"name": "Tòa án nhân dân Khu vực 1"},
    "request": {"reason": "Xác minh hồ sơ thừa kế"},
    "concerned": CONCERNED,
    "office": {"at": ELSEWHERE},
}


def parsed(**overrides):
    return parse(EXTRACTS.declaration, changed(declarations.EXTRACTS, **overrides), on=FILED_ON, places=PLACES)


def read(**overrides):
    one = parsed(**overrides)
    assert one.problems == ()
    return one.values


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "own", []),
        (
            {"filer__relation": "authorised", "filer__is_close_relative": True, "concerned": CONCERNED},
            "for-another",
            ["plain-authorisation"],
        ),
        (
            {"filer__relation": "authorised", "filer__is_close_relative": False, "concerned": CONCERNED},
            "for-another",
            ["certified-authorisation"],
        ),
        (BODY, "body", ["request-letter"]),
    ],
)
def test_each_case_has_its_papers(changes, case, papers):
    """'Tờ khai ... là cá nhân hoặc Văn bản yêu cầu ... nêu rõ lý do trong trường hợp người yêu cầu là cơ quan, tổ chức'."""
    values = read(**changes)
    assert rules.case_of(EXTRACTS, values, on=FILED_ON).code == case
    assert [one.code for one in rules.asked_papers(EXTRACTS, values, on=FILED_ON)] == papers


def test_each_copy_costs_eight_thousand():
    """'"type": "FEE", "value": 8000'; three copies and two."""
    (fee,) = rules.fees_due(EXTRACTS, read(), on=FILED_ON)
    assert fee.amount_vnd == 5 * 8_000


def test_one_chooses_who_issues_them():
    """'... chuyển hồ sơ đến Sở Tư pháp/Ủy ban nhân dân cấp xã có thẩm quyền xử lý.'"""
    assert rules.competent_agency(EXTRACTS, read(), on=FILED_ON) == SAI_GON.code
    assert rules.competent_agency(EXTRACTS, read(office={"choice": "justice"}), on=FILED_ON) == "H29.13"
    other = read(office={"choice": "other", "at": ELSEWHERE})
    assert rules.competent_agency(EXTRACTS, other, on=FILED_ON) == TAN_DINH.code
    assert rules.competent_agency(EXTRACTS, read(**BODY), on=FILED_ON) == TAN_DINH.code


def test_a_body_says_why_and_names_whom_it_is_about():
    problems = parsed(**{**BODY, "request": None, "concerned": None}).problems
    assert {"request.reason", "concerned.full_name"} <= {one.field for one in problems}


def test_whoever_asks_for_their_own_declares_themselves_once():
    assert read()["concerned"]["personal_id"] == "079196004321"


def test_what_cannot_be_found_is_not_asked_for_in_vain():
    """'... không cung cấp đầy đủ ... không thể tra cứu được thông tin thì cơ quan đăng ký hộ tịch từ chối giải quyết.'"""
    rows = [{"kind": "birth", "copies": 1}]
    assert any(one.field.startswith("extracts") for one in parsed(extracts=rows).problems)
    assert [one.field for one in parsed(extracts=None).problems] == ["extracts"]


def test_it_is_done_the_same_day_and_the_fifteen_days_are_a_conflict():
    assert {case.limit.unit for case in EXTRACTS.cases} == {LimitUnit.SAME_DAY}
    (conflict,) = (one for one in EXTRACTS.conflicts if one.about == "limit")
    assert any("15" in source.quote for source in conflict.found)
