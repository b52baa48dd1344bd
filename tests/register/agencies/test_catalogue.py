"""The city's agencies are reviewed files: short where a rule says the rest, every mistake named by file, line and rule."""

from datetime import date
from pathlib import Path

import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.register.agencies.queries.catalogue import catalogue_records, unverified_values
from motcua.register.agencies.types import AgencyKind, Share

CITY = """\
agencies:
  - code: H99
    terms:
      - kind: city
        name: {vi: Ủy ban nhân dân Thành phố Hồ Chí Minh, en: People's Committee of Ho Chi Minh City}
        area: {vi: Thành phố Hồ Chí Minh, en: Ho Chi Minh City}
        valid_from: 2025-01-01
        source: s
"""
FORMER = """\
areas:
  - within: H99
    since: 2025-01-01
    until: 2025-07-01
    source: before
    followed_within: H99
    succession: who followed
    unverified: true
    places:
      "1":
        name: Quận 1
        places:
          "10": {name: Phường 2, whole: "30"}
          "20": {name: Phường Đa Kao, was: {name: Xã Đa Kao, until: 2025-03-01}, parts: ["30", "40"]}
  - within: H99
    since: 2025-07-01
    source: after
    one_stop: every commune has one
    places:
      "30": Phường Sài Gòn
      "40":
        name: Đặc khu Côn Đảo
        places:
          "0.7": Khu phố 7
"""
BODIES = """\
bodies:
  - kind: department
    within: H99
    since: 2025-07-01
    source: s
    names:
      "11": {vi: Sở Nội vụ, en: Department of Home Affairs}
times:
  - agency: H99.30
    openings:
      - {weekdays: [sat], hours: ['07:30-11:30'], valid_from: 2025-07-01, known_at: 2025-07-01, source: s}
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "hcmc" / "agencies"
    made.mkdir(parents=True)
    for name, text in (("city", CITY), ("former", FORMER), ("bodies", BODIES)):
        (made / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made


def problems(folder: Path) -> set[tuple[str, int, str]]:
    with pytest.raises(CatalogueError) as caught:
        catalogue_records(folder.parents[1], city="hcmc")
    return {(Path(one.file).name, one.line, one.rule) for one in caught.value.problems}


def test_an_area_has_its_code_kind_and_names_by_rule(folder):
    records = catalogue_records(folder.parents[1], city="hcmc")
    (ward,) = records["H99.30"].terms
    assert (ward.kind, ward.parent, ward.gso, ward.source) == (AgencyKind.WARD, "H99", "30", "after")
    assert (ward.name.vi, ward.name.en) == ("Ủy ban nhân dân phường Sài Gòn", "People's Committee of Sài Gòn Ward")
    assert (ward.area.vi, ward.area.en) == ("Phường Sài Gòn", "Sài Gòn Ward")
    (numbered,) = records["H99.1.10"].terms
    assert (numbered.name.vi, numbered.name.en) == ("Ủy ban nhân dân Phường 2", "People's Committee of Ward 2")
    assert (numbered.area.vi, numbered.area.en) == ("Phường 2, Quận 1", "Ward 2, District 1")
    (zone,) = records["H99.40"].terms
    assert zone.name.en == "People's Committee of Côn Đảo Special Zone"
    (neighbourhood,) = records["H99.40.0.7"].terms
    assert (neighbourhood.kind, neighbourhood.parent, neighbourhood.gso) == (AgencyKind.NEIGHBOURHOOD, "H99.40", "")
    assert neighbourhood.name.vi == neighbourhood.area.vi == "Khu phố 7, đặc khu Côn Đảo"


def test_an_area_that_was_called_otherwise_has_a_term_for_each_name(folder):
    first, second = catalogue_records(folder.parents[1], city="hcmc")["H99.1.20"].terms
    assert (first.kind, first.valid_from, first.valid_until) == (
        AgencyKind.COMMUNE,
        date(2025, 1, 1),
        date(2025, 3, 1),
    )
    assert (second.kind, second.valid_from, second.valid_until) == (
        AgencyKind.WARD,
        date(2025, 3, 1),
        date(2025, 7, 1),
    )


def test_communes_have_one_stop_units_and_departments_the_name_of_the_city(folder):
    records = catalogue_records(folder.parents[1], city="hcmc")
    (unit,) = records["H99.40.1"].terms
    assert (unit.kind, unit.parent, unit.source) == (AgencyKind.ONE_STOP, "H99.40", "every commune has one")
    assert unit.name.vi == "Trung tâm Phục vụ hành chính công đặc khu Côn Đảo"
    assert "H99.1.10.1" not in records
    (department,) = records["H99.11"].terms
    assert (department.kind, department.area.vi) == (AgencyKind.DEPARTMENT, "Thành phố Hồ Chí Minh")
    assert department.name.vi == "Sở Nội vụ Thành phố Hồ Chí Minh"
    assert department.name.en == "Department of Home Affairs of Ho Chi Minh City"


def test_a_district_is_followed_by_all_who_followed_its_communes(folder):
    records = catalogue_records(folder.parents[1], city="hcmc")
    followed = {code: {(s.successor, s.share) for s in records[code].successors} for code in ("H99.1.10", "H99.1")}
    assert followed == {
        "H99.1.10": {("H99.30", Share.WHOLE)},
        "H99.1": {("H99.30", Share.PART), ("H99.40", Share.PART)},
    }
    assert {(s.on, s.source) for s in records["H99.1"].successors} == {(date(2025, 7, 1), "who followed")}


def test_times_join_the_agency_that_another_file_records(folder):
    assert [one.weekdays for one in catalogue_records(folder.parents[1], city="hcmc")["H99.30"].openings] == [(5,)]


def test_what_nobody_has_seen_is_counted(folder):
    assert (
        unverified_values(folder.parents[1], city="hcmc") == 9
    )  # of the three former areas: four terms, and who followed (two, one, two)


def test_every_mistake_names_its_line_and_rule(folder):
    (folder / "wrong.yaml").write_text(
        "agencies:\n"
        "  - code: 29.H\n"
        "    terms:\n"
        "      - kind: hamlet\n"
        "        name: {vi: A}\n"
        "        area: {vi: A}\n"
        "        valid_from: 2025-07-01\n"
        "        source: s\n"
        "    colour: green\n"
        "areas:\n"
        "  - within: H99\n"
        "    since: 2025-07-01\n"
        "    source: s\n"
        "    one_stop: s\n"
        "    places:\n"
        '      "30": Phường Bến Thành\n'
        '      "31": Bến Thành\n'
        '      "32": {name: Phường Bến Nghé, whole: "30"}\n'
        '      "33": {name: Phường Đa Kao, parts: ["30"]}\n'
        '      "34": {whole: "30"}\n'
        "times:\n"
        "  - agency: H99.30\n"
        "    openings:\n"
        "      - {weekdays: [sunday], hours: ['11:00-07:00'], valid_from: 2025-07-01, known_at: 2025-07-01, source: s}\n",
        encoding="utf-8",
    )
    (folder / "empty.yaml").write_text("colour: green\n", encoding="utf-8")
    assert problems(folder) == {
        ("empty.yaml", 1, "unknown-key"),
        ("empty.yaml", 1, "missing-key"),
        ("wrong.yaml", 2, "wrong-code"),
        ("wrong.yaml", 4, "unknown-word"),
        ("wrong.yaml", 9, "unknown-key"),
        ("wrong.yaml", 16, "code-twice"),
        ("wrong.yaml", 17, "unknown-area"),
        ("wrong.yaml", 18, "unknown-heirs"),
        ("wrong.yaml", 19, "unknown-heirs"),
        ("wrong.yaml", 19, "one-part"),
        ("wrong.yaml", 20, "missing-key"),
        ("wrong.yaml", 24, "unknown-weekday"),
        ("wrong.yaml", 24, "wrong-hours"),
    }


def test_what_does_not_hold_together_is_told_of_the_folder(folder):
    (folder / "loose.yaml").write_text(
        "times:\n  - agency: H99.77\n"
        'areas:\n  - {within: H98, since: 2025-07-01, source: s, places: {"1": Xã Cần Giờ}}\n',
        encoding="utf-8",
    )
    assert problems(folder) == {("agencies", 1, "unknown-agency"), ("agencies", 1, "inconsistent")}
