"""The code of a dossier, and which codes are meant by what somebody has written."""

import re
from datetime import date, timedelta

from motcua.foundation.law.citations import house_rule

_BACK = 366
_NUMBER = re.compile(r"(?:(\d{6})-)?(\d{1,7})")


@house_rule("An agency numbers its dossiers anew each day, so that no row is shared by the whole city.")
def code_of(agency: str, on: date, number: int) -> str:
    """Return the code of a dossier: the competent agency's, the day, the number in its book of that day."""
    return _code(agency, f"{on:%y%m%d}", number)


@house_rule("At an agency's own counter the number alone names a dossier of the last year: it is what people remember.")
def codes_meant(text: str, agency: str, today: date) -> tuple[str, ...]:
    """Return the codes that `text` may stand for: a whole code, or the end of one of `agency`, with or without its day."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return (text.upper(),)
    days = [found[1]] if found[1] else [f"{today - timedelta(days=back):%y%m%d}" for back in range(_BACK)]
    return tuple(_code(agency, day, int(found[2])) for day in days)


def _code(agency: str, day: str, number: int) -> str:
    return f"{agency}-{day}-{number:04d}"
