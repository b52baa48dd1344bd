"""Names, texts, e-mail addresses and telephone numbers."""

import re
import unicodedata

import phonenumbers

from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.text import gettext_noop

NAME_LENGTH = 100
TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 2000
EMAIL_LENGTH = 254

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # Cc without tabs and line breaks
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_NAME_SIGNS = frozenset(" '’-.·")


def tidy(raw: object) -> str:
    """Return words in NFC, without white space around and with one blank between them."""
    return " ".join(unicodedata.normalize("NFC", words(raw)).split())


def words(raw: object) -> str:
    if not isinstance(raw, str):
        raise Mend("not-text", gettext_noop("Write this as text."))
    if _CONTROL.search(raw):
        raise Mend("control-signs", gettext_noop("Type this again: it holds signs that cannot be read."))
    return raw


def within_length(text: str, most: int) -> str:
    if len(text) > most:
        raise Mend(
            "too-long",
            gettext_noop("Shorten this to at most %(most)d characters; it has %(length)d now."),
            most=most,
            length=len(text),
        )
    return text


def text(raw: object, *, most: int) -> str:
    """Return one line of text."""
    return within_length(tidy(raw), most or TEXT_LENGTH)


def long_text(raw: object, *, most: int) -> str:
    """Return text whose line breaks are kept."""
    lines = (tidy(line) for line in words(raw).splitlines())
    return within_length("\n".join(lines).strip(), most or LONG_TEXT_LENGTH)


def person_name(raw: object, *, most: int) -> str:
    """Return a person's name: letters of any script with marks, blanks, apostrophes, hyphens and dots."""
    name = within_length(tidy(raw), most or NAME_LENGTH)
    strange = next((sign for sign in name if not (sign.isalpha() or _is_mark(sign) or sign in _NAME_SIGNS)), None)
    if strange is not None:
        raise Mend(
            "not-a-name",
            gettext_noop("A name has letters only. Take “%(sign)s” out of it."),
            sign=strange,
        )
    if not any(sign.isalpha() for sign in name):
        raise Mend("not-a-name", gettext_noop("Write the family name, middle name and given name."))
    return name


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def email(raw: object) -> str:
    """Return an e-mail address, its domain in lower case."""
    address = within_length(tidy(raw), EMAIL_LENGTH)
    if not _EMAIL.fullmatch(address):
        raise Mend("not-an-email", gettext_noop("Write the e-mail address like this: ten@example.vn"))
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def phone(raw: object) -> str:
    """Return a telephone number as E.164; without a country code it is Vietnamese."""
    try:
        number = phonenumbers.parse(tidy(raw), "VN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Mend(
            "not-a-phone",
            gettext_noop(
                "Write the telephone number with all its digits, such as 0901 234 567; start with + if it is abroad."
            ),
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
