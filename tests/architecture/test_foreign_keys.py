"""A table points to its own room's, a lower floor's or an earlier room's; strings hide this from the import linter."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey  # noqa: TID251 -- looked for, to be refused
from django.db import models

from tests.architecture.house import may_point, room_of


def stray_keys(pairs: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the fields (module of the model, name of the field, module of its target) that point where they may not."""
    for source, field, target in pairs:
        here, there = room_of(source), room_of(target)
        if here and there and not may_point(here, there):
            yield f"{here}: {field} points to {there}"


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if room_of(model.__module__)]


def _keys() -> Iterator[tuple[str, str, str]]:
    for model in _ours():
        fields: list[Any] = [*model._meta.get_fields()]
        for field in fields:
            if field.is_relation and not field.auto_created and field.related_model:
                yield model.__module__, f"{model.__name__}.{field.name}", field.related_model.__module__


def test_foreign_keys_point_down():
    assert list(stray_keys(_keys())) == []


def test_the_guard_bites():
    planted = [
        ("motcua.register.people.models", "Person.dossier", "motcua.service.dossiers.models"),
        ("motcua.service.dossiers.models", "Dossier.applicant", "motcua.register.people.models"),
    ]
    assert list(stray_keys(planted)) == ["register/people: Person.dossier points to service/dossiers"]


def test_no_generic_foreign_keys_and_no_hidden_order():
    assert [m.__name__ for m in _ours() if any(isinstance(f, GenericForeignKey) for f in m._meta.private_fields)] == []
    assert [m.__name__ for m in _ours() if m._meta.ordering] == []
