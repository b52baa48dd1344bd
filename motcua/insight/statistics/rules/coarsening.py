"""What of a result the public sees, so that few results in a small place name nobody."""

from datetime import date

from motcua.foundation.law.citations import house_rule, law

SMALL_PLACE = 5  # a test holds it to `publication-small-place` of the catalogue


@law("91-2025-qh15")
@house_rule(
    "Where an agency gave fewer than five answers of a procedure in a month, the place is told as the city and the day as the month: neighbours could guess who it was."
)
def is_small(answers: int) -> bool:
    """Say whether so few answers of one procedure, agency and month are told without place and day."""
    return answers < SMALL_PLACE


@house_rule("The first part of an agency's code is the code of its city or province.")
def city_of(agency: str) -> str:
    """Return the code of the city that the agency belongs to."""
    return agency.partition(".")[0]


@house_rule("A day that is not told is listed as the first of its month.")
def listed_as(month: date, decided_on: date, agency: str, *, small: bool) -> tuple[date, str]:
    """Return under which day and agency a result is listed."""
    return (month, city_of(agency)) if small else (decided_on, agency)
