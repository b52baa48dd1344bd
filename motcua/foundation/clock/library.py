"""The base under our own calendar facts: the public holidays of Vietnam as the `holidays` package reckons them."""

import hashlib
import re
from datetime import date

import holidays
import msgspec

from motcua.foundation.clock.facts import DayFact, DayKind
from motcua.foundation.law.documents import Title

_SWAPPED = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


def reckoned_days(country: str, covers_from: date, covers_until: date) -> tuple[DayFact, ...]:
    """
    Return the days off and the swapped days of `country` (`VN`) from `covers_from` to before `covers_until`.

    The package does not say when a day became known, so these facts count as known from the beginning.
    """
    years = range(covers_from.year, covers_until.year + 1)
    local = holidays.country_holidays(country, years=years, language="vi")
    english = holidays.country_holidays(country, years=years, language="en_US")
    source = f"PyPI holidays, {country}"
    facts: dict[date, DayFact] = {}
    for day, name in local.items():
        swapped = _SWAPPED.search(name)
        facts[day] = DayFact(
            on=day,
            kind=DayKind.HOLIDAY if swapped is None else DayKind.SWAPPED_OFF,
            name=Title(vi=name, en=english[day]),
            swapped_with=None if swapped is None else date(*(int(part) for part in reversed(swapped.groups()))),
            source=source,
        )
    partners = {fact.swapped_with: day for day, fact in facts.items() if fact.swapped_with is not None}
    for day in local.weekend_workdays:
        facts[day] = DayFact(
            on=day,
            kind=DayKind.SWAPPED_WORKING,
            name=Title(vi="Ngày làm bù", en="Worked instead of another day"),
            swapped_with=partners.get(day),
            source=source,
        )
    return tuple(facts[day] for day in sorted(facts) if covers_from <= day < covers_until)


def digest_of(days: tuple[DayFact, ...]) -> str:
    """Return sixteen hexadecimal digits that change when the package changes its mind about any day."""
    content = [(fact.on.isoformat(), fact.kind.value) for fact in days]
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:16]
