"""
What a picture says of itself, and whether it can be opened whole.

The bytes are kept exactly as they came: a picture made anew would be another paper than the one that was sent.
"""

import io

from PIL import Image, ImageFile, UnidentifiedImageError

from motcua.foundation.files.pdf import broken
from motcua.foundation.files.types import Facts, Limits, MediaType
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop

FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
THUMB = (256, 256)
END_OF_JPEG = b"\xff\xd9"
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def read_picture(content: bytes, kind: MediaType, limits: Limits) -> Facts:
    """Return the size of the picture in pixels. Refuses `picture-too-large` and `file-broken`."""
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
            width, height = picture.size
            if width * height > limits.pixels:
                raise _too_large(limits)
            _go_through(picture, content, kind)
    except _BOMBS as bomb:
        raise _too_large(limits) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as unreadable:
        raise broken() from unreadable
    return Facts(media_type=kind, width=width, height=height)


def _go_through(picture: ImageFile.ImageFile, content: bytes, kind: MediaType) -> None:
    if kind is MediaType.PNG:
        picture.verify()  # the checksum of every chunk, without unpacking any
        if b"IEND" not in content[-4096:]:
            raise EOFError
    elif picture.info.get("progressive"):
        # Decoding a progressive picture at any size needs memory for all of it.
        if END_OF_JPEG not in content[content.rfind(b"\xff\xda") :]:
            raise EOFError
    else:
        # Decoded at an eighth of its size: reads every byte, needs little memory, notices a cut end.
        picture.draft("RGB", THUMB)
        picture.load()


def _too_large(limits: Limits) -> Refused:
    return refuse(
        "picture-too-large",
        gettext_noop(
            "The picture has too many pixels: at most %(megapixels)s million. Save it smaller, then send it again."
        ),
        megapixels=limits.pixels // 1_000_000,
    )
