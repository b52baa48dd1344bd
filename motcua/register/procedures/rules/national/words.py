"""Texts of records, cleaned: one form of Unicode, no markup, no signs that nobody sees."""

import html
import re
import unicodedata

from motcua.foundation.law.citations import house_rule

LONGEST = 20_000
SHORT = 200

_HIDDEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6]|p|div|li|tr)\b[^<>]*>", re.IGNORECASE)
# Only what is a tag of HTML: “nhỏ hơn <5 m2>” stays as it is.
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|center|code|col|colgroup|em|font|form|head|h[1-6]|hr|html|i|iframe|img|input|link|meta|o:p|"
    r"ol|pre|s|small|span|strong|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|u|ul)\b[^<>]*>|<!--.*?-->|<!doctype[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff]")
_BULLET = re.compile(r"^[\s\-+*•–●▪·]+")
_SENTENCE = re.compile(r"[.;:\n]\s")


@house_rule("Texts of records are kept word by word; markup and signs that nobody sees are none of their words.")
def cleaned(text: str) -> tuple[str, set[str]]:
    """Return a text in Unicode NFC, without markup, and the rules by which it was mended."""
    mended: set[str] = set()
    plain = unicodedata.normalize("NFC", text)
    if plain != text:
        mended.add("not-nfc")
    if "<" in plain or "&" in plain:
        bare = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", plain)))
        bare = html.unescape(bare) if _ENTITY.search(bare) else bare
        if bare != plain:
            mended.add("markup")
            plain = _TAG.sub("", _HIDDEN.sub("", unicodedata.normalize("NFC", bare)))
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\t", " ")
    seen = _UNSEEN.sub("", plain)
    if seen != plain:
        mended.add("unseen-signs")
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    kept = "\n".join(line for line in lines if line)
    if len(kept) > LONGEST:
        mended.add("too-long")
        kept = f"{kept[:LONGEST].rsplit(' ', 1)[0]}…"
    return kept, mended


@house_rule("A text too long for a title is shown by its beginning, and told whole beside it.")
def shortened(text: str, most: int = SHORT) -> str:
    """Return a text for one line: whole if it is short, else its first sentence or words."""
    line = " ".join(_BULLET.sub("", text).split())
    if len(line) <= most:
        return line
    end = _SENTENCE.search(line, 40, most)
    return line[: end.start()] if end else f"{line[:most].rsplit(' ', 1)[0]}…"


@house_rule("Each line of a long text is a thing to know of its own.")
def paragraphs(text: str) -> list[str]:
    """Return the lines of a text without their bullets, each once."""
    return list(dict.fromkeys(line for line in (_BULLET.sub("", one) for one in text.split("\n")) if line))


@house_rule("A name in capitals is read as a sentence.")
def named(text: str) -> tuple[str, bool]:
    """Return a short name without “Thủ tục” before it, and whether its capitals were taken down."""
    line = " ".join(text.split()).strip(" .;")
    loud = line.isupper() and " " in line
    if loud:
        line = line.lower()
    if line.lower().startswith("thủ tục ") and len(line) > len("thủ tục ") + 3:
        line = line[len("thủ tục ") :]
    return line[:1].upper() + line[1:], loud
