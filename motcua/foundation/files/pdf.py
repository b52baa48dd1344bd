"""
What a PDF says of itself, read from its structure and not from its pages.

A PDF that runs a program when it is opened (JavaScript, Launch) is refused: papers are scans and prints, and need none.
One under a password or with other files inside is taken and flagged, since much official software makes such files.
This is no proof that a PDF is harmless, a hostile one can hide from it: the viewer's content policy and the malware
scanner stand behind it.
"""

import re
import zlib
from collections.abc import Iterator

from motcua.foundation.files.types import Facts, Flag, MediaType
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop

END_WITHIN = 2048
MOST_INFLATED = 16 * 1024 * 1024
NO_PROGRAMS = HouseRule("A paper is read, not run: PDFs that carry programs are not taken.")

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_PROGRAM = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9_])")
_ATTACHMENT = re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9_])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9_])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z0-9_])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z0-9_])")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_PLAIN_FILTERS = {b"", b"/FlateDecode", b"[/FlateDecode]", b"/Fl", b"[/Fl]"}


def read_pdf(content: bytes) -> Facts:
    """Return what the PDF says. Refuses `file-broken` and `pdf-with-program`."""
    tail = content[-END_WITHIN:]
    if not content.startswith(b"%PDF-") or b"%%EOF" not in tail or b"startxref" not in tail:
        raise broken()
    parts = tuple(_HEX_IN_NAME.sub(_letter, part) for part in _structure(content))
    if any(_PROGRAM.search(part) for part in parts):
        raise refuse(
            "pdf-with-program",
            gettext_noop(
                "This PDF carries a program, which cannot be taken. Open it, print it to a new PDF, and send that one."
            ),
            NO_PROGRAMS,
        )
    flags = []
    if any(_ENCRYPTED.search(part) for part in parts):
        flags.append(Flag.ENCRYPTED)
    if any(_ATTACHMENT.search(part) for part in parts):
        flags.append(Flag.ATTACHMENTS)
    pages = sum(len(_PAGE.findall(part)) for part in parts)
    return Facts(media_type=MediaType.PDF, pages=0 if Flag.ENCRYPTED in flags else pages, flags=tuple(flags))


def broken() -> Refused:
    """Return the refusal of a file that begins right and then cannot be read."""
    return refuse(
        "file-broken",
        gettext_noop(
            "The file is damaged or incomplete: it cannot be opened. Open it on your device, then send it again."
        ),
    )


def _structure(content: bytes) -> Iterator[bytes]:
    """Yield the file without the bodies of its streams, then the objects that lie compressed in streams."""
    outside, end = [], 0
    packed: list[bytes] = []
    for stream in _STREAM.finditer(content):
        before = content[end : stream.start()]
        outside.append(before)
        dictionary = before[before.rfind(b" obj") + 4 :] if b" obj" in before else before
        if _OBJECT_STREAM.search(_HEX_IN_NAME.sub(_letter, dictionary)):
            packed.append(_inflated(dictionary, stream[1]))
        end = stream.end()
    outside.append(content[end:])
    yield b"\n".join(outside)
    yield from packed


def _inflated(dictionary: bytes, body: bytes) -> bytes:
    found = _FILTER.search(dictionary)
    kind = re.sub(rb"\s+", b"", found[1]) if found else b""
    if kind not in _PLAIN_FILTERS:
        raise broken()
    if not kind:
        return body
    unpack = zlib.decompressobj()
    try:
        plain = unpack.decompress(body, MOST_INFLATED)
    except zlib.error:
        # Under a password the objects are encrypted after they were packed; the file is flagged for it.
        return b""
    if unpack.unconsumed_tail:
        raise broken()
    return plain


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes((int(found[1], 16),))
