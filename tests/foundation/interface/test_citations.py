"""An article is cited as lawyers write it here."""

import pytest
from django.utils import translation

from motcua.foundation.interface.citations import act_number, source_text
from motcua.foundation.law.citations import Citation, HouseRule


@pytest.mark.parametrize(
    ("act", "number"),
    [
        ("118-2025-nd-cp", "118/2025/NĐ-CP"),
        ("03-2025-tt-vpcp", "03/2025/TT-VPCP"),
        ("60-2014-qh13", "60/2014/QH13"),
        ("766-qd-ttg", "766/QĐ-TTg"),
        ("66-7-2025-nq-cp", "66.7/2025/NQ-CP"),
        ("hien-phap", "hien-phap"),
    ],
)
def test_an_act_has_its_official_number(act: str, number: str) -> None:
    assert act_number(act) == number


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        (Citation("118-2025-nd-cp"), "Nghị định 118/2025/NĐ-CP"),
        (Citation("118-2025-nd-cp", article="17"), "Điều 17, Nghị định 118/2025/NĐ-CP"),
        (Citation("118-2025-nd-cp", article="17", clause="2"), "khoản 2 Điều 17, Nghị định 118/2025/NĐ-CP"),
        (
            Citation("60-2014-qh13", article="16", clause="1", point="a"),
            "điểm a khoản 1 Điều 16, Luật 60/2014/QH13",
        ),
    ],
)
def test_the_smallest_part_comes_first(citation: Citation, told: str) -> None:
    with translation.override("vi"):
        assert source_text(citation) == told


def test_english_names_the_same_place() -> None:
    with translation.override("en"):
        told = source_text(Citation("118-2025-nd-cp", article="17", clause="2", point="a"))
    assert told == "Article 17(2)(a), Decree 118/2025/NĐ-CP"


def test_a_rule_of_the_house_gives_its_reason() -> None:
    with translation.override("en"):
        assert source_text(HouseRule(why="A guess is a wrong promise.")) == "A guess is a wrong promise."
