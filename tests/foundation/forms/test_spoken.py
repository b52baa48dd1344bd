"""Numbers and dates in Vietnamese words, as papers write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.forms.spoken import date_in_words, day_on_paper, moment_on_paper, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (31, "ba mươi mốt"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1945, "một nghìn chín trăm bốn mươi lăm"),
        (2000, "hai nghìn"),
        (2005, "hai nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_numbers(number, words):
    assert number_in_words(number) == words


@given(st.integers(min_value=0, max_value=9999))
def test_no_two_numbers_sound_alike(number):
    assert number_in_words(number) != number_in_words((number + 1) % 10_000)
    assert "  " not in number_in_words(number)


@pytest.mark.parametrize("number", [-1, 10_000])
def test_other_numbers_are_refused(number):
    with pytest.raises(ValueError, match="not between"):
        number_in_words(number)


def test_dates_and_moments():
    assert date_in_words(date(2026, 11, 2)) == "Ngày hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"
    assert day_on_paper(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_on_paper(date(2026, 9, 15)) == "ngày 15 tháng 9 năm 2026"
    moment = datetime(2026, 11, 20, 7, 2, tzinfo=UTC)
    assert moment_on_paper(moment) == "14 giờ 02 phút, ngày 20 tháng 11 năm 2026"
