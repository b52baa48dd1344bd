"""Birth registration 1.001193: each case has its papers, limit, fee and competent commune."""

from datetime import date, time

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.foundation.law.refusals import Refused
from motcua.register.procedures import rules
from tests.factories import birth
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH

BIRTH = birth.birth_procedure()
SAME_DAY = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))


def read(declaration):
    parsed = parse(BIRTH.declaration, declaration, on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(declaration):
    return [paper.code for paper in rules.asked_papers(BIRTH, read(declaration), on=FILED_ON)]


@pytest.mark.parametrize(
    ("declaration", "case", "papers", "fees"),
    [
        (birth.birth_declaration, "on-time", ["medical-birth-certificate"], []),
        (birth.late_birth, "late", ["medical-birth-certificate"], ["birth-registration-late"]),
        (birth.birth_of_unmarried_parents, "unmarried", ["medical-birth-certificate"], []),
        (birth.abandoned_child, "abandoned", ["abandoned-child-report"], []),
        (birth.birth_by_surrogacy, "surrogacy", ["medical-birth-certificate", "surrogacy-confirmation"], []),
        (birth.birth_filed_by_grandmother, "on-time", ["medical-birth-certificate"], []),
        (
            birth.birth_filed_by_authorised_person,
            "on-time",
            ["medical-birth-certificate", "certified-authorisation"],
            [],
        ),
    ],
)
def test_each_case_has_its_papers_limit_and_fee(declaration, case, papers, fees):
    values = read(declaration(result__copies=0))
    assert rules.case_of(BIRTH, values, on=FILED_ON).code == case
    assert rules.limit_of(BIRTH, values, on=FILED_ON) == SAME_DAY
    assert asked(declaration()) == papers
    assert [fee.code for fee in rules.fees_due(BIRTH, values, on=FILED_ON)] == fees


def test_close_kin_need_no_certified_authorisation():
    """'Trường hợp người được ủy quyền là ông, bà, cha, mẹ, con ... thì văn bản ủy quyền không phải chứng thực.'"""
    assert "plain-authorisation" in asked(birth.birth_filed_by_authorised_person(close_relative=True))


@pytest.mark.parametrize(
    ("proof", "paper"),
    [("paper", "medical-birth-certificate"), ("commitment", "birth-commitment"), ("witness", "witness-statement")],
)
def test_the_birth_is_proved_one_way_or_another(proof, paper):
    """'Giấy chứng sinh; trường hợp không có ... văn bản của người làm chứng ...; nếu không ... giấy cam đoan'."""
    witness = {
        "full_name": "Võ Thị Sáu",
        "identity_kind": "personal-id",
        "personal_id": "079170000001",
        "residence": {"line": "5 Lê Lợi", "commune": SAI_GON.code, "commune_now": SAI_GON.code},
    }
    changes = {"witness": witness} if proof == "witness" else {}
    assert asked(birth.birth_declaration(child__proof=proof, **changes)) == [paper]


def test_what_registers_hold_already_is_not_asked_and_the_page_says_why():
    papers = rules.papers_of(BIRTH, read(birth.birth_declaration(child__proof="electronic")), on=FILED_ON)
    spared = {paper.code: paper.not_needed_because.vi for paper in papers if not paper.is_needed}
    assert set(spared) == {
        "electronic-birth-certificate",
        "declaration-form",
        "identity-paper",
        "residence-proof",
        "marriage-certificate",
    }
    assert "Cơ sở dữ liệu hộ tịch điện tử" in spared["marriage-certificate"]
    assert not [paper for paper in papers if paper.is_needed]


def test_the_charge_for_late_registration_is_never_guessed():
    (charge,) = rules.fees_due(BIRTH, read(birth.late_birth(result__copies=0)), on=FILED_ON)
    assert charge.amount_vnd is None
    assert charge.set_by.vi == "theo nghị quyết của Hội đồng nhân dân Thành phố"


def test_whoever_is_exempt_pays_no_charge():
    assert not rules.fees_due(BIRTH, read(birth.late_birth(fee__exemption="poor", result__copies=0)), on=FILED_ON)


def test_copies_cost_by_number_and_none_cost_nothing():
    (fee,) = rules.fees_due(BIRTH, read(birth.birth_declaration(result__copies=3)), on=FILED_ON)
    assert (fee.code, fee.quantity) == ("birth-certificate-copy", 3)


def test_a_fee_without_an_amount_for_the_day_is_refused():
    with pytest.raises(Refused) as caught:
        rules.fees_due(BIRTH, birth.birth_declaration(), on=date(2020, 1, 1))
    assert caught.value.refusal.code == "fee-not-dated"


def test_the_applicant_chooses_between_the_parents_communes():
    there = {"line": "9 Trần Quang Khải", "commune": TAN_DINH.code}
    at_father = read(birth.birth_declaration(father__residence=there, registration__at="father"))
    assert rules.competent_agency(BIRTH, at_father, on=FILED_ON) == TAN_DINH.code
    assert rules.competent_agency(BIRTH, read(birth.birth_declaration()), on=FILED_ON) == SAI_GON.code


def test_an_abandoned_child_is_registered_where_it_is_cared_for():
    there = {"line": "38 Tú Xương", "commune": TAN_DINH.code}
    values = read(birth.abandoned_child(child__cared_for_at=there))
    assert rules.competent_agency(BIRTH, values, on=FILED_ON) == TAN_DINH.code


def test_a_family_outside_the_city_is_told_where_to_file():
    away = {"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"}
    values = read(birth.birth_declaration(filer__residence=away))
    assert rules.competent_agency(BIRTH, values, on=FILED_ON) is None
    assert rules.competence_problem(BIRTH, values, on=FILED_ON).field == "mother.residence"
    assert rules.competence_problem(BIRTH, read(birth.birth_declaration()), on=FILED_ON) is None


def test_a_father_who_acknowledges_the_child_files_the_other_procedure():
    parsed = parse(
        BIRTH.declaration, birth.birth_declaration(parents__marriage="acknowledging"), on=FILED_ON, places=PLACES
    )
    assert parsed.problems[0].code == "another-procedure"
    assert parsed.problems[0].values == {"procedure": "1.000689"}


def test_a_mother_who_files_declares_herself_once():
    declared = birth.birth_declaration(mother={"ethnicity": "kinh", "nationality": "VN"})
    assert read(declared)["mother"]["personal_id"] == "079196004321"


def test_a_grandmother_must_have_agreed_with_the_parents():
    """'... nhưng phải thống nhất với cha, mẹ trẻ em về các nội dung khai sinh.'"""
    parsed = parse(
        BIRTH.declaration,
        birth.birth_filed_by_grandmother(filer__agreed_with_parents=None),
        on=FILED_ON,
        places=PLACES,
    )
    assert [one.field for one in parsed.problems] == ["filer.agreed_with_parents"]


def test_the_father_of_unmarried_parents_is_no_part_of_the_declaration():
    parsed = parse(
        BIRTH.declaration, birth.birth_declaration(parents={"marriage": "unmarried"}), on=FILED_ON, places=PLACES
    )
    assert "father" not in parsed.values
    assert "father.full_name" in parsed.left_out


def test_the_draft_is_confirmed_within_a_day_and_silence_consents():
    """'xác nhận (tối đa một ngày) ... không có phản hồi sau thời hạn một ngày'."""
    assert BIRTH.draft_confirmation.hours == 24
    assert BIRTH.draft_confirmation.silence_consents
    assert "tối đa một ngày" in BIRTH.draft_confirmation.source.quote


def test_the_steps_fit_into_the_day():
    assert [step.role for step in BIRTH.steps] == ["desk", "specialist", "specialist", "specialist", "leader", "desk"]
    assert sum(step.minutes for step in BIRTH.steps) <= 480
    assert all(step.unverified for step in BIRTH.steps)


def test_what_most_people_prepare_is_told_before_they_declare():
    assert next(paper.code for paper in rules.typical_papers(BIRTH)) == "medical-birth-certificate"
    assert {paper.code for paper in rules.other_papers(BIRTH)} >= {"witness-statement", "certified-authorisation"}
    assert [paper.code for paper in rules.papers_added(BIRTH, BIRTH.case("surrogacy"))] == ["surrogacy-confirmation"]
    assert rules.typical_fees(BIRTH) == ()
    with pytest.raises(LookupError):
        BIRTH.case("twins")


def test_every_value_is_sourced_or_says_that_it_is_not():
    counts = rules.count_sources(BIRTH)
    assert counts.sourced > 90
    assert counts.unverified > 0


def test_every_label_has_english_unless_it_is_a_name():
    without = [field.code for field in BIRTH.declaration.fields() if not field.label.en]
    assert without == []
    assert all(page.title.en for page in BIRTH.declaration.pages)
