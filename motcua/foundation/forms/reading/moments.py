"""Dates and times of day."""

import re
from collections.abc import Mapping
from datetime import date

from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.forms.reading.words import tidy
from motcua.foundation.forms.values import blank
from motcua.foundation.text import gettext_noop

OLDEST_YEAR = 1890

_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_SPOKEN = re.compile(r"(?:(?:(?P<day>[0-9]{1,2})[/.\- ])?(?P<month>[0-9]{1,2})[/.\- ])?(?P<year>[0-9]{4})")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})\s*(?::|h|giờ|g)\s*(?P<minute>[0-9]{1,2})?(?::00)?\s*(?:phút)?")


def a_date(raw: object, *, on: date, future_allowed: bool, year_is_enough: bool) -> str:
    """
    Return a date as ISO text: `2026-11-28`, or `2026-11` and `2026` where a year is enough.

    Takes ISO text, `28/11/2026`, or the parts `day`, `month` and `year`.
    """
    parts = raw if isinstance(raw, Mapping) else _written(tidy(raw))
    year, month, day = (_whole(parts.get(name), name) for name in ("year", "month", "day"))
    if year is None:
        raise Mend("date-incomplete", gettext_noop("Write the year with four digits."), part="year")
    if not year_is_enough or (day is not None and month is None):
        if month is None:
            raise Mend("date-incomplete", gettext_noop("Write the month too."), part="month")
        if day is None:
            raise Mend("date-incomplete", gettext_noop("Write the day too."), part="day")
    value = _calendar_day(year, month, day)
    if year < OLDEST_YEAR:
        raise Mend(
            "date-too-old", gettext_noop("Check the year: it lies before %(year)d."), part="year", year=OLDEST_YEAR
        )
    if not future_allowed and value > on:
        raise Mend("date-in-future", gettext_noop("This day has not come yet. Write a day up to today."))
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else value.isoformat()


def _written(text: str) -> Mapping[str, str | None]:
    found = _ISO.fullmatch(text) or _SPOKEN.fullmatch(text)
    if found is None:
        raise Mend("not-a-date", gettext_noop("Write the date as day, month and year, such as 28/11/2026."))
    return found.groupdict()


def _whole(part: object, name: str) -> int | None:
    if blank(part):
        return None
    digits = str(part).strip() if isinstance(part, str | int) and not isinstance(part, bool) else ""
    if not re.fullmatch(r"[0-9]{1,4}", digits) or (name == "year" and len(digits) != 4):
        message = {
            "day": gettext_noop("Write the day in digits, from 1 to 31."),
            "month": gettext_noop("Write the month in digits, from 1 to 12."),
            "year": gettext_noop("Write the year with four digits."),
        }[name]
        raise Mend("not-a-date", message, part=name)
    return int(digits)


def _calendar_day(year: int, month: int | None, day: int | None) -> date:
    if month is not None and not 1 <= month <= 12:
        raise Mend("not-a-date", gettext_noop("Write the month in digits, from 1 to 12."), part="month")
    try:
        return date(year, month or 1, day or 1)
    except ValueError:
        raise Mend(
            "no-such-day",
            gettext_noop("There is no day %(day)d in month %(month)d of %(year)d. Check the day and the month."),
            part="day",
            day=day,
            month=month,
            year=year,
        ) from None


def a_time(raw: object) -> str:
    """Return a time of day as `HH:MM`, read from `9:05`, `9h05`, `9 giờ 05` or the parts `hour` and `minute`."""
    if isinstance(raw, Mapping):
        text = f"{raw.get('hour') or ''}:{raw.get('minute') or '0'}".replace(" ", "")
    else:
        text = tidy(raw).lower()
    found = _TIME.fullmatch(text)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Mend("not-a-time", gettext_noop("Write the time in hours and minutes, such as 09:05."))
    return f"{hour:02d}:{minute:02d}"
