"""Taking a number: for a line that is called today, while the agency is open."""

from datetime import UTC, datetime, timedelta

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.people.rules import held_back
from motcua.service.counters.types.place import Line, Place

MOST_FROM_ONE_ADDRESS = 200
WINDOW = timedelta(minutes=15)

_OPEN_ONLY = HouseRule(why="A number that is taken while nobody works would be called to nobody.")
_SET_UP = HouseRule(
    why="Numbers are given for the lines that the agency has set up, so that a window calls each of them."
)


@house_rule(
    "The number on the ticket is the letter of its line and three digits, so that it is heard and read with ease."
)
def code_of(letter: str, number: int) -> str:
    """Return what is on the ticket: `A012`."""
    return f"{letter}{number:03d}"


@house_rule("A number is given while the agency is open, for a line that some window calls.")
def check_take(place: Place, letter: str, *, now: datetime, opens_at: datetime) -> Line:
    """
    Return the line that a number is taken for; `opens_at` is `now` while the agency is open.

    Refuses `no-such-line` and `counter-closed` (value `opens_at`).
    """
    line = place.line(letter)
    if line is None or all(letter not in window.lines for window in place.windows):
        message = gettext_noop("This counter has no such line. Choose one from the list.")
        raise refuse("no-such-line", message, _SET_UP, fields=(FieldProblem("line", "unknown", message),))
    if opens_at > now:
        raise refuse(
            "counter-closed",
            gettext_noop("The counter is closed now, and no numbers are given. It opens again at %(opens_at)s."),
            _OPEN_ONLY,
            opens_at=f"{opens_at:%H:%M %d/%m/%Y}",
        )
    return line


@house_rule("Windows of counting are cut at fixed times, so that every process counts alike.")
def window_of(now: datetime) -> datetime:
    """Return when the quarter of an hour began in which `now` (aware) lies."""
    length = WINDOW.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, tz=UTC)


@house_rule(
    "A kiosk never takes so many numbers in a quarter of an hour; whoever does is a program that empties the queue."
)
def check_address(taken: int, *, window_began: datetime, now: datetime) -> None:
    """Refuse `too-many-attempts` when one address has taken too many numbers."""
    if taken > MOST_FROM_ONE_ADDRESS:
        raise held_back(window_began + WINDOW - now)
