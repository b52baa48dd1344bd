"""Dates, hours, money and working time read as the house writes them, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.interface import formats
from motcua.foundation.interface.formats import NBSP

FRIDAY = datetime(2026, 11, 27, 7, 2, tzinfo=UTC)  # 14:02 in the city


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def test_a_date_says_its_weekday() -> None:
    assert formats.long_date(date(2026, 11, 27)) == f"thứ{NBSP}Sáu, 27/11/2026"
    assert formats.long_date(date(2026, 11, 29)) == f"Chủ{NBSP}nhật, 29/11/2026"


def test_a_moment_is_told_in_the_citys_zone() -> None:
    assert formats.moment(FRIDAY) == f"14:02, thứ{NBSP}Sáu, 27/11/2026"
    assert formats.short_moment(FRIDAY) == "14:02, 27/11/2026"
    assert formats.clock_time(time(9, 5)) == "09:05"
    late = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    assert formats.short_date(late) == "28/11/2026"


def test_english_says_the_same_day() -> None:
    with translation.override("en"):
        assert formats.long_date(date(2026, 11, 27)) == "Friday, 27/11/2026"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2026, 11, 27, 1, 0, tzinfo=UTC), "hôm nay 14:02"),
        (datetime(2026, 11, 26, 16, 59, tzinfo=UTC), "ngày mai 14:02"),
        (datetime(2026, 11, 27, 17, 0, tzinfo=UTC), "hôm qua 14:02"),
        (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "27/11"),
        (datetime(2027, 2, 20, 1, 0, tzinfo=UTC), "27/11/2026"),
    ],
)
def test_what_is_near_is_told_by_its_hour(now: datetime, told: str) -> None:
    assert formats.near_moment(FRIDAY, now) == told


@pytest.mark.parametrize(
    ("vnd", "told"), [(0, "Miễn phí"), (50_000, f"50.000{NBSP}đ"), (1_234_567, f"1.234.567{NBSP}đ")]
)
def test_money_has_points_between_thousands(vnd: int, told: str) -> None:
    assert formats.money(vnd) == told


def test_numbers_follow_the_language() -> None:
    assert (formats.number(1204), formats.percent(0.992), formats.number(3.5, 2)) == ("1.204", "99,2%", "3,5")
    with translation.override("en"):
        assert (formats.number(1204), formats.percent(0.992), formats.number(3.5, 2)) == ("1,204", "99.2%", "3.5")


def test_sizes_are_told_in_thousands() -> None:
    assert [formats.file_size(size) for size in (12, 812_400, 2_400_000)] == [
        f"12{NBSP}B",
        f"812,4{NBSP}kB",
        f"2,4{NBSP}MB",
    ]


@pytest.mark.parametrize(
    ("minutes", "told", "short"),
    [
        (0, "0 phút", "0 phút"),
        (135, "2 giờ 15 phút", "2 giờ 15 phút"),
        (240, "nửa ngày làm việc", "0,5 ngày"),
        (480, "1 ngày làm việc", "1 ngày"),
        (600, "1 ngày làm việc 2 giờ", "1 ngày 2 giờ"),
        (1680, "3 ngày làm việc rưỡi", "3,5 ngày"),
        (-1680, "3 ngày làm việc rưỡi", "3,5 ngày"),
    ],
)
def test_working_time_reads_as_spoken(minutes: int, told: str, short: str) -> None:
    assert formats.working_time(minutes).replace(NBSP, " ") == told
    assert formats.short_working_time(minutes).replace(NBSP, " ") == short


def test_a_shorter_working_day_counts_its_own_days() -> None:
    assert formats.working_time(420, 420) == "1 ngày làm việc"


def test_english_working_time_has_its_plural() -> None:
    with translation.override("en"):
        assert formats.working_time(480) == "1 working day"
        assert formats.working_time(1680) == "3 and a half working days"
        assert formats.working_time(61).replace(NBSP, " ") == "1 hour 1 minute"


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (Limit(1, LimitUnit.SAME_DAY, time(15)), "Trong ngày"),
        (Limit(5, LimitUnit.WORKING_DAYS), "5 ngày làm việc"),
        (Limit(7.5, LimitUnit.WORKING_DAYS), "7,5 ngày làm việc"),
        (Limit(24, LimitUnit.WORKING_HOURS), "24 giờ làm việc"),
        (Limit(15, LimitUnit.CALENDAR_DAYS), "15 ngày"),
        (Limit(3, LimitUnit.MONTHS), "3 tháng"),
    ],
)
def test_a_limit_reads_as_on_the_procedures_page(limit: Limit, told: str) -> None:
    assert formats.limit(limit) == told


@given(st.integers(min_value=0, max_value=10_000_000))
def test_hours_lose_no_minute(minutes: int) -> None:
    with translation.override("vi"):
        words = formats.hours(minutes).replace(NBSP, " ").replace(".", "").split()
    told = dict(zip(words[1::2], map(int, words[::2]), strict=True))
    assert told.get("giờ", 0) * 60 + told.get("phút", 0) == minutes


def _shown(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load formats %}" + source).render(context)


def test_a_text_in_two_languages_falls_back_to_vietnamese_and_says_so() -> None:
    pair = {"vi": "Trích lục <hộ tịch>", "en": ""}
    assert _shown("{% text_in pair %}", pair=pair) == "Trích lục &lt;hộ tịch&gt;"
    with translation.override("en"):
        assert _shown("{% text_in pair %}", pair=pair) == '<span lang="vi">Trích lục &lt;hộ tịch&gt;</span>'
        assert _shown("{% text_in pair %}", pair={"vi": "Khai sinh", "en": "Birth"}) == "Birth"
        assert _shown("{{ pair|in_language }}", pair=pair) == "Trích lục &lt;hộ tịch&gt;"
