"""What is known of a file and of an upload, and what may not be done. Plain values, free of Django."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec


class MediaType(StrEnum):
    """
    The kinds of file that are taken. Every browser shows PDF and pictures, and so does an archive in fifty years.

    A Word document is what officials still write on: it is taken only where a draft is asked for.
    """

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


PICTURES = frozenset({MediaType.JPEG, MediaType.PNG})
PAPERS = PICTURES | {MediaType.PDF}
"""What anybody may hand in."""


class Flag(StrEnum):
    """What an official should know of a file that was taken all the same."""

    ENCRYPTED = "encrypted"  # a PDF under a password: it may ask for it when opened
    ATTACHMENTS = "attachments"  # a PDF that carries other files inside
    TEXT_UNREAD = "text-unread"  # its words could not be read to the end, so nobody knows what is stamped on it


class Scan(StrEnum):
    CLEAN = "clean"
    NOT_SCANNED = "not-scanned"  # the installation has no scanner


class Facts(msgspec.Struct, frozen=True):
    """What the content of a file says of itself. Sizes in pixels are of pictures, pages of PDFs; 0 is unknown."""

    media_type: MediaType
    width: int = 0
    height: int = 0
    pages: int = 0
    flags: tuple[Flag, ...] = ()


class FileView(msgspec.Struct, frozen=True):
    """A file as one of its holders sees it: `size` in bytes of plaintext, `address` the SHA-256 of the ciphertext."""

    id: UUID
    name: str
    media_type: MediaType
    size: int
    width: int
    height: int
    pages: int
    flags: tuple[Flag, ...]
    scan: Scan
    address: str
    created_at: datetime

    @property
    def is_image(self) -> bool:
        """Say whether a page shows it as a picture."""
        return self.media_type in PICTURES


class UploadView(msgspec.Struct, frozen=True):
    """An upload: `received` of `size` bytes are here; `file_id` is known once it was finished."""

    id: UUID
    owner: str
    name: str
    size: int
    received: int
    expires_at: datetime
    file_id: UUID | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether every byte has arrived."""
        return self.received == self.size


class Limits(msgspec.Struct, frozen=True):
    """
    How much is taken. `piece_bytes` is the most that is sealed at once, `least_piece_bytes` keeps an upload from being
    cut into dust; only its end may be shorter. `pixels` guards whoever opens a picture: 70 million are 9600 x 7200.
    `kinds` are taken here.
    """

    file_bytes: int = 20 * 1024 * 1024
    piece_bytes: int = 512 * 1024
    least_piece_bytes: int = 4096
    uploads_at_once: int = 30
    pixels: int = 70_000_000
    lifetime: timedelta = timedelta(hours=24)
    kinds: frozenset[MediaType] = PAPERS


LIMITS = Limits()
DRAFTS = Limits(file_bytes=5 * 1024 * 1024, kinds=frozenset({MediaType.DOCX}))
"""For drafts of decisions: Word documents only, and none of the size of a scan."""


class UploadGap(Exception):
    """A piece came too early: the next one begins at `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__(f"The next piece begins at byte {expected}.")
        self.expected = expected


class NoSuchUpload(Exception):
    """There is no such upload of this owner: it never was, was cancelled, or expired."""


class NoSuchFile(Exception):
    """The holder has no such file: it never had, or its wrapping was erased."""
