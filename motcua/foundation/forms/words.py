"""Words from data, in both languages."""

from typing import Literal

import msgspec

Language = Literal["vi", "en"]


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """A name or sentence of the catalogue. Vietnamese is always there; an empty `en` falls back to it."""

    vi: str
    en: str = ""

    def shown(self, language: str) -> "Shown":
        """Return the words in `language`, and the language that they are really in."""
        if language.startswith("en") and self.en:
            return Shown(self.en, "en")
        return Shown(self.vi, "vi")


class Shown(msgspec.Struct, frozen=True):
    """Words as a page shows them; `lang` is marked up where it is not the page's own."""

    text: str
    lang: Language

    def __str__(self) -> str:
        return self.text
