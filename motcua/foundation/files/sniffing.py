"""What a file really is: decided by its content, whatever its name says."""

import filetype

from motcua.foundation.files.docx import is_docx, is_old_or_locked, read_docx
from motcua.foundation.files.names import claimed
from motcua.foundation.files.pdf import read_pdf
from motcua.foundation.files.picture import read_picture
from motcua.foundation.files.types import PAPERS, PICTURES, Facts, Limits, MediaType
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop

HEAD = 8192
HEIC = frozenset({"image/heic", "image/heif", "image/avif"})


def examine(name: str, content: bytes, limits: Limits) -> Facts:
    """
    Return what the file is, after opening it.

    Refuses `file-lies` (a name that ends like one kind over a content of another), `type-heic`, `type-not-taken`,
    `file-broken`, `pdf-with-program`, `picture-too-large`; of a draft `not-a-docx`, `docx-locked` and what
    `docx.read_docx` refuses. A picture may be JPEG under the name of PNG and the other way round: phones and chat
    programs mix them up, and no harm comes of it.
    """
    found = sniff(content)
    said = claimed(name)
    if found is None or found not in limits.kinds:
        raise _not_a_draft(name, content) if limits.kinds.isdisjoint(PAPERS) else _not_taken(name, said, content)
    if said is not None and said is not found and not {said, found} <= PICTURES:
        raise _lies(name)
    if found is MediaType.PDF:
        return read_pdf(content)
    if found is MediaType.DOCX:
        return read_docx(name, content)
    return read_picture(content, found, limits)


def sniff(content: bytes) -> MediaType | None:
    """Return the kind of the content, None when it is none that is taken."""
    if is_docx(content):
        return MediaType.DOCX
    guessed = filetype.guess_mime(content[:HEAD])
    return next((kind for kind in MediaType if kind.value == guessed), None)


def _not_taken(name: str, said: MediaType | None, content: bytes) -> Refused:
    if filetype.guess_mime(content[:HEAD]) in HEIC:
        return refuse(
            "type-heic",
            gettext_noop(
                "%(name)s is a picture in the HEIC format, which many devices cannot show."
                " Save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible), then send it again."
            ),
            name=name,
        )
    if said in PAPERS:
        return _lies(name)
    return refuse(
        "type-not-taken",
        gettext_noop(
            "%(name)s is neither a PDF nor a JPEG or PNG picture. Photograph the paper or save it as PDF, then send it."
        ),
        name=name,
    )


def _not_a_draft(name: str, content: bytes) -> Refused:
    if is_old_or_locked(content):
        return refuse(
            "docx-locked",
            gettext_noop(
                "%(name)s is under a password or was saved by an older Word. Take the password off, save it as .docx."
            ),
            name=name,
        )
    return refuse(
        "not-a-docx",
        gettext_noop("%(name)s is not a Word document. Save it as .docx in Word or LibreOffice and send it again."),
        name=name,
    )


def _lies(name: str) -> Refused:
    return refuse(
        "file-lies",
        gettext_noop(
            "%(name)s is not what its name says: the content is of another kind."
            " Open it on your device to see what it is, save it as PDF or JPEG, then send it again."
        ),
        name=name,
    )
