"""Text as it is read, whatever it is made of: one spelling for all that look alike."""

import unicodedata

# The marks of Vietnamese letters and tones; every other combining sign is decoration or disguise.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_ALIKE = str.maketrans("АВЕЅІКМНОРСТУХаеѕікморстухуΑΒΕΗΙΚΜΝΟΡΤΥΧοτυιı", "ABESIKMHOPCTYXaesikmopctyxyABEHIKMNOPTYXotuii")
# The degrees in the encodings of before Unicode (VNI and TCVN3), which old papers' text layers still have.
_BEFORE_UNICODE = {
    "MAÄT": "MẬT", "TOÁI MẬT": "TỐI MẬT", "TUYEÄT MẬT": "TUYỆT MẬT",
    "tèi mËt": "TỐI MẬT", "tuyÖt mËt": "TUYỆT MẬT", "TèI MËT": "TỐI MẬT", "TUYÖT MËT": "TUYỆT MẬT",
}  # fmt: skip


def plain(text: str) -> str:
    """
    Return `text` as a person reads it, in NFC: without invisible signs, letters of look-alike alphabets as Latin ones.

    Lines stay lines; a tab stays a tab, since it parts columns.
    """
    composed = unicodedata.normalize("NFC", text)
    for old, new in _BEFORE_UNICODE.items():
        composed = composed.replace(old, new)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", composed).translate(_SEEN))


def _visible(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if sign in "\r\f\v\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
    category = unicodedata.category(sign)
    if category.startswith("M"):
        return sign if sign in _MARKS else ""
    return "" if category in {"Cf", "Cc", "Cn"} else sign


class _Seen(dict[int, str]):
    """What each sign is seen as, for `str.translate`; kept once asked, for the plane that writing uses."""

    def __missing__(self, code: int) -> str:
        seen = _visible(chr(code)).translate(_ALIKE)
        if code < 0x10000:
            self[code] = seen
        return seen


_SEEN = _Seen()
