"""What the doors of counters are about."""

from datetime import date

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.policy.types import Matter
from motcua.foundation.text import gettext_noop
from motcua.register.access import queries as access
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import Agency

_KNOWN = HouseRule(why="Only an agency that exists has a counter.")


def matter_of(agency: str, **_rest: object) -> Matter:
    """Return the facts of the agency whose counter it is."""
    return access.matter_of_agency(agency)


def agency_of(code: str, on: date) -> Agency:
    """Return the agency of a counter. Refuses `no-such-counter`."""
    found = agencies.agency(code, on)
    if found is None or not found.exists:
        raise no_such_counter()
    return found


def no_such_counter() -> Refused:
    """Return the refusal for a counter that there is not."""
    return refuse("no-such-counter", gettext_noop("There is no such counter. Check the address."), _KNOWN)
