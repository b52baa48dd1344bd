"""The calendar book: every fact about working days with the moment it became known, and calendars made from it."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import msgspec

from motcua.foundation.clock.calendar import SpecialDay, WorkCalendar
from motcua.foundation.clock.facts import DayFact, DayKind, Fact, Outage, Session, SessionRule
from motcua.foundation.clock.moments import minute_of
from motcua.foundation.law.citations import house_rule

F = TypeVar("F", bound=Fact)

_ALWAYS = datetime.min.replace(tzinfo=UTC)

_MONDAY = 0


class CalendarBook(msgspec.Struct, frozen=True):
    """
    All facts about the working days of a country and its offices, from `covers_from` to before `covers_until`.

    `patterns` are named sets of session rules that an agency may adopt (Saturday mornings). `projected_from` is the
    first day whose days off are reckoned, not announced. Facts about the same day or weekday are ranked: an agency's
    own before everybody's, then the one known last, then the one listed last.
    """

    id: str
    covers_from: date
    covers_until: date
    day_minutes: int
    days: tuple[DayFact, ...] = ()
    sessions: tuple[SessionRule, ...] = ()
    outages: tuple[Outage, ...] = ()
    patterns: dict[str, tuple[SessionRule, ...]] = {}
    projected_from: date | None = None

    def with_facts(
        self,
        *,
        days: Iterable[DayFact] = (),
        sessions: Iterable[SessionRule] = (),
        outages: Iterable[Outage] = (),
    ) -> "CalendarBook":
        """Return the book with more facts: an agency's sessions and closures, an outage."""
        return msgspec.structs.replace(
            self,
            days=(*self.days, *days),
            sessions=(*self.sessions, *sessions),
            outages=(*self.outages, *outages),
        )

    def adopted(
        self,
        pattern: str,
        *,
        agency: str,
        valid_from: date,
        valid_until: date | None = None,
        known_at: datetime | None = None,
        source: str = "",
    ) -> tuple[SessionRule, ...]:
        """Return the session rules of `pattern` as `agency` keeps them for a period. An unknown pattern: KeyError."""
        return tuple(
            msgspec.structs.replace(
                rule,
                agency=agency,
                valid_from=valid_from,
                valid_until=valid_until,
                known_at=known_at,
                source=source or rule.source,
            )
            for rule in self.patterns[pattern]
        )

    @house_rule("A past date is judged by the calendar as it was known then; what is learned later is a restatement.")
    def as_known(self, at: datetime | None = None, *, agency: str = "") -> WorkCalendar:
        """
        Return the calendar of `agency` (empty: of offices in general) as it was known `at` a moment (None: by now).

        Takes some 20 ms for ten years: keep the answer, it is immutable and safe to share between threads.
        """
        days = {fact.on: fact for fact in _ranked(self.days, at, agency)}
        rules = _ranked(self.sessions, at, agency)
        outages = tuple(sorted(_ranked(self.outages, at, agency), key=lambda outage: outage.start))
        worked: list[tuple[Session, ...]] = []
        special: dict[date, SpecialDay] = {}
        for number in range((self.covers_until - self.covers_from).days):
            day = self.covers_from + timedelta(days=number)
            fact = days.get(day)
            worked.append(_sessions_on(day, fact, rules))
            if fact is not None and fact.kind is not DayKind.ORDINARY:
                special[day] = SpecialDay(on=day, kind=fact.kind, why=fact.name, unverified=fact.unverified)
        return WorkCalendar(
            version=f"{self.id}-{_digest(self.covers_from, worked, self.day_minutes, outages)}",
            agency=agency,
            covers_from=self.covers_from,
            sessions=worked,
            day_minutes=self.day_minutes,
            special_days=special,
            outages=outages,
            projected_from=self.projected_from,
        )


def _ranked(facts: Iterable[F], at: datetime | None, agency: str) -> list[F]:
    """Return the facts that hold for `agency` as known `at`, those of higher rank later."""
    known = [
        fact
        for fact in facts
        if fact.agency in {"", agency} and (at is None or fact.known_at is None or fact.known_at <= at)
    ]
    return sorted(known, key=lambda fact: (fact.agency != "", fact.known_at or _ALWAYS))


def _sessions_on(day: date, fact: DayFact | None, rules: Sequence[SessionRule]) -> tuple[Session, ...]:
    if fact is None or fact.kind is DayKind.ORDINARY:
        return _sessions_of_weekday(day.weekday(), day, rules)
    if fact.sessions is not None:
        return fact.sessions
    if fact.kind is DayKind.SWAPPED_WORKING:
        weekday = _MONDAY if fact.swapped_with is None else fact.swapped_with.weekday()
        return _sessions_of_weekday(weekday, day, rules)
    return ()


def _sessions_of_weekday(weekday: int, day: date, rules: Sequence[SessionRule]) -> tuple[Session, ...]:
    for rule in reversed(rules):
        if weekday in rule.weekdays and rule.valid_from <= day and (rule.valid_until is None or day < rule.valid_until):
            return rule.sessions
    return ()


def _digest(
    covers_from: date, worked: Sequence[tuple[Session, ...]], day_minutes: int, outages: Sequence[Outage]
) -> str:
    """Return twelve hexadecimal digits that stand for what a calendar says about time, and nothing else of it."""
    content = (
        covers_from.isoformat(),
        day_minutes,
        [[f"{opens:%H%M}-{closes:%H%M}" for opens, closes in day] for day in worked],
        [(minute_of(outage.start), minute_of(outage.end)) for outage in outages],
    )
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:12]
