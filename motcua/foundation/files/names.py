"""The name of a file: as the citizen gave it, made safe to show, to store and to send back."""

import re
import unicodedata
from pathlib import PurePosixPath

from motcua.foundation.files.types import MediaType

LONGEST = 160
ENDINGS: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: (".pdf",),
    MediaType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    MediaType.PNG: (".png",),
    MediaType.DOCX: (".docx",),
}
UNNAMED = "tep"
_FOLDERS = re.compile(r"[/\\]")


def clean_name(given: str) -> str:
    """Return the last part of the name in NFC, without control and direction marks, shortened before its ending."""
    plain = "".join(letter for letter in unicodedata.normalize("NFC", given) if unicodedata.category(letter)[0] != "C")
    last = _FOLDERS.split(plain)[-1]
    name = " ".join(last.split()).strip(". ") or UNNAMED
    if len(name) <= LONGEST:
        return name
    ending = PurePosixPath(name).suffix[:12]
    return name[: LONGEST - len(ending)].rstrip(". ") + ending.rstrip(". ")


def claimed(name: str) -> MediaType | None:
    """Return the kind that the name's ending claims; None when it claims none that is taken."""
    ending = PurePosixPath(name).suffix.lower()
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), None)


def named_as(name: str, kind: MediaType) -> str:
    """Return the name with an ending that fits the content, so that a downloaded file opens."""
    return name if claimed(name) is kind else name + ENDINGS[kind][0]
