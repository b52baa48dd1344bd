"""A city's pack as values."""

import msgspec

from motcua.foundation.forms.words import Text

# What a city may colour in its own way. The others mean something everywhere: gold, red and blue, the ring of focus.
CITY_COLOURS = (
    "paper", "sheet", "line", "field-border", "jade", "jade-deep", "jade-wash", "on-jade", "side", "side-2", "on-side",
    "on-side-2", "desk-top",
)  # fmt: skip


class Theme(msgspec.Struct, frozen=True):
    """The colours that a city changes, by the name of the token, in the light scheme and in the dark one."""

    light: dict[str, str] = {}
    dark: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.light or self.dark)


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """
    One city. `folder` is its name in the catalogue, `code` its identifier among the nation's agencies.

    `provinces` are the statistical codes of what it is made of; `procedures` the codes of the procedures of
    `catalogue/vn/procedures/` that it offers. `examples` fill what stands in double braces in national files.
    """

    folder: str
    code: str
    name: Text
    short: Text
    provinces: tuple[str, ...]
    portal: Text
    greeting: Text
    hotline: str
    examples: dict[str, str]
    procedures: tuple[str, ...]
    theme: Theme
