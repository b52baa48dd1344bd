"""The values of a declaration: nested objects, reached by dotted paths."""

from collections.abc import Mapping
from typing import Any

Json = Any
Values = dict[str, Json]


def at(values: Mapping[str, object], path: str) -> Json:
    """Return the value at a dotted path, or None when there is none."""
    found: object = values
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return None
        found = found[step]
    return found


def put(values: Values, path: str, value: Json) -> None:
    """Set the value at a dotted path, making the objects on the way."""
    *way, last = path.split(".")
    place = values
    for step in way:
        place = place.setdefault(step, {})
    place[last] = value


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
    if isinstance(value, Mapping):
        return all(blank(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return all(blank(inner) for inner in value)
    return False
