"""The calendar's files: what they hold, and how a mistake in them is told."""

from pathlib import Path

import pytest

from motcua.foundation.clock.catalogue import load_calendar_book
from motcua.foundation.law.documents import CatalogueError
from tests.foundation.clock.moments import at

CALENDAR = """\
calendar: xx
title: {vi: Lịch}
covers: {from: 2026-01-01, until: 2027-01-01}
day_minutes: 480
base: {library: holidays, country: VN, digest: "%s"}
"""

HOURS = """\
sessions:
  - weekdays: [mon, tue, wed, thu, fri]
    hours: ["08:00-12:00", "13:00-17:00"]
    valid_from: 2026-01-01
    source: a test
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vn" / "calendars"
    folder.mkdir(parents=True)
    return folder


def problems(root: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(CatalogueError) as caught:
        load_calendar_book(root)
    assert str(caught.value)
    return [(Path(problem.file).name, problem.line, problem.rule) for problem in caught.value.problems]


def good_calendar(folder: Path) -> str:
    """The text of a calendar.yaml whose base is as the package gives it: the refusal tells its digest."""
    (folder / "calendar.yaml").write_text(CALENDAR % "0", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_calendar_book(folder.parents[1])
    digest = caught.value.problems[0].message.split("(")[1].split(")")[0]
    return CALENDAR % digest


def test_a_base_that_changes_its_mind_is_refused_until_somebody_has_looked(folder: Path) -> None:
    (folder / "calendar.yaml").write_text(CALENDAR % "0", encoding="utf-8")
    assert problems(folder.parents[1]) == [("calendar.yaml", 5, "base-changed")]
    (folder / "calendar.yaml").write_text(good_calendar(folder), encoding="utf-8")
    (folder / "hours.yaml").write_text(HOURS, encoding="utf-8")
    calendar = load_calendar_book(folder.parents[1]).as_known()
    assert calendar.version.startswith("xx-")


def test_a_mistake_names_its_file_line_and_rule(folder: Path) -> None:
    (folder / "calendar.yaml").write_text(
        good_calendar(folder)
        + """\
days:
  - day: 2026-01-02
    kind: swapped-off
    source: a test
  - day: 2026-05-04
    kind: party
    source: a test
  - day: tomorrow
    kind: closed
    sauce: a test
""",
        encoding="utf-8",
    )
    (folder / "hours.yaml").write_text(
        """\
sessions:
  - weekdays: [mon, moon]
    hours: ["08:00-12:00", "11:00-17:00", "9-10"]
    valid_from: 2026-01-01
    source: a test
outages:
  - from: 2026-03-01 10:00:00
    until: 2026-03-01 09:00:00
    source: a test
  - from: noon
    until: 2026-03-01 09:00:00
    source: a test
""",
        encoding="utf-8",
    )
    assert problems(folder.parents[1]) == [
        ("calendar.yaml", 1, "swap-without-partner"),
        ("calendar.yaml", 11, "unknown-kind"),
        ("calendar.yaml", 13, "missing-key"),
        ("calendar.yaml", 13, "wrong-type"),
        ("calendar.yaml", 15, "unknown-key"),
        ("hours.yaml", 2, "unknown-weekday"),
        ("hours.yaml", 3, "wrong-hours"),
        ("hours.yaml", 3, "wrong-hours"),
        ("hours.yaml", 8, "empty-outage"),
        ("hours.yaml", 10, "wrong-type"),
    ]


def test_a_folder_without_its_main_file_is_refused(folder: Path) -> None:
    (folder / "hours.yaml").write_text(HOURS, encoding="utf-8")
    assert problems(folder.parents[1]) == [("calendars", 1, "missing-file")]


def test_outages_and_moments_are_read_in_the_legal_zone(folder: Path) -> None:
    (folder / "calendar.yaml").write_text(good_calendar(folder), encoding="utf-8")
    (folder / "hours.yaml").write_text(
        HOURS
        + """\
outages:
  - from: 2026-03-02 09:00:00
    until: 2026-03-02 03:00:00Z
    name: {vi: Mất điện, en: Power cut}
    known_at: 2026-03-02
    source: a test
""",
        encoding="utf-8",
    )
    outage = load_calendar_book(folder.parents[1]).outages[0]
    assert (outage.start, outage.end) == (at("2026-03-02 09:00"), at("2026-03-02 10:00"))
    assert outage.known_at == at("2026-03-02 00:00")
