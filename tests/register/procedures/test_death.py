"""Death registration 1.000656: fifteen days, three limits, and the last residence decides."""

import pytest

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.parsing import parse
from motcua.register.procedures import rules
from tests.factories import declarations
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import changed, procedure

DEATH = procedure("1.000656")
UNKNOWN = {"deceased__residence_kind": "unknown", "deceased__residence": None}


def parsed(**overrides):
    return parse(DEATH.declaration, changed(declarations.DEATH, **overrides), on=FILED_ON, places=PLACES)


def read(**overrides):
    one = parsed(**overrides)
    assert one.problems == ()
    return one.values


def fees(**overrides):
    return [one.code for one in rules.fees_due(DEATH, read(**overrides), on=FILED_ON)]


@pytest.mark.parametrize(
    ("changes", "case", "papers"),
    [
        ({}, "on-time", ["death-notice"]),
        ({"deceased__proof": "electronic"}, "on-time", []),
        ({"deceased__died_on": "2026-11-04", "fee__exemption": "none"}, "late", ["death-notice"]),
        (UNKNOWN, "no-residence", ["death-notice", "death-place-proof"]),
        (
            {"deceased__died_on": "1998", "deceased__proof": "long-ago", "notice": None, "fee__exemption": "none"},
            "long-ago",
            ["death-proof"],
        ),
    ],
)
def test_each_case_has_its_papers(changes, case, papers):
    """'không phải nộp bản giấy'; 'người chết đã lâu, không có Giấy báo tử'; 'không xác định được nơi cư trú cuối cùng'."""
    values = read(**changes)
    assert rules.case_of(DEATH, values, on=FILED_ON).code == case
    assert [one.code for one in rules.asked_papers(DEATH, values, on=FILED_ON)] == papers


def test_each_case_has_a_limit_of_its_own():
    limits = {one.code: (one.limit.amount, one.limit.unit) for one in DEATH.cases}
    assert limits == {
        "long-ago": (5, LimitUnit.WORKING_DAYS),
        "no-residence": (2, LimitUnit.CALENDAR_DAYS),
        "late": (1, LimitUnit.SAME_DAY),
        "on-time": (1, LimitUnit.SAME_DAY),
    }
    assert isinstance(rules.limit_of(DEATH, read(), on=FILED_ON), Limit)
    assert "limit" in {one.about for one in DEATH.conflicts}


@pytest.mark.parametrize(
    ("died_on", "exemption", "due"),
    [
        ("2026-11-05", None, []),
        ("2026-11-04", "none", ["death-registration-late"]),
        ("2026-11-04", "poor", []),
    ],
)
def test_a_charge_is_due_after_fifteen_days_unless_one_is_exempt(died_on, exemption, due):
    """'Trong thời hạn 15 ngày kể từ ngày có người chết'; 'Miễn lệ phí đối với trường hợp đăng ký khai tử đúng hạn'."""
    assert fees(deceased__died_on=died_on, fee__exemption=exemption, notice__issued_on=died_on) == due


def test_copies_are_paid_for_each():
    (copies,) = rules.fees_due(DEATH, read(result__copies=3), on=FILED_ON)
    assert (copies.code, copies.amount_vnd) == ("civil-status-copy", 24_000)


def test_the_last_residence_decides_and_else_the_place_of_death():
    """'không xác định được nơi cư trú cuối cùng ... nơi người đó chết hoặc nơi phát hiện thi thể'."""
    assert rules.competent_agency(DEATH, read(), on=FILED_ON) == TAN_DINH.code
    assert rules.competent_agency(DEATH, read(**UNKNOWN), on=FILED_ON) == SAI_GON.code


@pytest.mark.parametrize(("close", "paper"), [(True, "plain-authorisation"), (False, "certified-authorisation")])
def test_close_kin_need_no_certified_authorisation(close, paper):
    """'... anh, chị, em ruột của người ủy quyền thì văn bản ủy quyền không phải chứng thực.'"""
    values = read(filer__relation="authorised", filer__is_close_relative=close)
    assert paper in {one.code for one in rules.asked_papers(DEATH, values, on=FILED_ON)}


def test_nobody_is_declared_born_after_having_died_or_dead_before_dying():
    assert "deceased.born_on" in {one.field for one in parsed(deceased__born_on="2026-11-16").problems}
    assert "deceased.died_on" in {one.field for one in parsed(deceased__died_on="2026-11-25").problems}


def test_who_issued_the_notice_is_asked_only_if_there_is_one():
    assert "notice.issued_by" in {one.field for one in parsed(notice=None).problems}
