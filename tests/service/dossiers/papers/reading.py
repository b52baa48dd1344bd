"""What stands on a paper and where, as another program reads it."""

import re
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

MILLIMETRE = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


class Word(NamedTuple):
    """A word and its box, in points from the top left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages_of(made: bytes) -> int:
    return len(PdfReader(BytesIO(made)).pages)


def words_of(made: bytes, path: Path) -> list[list[Word]]:
    """Return the words of each page."""
    path.write_bytes(made)
    read = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    return [
        [
            Word(unescape(text), float(left), float(top), float(right), float(bottom))
            for left, top, right, bottom, text in _WORD.findall(page)
        ]
        for page in read.split("<page ")[1:]
    ]


def text_of(made: bytes) -> str:
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return " ".join(read.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "").split())
