"""Lists page by page: a cursor in the address, and the pages around as links."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest

from motcua.foundation.interface import keyset
from motcua.foundation.interface.keyset import CURSOR_PARAMETER, Cursor, KeyPart
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop

Row = TypeVar("Row")
Item = TypeVar("Item")

Limit = Annotated[int, msgspec.Meta(ge=1, le=200, description="How many rows a page holds at most.")]
At = Annotated[str, msgspec.Meta(description="Where the page begins: opaque, from the links of another page.")]


class PageQuery(msgspec.Struct, frozen=True):
    """Which page of a list."""

    at: At = ""
    limit: Limit = 50


class Listed(msgspec.Struct, Generic[Item], frozen=True):
    """A page of a list. `next` and `previous` are addresses, null where the list ends; the header `Link` has them too."""

    items: tuple[Item, ...]
    next: str | None = None
    previous: str | None = None


def moment_key(cursor: Cursor | None) -> tuple[datetime, str] | None:
    """Return the key of a list that is ordered by a moment and an id. Refuses `bad-cursor`."""
    if cursor is None:
        return None
    try:
        moment, last = cursor.key
        return datetime.fromisoformat(str(moment)), str(last)
    except ValueError as error:
        raise refuse(
            "bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page.")
        ) from error


def listed(
    request: HttpRequest,
    rows: Sequence[Row],
    *,
    query: PageQuery,
    key: Callable[[Row], tuple[KeyPart, ...]],
    item: Callable[[Row], Item],
) -> tuple[Listed[Item], dict[str, str]]:
    """Return the page of `rows` (one more than a page holds was asked for), and its headers."""
    page = keyset.page(rows, size=query.limit, key=key, at=keyset.decode(query.at))
    return linked(request, tuple(item(row) for row in page.rows), following=page.next, before=page.previous)


def linked(
    request: HttpRequest, items: tuple[Item, ...], *, following: str, before: str
) -> tuple[Listed[Item], dict[str, str]]:
    """Return a page whose cursors are known, and its headers."""
    links = {"next": _address(request, following), "previous": _address(request, before)}
    header = ", ".join(
        f'<{address}>; rel="{"prev" if name == "previous" else name}"' for name, address in links.items() if address
    )
    body = Listed(items=items, next=links["next"], previous=links["previous"])
    return body, {"Link": header} if header else {}


def _address(request: HttpRequest, cursor: str) -> str | None:
    if not cursor:
        return None
    asked = {name: value for name, value in request.GET.items() if name != CURSOR_PARAMETER}
    return f"{request.build_absolute_uri(request.path)}?{urlencode(asked | {CURSOR_PARAMETER: cursor})}"
