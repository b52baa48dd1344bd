"""
The short form of the catalogue: areas by statistical code and name, bodies by number and name.

What follows by rule is not written there: the code (that of the area above, then the own one), the kind (the first word
of the name), the authority's name, the names in English, the one-stop unit, and who followed a district.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.law.documents import Section
from motcua.register.agencies.queries._names import AreaName, area_name
from motcua.register.agencies.queries._words import new_code, one_of, words
from motcua.register.agencies.types import COMMUNE_LEVEL, AgencyKind, Share

_PERIOD = ("since", "until", "source", "unverified")
_OF_A_NAME = ("gso", "was", "whole", "parts")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a group says once for all of its areas or bodies."""

    since: date
    until: date | None
    source: str
    unverified: bool
    one_stop: str = ""  # the source by which every commune has one
    police: str = ""  # the source by which every commune has its own
    succession: str = ""  # the source of who followed


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """An area in its periods: each name with the day before which it was so, the last until the group's end."""

    code: str
    above: str
    gso: str
    names: tuple[tuple[AreaName, date | None], ...]
    said: Said
    followed: tuple[tuple[str, Share], ...] = ()

    @property
    def name(self) -> AreaName:
        return self.names[-1][0]

    @property
    def one_stop(self) -> str:
        """The code of its one-stop unit."""
        return f"{self.code}.1"

    @property
    def police(self) -> str:
        """The code of its police."""
        return f"{self.code}.2"

    @property
    def has_police(self) -> bool:
        return bool(self.said.police) and self.name.kind in COMMUNE_LEVEL

    @property
    def has_one_stop(self) -> bool:
        return bool(self.said.one_stop) and self.name.kind in COMMUNE_LEVEL


class Body(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    above: str
    kind: AgencyKind
    name: Text
    said: Said


class ShortForms:
    """The areas and bodies of all files, as they are read; `_records` makes agencies of them."""

    def __init__(self, given: set[str]) -> None:
        self._given = given
        self.areas: list[Area] = []
        self.bodies: list[Body] = []

    def read(self, document: Section) -> None:
        """Take the `areas` and `bodies` of a file in; mistakes are noted at their lines."""
        for group in document.sections("areas"):
            group.only("within", *_PERIOD, "one_stop", "police", "followed_within", "succession", "places")
            group.require("since", "source", "places")
            if group.has("followed_within"):
                group.require("until", "succession")
            self._read_places(group, group.text("within"), _said(group), group.text("followed_within"))
        for group in document.sections("bodies"):
            group.only("kind", "within", *_PERIOD, "names")
            group.require("kind", "within", "since", "source", "names")
            self._read_bodies(group, group.text("within"), _said(group))

    def _read_places(self, group: Section, above: str, said: Said, heirs: str) -> None:
        places = group.section("places")
        for key in _keys(group, "places"):
            code = f"{above}.{key}" if above else key
            if isinstance(places.raw(key), str):
                self._keep(places, key, Area(code=code, above=above, gso=key, names=_names(places, key), said=said))
                continue
            place = places.section(key)
            place.only("name", *_OF_A_NAME, "places")
            # Without a name it only leads on to what is below: another file records it.
            if any(place.has(each) for each in _OF_A_NAME) or not place.has("places"):
                place.require("name")
            if place.has("name"):
                area = Area(
                    code=code,
                    above=above,
                    gso=place.text("gso") or key,
                    names=(*_earlier(place), *_names(place, "name")),
                    followed=tuple(_followed(place, heirs)),
                    said=said,
                )
                self._keep(places, key, area)
            if place.has("places"):
                self._read_places(place, code, said, heirs)

    def _keep(self, places: Section, key: str, area: Area) -> None:
        new_code(places, area.code, key, self._given)
        if area.has_one_stop:
            new_code(places, area.one_stop, key, self._given)
        if area.has_police:
            new_code(places, area.police, key, self._given)
        self.areas.append(area)

    def _read_bodies(self, group: Section, within: str, said: Said) -> None:
        kind = one_of(group, "kind", AgencyKind)
        names = group.section("names")
        for key in _keys(group, "names"):
            code = new_code(names, f"{within}.{key}", key, self._given)
            name = words(names, key)
            self.bodies.append(Body(code=code, above=within, kind=kind or AgencyKind.DEPARTMENT, name=name, said=said))


def _said(group: Section) -> Said:
    return Said(
        since=group.day("since") or date.min,
        until=group.day("until"),
        source=group.text("source"),
        unverified=group.flag("unverified"),
        one_stop=group.text("one_stop"),
        police=group.text("police"),
        succession=group.text("succession"),
    )


def _keys(section: Section, key: str) -> tuple[str, ...]:
    found = section.raw(key)
    return tuple(found) if isinstance(found, dict) else ()


def _names(section: Section, key: str) -> tuple[tuple[AreaName, date | None], ...]:
    text = section.text(key)
    name = area_name(text)
    if name is None:
        section.problem("unknown-area", f"`{text}` does not begin with what it is (Phường, Xã ...)", key=key)
    return ((name or AreaName("Xã", text), None),)


def _earlier(place: Section) -> Iterator[tuple[AreaName, date | None]]:
    if place.has("was"):
        was = place.section("was")
        was.only("name", "until")
        was.require("name", "until")
        ((name, _),) = _names(was, "name")
        yield name, was.day("until")


def _followed(place: Section, heirs: str) -> Iterator[tuple[str, Share]]:
    """Yield who followed: a bare number is the statistical code of a commune within `heirs`."""
    whole = (place.text("whole"),) if place.has("whole") else ()
    parts = place.texts("parts")
    if (whole or parts) and not heirs:
        place.problem("unknown-heirs", "the group does not say within what (`followed_within`) the successors are")
    if len(parts) == 1:
        place.problem("one-part", "one successor alone has the whole", key="parts")
    for share, keys in ((Share.WHOLE, whole), (Share.PART, parts)):
        yield from ((f"{heirs}.{key}" if key.isdigit() else key, share) for key in keys)
