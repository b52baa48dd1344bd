"""Every door has a policy that a room declares, and an address whose name says its room."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path

from motcua.foundation.policy import registry
from tests.architecture.house import room_of, rooms

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def doors(patterns: Iterable[Any], namespace: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield namespace, name and view of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield namespace, pattern.name or "", pattern.callback


def open_doors(found: Iterable[tuple[str, str, Any]]) -> Iterator[str]:
    """Yield the views of ours without a policy, or with one that no room declares."""
    known = {row.name for row in registry.rows()}
    for namespace, name, view in found:
        names = getattr(view, "policy_names", None) or getattr(view, "policy_name", "").split() or [""]
        unknown = [each for each in names if each not in known]
        if unknown:
            yield f"{namespace}:{name} ({view.__module__}.{view.__qualname__}) has the policy {unknown[0]!r}"


def badly_named(found: Iterable[tuple[str, str, Any]]) -> Iterator[str]:
    """Yield addresses with an improper name, or whose namespace is not the room that answers."""
    for namespace, name, view in found:
        room = room_of(view.__module__)
        if name and not NAME.fullmatch(name):
            yield f"{view.__module__}.{view.__qualname__}: {namespace}:{name}"
        elif namespace and room and namespace in rooms() and namespace != room.name:
            yield f"{namespace}:{name} is answered by {room}"


def test_every_door_has_a_policy():
    assert list(open_doors(doors(get_resolver().url_patterns))) == []


def test_addresses_are_named_after_their_room():
    assert list(badly_named(doors(get_resolver().url_patterns))) == []


def test_no_two_addresses_have_one_name():
    names = [(namespace, name) for namespace, name, _ in doors(get_resolver().url_patterns) if name]
    assert sorted({f"{n}:{m}" for n, m in names if names.count((n, m)) > 1}) == []


def test_the_guards_bite():
    def unguarded(_request: object) -> None: ...

    def misspelt(_request: object) -> None: ...

    misspelt.policy_name = "dossier.recieve"  # type: ignore[attr-defined]
    planted = list(doors([path("a", unguarded, name="a"), path("b", misspelt, name="b_c")]))
    assert len(list(open_doors(planted))) == 2
    assert len(list(badly_named(planted))) == 1
    with pytest.raises(LookupError):
        registry.row("dossier.recieve")
