"""Addresses: house and street, and a commune of the city or the words for a place elsewhere."""

import re
from collections.abc import Mapping

from motcua.foundation.forms.places import Place, Places
from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.forms.reading.words import TEXT_LENGTH, text, tidy
from motcua.foundation.forms.values import Json, blank
from motcua.foundation.text import gettext_noop

PARTS = ("line", "commune", "commune_now", "elsewhere")

_CODE = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]+){1,3}")


def address(raw: object, *, within_city: bool, places: Places | None) -> dict[str, Json]:
    """
    Return an address as `line`, `commune`, `commune_now`, or `line` and `elsewhere`.

    `commune` is the code as it was told, perhaps of a former commune; `commune_now` is the one that it lies in today.
    When a former commune was split, whoever lives there has to say which successor is theirs. Without a book of places
    only the shape of codes is checked.
    """
    if not isinstance(raw, Mapping):
        raise Mend("not-an-address", gettext_noop("Write the address in its parts."))
    unknown = next((part for part in raw if part not in PARTS), None)
    if unknown is not None:
        raise Mend("unknown-field", gettext_noop("This field is not asked for here. Take it out."), part=str(unknown))
    line = "" if blank(raw.get("line")) else text(raw["line"], most=TEXT_LENGTH)
    if not blank(raw.get("elsewhere")) and blank(raw.get("commune")):
        if within_city:
            raise Mend("not-in-city", gettext_noop("Choose the commune or ward in the city."), part="commune")
        return {"line": line, "elsewhere": text(raw["elsewhere"], most=TEXT_LENGTH)}
    if blank(raw.get("commune")):
        raise Mend("commune-missing", gettext_noop("Choose the commune or ward."), part="commune")
    commune = tidy(raw["commune"])
    told_now = "" if blank(raw.get("commune_now")) else tidy(raw["commune_now"])
    return {"line": line, "commune": commune, "commune_now": _today(commune, told_now, places)}


def _today(commune: str, told_now: str, places: Places | None) -> str:
    if places is None:
        for part, code in (("commune", commune), ("commune_now", told_now or commune)):
            if not _CODE.fullmatch(code):
                raise Mend("no-such-commune", gettext_noop("Choose the commune or ward from the list."), part=part)
        return told_now or commune
    place = places.place(commune)
    if place is None:
        raise Mend("no-such-commune", gettext_noop("Choose the commune or ward from the list."), part="commune")
    if not place.successors:
        return commune
    successors = existing_successors(place, places)
    if len(successors) == 1:
        return successors[0].code
    if told_now in {one.code for one in successors}:
        return told_now
    raise Mend(
        "which-successor",
        gettext_noop("%(name)s was divided. Choose the commune or ward that this address lies in today: %(choices)s."),
        part="commune_now",
        name=place.name,
        choices=", ".join(one.name for one in successors),
    )


def existing_successors(place: Place, places: Places) -> tuple[Place, ...]:
    """Return the communes of today that took the area of `place` over, through any number of reorganisations."""
    if not place.successors:
        return (place,)
    found: dict[str, Place] = {}
    for code in place.successors:
        successor = places.place(code)
        if successor is not None:
            found.update((one.code, one) for one in existing_successors(successor, places))
    return tuple(found.values())
