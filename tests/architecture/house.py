"""
The plan of the house, as its guards read it: floors, the order of their rooms, who may point to whom.

Guards are functions of a folder or of plain values, so that each can be shown a planted break.
"""

import tomllib
from pathlib import Path

import msgspec

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "motcua"


class Room(msgspec.Struct, frozen=True):
    """A room of a floor; a module of the floor itself has no room name of its own."""

    floor: str
    name: str

    def __str__(self) -> str:
        """Return `floor/room`."""
        return f"{self.floor}/{self.name}"


def _contracts() -> dict[str, list[str]]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each.get("layers", []) for each in settings["tool"]["importlinter"]["contracts"]}


def floors() -> list[str]:
    """Return the floors, the lowest first, as the import contract has them."""
    return list(reversed(_contracts()["floors"]))


def ranks(floor: str) -> dict[str, int]:
    """Return the rank of each room of a floor: it may point to those of a lower rank."""
    layers = reversed(_contracts().get(floor, []))
    return {name.strip(" ()"): rank for rank, layer in enumerate(layers) for name in layer.split("|")}


def room_of(dotted: str) -> Room | None:
    """Return the room of a module, None for what is not ours."""
    parts = dotted.split(".")
    if parts[0] != "motcua" or len(parts) < 3:
        return None
    return Room(floor=parts[1], name=parts[2])


def may_point(source: Room, target: Room) -> bool:
    """Say whether `source` may point to `target`: its own room, a lower floor, an earlier room of its own floor."""
    if source == target:
        return True
    order = floors()
    if source.floor != target.floor:
        return order.index(target.floor) < order.index(source.floor)
    rank = ranks(source.floor)
    return rank.get(target.name, 99) < rank.get(source.name, -1)


def rooms(package: Path = PACKAGE) -> dict[str, Room]:
    """Return every room by its name; names are the same all over the house, as a template's folder or a URL's."""
    found = {}
    for init in package.glob("*/*/__init__.py"):
        found[init.parent.name] = Room(floor=init.parent.parent.name, name=init.parent.name)
    return found
