"""Household businesses, companies, seals, vehicles, licences and criminal records: cases, papers, fees and who decides."""

from datetime import date

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from motcua.register.procedures.types import Channel
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

END = {"result": {"delivery": "counter"}, "statement": {"true": True}}
FILER = {**declarations.PERSON, "phone": "+84901234567"}
SENT = {name: answer for name, answer in FILER.items() if not name.startswith("residence")}
SELF = {"filer": {"for": "self", **FILER}, **END}
OWNER = {"filer": {"role": "owner", **FILER}, "office": {"choice": "head-office"}, **END}
SHOP = {"name": "Tạp hóa Mai Anh", "number": "079196004321", "head_office": declarations.HOME, "founder": "person"}
VEHICLE = {
    "origin": "domestic",
    "kind": "motorcycle",
    "brand": "Honda Vision",
    "frame": "RLH",
    "engine": "JF",
    "colour": "Đỏ",
}
BODY = {"name": "Hội Khuyến học", "tax_code": "0312345678", "head_office": declarations.HOME, "representative": "Trần Thị Mai", "representative_title": "Chủ tịch"}  # fmt: skip
LICENCE = {"class": "a1", "reason": "damaged", "suspended": False}

DECLARED = {
    "1.001266": {**OWNER, "business": SHOP, "closing": {"reason": "Hết hạn thuê nhà", "on": "2026-12-31"}, "statement": {"debts": True, "true": True}},
    "2.000720": {**OWNER, "business": SHOP, "change": {"kind": "details", "text": "Tạp hóa Mai Em", "on": "2026-11-20"}},
    "1.115231": {"body": {"kind": "other"}, "organisation": BODY, "filer": SENT, "seal": {"text": "Hội Khuyến học", "count": 1}, **END},
    "2.001583": {
        "filer": {"role": "founder", **FILER},
        "company": {"origin": "new", "name": "Công ty TNHH Mai Anh", "head_office": declarations.HOME, "capital_vnd": 1_000_000, "line": "Bán lẻ", "representative": "Trần Thị Mai", "representative_id": "079196004321"},
        "founders": {"kind": "persons", "have_ids": True, "beneficial": False},
        "investor": {"foreign": False},
        **END,
    },
    "1.012575": {"filer": FILER, "vehicle": VEHICLE, "plate": {"kind": "new"}, **END},
    "1.013067": {"filer": {"kind": "person", "for": "self", **FILER}, "vehicle": VEHICLE, "plate": {"kind": "new"}, **END},
    "3.000346": {"filer": {"kind": "person", **FILER}, "test": {"kind": "trained", "parts": "all"}, "licence": {"class": "a1"}, "holder": {"status": "citizen"}, **END},
    "3.000347": {"filer": FILER, "licence": LICENCE, "holder": {"status": "citizen"}, **END},
    "3.000348": {"filer": FILER, "licence": {**LICENCE, "reason": "lost"}, "holder": {"status": "citizen"}, **END},
    "3.000333": {
        **SELF,
        "record": {"kind": "no-1", "purpose": "Xin việc", "copies": 1},
        "concerned": {"sex": "female", "nationality": "VN"},
        "history": [{"place": "12 Nguyễn Huệ", "since": "2010"}],
        "fee": {"claims_exemption": False},
    },
}  # fmt: skip
DECLARED["2.002043"] = changed(DECLARED["2.001583"], founders__beneficial=None)
OTHERS = {"full_name": "Phạm Quốc Dũng", "born_on": "1988-01-20", "identity_kind": "personal-id", "personal_id": "079088005555", "residence_kind": "permanent", "residence": declarations.HOME}  # fmt: skip


def read(code, **overrides):
    parsed = parse(procedure(code).declaration, changed(DECLARED[code], **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(code, **overrides):
    return [paper.code for paper in rules.asked_papers(procedure(code), read(code, **overrides), on=FILED_ON)]


@pytest.mark.parametrize(
    ("code", "changes", "case", "papers"),
    [
        ("1.001266", {}, "usual", []),
        ("1.001266", {"business__founder": "group"}, "group", ["group-minutes"]),
        ("1.001266", {"filer__role": "public-post", "owner": {"full_name": "Lê Văn Ba", "has_account": True}}, "usual", ["postal-slip"]),
        ("2.000720", {}, "details", []),
        ("2.000720", {"change__kind": "new-owner"}, "new-owner", ["family-authorisation"]),
        ("2.000720", {"change__kind": "owner-gone", "change__owner_gone": "died"}, "owner-gone", ["death-certificate"]),
        ("2.000720", {"change__kind": "members", "change__members": "joins"}, "members", ["member-authorisation"]),
        ("1.115231", {}, "other", ["founding-or-licence"]),
        ("1.115231", {"body__kind": "state"}, "state", ["request", "founding-or-rules"]),
        ("1.115231", {"body__kind": "public", "body__licensed": True}, "public", ["request", "founding-or-rules", "licence"]),
        ("1.115231", {"body__kind": "social"}, "social", ["request", "founding-or-licence", "charter"]),
        ("2.001583", {}, "new", ["charter"]),
        ("2.001583", {"company__origin": "social", "founders__beneficial": True}, "social", ["social-undertaking", "charter", "owners"]),
        ("2.001583", {"founders__kind": "organisation"}, "new", ["charter", "body-paper", "appointment"]),
        ("2.001583", {"founders__kind": "organisation", "founders__code": "0312345678"}, "new", ["charter", "appointment"]),
        ("2.002043", {}, "new", ["charter", "owners"]),
        ("2.002043", {"company__origin": "household", "company__household_number": "079196004321"}, "household", ["charter", "owners"]),
        ("1.012575", {}, "new-plate", ["quality-slip"]),
        ("1.013067", {}, "new-plate", ["origin", "ownership", "dues"]),
        ("3.000346", {}, "person", ["health"]),
        ("3.000346", {"licence__class": "b"}, "person", ["health", "training"]),
        ("3.000346", {"test__kind": "expired", "licence__old": "civil"}, "expired", ["health", "expired-licence"]),
        ("3.000346", {"test__kind": "expired", "licence__old": "lost"}, "expired", ["health"]),
        ("3.000347", {}, "motorcycle", ["other"]),
        ("3.000347", {"licence__class": "b"}, "other-classes", ["health", "other"]),
        ("3.000348", {"holder__status": "foreigner", "licence__suspended": True}, "motorcycle", ["sanction", "passport", "other"]),
        ("3.000333", {}, "self", []),
        ("3.000333", {"fee__claims_exemption": True}, "self", ["exemption-proof"]),
    ],
)  # fmt: skip
def test_each_case_asks_for_its_own_papers(code, changes, case, papers):
    values = read(code, **changes)
    assert rules.case_of(procedure(code), values, on=FILED_ON).code == case
    assert asked(code, **changes) == papers


def test_an_own_or_auctioned_plate_takes_seven_working_days():
    """'cấp mới biển số xe trúng đấu giá, cấp biển số định danh: Không quá 07 ngày làm việc'."""
    values = read("1.012575", plate__kind="auction", plate__number="59A-123.45")
    case = rules.case_of(procedure("1.012575"), values, on=FILED_ON)
    assert case.limit == Limit(7, LimitUnit.WORKING_DAYS)


def test_an_imported_vehicle_is_sent_to_the_procedure_that_inspects_it():
    field = next(one for one in procedure("1.012575").declaration.fields() if one.code == "vehicle.origin")
    assert {one.value: one.instead for one in field.options}["imported"] == "1.013067"


def test_nobody_else_asks_for_certificate_no_2_and_kin_need_no_authorisation():
    """'Cá nhân yêu cầu cấp Phiếu Lý lịch tư pháp số 2 không được ủy quyền cho người khác làm thủ tục'."""
    other = {
        "filer__for": "other",
        "filer__as": "authorised",
        "concerned": {**OTHERS, "sex": "male", "nationality": "VN"},
    }
    values = read("3.000333", **other, filer__is_close_relative=False)
    assert "kind" not in values["record"]
    assert asked("3.000333", **other, filer__is_close_relative=False) == ["mandate"]
    assert asked("3.000333", **other, filer__is_close_relative=True) == []


@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("1.001266", SAI_GON.code),
        ("2.000720", SAI_GON.code),
        ("1.115231", f"{SAI_GON.code}.2"),
        ("1.012575", f"{SAI_GON.code}.2"),
        ("1.013067", f"{SAI_GON.code}.2"),
        ("2.001583", "H29.14"),
        ("2.002043", "H29.14"),
        ("3.000333", "H29.30"),
        ("3.000346", "H29.30"),
        ("3.000347", "H29.30"),
        ("3.000348", "H29.30"),
    ],
)
def test_the_commune_decides_or_a_department_or_the_city_s_police(code, agency):
    assert rules.competent_agency(procedure(code), read(code), on=FILED_ON) == agency


def test_another_commune_that_is_chosen_closes_a_household_business():
    values = read("1.001266", office={"choice": "other", "at": {"line": "", "commune": TAN_DINH.code}})
    assert rules.competent_agency(procedure("1.001266"), values, on=FILED_ON) == TAN_DINH.code


@pytest.mark.parametrize(
    ("changes", "amounts"),
    [
        ({}, [60_000, 60_000, 135_000]),
        ({"test__parts": "theory"}, [60_000, 135_000]),
        ({"licence__class": "b"}, [100_000, 100_000, 350_000, 80_000, 135_000]),
    ],
)
def test_a_driving_test_costs_by_class_and_parts(changes, amounts):
    """'các hạng xe A1, A, B1: Sát hạch lý thuyết: 60.000 đồng/lần, Sát hạch thực hành: 60.000 đồng/lần'."""
    values = read("3.000346", **changes)
    due = rules.fees_due(procedure("3.000346"), values, on=FILED_ON, channel=Channel.COUNTER)
    assert [one.amount_vnd for one in due] == amounts


def test_a_licence_was_cheaper_online_until_the_end_of_2025():
    """'Kể từ ngày 01/12/2023 đến hết ngày 31/12/2025, áp dụng mức thu lệ phí là 115.000 đồng/lần cấp.'"""
    values = read("3.000347")
    for on, amount in ((date(2025, 12, 31), 115_000), (date(2026, 1, 1), 135_000)):
        (charge,) = rules.fees_due(procedure("3.000347"), values, on=on, channel=Channel.ONLINE)
        assert charge.amount_vnd == amount
