"""Packs as the catalogue has them: `<city>/city.yaml`, every mistake with its file and line."""

import re
from pathlib import Path

from motcua.foundation.forms.words import Text
from motcua.foundation.law.documents import Findings, Section, read_document
from motcua.foundation.pack.types import CITY_COLOURS, Pack, Theme

FILE = "city.yaml"
EXAMPLES = ("dossier", "place", "authority")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_CODE = re.compile(r"[A-Z]\d{2}")


def cities(root: Path) -> tuple[str, ...]:
    """Return the folders of the catalogue that are the pack of a city, in order."""
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{FILE}")))


def read_pack(root: Path, city: str) -> Pack:
    """Return the pack of a city. `root` is the folder `catalogue`. Raises `CatalogueError` with every mistake."""
    found = Findings()
    document = read_document(root / city / FILE, found)
    document.only("code", "name", "short", "provinces", "words", "hotline", "examples", "procedures", "theme")
    document.require("code", "name", "short", "provinces", "words", "examples", "procedures")
    if not _CODE.fullmatch(document.text("code")):
        document.problem("wrong-code", "`code` is a letter and two digits", key="code")
    words = document.section("words")
    words.only("portal", "greeting")
    words.require("portal")
    hotline = document.section("hotline")
    hotline.only("number", "source", "unverified")
    examples = document.section("examples")
    examples.only(*EXAMPLES)
    examples.require(*EXAMPLES)
    theme = document.section("theme")
    theme.only("light", "dark")
    pack = Pack(
        folder=city,
        code=document.text("code"),
        name=_text(document, "name"),
        short=_text(document, "short"),
        provinces=document.texts("provinces"),
        portal=_text(words, "portal"),
        greeting=_text(words, "greeting"),
        hotline=hotline.text("number"),
        examples={key: examples.text(key) for key in EXAMPLES},
        procedures=document.texts("procedures"),
        theme=Theme(light=_colours(theme.section("light")), dark=_colours(theme.section("dark"))),
    )
    found.raise_if_any()
    return pack


def _text(section: Section, key: str) -> Text:
    title = section.title(key)
    return Text(vi=title.vi, en=title.en)


def _colours(scheme: Section) -> dict[str, str]:
    scheme.only(*CITY_COLOURS)
    colours = {name: scheme.text(name) for name in CITY_COLOURS if scheme.has(name)}
    for name, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            scheme.problem("wrong-colour", f"`{name}` is a colour such as #0b6655, in small letters", key=name)
    return colours
