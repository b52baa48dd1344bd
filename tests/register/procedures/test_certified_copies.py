"""Certified copies 2.000815: the fee goes by pages and copies, and any commune that the applicant chooses makes them."""

from datetime import time

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from motcua.register.procedures.types import Moment
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

COPIES = procedure("2.000815")


def read(**overrides):
    parsed = parse(COPIES.declaration, changed(declarations.COPIES, **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def fee_for(*documents):
    (fee,) = rules.fees_due(COPIES, read(documents=list(documents)), on=FILED_ON)
    return fee


def document(pages, copies=1):
    return {"name": "Giấy", "pages": pages, "copies": copies}


@pytest.mark.parametrize(
    ("pages", "amount"),
    [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (198, 200_000), (199, 200_000), (2000, 200_000)],
)
def test_a_copy_costs_by_the_pages_of_its_original(pages, amount):
    """'2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang, tối đa thu không quá 200.000 đồng/bản'."""
    assert fee_for(document(pages)).amount_vnd == amount


def test_each_document_is_paid_for_each_of_its_copies():
    (fee,) = rules.fees_due(COPIES, read(), on=FILED_ON)
    assert (fee.quantity, fee.amount_vnd) == (5, 3 * 2_000 + 2 * 7_000)


def test_the_most_that_one_copy_costs_holds_for_each_copy():
    assert fee_for(document(500, copies=3)).amount_vnd == 600_000


def test_the_commune_that_the_applicant_chose_is_competent():
    assert rules.competent_agency(COPIES, read(), on=FILED_ON) == TAN_DINH.code
    there = {"line": "", "commune": SAI_GON.code}
    assert rules.competent_agency(COPIES, read(visit__at=there), on=FILED_ON) == SAI_GON.code


def test_it_is_done_the_same_day_or_the_next_after_three():
    """'ngay trong ngày ... hoặc trong ngày làm việc tiếp theo nếu tiếp nhận yêu cầu sau 15 giờ'."""
    limit = Limit(amount=1, unit=LimitUnit.SAME_DAY, cut_off=time(15))
    assert rules.limit_of(COPIES, read(), on=FILED_ON) == limit


def test_other_foreign_papers_must_be_legalised():
    """'chưa được hợp pháp hóa lãnh sự ..., trừ hộ chiếu, thẻ căn cước, ... bằng tốt nghiệp'."""
    unsaid = parse(
        COPIES.declaration, changed(declarations.COPIES, papers__foreign="other"), on=FILED_ON, places=PLACES
    )
    assert [one.field for one in unsaid.problems] == ["papers.legalised"]
    values = read(papers={"foreign": "other", "legalised": True})
    assert rules.case_of(COPIES, values, on=FILED_ON).code == "foreign"
    assert [paper.code for paper in rules.asked_papers(COPIES, values, on=FILED_ON)] == ["original", "legalisation"]
    exempt = read(papers__foreign="exempt")
    assert [paper.code for paper in rules.asked_papers(COPIES, exempt, on=FILED_ON)] == ["original"]


def test_the_original_is_shown_at_the_counter_and_not_uploaded():
    (original,) = rules.asked_papers(COPIES, read(), on=FILED_ON)
    assert not original.required
    assert original.hand_over == "present"
    (presence,) = COPIES.presence
    assert presence.at is Moment.FILING


def test_an_organisation_may_ask_too():
    assert COPIES.organisations
    declared = changed(declarations.COPIES, filer__kind="organisation")
    parsed = parse(COPIES.declaration, declared, on=FILED_ON, places=PLACES)
    assert [one.field for one in parsed.problems] == ["organisation.name"]


def test_what_may_not_be_copied_is_told_beforehand():
    assert {one.code for one in COPIES.requirements} == {"intact", "readable", "not-secret", "lawful", "confirmed"}
