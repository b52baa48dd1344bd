"""The values of a declaration: nested objects, reached by dotted paths."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Json = Any
Values = dict[str, Json]


@lru_cache(maxsize=4096)  # the paths of the catalogue's forms: a few thousand, never those that a request names
def _way(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def at(values: Mapping[str, object], path: str) -> Json:
    """Return the value at a dotted path, or None when there is none."""
    found: Any = values
    for step in _way(path):
        # A plain dict is by far the most common: asking for an abstract class costs ten times as much.
        if not isinstance(found, dict) and not isinstance(found, Mapping):
            return None
        found = found.get(step)
    return found


def put(values: Values, path: str, value: Json) -> None:
    """Set the value at a dotted path, making the objects on the way."""
    way = _way(path)
    place = values
    for step in way[:-1]:
        place = place.setdefault(step, {})
    place[way[-1]] = value


def drop(values: Values, path: str) -> None:
    """Take the value at a dotted path away, and the objects that it leaves empty."""
    head, _, rest = path.partition(".")
    if not rest:
        values.pop(head, None)
        return
    inner = values.get(head)
    if isinstance(inner, dict):
        drop(inner, rest)
        if not inner:
            del values[head]


def blank(value: object) -> bool:
    """Say whether a value is no answer: nothing, white space, or a group of nothing but such."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if value is True or value is False:
        return False
    if isinstance(value, Mapping):
        return all(blank(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return all(blank(inner) for inner in value)
    return False
