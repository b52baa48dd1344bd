"""How long people will wait: a range out of what today's tickets took, or nothing while too few are known."""

import math
from collections.abc import Collection, Sequence

from motcua.foundation.law.citations import house_rule
from motcua.service.counters.rules.order import order_of_calls, waiting
from motcua.service.counters.types.day import Day, Ticket, WindowStatus
from motcua.service.counters.types.place import Place
from motcua.service.counters.types.views import Estimate

FEWEST = 5
LATEST = 20


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@house_rule(
    "An estimate is a range from quartiles of the last tickets, so that one very long visit does not move it; with fewer "
    "than five tickets it would be a guess, and none is given."
)
def estimate(*, ahead: int, windows: int, taken_minutes: Sequence[float]) -> Estimate | None:
    """
    Return how long somebody waits with `ahead` people before them at `windows` open windows.

    `taken_minutes` is how long the latest tickets took, the latest last; only the last twenty count. None when no window
    is open or too few tickets are known.
    """
    latest = sorted(taken_minutes[-LATEST:])
    if windows <= 0 or len(latest) < FEWEST:
        return None
    before = ahead // windows
    after = math.ceil((ahead + 1) / windows)
    least = math.floor(before * _quantile(latest, 0.25))
    most = math.ceil(after * _quantile(latest, 0.75))
    return Estimate(least=least, most=max(most, least, 1))


@house_rule("A window counts for a line while somebody is at it and has not paused it.")
def windows_for(place: Place, day: Day, line: str) -> list[int]:
    """Return the numbers of the open windows that call a line."""
    return [
        one.number for one in place.windows if line in one.lines and day.window(one.number).status is WindowStatus.OPEN
    ]


@house_rule("Who waits in another line of the same windows is before you too, if they are called first.")
def ahead_of(place: Place, day: Day, ticket: Ticket) -> int:
    """Return how many people are called before a ticket that waits."""
    queue = waiting(day, _shared(place, day, ticket.line))
    rhythm = [day.window(number).since_priority for number in windows_for(place, day, ticket.line)]
    known = [one for one in rhythm if one is not None]
    order = order_of_calls(queue, since_priority=min(known) if known else None)
    return order.index(ticket)


@house_rule("Lines that share an open window share its time.")
def ahead_in_line(place: Place, day: Day, line: str) -> int:
    """Return how many people somebody who takes a number for `line` now finds before them."""
    return len(waiting(day, _shared(place, day, line)))


def _shared(place: Place, day: Day, line: str) -> Collection[str]:
    serving = set(windows_for(place, day, line))
    return {line, *(each for one in place.windows if one.number in serving for each in one.lines)}
