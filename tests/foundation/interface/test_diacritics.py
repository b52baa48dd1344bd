"""A needle without marks finds a word with them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.interface.diacritics import fold

LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự ", max_size=40)


def test_marks_and_case_and_spaces_are_folded() -> None:
    assert fold("  Đặng  Ánh\tĐăng ký KHAI SINH ") == "dang anh dang ky khai sinh"


@given(LETTERS)
def test_both_ways_of_writing_a_letter_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(LETTERS)
def test_vietnamese_folds_to_plain_letters_and_stays_so(text: str) -> None:
    folded = fold(text.upper())
    assert folded.isascii()
    assert fold(folded) == folded
