"""A reader follows kinds of its own room, of a lower floor or of an earlier room; nobody follows what nobody says."""

from collections.abc import Iterable, Iterator, Mapping

from motcua.foundation.ledger.events import Event, kind_of
from motcua.foundation.ledger.readers import registered
from tests.architecture.house import may_point, room_of


def stray_kinds(readers: Iterable[tuple[str, str, Iterable[str]]], emitters: Mapping[str, str]) -> Iterator[str]:
    """Yield the kinds that a reader (module, name, kinds) follows and may not; `emitters` maps kinds to modules."""
    for module, name, kinds in readers:
        here = room_of(module)
        for kind in sorted(kinds):
            there = room_of(emitters.get(kind, ""))
            if there is None:
                yield f"{name} follows {kind}, which nobody writes"
            elif here and not may_point(here, there):
                yield f"{name} follows {kind} of {there}"


def _emitters() -> dict[str, str]:
    def below(event: type[Event]) -> Iterator[type[Event]]:
        for child in event.__subclasses__():
            yield child
            yield from below(child)

    return {kind_of(event): event.__module__ for event in below(Event) if isinstance(event.__struct_config__.tag, str)}


def test_readers_follow_what_they_may():
    readers = [(type(reader).__module__, reader.name, reader.kinds) for reader in registered()]
    assert list(stray_kinds(readers, _emitters())) == []


def test_readers_are_named_after_their_room():
    for reader in registered():
        room = room_of(type(reader).__module__)
        if room:
            assert reader.name.split(".")[0] == room.name


def test_the_guard_bites():
    emitters = {
        "dossier.received": "motcua.service.dossiers.types",
        "person.registered": "motcua.register.people.types",
    }
    planted = [
        ("motcua.service.dossiers.readers", "dossiers.names", ["person.registered"]),
        ("motcua.service.notices.readers", "notices.told", ["dossier.received", "dossier.dreamt"]),
    ]
    assert list(stray_kinds(planted, emitters)) == [
        "notices.told follows dossier.dreamt, which nobody writes",
        "notices.told follows dossier.received of service/dossiers",
    ]
