"""The communes of the city as a declaration looks them up."""

from datetime import date

from motcua.foundation.forms.places import Place
from motcua.foundation.pack.chosen import pack
from motcua.register.agencies import queries as agencies


class PlacesOn:
    """The book of places on one day, each looked up once. Make one for a request, not for a process."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._known: dict[str, Place | None] = {}

    def place(self, code: str) -> Place | None:
        """Return the commune of this code, existing or former; None when there never was one."""
        if code not in self._known:
            self._known[code] = self._look_up(code)
        return self._known[code]

    def _look_up(self, code: str) -> Place | None:
        found = agencies.agency(code, self._on)
        if found is None:
            return None
        successors = () if found.exists else tuple(one.successor for one in agencies.successors(code, self._on))
        return Place(code=code, name=found.area.vi, successors=successors, within=pack().name.vi)


def commune_choices(on: date) -> tuple[tuple[str, str], ...]:
    """Return the communes that exist on the day `on` as (code, name), by name."""
    return tuple(sorted(((one.code, one.area.vi) for one in agencies.communes(on)), key=lambda pair: pair[1]))
