"""What somebody writes stands for a code as people say it at the counter."""

from datetime import date

from motcua.service.dossiers.rules.codes import code_of, codes_meant

AGENCY, TODAY = "Z00.1", date(2026, 11, 27)


def test_a_code_is_the_agency_the_day_and_the_number_with_four_digits_at_least():
    assert code_of(AGENCY, TODAY, 42) == "Z00.1-261127-0042"
    assert code_of(AGENCY, TODAY, 12345) == "Z00.1-261127-12345"


def test_the_number_with_its_day_means_one_code():
    assert codes_meant("261120-42", AGENCY, TODAY) == ("Z00.1-261120-0042",)


def test_the_number_alone_means_that_of_any_day_of_the_last_year():
    meant = codes_meant("0042", AGENCY, TODAY)
    assert meant[0] == code_of(AGENCY, TODAY, 42)
    assert code_of(AGENCY, date(2025, 11, 27), 42) in meant
    assert code_of(AGENCY, date(2025, 11, 25), 42) not in meant


def test_anything_else_is_a_code_as_it_stands_in_capitals():
    assert codes_meant("h29.1-261127-0042", AGENCY, TODAY) == ("H29.1-261127-0042",)
    assert codes_meant("079190001234", AGENCY, TODAY) == ("079190001234",)
