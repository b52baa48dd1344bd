"""Permanent residence 1.004222: one's own home, the family's, a rented one, or another that the Law on Residence names."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

RESIDENCE = procedure("1.004222")
HOME = {"line": "8 Đinh Tiên Hoàng", "commune": TAN_DINH.code}


def parsed(**overrides):
    return parse(
        RESIDENCE.declaration, changed(declarations.PERMANENT_RESIDENCE, **overrides), on=FILED_ON, places=PLACES
    )


def read(**overrides):
    result = parsed(**overrides)
    assert result.problems == ()
    return result.values


def wrong(**overrides):
    return [one.field for one in parsed(**overrides).problems]


def living(basis, **more):
    return {"dwelling": {"at": HOME, "basis": basis, **more}}


def required(values):
    return {paper.code for paper in rules.asked_papers(RESIDENCE, values, on=FILED_ON) if paper.required}


OWNED = living("owned", certificate=True)
RENTED = living("rented", certificate=True, area_per_person=12, owner="Nguyễn Văn Bình")
BOAT = living("vehicle") | {"vehicle": {"moored_where_registered": False}}
PAGODA = living("religious") | {"religion": {"role": "clergy"}}
SHELTERED = living("religious") | {"religion": {"role": "sheltered"}}
INSTITUTION = living("cared-for") | {"care": {"by": "institution"}}


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "family", set()),
        ({"kin__registered": False}, "family", {"kinship-proof"}),
        (OWNED, "owned", set()),
        (living("owned", certificate=False), "owned", {"dwelling-proof"}),
        (RENTED, "rented", {"rental"}),
        ({**RENTED, "dwelling__certificate": False}, "rented", {"rental", "area-proof"}),
        (BOAT, "vehicle", {"vehicle-papers", "mooring-place"}),
        (PAGODA, "religious", {"religious-status", "religious-house"}),
        (SHELTERED, "religious", {"religious-dependent"}),
        (INSTITUTION, "cared-for", {"care-proof", "institution-request"}),
        (living("barracks", force="army"), "barracks", {"army-introduction"}),
        (living("barracks", force="police"), "barracks", {"police-introduction"}),
    ],
)
def test_each_kind_of_home_has_its_own_papers(changes, case, papers):
    """The groups of the record: 'Đăng ký thường trú vào chỗ ở hợp pháp do thuê, mượn, ở nhờ' and so on."""
    values = read(**changes)
    assert rules.case_of(RESIDENCE, values, on=FILED_ON).code == case
    assert required(values) == papers


def test_a_rented_home_has_eight_square_metres_for_each_who_lives_there():
    """'không thấp hơn 08 m2 sàn/người' (Law on Residence, Article 20, clause 3)."""
    assert wrong(**{**RENTED, "dwelling__area_per_person": 7}) == ["dwelling.area_per_person"]
    assert wrong(**{**RENTED, "dwelling__area_per_person": 8}) == []


def test_the_land_certificate_is_not_asked_for_when_the_land_database_has_it():
    """'được khai thác trong Cơ sở dữ liệu quốc gia về đất đai thì không phải xuất trình'."""
    papers = {paper.code: paper for paper in rules.papers_of(RESIDENCE, read(**OWNED), on=FILED_ON)}
    assert papers["no-dwelling-proof"].not_needed_because is not None


@pytest.mark.parametrize(
    ("has_passport", "papers"),
    [(True, {"passport"}), (False, {"nationality-proof", "immigration-consent"})],
)
def test_who_lives_abroad_shows_a_passport_or_proves_the_nationality(has_passport, papers):
    """'trường hợp không có hộ chiếu Việt Nam còn giá trị sử dụng thì phải có giấy tờ ... và văn bản đồng ý'."""
    assert required(read(concerned__lives_abroad=True, concerned__has_passport=has_passport)) == papers


def test_who_was_granted_the_nationality_brings_the_decision():
    assert required(read(concerned__nationality_by="granted")) == {"nationality"}


@pytest.mark.parametrize("force", ["army", "police"])
def test_who_leaves_barracks_brings_an_introduction(force):
    assert required(read(concerned__leaves_barracks=force)) == {f"leaving-{force}"}


def test_members_who_come_too_are_named_in_a_table():
    child = {
        "full_name": "Nguyễn Minh An",
        "born_on": "2026-11-02",
        "sex": "female",
        "personal_id": "079326000123",
        "relation": "child",
    }
    assert wrong(household__others=True) == ["members"]
    assert read(household__others=True, members=[child])["members"][0]["relation"] == "child"


def test_the_head_of_a_household_is_asked_for_only_if_one_joins_it():
    assert wrong(household={"place": "existing", "others": False}) == [
        "household.head",
        "household.head_id",
        "household.relation",
    ]
    assert wrong(household={"place": "own", "others": False}) == []


@pytest.mark.parametrize(("channel", "amount"), [("online", 10_000), ("counter", 20_000)])
def test_it_costs_half_as_much_online(channel, amount):
    """'Trường hợp công dân nộp hồ sơ qua cổng dịch vụ công trực tuyến thu 10.000 đồng/lần đăng ký.'"""
    (due,) = rules.fees_due(RESIDENCE, read(), on=FILED_ON, channel=channel)
    assert due.amount_vnd == amount


def test_whoever_is_exempt_pays_nothing_and_shows_no_proof_of_age():
    values = read(fee__exemption="older")
    assert rules.fees_due(RESIDENCE, values, on=FILED_ON) == ()
    assert required(values) == set()


def test_the_police_of_the_home_decides_within_seven_working_days():
    assert rules.competent_agency(RESIDENCE, read(), on=FILED_ON) == f"{SAI_GON.code}.2"
    assert rules.competent_agency(RESIDENCE, read(**OWNED), on=FILED_ON) == f"{TAN_DINH.code}.2"
    assert rules.limit_of(RESIDENCE, read(), on=FILED_ON) == Limit(amount=7, unit=LimitUnit.WORKING_DAYS)


def test_a_home_outside_the_city_is_told_at_its_field():
    assert wrong(dwelling__at={"line": "1 Trần Phú", "province": "Đà Nẵng"}) == ["dwelling.at.province"]


def test_a_refusal_is_no_result():
    assert [one.code for one in RESIDENCE.results] == ["KQ.G01.000065", "KQ.G01.000066", "KQ.G01.000064"]
