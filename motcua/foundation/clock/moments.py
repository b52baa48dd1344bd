"""Moments and minutes: aware datetimes outside, whole minutes since 0001-01-01 in the legal zone inside."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which legal days begin and end. It has no summer time, so wall-clock minutes are real minutes."""

DAY_MINUTES = 1440


def minute_of(moment: datetime) -> int:
    """Return the minute that `moment` (aware) belongs to; seconds are dropped. A naive moment is a defect."""
    if moment.tzinfo is not ZONE:
        if moment.tzinfo is None:
            raise ValueError(f"{moment!r} is naive: legal time needs a zone")
        moment = moment.astimezone(ZONE)
    return moment.toordinal() * DAY_MINUTES + moment.hour * 60 + moment.minute


def moment_of(minute: int) -> datetime:
    """Return the moment at which `minute` begins, in the legal zone."""
    ordinal, rest = divmod(minute, DAY_MINUTES)
    hour, rest = divmod(rest, 60)
    day = date.fromordinal(ordinal)
    return datetime(day.year, day.month, day.day, hour, rest, tzinfo=ZONE)


def local_day(moment: datetime) -> date:
    """Return the legal day on which `moment` (aware) lies."""
    return date.fromordinal(minute_of(moment) // DAY_MINUTES)


def start_of(day: date) -> datetime:
    """Return the moment at which `day` begins in the legal zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def minute_in_day(clock_time: time) -> int:
    """Return the minutes from midnight to `clock_time`."""
    return clock_time.hour * 60 + clock_time.minute
