"""A range is one span inside the file, all of it, or refused when it begins behind the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.files.ranges import OutsideTheFile, Span, span_of


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [("bytes=0-0", 0, 1), ("bytes=2-", 2, 10), ("bytes=-3", 7, 10), ("bytes=5-99", 5, 10), ("Bytes = 1 - 2", 1, 3)],
)
def test_one_range_is_answered_with_it(header, start, stop):
    assert span_of(header, 10) == Span(start=start, stop=stop)


@pytest.mark.parametrize("header", ["", "bytes=", "bytes=-", "bytes=0-1,4-5", "pages=1-2", "bytes=5-2", "bytes=a-b"])
def test_anything_else_is_answered_with_the_whole(header):
    assert span_of(header, 10) == Span(start=0, stop=10, is_whole=True)


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header):
    with pytest.raises(OutsideTheFile):
        span_of(header, 10)


@given(header=st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True), size=st.integers(1, 5000))
def test_a_span_is_never_empty_and_never_outside(header, size):
    try:
        span = span_of(header, size)
    except OutsideTheFile:
        return
    assert 0 <= span.start < span.stop <= size
