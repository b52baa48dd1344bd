"""Files for tests, made on the spot: real pictures and PDFs of a few hundred bytes."""

import io
import zlib

from PIL import Image

BODY = b"%%PDF-1.7\n%s\ntrailer\n<< /Root 1 0 R %s>>\nstartxref\n9\n%%%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (32, 20), **options: object) -> bytes:
    """A small picture with some detail in it."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, kind, **options)
    return made.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one page, with further objects."""
    parts = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page >>")
    numbered = [b"%d 0 obj\n%s\nendobj" % (number, part) for number, part in enumerate((*parts, *objects), start=1)]
    return BODY % (b"\n".join(numbered), trailer)


def packed(content: bytes, *, kind: bytes = b"/Type /ObjStm ", filters: bytes = b"/FlateDecode") -> bytes:
    """A stream object whose content is compressed."""
    body = zlib.compress(content)
    return b"<< %s/Filter %s /Length %d >>\nstream\n%s\nendstream" % (kind, filters, len(body), body)
