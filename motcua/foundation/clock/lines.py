"""The sentences of an explanation, as data: msgids with the values that fill them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import msgspec

from motcua.foundation.clock.account import Party, TimeAccount, Usage, paused, usage
from motcua.foundation.clock.calendar import SpecialDay, WorkCalendar, add_worked_minutes
from motcua.foundation.clock.classes import classify
from motcua.foundation.clock.facts import DayKind
from motcua.foundation.clock.limits import (
    Limit,
    LimitUnit,
    PauseRule,
    counted_from,
    end_of_last_day,
    last_day_of,
    same_day_until,
    working_minutes_of,
)
from motcua.foundation.clock.moments import local_day
from motcua.foundation.law.citations import Citation, Source, sources_of
from motcua.foundation.law.documents import Title
from motcua.foundation.text import gettext_noop

PARTIES: Mapping[Party, str] = {
    Party.AGENCY: gettext_noop("the resolving agency"),
    Party.OTHER_AGENCY: gettext_noop("another agency"),
    Party.APPLICANT: gettext_noop("the applicant"),
    Party.OTHER_SYSTEM: gettext_noop("another system"),
    Party.OUTAGE: gettext_noop("an outage"),
}

REASONS: Mapping[str, str] = {
    "awaiting-supplement": gettext_noop("the applicant was asked to supplement the dossier"),
    "awaiting-payment": gettext_noop("the financial obligation has to be met first"),
    "awaiting-confirmation": gettext_noop("the applicant was asked to confirm the draft"),
    "awaiting-presence": gettext_noop("the applicant has to come in person"),
    "awaiting-opinion": gettext_noop("another agency was asked for its opinion"),
    "awaiting-system": gettext_noop("another system has to answer first"),
    "outage": gettext_noop("nobody could work because of an outage"),
}
"""Sentences for the usual codes of `Interval.reason`; a room adds its own by the argument of `explain`."""

OTHER_REASON = gettext_noop("for another reason")


class Line(msgspec.Struct, frozen=True):
    """
    One sentence of an explanation. `message` is an English msgid with named placeholders.

    Each placeholder stands in exactly one of the mappings, which says how to show it: `moments` and `days` as dates,
    `minutes` as working time, `amounts` as plain numbers, `msgids` as sentences to translate, `titles` as names of the
    catalogue, `codes` as they are or looked up (agency, step, time of day).
    """

    code: str
    message: str
    moments: dict[str, datetime] = {}
    days: dict[str, date] = {}
    minutes: dict[str, int] = {}
    amounts: dict[str, float] = {}
    msgids: dict[str, str] = {}
    titles: dict[str, Title] = {}
    codes: dict[str, str] = {}
    sources: tuple[Source, ...] = ()


class Segment(msgspec.Struct, frozen=True):
    """One interval of the account as a picture needs it: `end` is `now` while it runs; minutes are worked minutes."""

    start: datetime
    end: datetime
    is_running: bool
    party: Party
    holder: str
    agency: str
    step: str
    counts: bool
    reason: str
    minutes: int


def beginning(account: TimeAccount, began: datetime) -> list[Line]:
    """Say when the limit began, and from when it counts if that was outside working hours."""
    lines = [
        Line(
            code="started",
            message=gettext_noop("The time limit began at %(started_at)s."),
            moments={"started_at": account.started_at},
        )
    ]
    if began != account.started_at and account.limit.pause_rule is PauseRule.WORKED_MINUTES:
        lines.append(
            Line(
                code="outside-hours",
                message=gettext_noop("That was outside working hours, so time counts from %(counted_at)s."),
                moments={"counted_at": began},
                sources=sources_of(counted_from),
            )
        )
    return lines


class _Limits(msgspec.Struct, frozen=True):
    one: str
    many: str
    rule: Callable[..., object]


_LIMITS: Mapping[LimitUnit, _Limits] = {
    LimitUnit.WORKING_HOURS: _Limits(
        one=gettext_noop("The limit is one working hour."),
        many=gettext_noop("The limit is %(amount)s working hours."),
        rule=add_worked_minutes,
    ),
    LimitUnit.WORKING_DAYS: _Limits(
        one=gettext_noop("The limit is one working day."),
        many=gettext_noop("The limit is %(amount)s working days."),
        rule=working_minutes_of,
    ),
    LimitUnit.CALENDAR_DAYS: _Limits(
        one=gettext_noop("The limit is one day; the first day is not counted."),
        many=gettext_noop("The limit is %(amount)s days; the first day is not counted."),
        rule=last_day_of,
    ),
    LimitUnit.MONTHS: _Limits(
        one=gettext_noop("The limit is one month; the first day is not counted."),
        many=gettext_noop("The limit is %(amount)s months; the first day is not counted."),
        rule=last_day_of,
    ),
}


def limit_line(limit: Limit, started_at: datetime, calendar: WorkCalendar) -> Line:
    """Say what the limit is."""
    if limit.unit is not LimitUnit.SAME_DAY:
        limits = _LIMITS[limit.unit]
        return Line(
            code=f"limit-{limit.unit}",
            message=limits.one if limit.amount == 1 else limits.many,
            amounts={} if limit.amount == 1 else {"amount": limit.amount},
            sources=sources_of(limits.rule),
        )
    until = same_day_until(started_at, calendar, cut_off=limit.cut_off)
    sources = sources_of(same_day_until)
    if limit.cut_off is None:
        return Line(
            code="limit-same-day",
            message=gettext_noop("It has to be answered on the working day on which it is received."),
            sources=sources,
        )
    cut_off = {"cut_off": f"{limit.cut_off:%H:%M}"}
    if local_day(until) == local_day(counted_from(started_at, calendar)):
        return Line(
            code="limit-before-cut-off",
            message=gettext_noop("It was received by %(cut_off)s, so it has to be answered on the same working day."),
            codes=cut_off,
            sources=sources,
        )
    return Line(
        code="limit-after-cut-off",
        message=gettext_noop("It was received after %(cut_off)s, so it has to be answered on the next working day."),
        codes=cut_off,
        sources=sources,
    )


def stop_line(stop: Segment, reasons: Mapping[str, str]) -> Line:
    """Say that the clock stood or stands still, and why."""
    reason = {"reason": reasons.get(stop.reason, OTHER_REASON)}
    if stop.is_running:
        return Line(
            code="standing-still",
            message=gettext_noop("The clock has stood still since %(start_at)s: %(reason)s."),
            moments={"start_at": stop.start},
            msgids=reason,
            sources=sources_of(paused),
        )
    return Line(
        code="stood-still",
        message=gettext_noop(
            "From %(start_at)s to %(end_at)s the clock stood still for %(worked)s, counted in working time: %(reason)s."
        ),
        moments={"start_at": stop.start, "end_at": stop.end},
        minutes={"worked": stop.minutes},
        msgids=reason,
        # What is ours about a pause is how one that still runs is reckoned.
        sources=tuple(source for source in sources_of(paused) if isinstance(source, Citation)),
    )


def outage_lines(calendar: WorkCalendar, start: datetime, end: datetime) -> list[Line]:
    """Name the outages between two moments."""
    return [
        Line(
            code="outage",
            message=gettext_noop("From %(start_at)s to %(end_at)s no time counted because of an outage: %(name)s."),
            moments={"start_at": outage.start, "end_at": outage.end},
            titles={"name": outage.name},
            sources=sources_of(usage),
        )
        for outage in calendar.outages
        if outage.start < end and outage.end > start
    ]


def day_lines(days: tuple[SpecialDay, ...]) -> list[Line]:
    """Name the days that are not as their weekday says."""
    messages = {
        True: ("working-day", gettext_noop("%(day)s is a working day: %(name)s.")),
        False: ("day-off", gettext_noop("%(day)s is not a working day: %(name)s.")),
    }
    lines = []
    for special in days:
        code, message = messages[special.kind is DayKind.SWAPPED_WORKING]
        lines.append(Line(code=code, message=message, days={"day": special.on}, titles={"name": special.why}))
    return lines


def moved_lines(account: TimeAccount, calendar: WorkCalendar, now: datetime) -> list[Line]:
    """Say that the last day was moved off a day that is not worked; nothing when it was not."""
    if account.limit.pause_rule is PauseRule.WORKED_MINUTES:
        return []
    stood = paused(account, calendar, now).midnights
    last = last_day_of(account.limit, local_day(account.started_at), paused_days=stood)
    if local_day(end_of_last_day(last, calendar)) == last:
        return []
    return [
        Line(
            code="moved",
            message=gettext_noop("The last day, %(last_on)s, is not a working day, so the next working day counts."),
            days={"last_on": last},
            sources=sources_of(end_of_last_day),
        )
    ]


def left_line(left: int, *, is_overdue: bool) -> Line:
    """Say how much working time of a matter that is still open is left or over."""
    if not is_overdue:
        message = gettext_noop("%(left)s left, counted in working time.")
        return Line(code="left", message=message, minutes={"left": left})
    if left == 0:
        return Line(code="overdue", message=gettext_noop("It is overdue; no working time has passed since then."))
    message = gettext_noop("It is overdue by %(over)s, counted in working time.")
    return Line(code="overdue", message=message, minutes={"over": -left})


def ended_line(left: int, *, is_overdue: bool) -> Line:
    """Say how an ended matter stood to its date: early, on time, or by how much late."""
    sources = sources_of(classify)
    if is_overdue and left == 0:
        message = gettext_noop("It ended after it was due, outside working hours.")
        return Line(code="ended-overdue", message=message, sources=sources)
    if is_overdue:
        message = gettext_noop("It ended %(over)s after it was due, counted in working time.")
        return Line(code="ended-overdue", message=message, minutes={"over": -left}, sources=sources)
    if left == 0:
        return Line(code="ended-on-time", message=gettext_noop("It ended on time."), sources=sources)
    message = gettext_noop("It ended %(early)s before it was due, counted in working time.")
    return Line(code="ended-early", message=message, minutes={"early": left}, sources=sources)


def holder_lines(running: Segment | None) -> list[Line]:
    """Say who holds the matter now; nothing when nobody does."""
    if running is None:
        return []
    return [
        Line(
            code="holder",
            message=gettext_noop("It has been with %(party)s since %(since_at)s."),
            moments={"since_at": running.start},
            msgids={"party": PARTIES[running.party]},
            codes={"holder": running.holder, "agency": running.agency, "step": running.step},
        )
    ]


def used_line(part: Usage) -> Line:
    """Say whose working time was used."""
    message = (
        gettext_noop("%(worked)s of the limit were used by %(party)s.")
        if part.counts
        else gettext_noop("%(worked)s passed with %(party)s and do not count.")
    )
    return Line(
        code="used" if part.counts else "not-counted",
        message=message,
        minutes={"worked": part.minutes},
        msgids={"party": PARTIES[part.party]},
        codes={"agency": part.agency},
        sources=sources_of(usage),
    )


def projected_lines(calendar: WorkCalendar, *, is_projected: bool) -> list[Line]:
    """Warn that the days off are not announced so far ahead; nothing when they are."""
    if not is_projected or calendar.projected_from is None:
        return []
    return [
        Line(
            code="projected",
            message=gettext_noop("The days off from %(day)s on are not announced yet, so this date may still change."),
            days={"day": calendar.projected_from},
        )
    ]
