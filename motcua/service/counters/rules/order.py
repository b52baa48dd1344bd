"""Who is called next: whoever has waited longest, people with priority in between."""

from collections.abc import Collection, Iterable, Sequence

from motcua.foundation.law.citations import house_rule
from motcua.service.counters.types.day import Day, Ticket, TicketStatus

ORDINARY_BETWEEN = 2
"""The number of `catalogue/vn/parameters/counter-priority.yaml`; a test holds the two together."""


def _arrival(ticket: Ticket) -> tuple[object, ...]:
    return ticket.taken_at, ticket.code


@house_rule("People are called in the order in which they came; two of one moment in the order of their numbers.")
def waiting(day: Day, lines: Collection[str]) -> list[Ticket]:
    """Return the tickets that wait in these lines, who came first first."""
    return sorted(
        (one for one in day.tickets.values() if one.status is TicketStatus.WAITING and one.line in lines), key=_arrival
    )


@house_rule(
    "Elderly people, people with disabilities, pregnant women and people of merit go first, but never so many in a row "
    "that the others stand still."
)
def next_ticket(
    queue: Sequence[Ticket], *, since_priority: int | None, between: int = ORDINARY_BETWEEN
) -> Ticket | None:
    """
    Return who is called next out of `queue` (in order of arrival).

    `since_priority` counts the ordinary calls of the window since its last one with priority (None: no such call
    today). Somebody with priority is called at once, or after `between` ordinary ones when the last call of priority
    was the window's; an ordinary one when nobody with priority waits.
    """
    first = next((one for one in queue if one.priority), None)
    ordinary = next((one for one in queue if not one.priority), None)
    if first is None or ordinary is None:
        return first or ordinary
    return first if since_priority is None or since_priority >= between else ordinary


@house_rule(
    "A window's rhythm of priority and others is its own, so that two windows keep the rule without a look aside."
)
def since_priority_after(ticket: Ticket, since_priority: int | None) -> int | None:
    """Return a window's count of ordinary calls after it has called `ticket`."""
    if ticket.priority:
        return 0
    return None if since_priority is None else since_priority + 1


@house_rule("The order that is shown to people is the one in which a single window would call them.")
def order_of_calls(
    queue: Iterable[Ticket], *, since_priority: int | None, between: int = ORDINARY_BETWEEN
) -> list[Ticket]:
    """Return all of `queue` in the order in which it is called, nobody twice and nobody left out."""
    rest = sorted(queue, key=_arrival)
    called: list[Ticket] = []
    while (one := next_ticket(rest, since_priority=since_priority, between=between)) is not None:
        rest.remove(one)
        called.append(one)
        since_priority = since_priority_after(one, since_priority)
    return called
