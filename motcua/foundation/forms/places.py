"""Communes as a form sees them: whoever calls passes the book of places in."""

from collections.abc import Iterable
from typing import Protocol

import msgspec


class Place(msgspec.Struct, frozen=True):
    """
    A commune of the city. `successors` are the codes that took its area over: none while it exists, several when it was
    split, so that only whoever lives there knows which one is right. `within` is what comes after it in an address.
    """

    code: str
    name: str
    successors: tuple[str, ...] = ()
    within: str = ""


class Places(Protocol):
    """Where a form looks communes up."""

    def place(self, code: str) -> Place | None:
        """Return the commune of this code, existing or former; None when there never was one."""


class PlaceBook:
    """Places held in memory."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in places}

    def place(self, code: str) -> Place | None:
        return self._places.get(code)

    def all(self) -> tuple[Place, ...]:
        return tuple(self._places.values())
