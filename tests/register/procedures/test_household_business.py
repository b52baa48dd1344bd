"""Household business 1.001612: a family brings its authorisation, and any commune of the city registers."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

BUSINESS = procedure("1.001612")
OTHER = {**declarations.PERSON, "full_name": "Phạm Quốc Dũng", "born_on": "1988-01-20", "personal_id": "079088005555"}
SERVICE = {"name": "Công ty Dịch vụ An Bình", "tax_code": "0312345678", "head_office": declarations.HOME}
FOR_ANOTHER = {
    "owner": {"sex": "female", "ethnicity": "kinh", "nationality": "VN", **declarations.PERSON, "has_account": True}
}


def read(**overrides):
    parsed = parse(BUSINESS.declaration, changed(declarations.BUSINESS, **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(**overrides):
    return [paper.code for paper in rules.asked_papers(BUSINESS, read(**overrides), on=FILED_ON)]


def filed_by(role, **more):
    filer = {"role": role, **OTHER, "phone": "+84901234567"}
    service = {} if role == "person" else {"organisation": SERVICE}
    return {"filer": filer, **service, **FOR_ANOTHER, **more}


@pytest.mark.parametrize(
    ("changes", "papers"),
    [
        ({}, []),
        (filed_by("person"), ["authorisation"]),
        (filed_by("service"), ["service-contract", "introduction"]),
        (filed_by("public-post"), ["postal-slip"]),
        (filed_by("other-post"), ["service-contract", "introduction"]),
        (filed_by("person", owner__has_account=False), ["authorisation", "owner-identity-card"]),
    ],
)
def test_whoever_files_for_the_owner_brings_one_of_four_papers(changes, papers):
    """'Trường hợp ủy quyền thực hiện thủ tục thì hồ sơ phải kèm theo một trong những giấy tờ sau'."""
    assert asked(**changes) == papers


def test_a_family_authorises_its_owner_and_names_its_members():
    """'Văn bản ủy quyền này phải được công chứng hoặc chứng thực theo quy định của pháp luật.'"""
    member = {"full_name": "Nguyễn Văn Bình", "personal_id": "079094001234", "born_on": "1994-09-30"}
    values = read(business__founder="family", members=[member])
    assert rules.case_of(BUSINESS, values, on=FILED_ON).code == "family"
    assert [paper.code for paper in rules.asked_papers(BUSINESS, values, on=FILED_ON)] == ["family-authorisation"]
    alone = changed(declarations.BUSINESS, business__founder="family")
    parsed = parse(BUSINESS.declaration, alone, on=FILED_ON, places=PLACES)
    assert [one.field for one in parsed.problems] == ["members"]


def test_the_commune_of_the_head_office_registers_or_another_that_is_chosen():
    """'... nơi hộ kinh doanh đăng ký trụ sở hoặc Cơ quan đăng ký kinh doanh cấp xã bất kỳ trong phạm vi tỉnh'."""
    assert rules.competent_agency(BUSINESS, read(), on=FILED_ON) == SAI_GON.code
    elsewhere = {"choice": "other", "at": {"line": "", "commune": TAN_DINH.code}}
    values = read(office=elsewhere)
    assert rules.competent_agency(BUSINESS, values, on=FILED_ON) == TAN_DINH.code
    assert "bạn chọn" in rules.rule_of(BUSINESS, values, on=FILED_ON).because.vi


def test_an_owner_who_files_declares_herself_once():
    assert read()["owner"]["personal_id"] == "079196004321"


def test_the_charge_is_told_by_the_agency_and_the_record_s_numbers_are_not_taken():
    (charge,) = rules.fees_due(BUSINESS, read(), on=FILED_ON)
    assert charge.amount_vnd is None
    assert "Hội đồng nhân dân" in charge.set_by.vi
    assert "fee" in {one.about for one in BUSINESS.conflicts}


def test_it_takes_three_working_days():
    assert rules.limit_of(BUSINESS, read(), on=FILED_ON) == Limit(amount=3, unit=LimitUnit.WORKING_DAYS)
    assert sum(step.minutes for step in BUSINESS.steps) <= 3 * 480


def test_the_notice_of_what_to_correct_is_no_result():
    assert [one.code for one in BUSINESS.results] == ["KQ.G12.001041"]
