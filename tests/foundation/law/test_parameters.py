"""The numbers that a law sets, through time."""

from datetime import date, time
from pathlib import Path

import pytest

from motcua.foundation.law.citations import Citation
from motcua.foundation.law.documents import CatalogueError
from motcua.foundation.law.parameters import NotCoveredError, Parameters, load_parameters

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(CATALOGUE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reception-answer", 1),
        ("draft-confirmation", 1),
        ("supplement-requests", 1),
        ("apology-before", 1),
        ("new-appointments", 1),
        ("birth-registration", 60),
        ("birth-answer", 1),
    ],
)
def test_each_number_holds_on_its_dates(parameters: Parameters, name: str, value: int) -> None:
    assert parameters.number(name, on=date(2026, 3, 1)) == value
    with pytest.raises(TypeError):
        parameters.time_of_day(name, on=date(2026, 3, 1))


def test_the_cut_off_is_a_time_of_day(parameters: Parameters) -> None:
    assert parameters.time_of_day("same-day-cut-off", on=date(2026, 3, 1)) == time(15)
    with pytest.raises(TypeError):
        parameters.number("same-day-cut-off", on=date(2026, 3, 1))
    dated = parameters["same-day-cut-off"].on(date(2026, 3, 1))
    assert "15 giờ" in dated.quote
    assert dated.citation == Citation(act="163-qd-btp")
    assert not dated.unverified
    assert parameters["same-day-cut-off"].on(date(2025, 3, 1)).unverified


def test_asking_outside_the_covered_dates_is_an_error_not_the_last_value(parameters: Parameters) -> None:
    with pytest.raises(NotCoveredError):
        parameters.number("reception-answer", on=date(2025, 6, 30))
    with pytest.raises(KeyError):
        parameters.number("nothing", on=date(2026, 3, 1))


def test_every_value_has_its_source(parameters: Parameters) -> None:
    assert len(parameters) == len(list(parameters))
    for parameter in parameters.values():
        assert parameter.title.vi
        assert parameter.title.en
        assert parameter.values
        assert all(dated.source for dated in parameter.values)


def test_a_mistake_in_a_parameter_names_its_file_line_and_rule(tmp_path: Path) -> None:
    folder = tmp_path / "vn" / "parameters"
    folder.mkdir(parents=True)
    (folder / "fee.yaml").write_text(
        """\
parameter: charge
title: {vi: Lệ phí}
unit: fathoms
values:
  - value: 1
    from: 2026-01-01
    source: a test
  - value: 2
    from: 2026-02-01
    until: 2026-01-15
    source: a test
  - from: 2026-05-01
    source: a test
    law: {article: "1"}
""",
        encoding="utf-8",
    )
    (folder / "hour.yaml").write_text(
        """\
parameter: hour
title: {vi: Giờ}
unit: time-of-day
values:
  - value: "25:00"
    from: 2026-01-01
    source: a test
""",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as caught:
        load_parameters(tmp_path)
    assert [(Path(p.file).name, p.line, p.rule) for p in caught.value.problems] == [
        ("fee.yaml", 1, "wrong-id"),
        ("fee.yaml", 3, "unknown-unit"),
        ("fee.yaml", 9, "values-overlap"),
        ("fee.yaml", 10, "wrong-period"),
        ("fee.yaml", 12, "missing-key"),
        ("hour.yaml", 5, "wrong-type"),
    ]
