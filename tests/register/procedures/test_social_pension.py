"""The social pension 1.014027: from 75, or from 70 in a poor household, and only below its own amount."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

PENSION = procedure("1.014027")
PARENT = {**declarations.PERSON, "full_name": "Trần Văn Ba", "born_on": "1940", "personal_id": "079040000123"}
FOR_A_PARENT = {
    "filer__for": "other",
    "filer__as": "authorised",
    "filer__full_name": "Trần Thị Mai",
    "filer__born_on": "1976-04-12",
    "filer__personal_id": "079176004321",
    "concerned": {"sex": "male", "ethnicity": "kinh", "age_group": "aged-75", **PARENT},
}
DIED = {
    **FOR_A_PARENT,
    "filer__for": None,
    "filer__as": None,
    "filer__kinship": "child",
    "request__kind": "end",
    "end": {"reason": "died", "on": "2026-11-01"},
}


def parsed(**overrides):
    return parse(PENSION.declaration, changed(declarations.SOCIAL_PENSION, **overrides), on=FILED_ON, places=PLACES)


def read(**overrides):
    found = parsed(**overrides)
    assert found.problems == ()
    return found.values


def refused(**overrides):
    return [one.field for one in parsed(**overrides).problems]


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "grant", []),
        (FOR_A_PARENT, "grant", ["authorisation"]),
        ({"request__kind": "move", "move": {"from": declarations.HOME, "since": "2026-10-01"}}, "move", []),
        ({"request__kind": "change", "changes": [{"what": "Tài khoản", "new": "0071000123456"}]}, "change", []),
        ({"request__kind": "end", "end": {"reason": "not-entitled", "on": "2026-11-01"}}, "end", []),
        (DIED, "end", []),
    ],
)
def test_the_application_is_the_only_paper(changes, case, papers):
    """'Văn bản đề nghị hưởng trợ cấp hưu trí xã hội (theo Mẫu số 01 ...)' is all that the record asks for."""
    values = read(**changes)
    assert rules.case_of(PENSION, values, on=FILED_ON).code == case
    assert [paper.code for paper in rules.asked_papers(PENSION, values, on=FILED_ON)] == papers


def test_from_seventy_a_household_must_be_poor_or_near_poor():
    """'từ đủ 70 tuổi đến dưới 75 tuổi thuộc hộ nghèo, hộ cận nghèo'."""
    assert refused(concerned__age_group="aged-70") == ["concerned.household"]
    read(concerned__age_group="aged-70", concerned__household="near-poor")
    assert "household" not in read(concerned__household="poor")["concerned"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"concerned__age_group": "younger"}, "concerned.age_group"),
        ({"concerned__age_group": "aged-70", "concerned__household": "neither"}, "concerned.household"),
    ],
)
def test_whoever_is_too_young_or_not_yet_poor_is_sent_to_another_procedure(changes, field):
    assert refused(**changes) == [field]


@pytest.mark.parametrize(("monthly", "problems"), [(499_999, []), (500_000, ["pension.monthly_vnd"])])
def test_a_pension_must_be_below_the_social_pension(monthly, problems):
    """'... thấp hơn mức trợ cấp hưu trí': 500.000 đồng/tháng, Điều 3 Nghị định 176/2025/NĐ-CP."""
    assert refused(pension={"has": True, "monthly_vnd": monthly}) == problems


def test_a_pension_s_amount_is_asked_of_those_who_have_one():
    assert refused(pension={"has": True}) == ["pension.monthly_vnd"]


def test_who_files_for_themselves_declares_themselves_once():
    assert read()["concerned"]["personal_id"] == declarations.SOCIAL_PENSION["filer"]["personal_id"]


def test_of_the_dead_nobody_is_asked_for_an_age_an_income_or_an_account():
    values = read(**DIED)
    assert {"pension", "allowance", "payout"}.isdisjoint(values)
    assert "for" not in values["filer"]


def test_the_commune_of_the_pensioner_decides():
    """'gửi Ủy ban nhân dân xã, phường, đặc khu ... nơi cư trú'."""
    assert rules.competent_agency(PENSION, read(), on=FILED_ON) == SAI_GON.code
    there = {"line": "5 Hai Bà Trưng", "commune": TAN_DINH.code}
    values = read(**{**FOR_A_PARENT, "concerned__residence": there})
    assert rules.competent_agency(PENSION, values, on=FILED_ON) == TAN_DINH.code


def test_whoever_lives_outside_the_city_is_told():
    away = {"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"}
    values = read(**{**FOR_A_PARENT, "concerned__residence": away})
    assert rules.competence_problem(PENSION, values, on=FILED_ON).field == "concerned.residence"


def test_it_takes_ten_working_days_and_costs_nothing():
    assert rules.limit_of(PENSION, read(), on=FILED_ON) == Limit(amount=10, unit=LimitUnit.WORKING_DAYS)
    assert sum(step.minutes for step in PENSION.steps) <= 10 * 480
    assert rules.fees_due(PENSION, read(), on=FILED_ON) == ()
