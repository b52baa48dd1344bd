"""Rules carry where they come from, and refusals carry it on."""

import pytest

from motcua.foundation.law.citations import Citation, HouseRule, house_rule, law, sources_of
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse


@law("60-2014-qh13", article="15", clause="1")
@house_rule("Ours.")
def rule() -> int:
    """A rule."""
    return 7


def test_a_rule_keeps_working_and_says_its_sources_in_order() -> None:
    assert rule() == 7
    assert sources_of(rule) == (Citation(act="60-2014-qh13", article="15", clause="1"), HouseRule(why="Ours."))
    assert sources_of(len) == ()


def test_a_refusal_carries_code_values_fields_and_sources() -> None:
    problem = FieldProblem(field="child.born_on", code="in-the-future", message="Too late.")
    refused = refuse("not-yet", "Not before %(day)s.", *sources_of(rule), fields=(problem,), day="2026-03-01")
    assert isinstance(refused, Refused)
    assert str(refused) == "not-yet"
    assert refused.refusal.values == {"day": "2026-03-01"}
    assert refused.refusal.fields == (problem,)
    assert refused.refusal.sources == sources_of(rule)
    with pytest.raises(AttributeError):
        refused.refusal.code = "other"  # type: ignore[misc]
