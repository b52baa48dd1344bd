"""
Paging by key: a page of rows ends at a key, and the next begins after it.

A cursor is opaque to who holds it and signed, so that nobody can ask for keys that no page has shown. Queries fetch
one row more than a page holds, in the order asked (`backward`: reversed), and hand the rows to `page`.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec
from django.core.signing import BadSignature, Signer

from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop

CURSOR_PARAMETER = "at"

Row = TypeVar("Row")
KeyPart = str | int | bool | datetime | date | None


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """
    Where a page begins. `key` holds the ordering columns of the last row seen, moments and days as ISO text;
    `backward` asks for the rows before it.
    """

    key: tuple[str | int | bool | None, ...]
    backward: bool = False


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """Rows in their shown order, and the cursors of the pages around them (empty: there is none)."""

    rows: tuple[Row, ...]
    next: str = ""
    previous: str = ""


def _signer() -> Signer:
    return Signer(salt="motcua.keyset")


def encode(cursor: Cursor) -> str:
    """Return the cursor as text for an address."""
    body = base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")
    return _signer().sign(body).replace(":", ".")


def decode(text: str) -> Cursor | None:
    """Return the cursor that an address carries, None when it carries none. Refuses `bad-cursor`."""
    if not text:
        return None
    try:
        body = _signer().unsign(":".join(text.rsplit(".", 1)))
        return msgspec.json.decode(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)), type=Cursor)
    except (BadSignature, ValueError, msgspec.DecodeError) as error:
        raise refuse("bad-cursor", gettext_noop("This page of the list is not known. Begin at the first.")) from error


def page(rows: Sequence[Row], *, size: int, key: Callable[[Row], tuple[KeyPart, ...]], at: Cursor | None) -> Page[Row]:
    """
    Make a page of at most `size` rows out of what a query returned for `at` when it asked for `size` + 1.

    `key` returns the ordering columns of a row. Rows fetched backward are turned round.
    """
    backward = at is not None and at.backward
    more = len(rows) > size
    shown = tuple(rows[:size])
    if backward:
        shown = shown[::-1]
    if not shown:
        return Page(rows=())
    has_next = more if not backward else True
    has_previous = more if backward else at is not None
    return Page(
        rows=shown,
        next=encode(Cursor(key=_plain(key(shown[-1])))) if has_next else "",
        previous=encode(Cursor(key=_plain(key(shown[0])), backward=True)) if has_previous else "",
    )


def _plain(key: tuple[KeyPart, ...]) -> tuple[str | int | bool | None, ...]:
    return tuple(part.isoformat() if isinstance(part, date) else part for part in key)
