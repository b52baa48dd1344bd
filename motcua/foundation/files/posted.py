"""
Files that a plain form posts: held in memory only, since Django's own handler writes larger ones to disk unsealed.

A file beyond the limit is let go while it arrives and keeps only its name and length: the page can then say which file
is too large, and everything else that was typed is still there.
"""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from motcua.foundation.files.names import clean_name
from motcua.foundation.files.types import LIMITS, FileView, Limits
from motcua.foundation.files.uploads import take
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop

MOST_BYTES_OF_A_FORM = 3 * LIMITS.file_bytes


if TYPE_CHECKING:
    _Uploaded = UploadedFile[bytes]  # generic for the type checker only
else:
    _Uploaded = UploadedFile


class PostedFile(_Uploaded):
    """A posted file. `size` is its true length; `was_let_go` when its bytes were not held."""

    was_let_go = False


class MemoryHandler(FileUploadHandler):
    """For the setting FILE_UPLOAD_HANDLERS: the only handler, in place of those that come with Django."""

    chunk_size = 256 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = BytesIO()
        self._length = 0
        self._held_before = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._held = BytesIO()
        self._length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._length = start + len(raw_data)
        if self._fits():
            self._held.write(raw_data)
        else:
            self._held = BytesIO()
        return None

    def file_complete(self, file_size: int) -> PostedFile:
        self._held.seek(0)
        posted = PostedFile(
            file=self._held,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        posted.was_let_go = not self._fits()
        self._held_before += 0 if posted.was_let_go else file_size
        return posted

    def _fits(self) -> bool:
        return self._length <= LIMITS.file_bytes and self._held_before + self._length <= MOST_BYTES_OF_A_FORM


def take_posted(owner: str, posted: _Uploaded, now: datetime, *, limits: Limits = LIMITS) -> FileView:
    """
    Keep a file that a plain form posted, for its owner. Refuses what `uploads.begin_upload` and `finish` refuse.

    Refuses `form-too-large` for a file that fits by itself but no longer beside the others of the same form.
    """
    name, size = posted.name or "", posted.size or 0
    if getattr(posted, "was_let_go", False) and size <= limits.file_bytes:
        raise refuse(
            "form-too-large",
            gettext_noop("%(name)s was too much for one page together with the other files. Send it again by itself."),
            name=clean_name(name),
        )
    return take(owner, name, size, posted.chunks(limits.piece_bytes), now, limits=limits)
