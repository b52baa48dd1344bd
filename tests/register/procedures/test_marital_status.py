"""Certificate of marital status 1.004873: what a register knows is told by number, and the old certificate is given back."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

STATUS = procedure("1.004873")
ENDED = {
    "full_name": "Lê Văn Tư",
    "paper_number": "12/2024/QĐST-HNGĐ",
    "paper_on": "2024-03-05",
    "paper_by": "Tòa án nhân dân Quận 3",
}


def read(**overrides):
    parsed = parse(STATUS.declaration, changed(declarations.MARITAL_STATUS, **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(**overrides):
    return [paper.code for paper in rules.asked_papers(STATUS, read(**overrides), on=FILED_ON)]


LOST = {
    "kind": "again-lost",
    "why_not_given_back": "Bị mất khi chuyển nhà",
    "meant_to_marry_at": "UBND phường Bến Nghé",
}


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "first", []),
        ({"request__kind": "again"}, "again", ["old-certificate"]),
        ({"request": LOST}, "again-lost", []),
    ],
)
def test_the_old_certificate_is_given_back_unless_it_cannot_be(changes, case, papers):
    """'... thì phải nộp lại Giấy xác nhận tình trạng hôn nhân đã được cấp trước đó.'"""
    assert rules.case_of(STATUS, read(**changes), on=FILED_ON).code == case
    assert asked(**changes) == papers


def test_whoever_cannot_give_it_back_says_why():
    """'... thì người yêu cầu phải trình bày rõ lý do không nộp lại được'."""
    parsed = parse(
        STATUS.declaration,
        changed(declarations.MARITAL_STATUS, request={"kind": "again-lost"}),
        on=FILED_ON,
        places=PLACES,
    )
    assert {one.field for one in parsed.problems} == {"request.why_not_given_back", "request.meant_to_marry_at"}


@pytest.mark.parametrize(
    ("status", "spared"),
    [("divorced", "divorce-judgment"), ("divorced-abroad", "divorce-note"), ("widowed", "death-certificate")],
)
def test_what_ended_a_marriage_is_told_by_its_number_and_not_asked_for(status, spared):
    """'cơ quan đăng ký hộ tịch có trách nhiệm tra cứu, khai thác thông tin của các giấy tờ này'."""
    values = read(concerned__status=status, spouse=ENDED)
    papers = rules.papers_of(STATUS, values, on=FILED_ON)
    assert spared in {paper.code for paper in papers if not paper.is_needed}
    assert not [paper for paper in papers if paper.is_needed]
    unsaid = parse(
        STATUS.declaration, changed(declarations.MARITAL_STATUS, concerned__status=status), on=FILED_ON, places=PLACES
    )
    assert "spouse.paper_number" in {one.field for one in unsaid.problems}


def test_earlier_homes_are_rows_and_their_proof_is_never_required():
    """'... cung cấp các giấy tờ chứng minh tình trạng hôn nhân tại nơi thường trú trước đây (nếu có)'."""
    home = {"place": "Xã Cần Giờ", "since": "2014", "until": "2020-06"}
    values = read(concerned__lived_elsewhere=True, history=[home])
    (paper,) = rules.asked_papers(STATUS, values, on=FILED_ON)
    assert (paper.code, paper.required) == ("earlier-proof", False)
    without = changed(declarations.MARITAL_STATUS, concerned__lived_elsewhere=True)
    parsed = parse(STATUS.declaration, without, on=FILED_ON, places=PLACES)
    assert [one.field for one in parsed.problems] == ["history"]


def test_for_a_marriage_the_partner_is_named_and_for_other_ends_the_purpose():
    """'để sử dụng vào mục đích kết hôn ... chỉ cấp 01 bản'; 'phải ghi rõ mục đích sử dụng, số lượng'."""
    assert read()["partner"]["full_name"] == "Nguyễn Văn Bình"
    purpose = {"kind": "other", "text": "Bổ sung hồ sơ mua nhà", "copies": 2}
    values = read(purpose=purpose, partner=None)
    assert values["purpose"]["copies"] == 2
    parsed = parse(
        STATUS.declaration, changed(declarations.MARITAL_STATUS, purpose=purpose), on=FILED_ON, places=PLACES
    )
    assert "partner.full_name" in parsed.left_out
    assert "purpose.copies" not in read()


def test_where_the_person_lives_decides():
    assert rules.competent_agency(STATUS, read(), on=FILED_ON) == SAI_GON.code
    there = {"line": "9 Trần Quang Khải", "commune": TAN_DINH.code}
    other = {**declarations.PERSON, "residence": there, "sex": "female", "ethnicity": "kinh", "nationality": "VN"}
    values = read(
        filer__relation="authorised",
        filer__is_close_relative=True,
        concerned={**other, "status": "never", "lived_elsewhere": False},
    )
    assert rules.competent_agency(STATUS, values, on=FILED_ON) == TAN_DINH.code


@pytest.mark.parametrize(("close", "paper"), [(True, "plain-authorisation"), (False, "certified-authorisation")])
def test_close_kin_need_no_certified_authorisation(close, paper):
    """'... là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột ... thì văn bản ủy quyền không phải chứng thực.'"""
    other = {
        **declarations.PERSON,
        "sex": "female",
        "ethnicity": "kinh",
        "nationality": "VN",
        "status": "never",
        "lived_elsewhere": False,
    }
    assert asked(filer__relation="authorised", filer__is_close_relative=close, concerned=other) == [paper]


def test_it_takes_three_working_days_in_every_case():
    assert {case.limit for case in STATUS.cases} == {Limit(amount=3, unit=LimitUnit.WORKING_DAYS)}


@pytest.mark.parametrize(("exemption", "fees"), [("none", 1), ("merit", 0), ("poor", 0), ("disability", 0)])
def test_whoever_is_exempt_pays_nothing(exemption, fees):
    """'Miễn lệ phí cho người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật.'"""
    assert len(rules.fees_due(STATUS, read(fee__exemption=exemption), on=FILED_ON)) == fees


def test_what_it_shares_with_civil_status_names_its_own_record():
    shared = next(paper for paper in STATUS.cases[-1].papers if paper.code == "identity-paper")
    assert shared.source.record == "1.004873"
    assert {step.source.record for step in STATUS.steps if step.source} == {"1.004873"}
