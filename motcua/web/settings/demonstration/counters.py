"""
Counters of two wards, and the numbers that were taken there today and the working day before.

People come every quarter of an hour of the agency's hours up to now; an officer calls them. On a day off nobody comes, and the
numbers are those of the last working days.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.words import Text
from motcua.foundation.policy.types import ANONYMOUS, Actor
from motcua.register.agencies import queries as tree
from motcua.service.counters import commands
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.commands import DayCommand
from motcua.service.counters.types.place import Line, Window
from motcua.web.settings.demonstration.cast import BEN_THANH, FOUNDER, SAI_GON, actor

LINES = (
    Line("A", Text(vi="Hộ tịch", en="Civil status")),
    Line("B", Text(vi="Chứng thực", en="Certification")),
    Line("C", Text(vi="Đất đai, xây dựng", en="Land and building")),
    Line("D", Text(vi="Trả kết quả", en="Results")),
)
COUNTERS = {
    SAI_GON: (
        (Window(1, ("A", "B")), Window(2, ("B", "C")), Window(3, ("D",)), Window(4, ("A", "B", "C", "D"))),
        "motcua@motcua.example",
        4,
    ),
    BEN_THANH: ((Window(1, ("A", "B", "C", "D")), Window(2, ("D",))), "motcua.bt@motcua.example", 1),
}
# What people come for, in turn; every seventh has priority.
_COME = "ABADBCBDAB"
_EVERY = timedelta(minutes=15)
_SERVED_AFTER = timedelta(minutes=1)
_CALLED_AFTER = timedelta(minutes=4)
_WAITING = 3


def set_up_counters(now: datetime) -> None:
    """Set the two counters up, a month before `now`."""
    for agency, (windows, _, _) in COUNTERS.items():
        commands.set_up(
            actor=FOUNDER, agency=agency, lines=LINES, windows=windows, now=now - timedelta(days=30),
            key=f"demonstration/{agency}",
        )  # fmt: skip


def tell_counters(now: datetime) -> Iterator[str]:
    """Let people come and be called on the last two days; yield each agency. Safe to run again after an interruption."""
    set_up_counters(now)
    for agency, (_, login, window) in COUNTERS.items():
        calendar = tree.calendar_of(agency, now)
        last = _last_day(calendar, now)
        hall = _Hall(agency, actor(login, now), window)
        for day in (calendar.working_day_until(last - timedelta(days=1)), last):
            hall.tell(calendar, calendar.opening(day), min(now, calendar.closing(day)))
        yield agency


def _last_day(calendar: WorkCalendar, now: datetime) -> date:
    """Return today once the office has opened today, else the last working day before."""
    today = local_day(now)
    if calendar.is_working(today) and calendar.opening(today) <= now:
        return today
    return calendar.working_day_until(today - timedelta(days=1))


class _Hall:
    """One counter, with one officer who calls."""

    def __init__(self, agency: str, officer: Actor, window: int) -> None:
        self.agency, self.officer, self.window = agency, officer, window

    def tell(self, calendar: WorkCalendar, opens: datetime, until: datetime) -> None:
        """Let people come from the opening on; a few of them always wait, and nobody after closing time."""
        self._do(asked.OpenWindow(window=self.window), opens)
        come = [at for at in _moments(opens, until) if calendar.office_opens_from(at) == at]
        for number, at in enumerate(come, start=1):
            self._take(number, at)
            if number > _WAITING:
                self._call(at + _CALLED_AFTER, until)
        if until == calendar.closing(local_day(until)):
            for number in range(min(_WAITING, len(come)), 0, -1):
                self._call(until - timedelta(minutes=2 * number), until)
            self._do(asked.CloseWindow(window=self.window), until)

    def _take(self, number: int, at: datetime) -> None:
        command = asked.Take(line=_COME[number % len(_COME)], priority=number % 7 == 0)
        commands.take(actor=ANONYMOUS, agency=self.agency, command=command, now=at, key=self._key("take", at))

    def _call(self, at: datetime, until: datetime) -> None:
        if at + _SERVED_AFTER <= until:
            self._do(asked.CallNext(window=self.window), at)
            self._do(asked.Serve(window=self.window), at + _SERVED_AFTER)

    def _do(self, command: DayCommand, at: datetime) -> None:
        tag = str(command.__struct_config__.tag)
        commands.act(actor=self.officer, agency=self.agency, command=command, now=at, key=self._key(tag, at))

    def _key(self, tag: str, at: datetime) -> str:
        return f"demonstration/{self.agency}/{tag}/{at.isoformat()}"


def _moments(opens: datetime, until: datetime) -> Iterator[datetime]:
    at = opens + _EVERY
    while at < until:
        yield at
        at += _EVERY
