"""The acts that rules cite, and which of them was in force when."""

from datetime import date
from pathlib import Path

import pytest

from motcua.foundation.law.acts import Acts, NotInForceError, UnknownCitationError, load_acts
from motcua.foundation.law.citations import Citation
from motcua.foundation.law.documents import CatalogueError

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


@pytest.fixture(scope="module")
def acts() -> Acts:
    return load_acts(CATALOGUE)


@pytest.mark.parametrize(
    ("act", "day", "in_force"),
    [
        ("61-2018-nd-cp", date(2025, 6, 30), True),
        ("61-2018-nd-cp", date(2025, 7, 1), False),
        ("118-2025-nd-cp", date(2025, 6, 30), False),
        ("118-2025-nd-cp", date(2025, 7, 1), True),
        ("01-2018-tt-vpcp", date(2025, 7, 1), False),
        ("03-2025-tt-vpcp", date(2025, 9, 14), False),
        ("03-2025-tt-vpcp", date(2025, 9, 15), True),
    ],
)
def test_the_law_changed_on_1_july_2025(acts: Acts, act: str, day: date, in_force: bool) -> None:
    assert acts[act].in_force_on(day) is in_force
    if in_force:
        assert acts.resolve(Citation(act=act), on=day).act.id == act
    else:
        with pytest.raises(NotInForceError):
            acts.resolve(Citation(act=act), on=day)


def test_a_citation_resolves_to_the_nearest_article_that_holds_it(acts: Acts) -> None:
    day = date(2026, 3, 1)
    clause = acts.resolve(Citation(act="91-2015-qh13", article="148", clause="5", point="a"), on=day)
    assert clause.article is not None
    assert clause.article.clause == "5"
    assert clause.unverified
    whole = acts.resolve(Citation(act="60-2014-qh13", article="15", clause="1"), on=day)
    assert whole.article is not None
    assert "60 ngày" in whole.article.text
    assert not whole.unverified
    assert acts.resolve(Citation(act="60-2014-qh13"), on=day).unverified, "its dates were not seen"


def test_what_is_not_in_the_catalogue_is_never_guessed(acts: Acts) -> None:
    for citation in (Citation(act="1-2099-nd-cp"), Citation(act="118-2025-nd-cp", article="999")):
        with pytest.raises(UnknownCitationError):
            acts.resolve(citation, on=date(2026, 3, 1))


def test_every_act_named_by_birth_registration_is_kept(acts: Acts) -> None:
    named = """104/2022/NĐ-CP 85/2019/TT-BTC 66.7/2025/NQ-CP 04/2024/TT-BTP 03/2023/TT-BTP 106/2021/TT-BTC
        04/2020/TT-BTP 07/2025/NĐ-CP 120/2025/NĐ-CP 60/2014/QH13 01/2022/TT-BTP 123/2015/NĐ-CP 08/2025/TT-BTP
        18/2026/NĐ-CP 87/2020/NĐ-CP"""
    assert set(named.split()) <= {act.number for act in acts.values()}


def test_acts_carry_both_languages_and_no_article_without_words_or_a_mark(acts: Acts) -> None:
    for act in acts.values():
        assert act.title.vi
        assert act.title.en
        assert act.issuer.vi
        for article in act.articles:
            assert article.summary.vi
            assert article.summary.en
            assert article.text or article.unverified


def test_a_mistake_in_an_act_names_its_file_line_and_rule(tmp_path: Path) -> None:
    folder = tmp_path / "vn" / "law"
    folder.mkdir(parents=True)
    (folder / "1-2026-nd-cp.yaml").write_text(
        """\
act: 2-2026-nd-cp
number: "1/2026/NĐ-CP"
title: {vi: Nghị định}
issuer: {vi: Chính phủ}
in_force:
  from: 2026-02-01
  until: 2026-01-01
source: a test
articles:
  - article: "1"
    summary: {vi: Một}
    source: a test
  - article: 2
    summary: {vi: Hai}
    source: a test
    unverified: true
""",
        encoding="utf-8",
    )
    (folder / "2-2026-nd-cp.yaml").write_text("act: 2-2026-nd-cp\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_acts(tmp_path)
    assert [(Path(p.file).name, p.line, p.rule) for p in caught.value.problems] == [
        ("1-2026-nd-cp.yaml", 1, "wrong-id"),
        ("1-2026-nd-cp.yaml", 7, "wrong-period"),
        ("1-2026-nd-cp.yaml", 10, "no-text"),
        ("1-2026-nd-cp.yaml", 13, "wrong-type"),
        ("2-2026-nd-cp.yaml", 1, "missing-key"),
        ("2-2026-nd-cp.yaml", 1, "missing-key"),
        ("2-2026-nd-cp.yaml", 1, "missing-key"),
        ("2-2026-nd-cp.yaml", 1, "missing-key"),
        ("2-2026-nd-cp.yaml", 1, "no-date"),
    ]
