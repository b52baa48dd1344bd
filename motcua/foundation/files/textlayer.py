"""
The words inside a file: the text of a PDF or a Word document, and the titles and remarks that they and pictures carry.

A scan has none; nothing here reads pictures. The PDF is read by a process of its own, bounded in time and memory, because
reading one means running a large program over what strangers send. What could not be read to its end is taken all the
same and flagged: most such files are scans with a damaged structure, and an official looks at every paper.
"""

import io
import re
import subprocess
import sys
from pathlib import Path

import msgspec
from PIL import ExifTags, Image

from motcua.foundation.files import textlayer_program as program
from motcua.foundation.files.docx_words import everything
from motcua.foundation.files.types import Facts, Flag, MediaType
from motcua.foundation.secrecy.naming import is_named_secret
from motcua.foundation.secrecy.stamps import is_stamped
from motcua.foundation.secrecy.stopping import Place, stopped_file

PATIENCE_SECONDS = 20  # of the clock on the wall, beside the seconds of work that the program allows itself
_PROGRAM = Path(program.__file__)
_TAG = re.compile(r"<[^>]*>")
_WORDED_BASE = ("ImageDescription", "DocumentName", "XPTitle", "XPComment", "XPKeywords", "XPSubject", "PageName")


class Layer(msgspec.Struct, frozen=True):
    """What a file says in words: on its pages, and beside them. `is_whole` is false when a limit cut it off."""

    text: str
    details: str
    is_whole: bool


def screened_name(name: str) -> None:
    """Refuse `state-secret` when the name of a file says that it is one."""
    if is_named_secret(name):
        raise stopped_file(Place.FILE_NAME)


def screened(content: bytes, facts: Facts) -> Facts:
    """Return the facts of a file whose words were looked at, flagged when they could not be; refuses `state-secret`."""
    layer = _layer(content, facts.media_type)
    if is_stamped(layer.text):
        raise stopped_file(Place.FILE_TEXT)
    if any(is_stamped(line) or is_named_secret(line) for line in layer.details.splitlines()):
        raise stopped_file(Place.FILE_DETAILS)
    if layer.is_whole:
        return facts
    return msgspec.structs.replace(facts, flags=(*facts.flags, Flag.TEXT_UNREAD))


def _layer(content: bytes, kind: MediaType) -> Layer:
    if kind is MediaType.PDF:
        return _of_pdf(content)
    if kind is MediaType.DOCX:
        text, details = everything(content)
        return Layer(text=text, details=details, is_whole=True)
    return _of_picture(content)


def _of_pdf(content: bytes) -> Layer:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(_PROGRAM)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE_SECONDS, env={}, check=False,
        )  # fmt: skip
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    text, _, details = said.decode("utf-8", "replace").partition(program.DETAILS)
    return Layer(text=text, details=details.replace(program.END, ""), is_whole=program.END in details)


def _of_picture(content: bytes) -> Layer:
    """Return what a picture says beside what it shows; it was opened before, and is not unpacked here."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            exif = picture.getexif()
            said = [exif.get(getattr(ExifTags.Base, name)) for name in _WORDED_BASE]
            said.append(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment))
            said += [value for key, value in picture.info.items() if key not in {"exif", "icc_profile", "photoshop"}]
    except (OSError, SyntaxError, ValueError, KeyError, TypeError):
        return Layer(text="", details="", is_whole=False)
    return Layer(
        text="", details="\n".join(_words(value) for value in said if isinstance(value, str | bytes)), is_whole=True
    )


def _words(value: str | bytes) -> str:
    if isinstance(value, bytes):
        bare = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
        encoding = "utf-16-le" if b"\0" in bare else "utf-8"
        value = bare.decode(encoding, "replace")
    return _TAG.sub("\n", value).replace("\0", "")
