"""Folding for search: a needle without marks finds a word with them. What is stored keeps its marks."""

import re
import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case, without marks, đ as d, white space as single spaces: `Đặng  Ánh` → `dang anh`."""
    lowered = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    bare = "".join(letter for letter in unicodedata.normalize("NFD", lowered) if unicodedata.category(letter) != "Mn")
    return " ".join(unicodedata.normalize("NFC", bare).split())


def words_in(text: str) -> list[str]:
    """Return the words of `text`, folded, without what stands between and around them: `H'Hen Niê` → `h`, `hen`, `nie`."""
    return re.findall(r"[^\W_]+", fold(text))
