"""The ten status codes that are synchronised with the National Portal."""

from motcua.foundation.law.citations import house_rule
from motcua.service.dossiers.types.state import Status

CODES: dict[Status, int] = {
    Status.SUBMITTED: 1,
    Status.AWAITING_LINKED: 1,
    Status.RECEIVED: 2,
    Status.REFUSED: 3,
    Status.IN_PROGRESS: 4,
    Status.AWAITING_CONFIRMATION: 4,
    Status.AWAITING_PRESENCE: 4,
    Status.AWAITING_OPINION: 4,
    Status.AWAITING_SUPPLEMENT: 5,
    Status.AWAITING_PAYMENT: 6,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
    Status.GRANTED: 9,
    Status.REJECTED: 9,
    Status.HANDED_OVER: 10,
}

# Derived from the ten codes as three provincial systems use them.
FOLLOWS: dict[int, frozenset[int]] = {
    1: frozenset({2, 3, 5, 7, 8}),
    2: frozenset({1, 4, 5, 6, 7, 8}),
    4: frozenset({2, 5, 6, 7, 8, 9, 1}),
    5: frozenset({1, 2, 4, 3, 7, 8}),
    6: frozenset({2, 4, 7, 8}),
    9: frozenset({10}),
    3: frozenset(),
    7: frozenset(),
    8: frozenset(),
    10: frozenset(),
}


@house_rule("Our finer statuses map onto the ten codes that three provincial systems send alike.")
def national_code(status: Status) -> int:
    """Return the national code, 1 to 10."""
    return CODES[status]
