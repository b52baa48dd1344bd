"""
How dates, hours, money, sizes and working time are written, in the language of the page.

Every function takes plain values and returns text; nothing here reads a clock. Numbers and their units are joined by a
no-break space, and so is `thứ` with its `Sáu`, so that a line never parts them.
"""

from datetime import date, datetime, time

from django.utils.translation import get_language, gettext, ngettext, pgettext

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import ZONE
from motcua.foundation.text import gettext_noop

NBSP = "\N{NO-BREAK SPACE}"

Day = date | datetime


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def _local(value: Day) -> Day:
    return value.astimezone(ZONE) if isinstance(value, datetime) else value


def weekday(value: Day) -> str:
    """`thứ Sáu`, `Chủ nhật`; in English `Friday`."""
    names = (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )
    return names[_local(value).weekday()].replace(" ", NBSP)


def short_date(value: Day) -> str:
    """`28/11/2026`, in both languages."""
    return f"{_local(value):%d/%m/%Y}"


def day_month(value: Day) -> str:
    """`28/11`, where the year is plain."""
    return f"{_local(value):%d/%m}"


def long_date(value: Day) -> str:
    """`thứ Sáu, 27/11/2026`; in English `Friday, 27/11/2026`."""
    return f"{weekday(value)}, {short_date(value)}"


def clock_time(value: datetime | time) -> str:
    """`14:02`, in the city's zone."""
    moment = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}"


def moment(value: datetime) -> str:
    """`14:02, thứ Sáu, 27/11/2026`."""
    return f"{clock_time(value)}, {long_date(value)}"


def short_moment(value: datetime) -> str:
    """`14:02, 27/11/2026`."""
    return f"{clock_time(value)}, {short_date(value)}"


def near_moment(value: datetime, now: datetime) -> str:
    """`hôm nay 17:00`, `ngày mai 17:00`, `hôm qua 17:00`, else `27/11`, with the year when it is not this one."""
    day, today = value.astimezone(ZONE).date(), now.astimezone(ZONE).date()
    values = {"time": clock_time(value)}
    distance = (day - today).days
    if distance == 0:
        return gettext("today %(time)s") % values
    if distance == 1:
        return gettext("tomorrow %(time)s") % values
    if distance == -1:
        return gettext("yesterday %(time)s") % values
    return day_month(day) if day.year == today.year else short_date(day)


def number(value: float, places: int = 0) -> str:
    """`1.204` and `99,2`; in English `1,204` and `99.2`. `places` is how many decimals are shown at most."""
    text = f"{value:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """`99,2%` for the share 0.992."""
    return f"{number(share * 100, 1)}%"


def money(vnd: int) -> str:
    """`50.000 đ`; nothing to pay is `Miễn phí`."""
    return f"{number(vnd)}{NBSP}đ" if vnd else gettext("Free of charge")


def file_size(size: int) -> str:
    """`2,4 MB`, in thousands of bytes, as shops sell them."""
    for unit, scale in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= scale:
            return f"{number(size / scale, 1)}{NBSP}{unit}"
    return f"{number(size)}{NBSP}B"


def hours(minutes: int) -> str:
    """`2 giờ 15 phút` for 135 minutes."""
    whole, rest = divmod(abs(minutes), 60)
    parts = []
    if whole:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": number(whole)})
    if rest or not whole:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(part.replace(" ", NBSP) for part in parts)


def working_time(minutes: int, day_minutes: int = 480) -> str:
    """
    Working minutes in words: `3 ngày làm việc rưỡi`, `1 ngày làm việc 2 giờ`, `2 giờ 15 phút`.

    `day_minutes` is how long the agency's working day is. The sign is dropped: the sentence around says early or late.
    """
    days, rest = divmod(abs(minutes), day_minutes)
    if not days:
        return gettext("half a working day") if rest * 2 == day_minutes else hours(rest)
    values = {"count": number(days)}
    if rest * 2 == day_minutes:
        return gettext("%(count)s and a half working days") % values
    words = ngettext("%(count)s working day", "%(count)s working days", days) % values
    return f"{words} {hours(rest)}" if rest else words


def short_working_time(minutes: int, day_minutes: int = 480) -> str:
    """`3,5 ngày`, `1 ngày 2 giờ`, `2 giờ 15 phút`: where the heading says that the days are working days."""
    whole = abs(minutes)
    days, rest = divmod(whole, day_minutes)
    is_half = rest * 2 == day_minutes
    if not days and not is_half:
        return hours(rest)
    counted = whole / day_minutes if is_half else days
    said = ngettext("%(count)s day", "%(count)s days", 1 if counted <= 1 else 2) % {"count": number(counted, 1)}
    words = said.replace(" ", NBSP)
    return f"{words} {hours(rest)}" if rest and not is_half else words


_UNITS = {
    LimitUnit.WORKING_HOURS: (gettext_noop("%(count)s working hour"), gettext_noop("%(count)s working hours")),
    LimitUnit.WORKING_DAYS: (gettext_noop("%(count)s working day"), gettext_noop("%(count)s working days")),
    LimitUnit.CALENDAR_DAYS: (gettext_noop("%(count)s day"), gettext_noop("%(count)s days")),
    LimitUnit.MONTHS: (gettext_noop("%(count)s month"), gettext_noop("%(count)s months")),
}


def limit(value: Limit) -> str:
    """A limit in words: `Trong ngày`, `5 ngày làm việc`, `3 tháng`."""
    if value.unit is LimitUnit.SAME_DAY:
        return gettext("The same day")
    one, many = _UNITS[value.unit]
    return gettext(one if value.amount == 1 else many) % {"count": number(value.amount, 2)}
