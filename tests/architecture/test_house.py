"""The plan itself: floors and rooms as the import contracts have them."""

import pytest

from tests.architecture.house import Room, floors, may_point, ranks, rooms


def test_every_room_has_its_place_in_a_contract():
    for room in rooms().values():
        assert room.floor in floors()
        assert room.name in ranks(room.floor), f"{room} is in no contract of pyproject.toml"


def test_names_of_rooms_are_unique_over_all_floors():
    assert len(rooms()) == len({str(room) for room in rooms().values()})


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("service/dossiers", "service/dossiers", True),
        ("service/dossiers", "register/people", True),
        ("service/dossiers", "service/notices", True),
        ("service/notices", "service/dossiers", False),
        ("register/people", "service/dossiers", False),
        ("register/agencies", "register/people", False),
        ("web/portal", "web/desk", False),
        ("web/desk", "foundation/interface", True),
    ],
)
def test_who_may_point_to_whom(source, target, allowed):
    def room(text: str) -> Room:
        return Room(*text.split("/"))

    assert may_point(room(source), room(target)) is allowed
