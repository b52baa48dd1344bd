"""Temporary residence 1.004194: a person or household, many people by a list, or somebody in barracks."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON
from tests.factories.procedures import changed, procedure

RESIDENCE = procedure("1.004194")
WORKER = {
    "full_name": "Lê Văn Tư",
    "born_on": "2000-05-06",
    "sex": "male",
    "personal_id": "079200004321",
    "until": "2027-11-24",
}
LIST = {
    "stay": {"kind": "list"},
    "filer__role": None,
    "concerned": None,
    "household": None,
    "fee": None,
    "dwelling": {"at": declarations.HOME},
}


def parsed(**overrides):
    return parse(
        RESIDENCE.declaration, changed(declarations.TEMPORARY_RESIDENCE, **overrides), on=FILED_ON, places=PLACES
    )


def read(**overrides):
    result = parsed(**overrides)
    assert result.problems == ()
    return result.values


def wrong(**overrides):
    return [one.field for one in parsed(**overrides).problems]


def required(values):
    return {paper.code for paper in rules.asked_papers(RESIDENCE, values, on=FILED_ON) if paper.required}


def living(basis, **more):
    return {"dwelling": {"at": declarations.HOME, "basis": basis, **more}}


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "usual", {"rental"}),
        ({"dwelling__basis": "borrowed"}, "usual", {"rental"}),
        (living("owned", certificate=True), "usual", set()),
        (living("owned", certificate=False), "usual", {"dwelling-proof"}),
        (living("family", owner="Nguyễn Văn Bình"), "family", set()),
        ({"concerned__minor": "written"}, "usual", {"rental", "minor-consent"}),
        ({"concerned__nationality_by": "granted"}, "usual", {"rental", "nationality"}),
        ({**LIST, "people": [WORKER]}, "list", {"list"}),
    ],
)
def test_who_lives_where_decides_the_papers(changes, case, papers):
    """'khi chủ hộ, chủ sở hữu chỗ ở hợp pháp đồng ý và không phải xuất trình, cung cấp giấy tờ chứng minh'."""
    values = read(**changes)
    assert rules.case_of(RESIDENCE, values, on=FILED_ON).code == case
    assert required(values) == papers


@pytest.mark.parametrize("force", ["army", "police"])
def test_barracks_ask_for_an_introduction(force):
    values = read(stay={**declarations.TEMPORARY_RESIDENCE["stay"], "kind": "barracks", "force": force})
    assert rules.case_of(RESIDENCE, values, on=FILED_ON).code == "barracks"
    assert required(values) == {f"{force}-introduction"}


def test_a_list_names_somebody_with_the_term_of_each():
    """'Danh sách bao gồm những thông tin cơ bản của từng người ... và thời hạn tạm trú.'"""
    assert wrong(**LIST) == ["people"]
    assert wrong(**LIST, people=[{**WORKER, "until": ""}]) == ["people.0.until"]


def test_a_stay_does_not_end_before_it_begins():
    assert wrong(stay__until="2026-11-24") == ["stay.from"]


@pytest.mark.parametrize(
    ("changes", "channel", "amount"),
    [
        ({}, "online", 7_000),
        ({}, "counter", 15_000),
        ({**LIST, "people": [WORKER, WORKER, WORKER]}, "online", 15_000),
        ({**LIST, "people": [WORKER, WORKER, WORKER]}, "counter", 30_000),
    ],
)
def test_a_household_pays_once_and_a_list_for_each_person(changes, channel, amount):
    """'5.000 đồng/người/lần đăng ký'."""
    (due,) = rules.fees_due(RESIDENCE, read(**changes), on=FILED_ON, channel=channel)
    assert due.amount_vnd == amount


def test_whoever_is_exempt_pays_nothing():
    assert rules.fees_due(RESIDENCE, read(fee__exemption="poor"), on=FILED_ON) == ()


def test_members_who_come_too_are_named_in_a_table():
    member = {key: value for key, value in WORKER.items() if key != "until"} | {"relation": "spouse"}
    assert wrong(household__others=True) == ["members"]
    assert len(read(household__others=True, members=[member])["members"]) == 1


def test_the_commune_of_the_home_decides_within_three_working_days():
    assert rules.competent_agency(RESIDENCE, read(), on=FILED_ON) == f"{SAI_GON.code}.2"
    assert rules.limit_of(RESIDENCE, read(), on=FILED_ON) == Limit(amount=3, unit=LimitUnit.WORKING_DAYS)
    assert sum(step.minutes for step in RESIDENCE.steps) <= 3 * 480


def test_a_home_outside_the_city_is_told_at_its_field():
    assert wrong(dwelling__at={"line": "1 Trần Phú", "province": "Đà Nẵng"}) == ["dwelling.at.province"]
