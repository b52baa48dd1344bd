"""Codes are guessable by design, so guessing is slow: whoever misses often waits."""

from datetime import UTC, datetime, timedelta

from motcua.foundation.law.citations import house_rule
from motcua.register.people.rules import held_back

MOST_FAILURES = 20
WINDOW = timedelta(minutes=15)


@house_rule("Windows are cut at fixed times, so that every process counts alike.")
def window_of(now: datetime) -> datetime:
    """Return when the window began in which `now` (aware) lies."""
    length = WINDOW.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, tz=UTC)


@house_rule("Only what was not found counts, so that an office behind one address can look up as much as it likes.")
def check_guesses(failures: int, *, window_began: datetime, now: datetime) -> None:
    """Refuse `too-many-attempts` (values `minutes`, `wait_seconds`) when an address has missed too often."""
    if failures >= MOST_FAILURES:
        raise held_back(window_began + WINDOW - now)
