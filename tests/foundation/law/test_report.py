"""How much of the catalogue has been seen in its source."""

from pathlib import Path

from motcua.foundation.law.report import catalogue_report, law_problems

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


def test_the_law_of_the_catalogue_holds_together() -> None:
    assert law_problems(CATALOGUE) == ()


def test_every_value_is_counted_once_with_the_line_of_what_is_unverified(tmp_path: Path) -> None:
    folder = tmp_path / "vn" / "parameters"
    folder.mkdir(parents=True)
    (folder / "days.yaml").write_text(
        """\
parameter: days
title: {vi: Số ngày}
unit: calendar-days
values:
  - value: 1
    from: 2020-01-01
    until: 2026-01-01
    law: {act: 1-2026-nd-cp}
    source: seen
  - value: 2
    from: 2026-01-01
    source: from memory
    unverified: true
""",
        encoding="utf-8",
    )
    (tmp_path / "hcmc").mkdir()
    (tmp_path / "hcmc" / "words.yaml").write_text("words:\n  - quote: x\n  - {unverified: true}\n", encoding="utf-8")
    law = tmp_path / "vn" / "law"
    law.mkdir()
    (law / "2-2026-nd-cp.yaml").write_text(
        'act: 2-2026-nd-cp\nnumber: "2/2026/NĐ-CP"\ntitle: {vi: A}\nissuer: {vi: B}\nsource: c\nunverified: true\n',
        encoding="utf-8",
    )
    report = catalogue_report(tmp_path)
    assert (report.verified, report.unverified) == (2, 3)
    lines = {Path(count.file).name: (count.verified, count.unverified_lines) for count in report.files}
    assert lines == {"days.yaml": (1, (10,)), "words.yaml": (1, (3,)), "2-2026-nd-cp.yaml": (0, (1,))}
    assert [problem.rule for problem in report.problems] == ["unknown-act"]


def test_a_catalogue_with_mistakes_is_still_counted(tmp_path: Path) -> None:
    for folder in ("law", "parameters"):
        (tmp_path / "vn" / folder).mkdir(parents=True)
        (tmp_path / "vn" / folder / "x.yaml").write_text("oops: [\n", encoding="utf-8")
    report = catalogue_report(tmp_path)
    assert {problem.rule for problem in report.problems} >= {"not-yaml", "missing-key"}
    assert report.verified == report.unverified == 0
