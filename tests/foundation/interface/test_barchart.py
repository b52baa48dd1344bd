"""Bars begin at zero, what is late is seen however little it is, and the number that a line stands for is round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.interface.barchart import HEAD, HEIGHT, Stack, bar_chart, round_up

amounts = st.integers(0, 10_000_000)


@pytest.mark.parametrize(("most", "top"), [(0, 5), (5, 5), (6, 10), (11, 20), (21, 50), (360_458, 500_000)])
def test_the_upper_line_is_a_round_number(most, top):
    assert round_up(most) == top


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=24))
def test_each_bar_stands_on_the_zero_line_and_below_the_upper_one(pairs):
    stacks = [Stack(label="1", amount=max(pair), late=min(pair)) for pair in pairs]
    chart = bar_chart(stacks, number=str)
    for stack, bar in zip(stacks, chart.bars, strict=True):
        assert bar.rest_top + bar.rest_height == HEAD + HEIGHT == chart.zero
        assert bar.top + bar.late_height == bar.rest_top
        assert HEAD <= bar.top <= chart.zero
        assert (bar.late_height > 0) is (stack.late > 0)


def test_the_largest_bar_and_the_last_carry_their_numbers():
    chart = bar_chart([Stack("1", 3), Stack("2", 9), Stack("3", 1), Stack("4", 4)], number=str)
    assert [bar.number for bar in chart.bars] == ["", "9", "", "4"]
    assert chart.top == "10"


def test_nothing_at_all_is_an_empty_box():
    assert bar_chart([], number=str).bars == ()
    assert bar_chart([Stack("1", 0)], number=str).bars[0].number == ""
