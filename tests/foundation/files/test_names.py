"""A name is kept as it was given, safe to store, to show and to send back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.files.names import LONGEST, clean_name, named_as
from motcua.foundation.files.types import MediaType


@given(given=st.text())
def test_a_clean_name_is_one_line_without_folders_and_stays_clean(given):
    name = clean_name(given)
    assert 0 < len(name) <= LONGEST
    assert not any(unicodedata.category(letter).startswith("C") for letter in name)
    assert "/" not in name
    assert "\\" not in name
    assert clean_name(name) == name


def test_vietnamese_names_are_kept_whole():
    decomposed = unicodedata.normalize("NFD", "Giấy chứng sinh – bé Ẫm.pdf")
    assert clean_name(decomposed) == "Giấy chứng sinh – bé Ẫm.pdf"


def test_folders_and_marks_that_turn_the_text_around_are_taken_off():
    assert clean_name("C:\\fakepath\\a.pdf") == "a.pdf"
    assert clean_name("../../etc/passwd") == "passwd"
    assert clean_name("a\u202efdp.exe\n") == "afdp.exe"
    assert clean_name("  ") == "tep"


def test_a_long_name_keeps_its_ending():
    assert clean_name("ấ" * 400 + ".jpeg").endswith("ấ.jpeg")


def test_a_name_gets_the_ending_of_what_the_file_is():
    assert named_as("anh.png", MediaType.JPEG) == "anh.png.jpg"
    assert named_as("anh.JPEG", MediaType.JPEG) == "anh.JPEG"
    assert named_as("giay", MediaType.PDF) == "giay.pdf"
