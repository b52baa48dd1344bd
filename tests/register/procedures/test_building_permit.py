"""New building permits 1.013225: what is built decides which papers; what the land database holds is not asked for."""

from typing import Any

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories.birth import FILED_ON, PLACES, TAN_DINH
from tests.factories.declarations import HOME, PERSON
from tests.factories.procedures import changed, procedure

BUILDING = procedure("1.013225")

SITE = {"line": "45 Trần Quang Khải", "commune": TAN_DINH.code, "commune_now": TAN_DINH.code}
HOUSE: dict[str, Any] = {
    "work": {"kind": "house", "grade": "fourth", "ground_m2": 60, "floors_m2": 180, "height_cm": 1150, "months": 8},
    "owner": {"kind": "person"},
    "filer": {"role": "owner", **PERSON, "phone": "+84901234567"},
    "land": {"proof": "certificate", "address": SITE, "area_m2": 75, "certificate": "CT 123456"},
    "site": {"adjoining": True},
    "storeys": [{"kind": "full", "area_m2": 60}, {"kind": "full", "area_m2": 60}, {"kind": "roof", "area_m2": 60}],
    "design": {"by": "licensed", "verified": False, "fire": False},
    "designers": [{"name": "Công ty Kiến trúc An Bình", "certificate": "HCM-00012345"}],
    "result": {"delivery": "counter"},
    "statement": {"by_permit": True, "true": True},
}
BODY = {"name": "Công ty Minh Anh", "tax_code": "0312345678", "head_office": HOME, "representative": "Lê Thị Hoa", "representative_title": "Giám đốc"}  # fmt: skip
PROJECT = {"decision": "12/QĐ-MA", "appraised": True}
LINE = {"kind": "linear", "scope": "whole", "grade": "fourth", "name": "Đường nội bộ", "level": "+0,20 m", "length_m": 300, "months": 6}  # fmt: skip


def work(kind, **more):
    size = {"name": "Công trình Minh Anh", "level": "+0,20 m", "ground_m2": 60, "floors_m2": 180, "height_cm": 1150}
    return {"work": {"kind": kind, "grade": "third", "months": 8, **size, **more}, "project": PROJECT}


def problems(**overrides):
    parsed = parse(BUILDING.declaration, changed(HOUSE, **overrides), on=FILED_ON, places=PLACES)
    return {one.field for one in parsed.problems}


def read(**overrides):
    parsed = parse(BUILDING.declaration, changed(HOUSE, **overrides), on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    return parsed.values


def asked(**overrides):
    return [paper.code for paper in rules.asked_papers(BUILDING, read(**overrides), on=FILED_ON)]


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "house", ["house-drawings", "neighbours"]),
        ({"owner__kind": "organisation", "organisation": BODY}, "house", ["body-drawings", "neighbours"]),
        (work("building", scope="whole"), "building", ["project", "appraisal", "usual-drawings"]),
        ({"work": LINE, "project": PROJECT}, "linear", ["project", "appraisal", "linear-drawings"]),
        (
            work("religious", heritage=True),
            "religious",
            ["project", "appraisal", "works-drawings", "religious-consent", "heritage"],
        ),
        (work("belief", heritage=False), "belief", ["belief-drawings", "neighbours", "belief-opinion"]),
        (work("monument"), "monument", ["project", "appraisal", "works-drawings", "culture-consent"]),
        (work("diplomatic"), "diplomatic", ["project", "appraisal", "works-drawings", "treaty"]),
    ],
)
def test_what_is_built_decides_which_papers(changes, case, papers):
    """The seven groups of the record, (1.1) to (1.7)."""
    assert rules.case_of(BUILDING, read(**changes), on=FILED_ON).code == case
    assert asked(**changes) == papers


def test_a_neighbour_s_safety_is_undertaken_only_where_there_is_a_neighbour():
    """'bản cam kết bảo đảm an toàn ... (đối với công trình xây dựng có công trình liền kề)'."""
    assert "neighbours" not in asked(site__adjoining=False)


def test_a_land_certificate_is_looked_up_and_another_paper_handed_in():
    """'các thông tin này được thay thế bằng dữ liệu khi Cơ sở dữ liệu quốc gia về đất đai được vận hành'."""
    assert not {"land-certificate", "land-proof"} & set(asked())
    assert "land.certificate" in problems(land={"proof": "certificate", "address": SITE})
    assert "land-proof" in asked(land={"proof": "eligible", "address": SITE})


def test_a_project_that_was_not_appraised_shows_what_the_environment_asks():
    """'(đối với trường hợp không thẩm định báo cáo nghiên cứu khả thi ... tại cơ quan chuyên môn về xây dựng)'."""
    changes = {**work("monument"), "project": {"decision": "12/QĐ-MA", "appraised": False}}
    assert {"environment", "appraisal"} & set(asked(**changes)) == {"environment"}


def test_reports_are_asked_for_where_the_law_asks_for_them():
    """'báo cáo kết quả thẩm tra thiết kế xây dựng trong trường hợp pháp luật về xây dựng có yêu cầu'."""
    checked = {"by": "licensed", "verified": True, "verifier": "Công ty Thẩm tra Việt", "fire": True}
    assert {"verification", "fire"} <= set(asked(design=checked))
    assert "design.verifier" in problems(design__verified=True)


def test_a_family_may_design_its_own_house_and_names_no_designer():
    own = {"by": "self", "verified": False, "fire": False}
    assert "designers" not in read(design=own, designers=[])
    assert problems(designers=[]) == {"designers"}


def test_a_stage_is_named_when_the_permit_is_for_a_stage():
    """'Theo giai đoạn cho công trình không theo tuyến/Theo giai đoạn cho công trình theo tuyến trong đô thị/Dự án'."""
    assert problems(**work("building", scope="stage")) == {"work.stage"}


def test_works_of_grade_one_and_two_are_not_permitted_here():
    """'Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV ... và nhà ở riêng lẻ'."""
    assert problems(work__grade="first") == {"work.grade"}


def test_nothing_is_built_without_the_undertaking_to_keep_to_the_permit():
    assert "statement.by_permit" in problems(statement={"true": True})


def test_whoever_is_authorised_brings_the_authorisation_and_declares_the_owner():
    owner = {"kind": "person", **PERSON, "full_name": "Phạm Quốc Dũng", "personal_id": "079088005555"}
    owner["born_on"] = "1988-01-20"
    assert "authorisation" in asked(filer__role="authorised", owner=owner)
    assert "owner.full_name" in problems(filer__role="authorised")
    assert read()["owner"]["full_name"] == "Trần Thị Mai"


def test_the_commune_of_the_land_decides_and_land_outside_the_city_is_refused():
    """'Chủ đầu tư nộp hồ sơ ... cho Trung tâm phục vụ hành chính công cấp xã'."""
    assert rules.competent_agency(BUILDING, read(), on=FILED_ON) == TAN_DINH.code
    assert "land.address.commune" in problems(
        land__address={"line": "1 Trần Phú", "elsewhere": "Phường Ba Đình, Hà Nội"}
    )


def test_the_case_s_own_limit_wins_and_the_work_fits_into_the_seven_days_of_the_steps():
    """'10 ngày làm việc (hoặc 7 ngày làm việc đối với nhà ở riêng lẻ)' against 20 days of the case."""
    assert rules.limit_of(BUILDING, read(), on=FILED_ON) == Limit(amount=20, unit=LimitUnit.CALENDAR_DAYS)
    assert sum(step.minutes for step in BUILDING.steps) <= 7 * 480
    assert "limit" in {one.about for one in BUILDING.conflicts}


def test_the_charge_is_the_people_s_council_s_to_set():
    (charge,) = rules.fees_due(BUILDING, read(), on=FILED_ON)
    assert charge.amount_vnd is None
    assert "Hội đồng nhân dân" in charge.set_by.vi
