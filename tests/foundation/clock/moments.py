"""Short ways to write a moment in a test."""

from datetime import date, datetime

from motcua.foundation.clock.moments import ZONE


def at(text: str) -> datetime:
    """`at("2026-01-05 10:00")` in the legal zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def on(text: str) -> date:
    return date.fromisoformat(text)
