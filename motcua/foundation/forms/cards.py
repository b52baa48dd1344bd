"""
The QR code of the identity card (căn cước), as a scanner that stands for a keyboard types it.

`number|old number|name|birth|sex|address|issued`, days as ddmmyyyy; cards of 2024 may carry more fields, which are
counted and not kept. The order of the fields is what readers of cards commonly document; the act that sets it was not
seen, so the number is held against what it tells of sex and year, and a difference is said.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

import msgspec

from motcua.foundation.forms.reading.numbers import FEMALE, MALE, told_by
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop

FIELDS = 7
LONGEST = 1000

_WHOLE = HouseRule(why="A card that is read in part would fill a declaration with half a person.")
_NUMBER = re.compile(r"(?!000)[0-9]{12}")
_OLD_NUMBER = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
# What is left of Vietnamese letters when a typing aid is on and takes the scanner for a person, or a converter failed.
_TELEX = re.compile(
    r"(?i)\b[a-z]*(?:aa|ee|oo|dd|aw|ow|uw)[a-z]*[sfrxj]?\b|\b[b-df-hj-np-tv-z]{0,3}[aeiouy]{1,3}[a-z]*[fjwz]\b"
)
_VNI = re.compile(r"(?i)[aeiouyd][0-9]")
_SEXES = {
    "nam": MALE,
    "nữ": FEMALE,
    "nu": FEMALE,
    "nuwx": FEMALE,
    "nwx": FEMALE,
    "nux": FEMALE,
    "nu74": FEMALE,
    "n?": FEMALE,
    "n\N{REPLACEMENT CHARACTER}": FEMALE,
}


class Letters(StrEnum):
    """How the letters of the scan arrived. Anything but sound is typed again by hand from the card."""

    SOUND = "sound"
    WITHOUT_MARKS = "without-marks"  # Tran Thi Mai
    TYPED = "typed"  # Traanf Thij Mai: a typing aid (Telex, VNI) was on
    BROKEN = "broken"  # Tr?n: letters were lost on the way


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the code says. `old_number` and `issued_on` may be empty; `more` counts fields that are not known.

    `fits` says whether the number tells the same sex and year of birth as the fields.
    """

    number: str
    name: str
    born_on: date
    sex: str
    address: str
    issued_on: date | None = None
    old_number: str = ""
    more: int = 0
    letters: Letters = Letters.SOUND
    fits: bool = True


def read_card(scan: str, *, on: date) -> Card:
    """
    Return the card of a scan that was made on a day.

    Refuses `not-a-card`, or `card-not-read` with every wrong field (`scan.number`, `scan.name`, `scan.born_on`,
    `scan.sex`, `scan.issued_on`).
    """
    parts = [
        " ".join(part.split()) for part in unicodedata.normalize("NFC", _mended(scan[:LONGEST])).strip().split("|")
    ]
    if len(parts) < FIELDS or not any(parts):
        raise refuse(
            "not-a-card",
            gettext_noop("This is not the QR code of an identity card. Scan the code in the corner of the card again."),
            _WHOLE,
        )
    number, old_number, name, born, sex_word, address, issued = parts[:FIELDS]
    sex, born_on, issued_on = _SEXES.get(sex_word.lower(), ""), _day(born), _day(issued)
    problems = _problems(number, old_number, name, sex)
    if born_on is None or born_on > on:
        problems.append(_problem("born_on", gettext_noop("The day of birth cannot be read.")))
    if issued and (issued_on is None or issued_on > on or (born_on is not None and issued_on < born_on)):
        problems.append(_problem("issued_on", gettext_noop("The day of issue cannot be read.")))
    if problems or born_on is None:
        message = gettext_noop("The card was not read whole. Scan it again, or type what is printed on it.")
        raise refuse("card-not-read", message, _WHOLE, fields=tuple(problems))
    return Card(
        number=number, old_number=old_number, name=name, born_on=born_on, sex=sex, address=address,
        issued_on=issued_on, more=len(parts) - FIELDS, letters=_letters(name, sex_word, address),
        fits=told_by(number) == (sex, born_on.year),
    )  # fmt: skip


def fields_of(card: Card) -> dict[str, str]:
    """Return the card's fields as a page takes them, by the names of `data-card`: days as ISO text and in parts."""
    found = {
        "number": card.number, "old-number": card.old_number, "name": card.name, "sex": card.sex,
        "address": card.address, "born-on": card.born_on.isoformat(),
        "issued-on": card.issued_on.isoformat() if card.issued_on else "",
    }  # fmt: skip
    for name, day in (("born-on", card.born_on), ("issued-on", card.issued_on)):
        if day is not None:
            parts = {"day": day.day, "month": day.month, "year": day.year}
            found |= {f"{name}.{part}": str(value) for part, value in parts.items()}
    return found


def remarks_of(card: Card) -> tuple[str, ...]:
    """Return what an official should look at, as msgids."""
    remarks = [_OF_LETTERS[card.letters]] if card.letters is not Letters.SOUND else []
    if not card.fits:
        remarks.append(
            gettext_noop("The number tells another sex or year of birth than the card. Compare it with the card.")
        )
    if card.more:
        remarks.append(gettext_noop("The card holds more fields than are known here; they were not read."))
    return tuple(remarks)


_OF_LETTERS = {
    Letters.WITHOUT_MARKS: gettext_noop(
        "The scanner typed the letters without marks. Write name and address as on the card; the scanner's manual says "
        "how to set it to Unicode."
    ),
    Letters.TYPED: gettext_noop(
        "A typing aid such as Telex or VNI changed the letters. Switch it off, then scan the card again."
    ),
    Letters.BROKEN: gettext_noop(
        "Letters were lost on the way from the scanner. Write name and address as on the card; the scanner's manual "
        "says how to set it to Unicode."
    ),
}


def _problem(field: str, message: str) -> FieldProblem:
    return FieldProblem(f"scan.{field}", "not-read", message)


def _problems(number: str, old_number: str, name: str, sex: str) -> list[FieldProblem]:
    problems = []
    if not _NUMBER.fullmatch(number):
        problems.append(_problem("number", gettext_noop("The number has not 12 digits.")))
    if not _OLD_NUMBER.fullmatch(old_number):
        problems.append(_problem("old_number", gettext_noop("The old number has not 9 digits.")))
    if not any(sign.isalpha() for sign in name):
        problems.append(_problem("name", gettext_noop("The name is missing.")))
    if not sex:
        problems.append(_problem("sex", gettext_noop("The sex cannot be read.")))
    return problems


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _letters(name: str, sex_word: str, address: str) -> Letters:
    together = f"{name} {sex_word} {address}"
    if "\N{REPLACEMENT CHARACTER}" in together or "?" in name:
        return Letters.BROKEN
    if not together.isascii():
        return Letters.SOUND
    if sex_word.lower() not in {"nam", "nu"} or _TELEX.search(name) or _VNI.search(name):
        return Letters.TYPED
    # An address without a single mark is none of Vietnam: every one has its phường, xã, quận or tỉnh.
    return Letters.WITHOUT_MARKS if address or sex_word.lower() == "nu" else Letters.SOUND


def _mended(text: str) -> str:
    """Return the text of a scanner whose UTF-8 was taken for an alphabet of one byte a letter: nothing is lost by that."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text
