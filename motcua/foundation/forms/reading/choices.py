"""Answers chosen from a few, yes or no, countries and ticked statements."""

from functools import cache

from babel import Locale

from motcua.foundation.forms.declared import Option
from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.forms.reading.words import tidy
from motcua.foundation.forms.words import Text
from motcua.foundation.text import gettext_noop

_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0"})


def choice(raw: object, options: tuple[Option, ...]) -> str:
    """Return the chosen answer. One that another procedure serves is a problem that names that procedure."""
    value = tidy(raw)
    option = next((one for one in options if one.value == value), None)
    if option is None:
        raise Mend("not-an-option", gettext_noop("Choose one of the answers offered."))
    if option.instead:
        raise Mend(
            "another-procedure",
            gettext_noop("This is served by procedure %(procedure)s. File that one instead."),
            procedure=option.instead,
        )
    return value


def yes_no(raw: object) -> bool:
    """Return an answer of yes or no."""
    if isinstance(raw, bool):
        return raw
    word = tidy(raw).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Mend("not-yes-or-no", gettext_noop("Choose yes or no."))


def statement(raw: object, *, required: bool) -> bool:
    """Return whether a statement is ticked; one that is required must be."""
    ticked = yes_no(raw)
    if required and not ticked:
        raise Mend("not-ticked", gettext_noop("Tick this to confirm it. It cannot be filed without."))
    return ticked


@cache
def countries() -> dict[str, Text]:
    """Return the countries by their ISO 3166-1 alpha-2 code, Vietnam first, then by their Vietnamese name."""
    vietnamese, english = (dict[str, str](Locale(language).territories) for language in ("vi", "en"))
    codes = [code for code in vietnamese if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ"}]
    codes.sort(key=lambda code: (code != "VN", vietnamese[code]))
    return {code: Text(vi=vietnamese[code], en=english.get(code, "")) for code in codes if not code.startswith("X")}


def country(raw: object) -> str:
    """Return the code of a country, told by its code or by its name."""
    word = tidy(raw)
    if word.upper() in countries():
        return word.upper()
    named = next(
        (code for code, name in countries().items() if word.lower() in {name.vi.lower(), name.en.lower()}), None
    )
    if named is None:
        raise Mend("not-a-country", gettext_noop("Choose the country from the list."))
    return named
