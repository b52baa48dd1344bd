"""The scene of the demonstration: the people and places that a city's pack has for it, `<city>/demonstration.yaml`."""

from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings

from motcua.foundation.law.documents import Findings, read_document

FILE = "demonstration.yaml"


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody in a declaration; `born_on` may be a year alone."""

    name: str
    born_on: str
    number: str

    @property
    def family_name(self) -> str:
        return self.name.split()[0]


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parents, and who files: `mother`, `father`, or the `grandparent` given. Without a father the mother is unmarried."""

    files: str
    mother: Person
    father: Person | None = None
    grandparent: Person | None = None

    @property
    def filer(self) -> Person:
        """Whoever files."""
        found = {"mother": self.mother, "father": self.father, "grandparent": self.grandparent}[self.files]
        if found is None:
            raise LookupError(self.files)
        return found


class Citizen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody with an account."""

    name: str
    number: str


class Scenery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the families live, their children are born and are first taken to when they are ill."""

    streets: tuple[str, ...]
    hospital: str
    hospital_street: str
    clinic: str
    home_town: str
    married_at: str


class Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A city's people and places for the stories.

    `home` is the ward in which most of them happen, `neighbour` the one next door, which a sentence calls
    `neighbour_name`. People are called as the part of their login before the @.
    """

    home: str
    neighbour: str
    neighbour_name: str
    citizens: dict[str, Citizen]
    families: dict[str, Family]
    officials: dict[str, str]
    places: Scenery

    @property
    def police(self) -> str:
        """The police of the ward at home."""
        return f"{self.home}.2"


def path_of(root: Path, city: str) -> Path:
    """Return where a city's scene is, or would be."""
    return root / city / FILE


@cache
def read_scene(path: Path) -> Scene:
    """Return the scene of this file. Raises `CatalogueError`."""
    found = Findings()
    document = read_document(path, found)
    names = tuple(field.name for field in msgspec.structs.fields(Scene))
    document.only(*names)
    document.require(*names)
    found.raise_if_any()
    try:
        return msgspec.convert({name: document.raw(name) for name in names}, Scene)
    except msgspec.ValidationError as error:
        document.problem("wrong-shape", str(error))
        found.raise_if_any()
        raise


def is_there() -> bool:
    """Say whether the city that is served has a demonstration."""
    return path_of(Path(settings.MOTCUA_CATALOGUE), settings.MOTCUA_CITY).is_file()


def scene() -> Scene:
    """Return the scene of the city that is served."""
    return read_scene(path_of(Path(settings.MOTCUA_CATALOGUE), settings.MOTCUA_CITY))
