"""Support for a cremation 1.014036: who files brings which papers, and where the deceased drew a pension decides."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

CREMATION = procedure("1.014036")


def read(**overrides):
    parsed = parse(CREMATION.declaration, changed(declarations.CREMATION, **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(**overrides):
    return [paper.code for paper in rules.asked_papers(CREMATION, read(**overrides), on=FILED_ON)]


BODY = {
    "name": "Hội Chữ thập đỏ phường Sài Gòn",
    "founding_paper": "12/QĐ-UBND",
    "head_office": declarations.HOME,
    "representative": "Lê Thị Hoa",
    "representative_title": "Chủ tịch",
}


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "family", ["invoice"]),
        ({"filer__capacity": "guardian"}, "family", ["invoice"]),
        ({"filer__capacity": "authorised"}, "authorised", ["authorisation", "invoice"]),
        ({"filer__capacity": "organisation", "organisation": BODY}, "organisation", ["introduction", "invoice"]),
        ({"deceased__death_registered": "elsewhere"}, "family", ["invoice", "death-certificate"]),
        ({"cremation__invoice": "lost"}, "family", ["instead-of-invoice"]),
    ],
)
def test_whoever_files_brings_what_their_case_asks_for(changes, case, papers):
    """'... thông qua ủy quyền hoặc đại diện tổ chức, đoàn thể ...: xuất trình văn bản ủy quyền hoặc giấy giới thiệu'."""
    assert rules.case_of(CREMATION, read(**changes), on=FILED_ON).code == case
    assert asked(**changes) == papers


@pytest.mark.parametrize("group", ["merit", "assisted", "pensioner"])
def test_where_a_pension_was_drawn_decides(group):
    """'nơi đối tượng hưởng hưu trí hoặc trợ cấp hàng tháng: đối với ... người có công, ... bảo trợ xã hội ... hưu trí'."""
    there = {"line": "", "commune": TAN_DINH.code}
    values = read(deceased__group=group, deceased__benefit_at=there)
    assert rules.competent_agency(CREMATION, values, on=FILED_ON) == TAN_DINH.code


def test_of_everybody_else_the_last_residence_decides():
    """'nơi đối tượng cư trú: đối với các đối tượng khác'."""
    assert rules.competent_agency(CREMATION, read(), on=FILED_ON) == SAI_GON.code
    away = {"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"}
    values = read(deceased__residence=away)
    assert rules.competence_problem(CREMATION, values, on=FILED_ON).field == "deceased.residence"


def test_the_case_s_own_limit_wins_over_the_channel_s():
    assert rules.limit_of(CREMATION, read(), on=FILED_ON) == Limit(amount=27, unit=LimitUnit.WORKING_DAYS)
    (conflict,) = [one for one in CREMATION.conflicts if one.about == "limit"]
    assert '"processingTime": 12' in conflict.found[1].quote


def test_the_three_periods_of_the_record_fill_the_limit():
    """05 ngày xác nhận, 07 ngày quyết định, 15 ngày chi tiền."""
    minutes = {step.code: step.minutes for step in CREMATION.steps}
    assert minutes["receive"] + minutes["verify"] == 5 * 480
    assert minutes["propose"] + minutes["decide"] == 7 * 480
    assert minutes["pay"] + minutes["hand-over"] == 15 * 480


def test_money_goes_to_an_account_only_when_it_is_named():
    declared = changed(declarations.CREMATION, payout__way="account")
    parsed = parse(CREMATION.declaration, declared, on=FILED_ON, places=PLACES)
    assert {one.field for one in parsed.problems} == {"payout.holder", "payout.bank", "payout.account"}


def test_nobody_is_born_after_they_died():
    declared = changed(declarations.CREMATION, deceased__born_on="2026-11-10")
    parsed = parse(CREMATION.declaration, declared, on=FILED_ON, places=PLACES)
    assert "dates-out-of-order" in {one.code for one in parsed.problems}


def test_it_is_free_and_the_city_s_own():
    assert rules.fees_due(CREMATION, read(), on=FILED_ON) == ()
    assert CREMATION.record.own
    assert CREMATION.record.issued_by == "H29"
