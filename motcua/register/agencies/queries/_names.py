"""Names that follow from the name of an area: its authority's, its one-stop unit's, and all of them in English."""

from collections.abc import Sequence

import msgspec

from motcua.foundation.forms.words import Text
from motcua.register.agencies.types import AgencyKind

KINDS = {
    "Tỉnh": (AgencyKind.PROVINCE, "Province"),
    "Thành phố": (AgencyKind.DISTRICT, "City"),
    "Quận": (AgencyKind.DISTRICT, "District"),
    "Huyện": (AgencyKind.DISTRICT, "District"),
    "Thị xã": (AgencyKind.DISTRICT, "Town"),
    "Phường": (AgencyKind.WARD, "Ward"),
    "Xã": (AgencyKind.COMMUNE, "Commune"),
    "Thị trấn": (AgencyKind.TOWNSHIP, "Township"),
    "Đặc khu": (AgencyKind.SPECIAL_ZONE, "Special Zone"),
    "Khu phố": (AgencyKind.NEIGHBOURHOOD, "Neighbourhood"),
    "Ấp": (AgencyKind.NEIGHBOURHOOD, "Hamlet"),
}


class AreaName(msgspec.Struct, frozen=True):
    """The name of an area as lists have it, such as `Phường Tân Định`: the word for what it is, and its own name."""

    word: str
    own: str

    @property
    def kind(self) -> AgencyKind:
        return KINDS[self.word][0]

    @property
    def alone(self) -> Text:
        """`Phường Tân Định`, `Tân Định Ward`; a number stands after the word in both languages."""
        word = KINDS[self.word][1]
        english = f"{word} {self.own}" if self.own.isdigit() else f"{self.own} {word}"
        return Text(vi=f"{self.word} {self.own}", en=english)

    @property
    def in_a_sentence(self) -> Text:
        """`phường Tân Định`; the word keeps its capital before a number, which is no name without it (`Quận 1`)."""
        found = self.alone
        return found if self.own.isdigit() else Text(vi=found.vi[0].lower() + found.vi[1:], en=found.en)


def area_name(text: str) -> AreaName | None:
    """Return the parts of an area's name, None when it does not begin with a known word."""
    for word in KINDS:
        if text.startswith(f"{word} "):
            return AreaName(word, text.removeprefix(f"{word} "))
    return None


def area_text(names: Sequence[AreaName]) -> Text:
    """Return an area with those that it lies in, itself first: `Phường Tân Định, Quận 1`."""
    texts = [names[0].alone, *(name.in_a_sentence for name in names[1:])]
    return Text(vi=", ".join(text.vi for text in texts), en=", ".join(text.en for text in texts))


def authority(area: Text) -> Text:
    return Text(vi=f"Ủy ban nhân dân {area.vi}", en=f"People's Committee of {area.en}")


def one_stop(area: Text) -> Text:
    return body(Text(vi="Trung tâm Phục vụ hành chính công", en="Public Administration Service Centre"), area)


def police(area: Text) -> Text:
    return body(Text(vi="Công an", en="Police"), area)


def body(name: Text, area: Text) -> Text:
    """Return the full name of a body: the area's stands after its own."""
    return Text(vi=f"{name.vi} {area.vi}", en=f"{name.en} of {area.en}")
