"""The part of a file that a request asks for (RFC 9110, section 14): one range of bytes, or all of it."""

import re

import msgspec

_ONE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)
_LONGEST_NUMBER = 18


class Span(msgspec.Struct, frozen=True):
    """Bytes from `start` up to `stop`, exclusive. `is_whole` when nothing in particular was asked for."""

    start: int
    stop: int
    is_whole: bool = False


class OutsideTheFile(Exception):
    """The range begins behind the file's end."""


def span_of(header: str, size: int) -> Span:
    """Return what `Range` asks for; a malformed header or several ranges are answered with the whole file."""
    whole = Span(start=0, stop=size, is_whole=True)
    found = _ONE.fullmatch(header.strip())
    if not found or max(map(len, found.groups())) > _LONGEST_NUMBER:
        return whole
    first, last = found.groups()
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return whole
    elif last:
        start, stop = max(size - int(last), 0), size
    else:
        return whole
    if start >= size or stop <= start:
        raise OutsideTheFile
    return Span(start=start, stop=stop)
