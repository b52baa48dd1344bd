"""
The base of every event, and how stored bytes become events again. Pure: rules and types import it.

An event class is a frozen struct with a tag, its kind: `class Received(Event, frozen=True, tag="dossier.received")`.
The grammar of a kind is `<noun>.<past-tense-with-hyphens>`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar, Union

import msgspec

Json = dict[str, Any]
Upcaster = Callable[[Json], Json]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """What happened, as plain facts without personal data. Stored as JSON, its kind in the field `kind`."""


def kind_of(event: Event | type[Event]) -> str:
    """Return the kind of an event, such as `dossier.received`."""
    tag = event.__struct_config__.tag
    if not isinstance(tag, str):
        raise TypeError(f"{event!r} has no kind")
    return tag


def encode(event: Event) -> bytes:
    """Return the bytes that the ledger stores and hashes."""
    return msgspec.json.encode(event)


E = TypeVar("E", bound=Event)


class Vocabulary(Generic[E]):
    """
    The kinds that a room knows, and the one table that lifts old kinds to today's.

    `upcasters` maps a kind that is no longer written to a function from its stored object to the object of the kind
    that replaced it (which may be old itself).
    """

    def __init__(self, events: Iterable[type[E]], upcasters: Mapping[str, Upcaster] | None = None) -> None:
        members = tuple(events)
        self.kinds = frozenset(kind_of(member) for member in members)
        self._upcasters = dict(upcasters or {})
        self._decoder: msgspec.json.Decoder[E] = msgspec.json.Decoder(Union[members])  # noqa: UP007 -- built at run time
        self._members = Union[members]  # noqa: UP007

    def decode(self, data: bytes) -> E:
        """Return the event in `data`; an unknown kind or a wrong shape raises `msgspec.ValidationError`."""
        if self._upcasters:
            raw: Json = msgspec.json.decode(data)
            lifted = raw
            while (upcaster := self._upcasters.get(str(lifted.get("kind")))) is not None:
                lifted = upcaster(lifted)
            if lifted is not raw:
                event: E = msgspec.convert(lifted, self._members)
                return event
        return self._decoder.decode(data)
