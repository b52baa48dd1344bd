"""Paging by key shows every row once, forth and back, and takes no cursor that it has not given."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.interface.keyset import Cursor, Page, decode, encode, page
from motcua.foundation.law.refusals import Refused

ROWS = tuple(range(1, 24))


def _fetch(at: Cursor | None, size: int) -> Page[int]:
    """What a query does: rows after (or before) a key, one more than the page holds."""
    if at is None:
        found = ROWS
    elif at.backward:
        found = tuple(row for row in reversed(ROWS) if row < at.key[0])  # type: ignore[operator]
    else:
        found = tuple(row for row in ROWS if row > at.key[0])  # type: ignore[operator]
    return page(found[: size + 1], size=size, key=lambda row: (row,), at=at)


@given(st.integers(min_value=1, max_value=30))
def test_every_row_is_shown_once_forth_and_back(size: int) -> None:
    forth = [_fetch(None, size)]
    while forth[-1].next:
        forth.append(_fetch(decode(forth[-1].next), size))
    assert [row for one in forth for row in one.rows] == list(ROWS)
    assert forth[0].previous == ""
    back = [forth[-1]]
    while back[-1].previous:
        back.append(_fetch(decode(back[-1].previous), size))
    assert sorted(row for one in back for row in one.rows) == list(ROWS)


def test_a_cursor_comes_back_as_it_went() -> None:
    cursor = Cursor(key=("2026-11-27T14:02:00+07:00", 7, None, True), backward=True)
    assert decode(encode(cursor)) == cursor
    assert decode("") is None


def test_moments_become_text_in_a_cursor() -> None:
    moment = datetime(2026, 11, 27, 7, 2, tzinfo=UTC)
    shown = page([1, 2], size=1, key=lambda row: (moment, row), at=None)
    found = decode(shown.next)
    assert found is not None
    assert found.key == (moment.isoformat(), 1)


@given(st.text(max_size=60))
def test_what_was_not_given_is_refused(text: str) -> None:
    if not text:
        return
    with pytest.raises(Refused) as caught:
        decode(text)
    assert caught.value.refusal.code == "bad-cursor"


def test_a_changed_cursor_is_refused() -> None:
    given_out = encode(Cursor(key=(7,)))
    assert given_out.count(".") == 1
    with pytest.raises(Refused):
        decode(("B" if given_out[0] != "B" else "C") + given_out[1:])


def test_an_empty_page_has_no_neighbours() -> None:
    assert page([], size=10, key=lambda row: (row,), at=None) == Page(rows=())
