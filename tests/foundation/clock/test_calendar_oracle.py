"""Our calendar against independent ones: the `holidays` package and a collected list of 2020 to 2027."""

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from motcua.foundation.clock.calendar import WorkCalendar
from tests.foundation.clock.moments import on

RECORDED_DIFFERENCES = {
    on("2026-01-02"): False,  # swapped by 12729/VPCP-KGVX of 25/12/2025, missing in holidays 0.109
    on("2026-01-10"): True,
}

# Days off on weekdays and Saturdays worked instead, as collected in November 2026 from the package and the press.
COLLECTED_OFF = """
2020-01-01 2020-01-23 2020-01-24 2020-01-27 2020-01-28 2020-01-29 2020-04-02 2020-04-30 2020-05-01 2020-09-02
2021-01-01 2021-02-10 2021-02-11 2021-02-12 2021-02-15 2021-02-16 2021-04-21 2021-04-30 2021-05-03 2021-09-02
2021-09-03 2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03
2022-09-01 2022-09-02 2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01 2023-05-02
2023-05-03 2023-09-01 2023-09-04 2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18
2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30
2025-01-31 2025-04-07 2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-02-16
2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02
2026-11-24 2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-16 2027-04-30 2027-05-03
2027-09-02 2027-09-03 2027-11-24
"""
COLLECTED_WORKED = "2024-05-04 2025-04-26 2026-01-10 2026-08-22"


def days(start: str, until: str) -> Iterator[date]:
    day = on(start)
    while day < on(until):
        yield day
        day += timedelta(days=1)


def test_every_day_is_as_the_package_says_but_for_the_recorded_differences(calendar: WorkCalendar) -> None:
    package = holidays.country_holidays("VN", years=range(2020, 2031))
    different = {
        day: calendar.is_working(day)
        for day in days("2020-01-01", "2031-01-01")
        if calendar.is_working(day) != package.is_working_day(day)
    }
    assert different == RECORDED_DIFFERENCES


def test_every_day_of_2020_to_2027_is_as_collected(calendar: WorkCalendar) -> None:
    off = {on(day) for day in COLLECTED_OFF.split()}
    worked = {on(day) for day in COLLECTED_WORKED.split()}
    for day in days("2020-01-01", "2028-01-01"):
        assert calendar.is_working(day) == (day in worked or (day.weekday() < 5 and day not in off)), day


def test_the_long_break_of_tet_2026_is_14_to_22_february(calendar: WorkCalendar) -> None:
    assert [day for day in days("2026-02-12", "2026-02-25") if calendar.is_working(day)] == [
        on("2026-02-12"),
        on("2026-02-13"),
        on("2026-02-23"),
        on("2026-02-24"),
    ]
