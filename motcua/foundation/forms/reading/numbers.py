"""Whole numbers, and the numbers that stand on papers of identity."""

import re
from typing import Final

from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.forms.reading.words import tidy
from motcua.foundation.text import gettext_noop

_GAPS = re.compile(r"[\s.\-]")
_PERSONAL_ID = re.compile(r"(?!000)[0-9]{12}")
_OLD_ID = re.compile(r"[0-9]{9}")
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}")

MALE: Final = "male"
FEMALE: Final = "female"


def number(raw: object, *, least: int | None, most: int | None) -> int:
    """Return a whole number between `least` and `most`."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        value = raw
    else:
        digits = tidy(raw)
        if not re.fullmatch(r"-?[0-9]{1,12}", digits):
            raise Mend("not-a-number", gettext_noop("Write a whole number in digits, such as 2."))
        value = int(digits)
    if least is not None and value < least:
        raise Mend("too-small", gettext_noop("Write a number of at least %(least)d."), least=least)
    if most is not None and value > most:
        raise Mend("too-large", gettext_noop("Write a number of at most %(most)d."), most=most)
    return value


def personal_id(raw: object) -> str:
    """Return a personal identification number: 12 digits, the first three of a province or country."""
    digits = _GAPS.sub("", tidy(raw))
    if not _PERSONAL_ID.fullmatch(digits):
        raise Mend(
            "not-a-personal-id",
            gettext_noop("Write all 12 digits of the personal identification number; it has %(length)d now."),
            length=len(digits),
        )
    return digits


def old_id(raw: object) -> str:
    """Return the number of a former identity card: 9 digits."""
    digits = _GAPS.sub("", tidy(raw))
    if not _OLD_ID.fullmatch(digits):
        raise Mend(
            "not-an-old-id",
            gettext_noop("Write all 9 digits of the old identity card; it has %(length)d now."),
            length=len(digits),
        )
    return digits


def passport(raw: object) -> str:
    """Return a passport number: 6 to 12 letters and digits, in capitals."""
    signs = _GAPS.sub("", tidy(raw)).upper()
    if not _PASSPORT.fullmatch(signs):
        raise Mend(
            "not-a-passport",
            gettext_noop("Write the passport number as it is printed: 6 to 12 letters and digits, such as C1234567."),
        )
    return signs


def told_by(personal_id: str) -> tuple[str, int]:
    """
    Return the sex and the year of birth that a personal identification number tells.

    Its fourth digit is the century and the sex (0 and 1: born 1900 to 1999, male and female; 2 and 3: born 2000 to 2099;
    and so on), the two after it the year (Circular 07/2016/TT-BCA, unverified).
    """
    century_and_sex = int(personal_id[3])
    year = 1900 + 100 * (century_and_sex // 2) + int(personal_id[4:6])
    return (FEMALE if century_and_sex % 2 else MALE), year
