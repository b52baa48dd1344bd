"""The document of the API: valid, complete, and true of what is answered."""

import re
import sys

import msgspec
import pytest
from django.test import Client
from django.urls import get_resolver
from openapi_spec_validator import validate

from motcua.foundation.machine.schema import operations
from motcua.foundation.policy import registry
from motcua.service.dossiers.api.acts import body_of
from motcua.service.dossiers.types.commands import COMMANDS


@pytest.fixture(scope="module")
def described():
    from motcua.web import api  # noqa: PLC0415 -- Django is set up by now

    return msgspec.json.decode(api.document())


def test_the_document_is_openapi_3_1(described):
    validate(described)
    assert described["openapi"].startswith("3.1")


def test_it_is_served_to_anybody(db_city):
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_every_operation_names_its_policy_and_its_token_s_scope(described):
    known = {row.name: row.needs for row in registry.rows()}
    for operation in operations(described):
        assert operation["x-policy"] in known, operation["operationId"]
        assert operation["security"][0] == {"token": [known[operation["x-policy"]]]}
        assert operation["summary"], operation["operationId"]


def test_every_operation_says_how_it_fails_as_a_problem_document(described):
    for operation in operations(described):
        failing = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert {"401", "403", "500", "503"} <= set(failing), operation["operationId"]
        for answer in failing.values():
            assert list(answer["content"]) == ["application/problem+json"]


def test_every_post_of_a_dossier_asks_for_an_idempotency_key(described):
    posts = [item["post"] for path, item in described["paths"].items() if "post" in item and "uploads" not in path]
    assert len(posts) > 20
    for operation in posts:
        keys = [each for each in operation["parameters"] if each["name"] == "Idempotency-Key"]
        assert keys, operation["operationId"]
        assert keys[0]["required"]


def test_names_of_operations_are_unique(described):
    names = [operation["operationId"] for operation in operations(described)]
    assert len(names) == len(set(names))


def test_every_view_of_the_api_names_its_policy():
    views = [view for view in _views(get_resolver()) if view[0].startswith("api/")]
    assert len(views) > 40
    for path, callback in views:
        assert all(registry.row(name) for name in callback.policy_name.split()), path


def _views(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern, path)
        else:
            yield path, pattern.callback


def test_every_part_of_a_path_is_described(described):
    for path, item in described["paths"].items():
        parts = set(re.findall(r"{(\w+)}", path))
        for operation in [each for each in item.values() if isinstance(each, dict)]:
            named = [*item.get("parameters", []), *operation.get("parameters", [])]
            assert {each["name"] for each in named if each["in"] == "path"} == parts, path


def test_no_shape_takes_the_name_of_another(described):
    """The document has one place for each name: what a body takes must be what is described there."""
    shapes = {
        each
        for name, module in list(sys.modules.items())
        if name.startswith("motcua.") and ".api" in name
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct) and each.__module__ == name
    } | {body_of(command) for command in COMMANDS}
    told = described["components"]["schemas"]
    known = [each for each in shapes if each.__name__ in told]
    assert len(known) > 100
    for each in known:
        fields = {field.encode_name for field in msgspec.structs.fields(each)}
        assert set(told[each.__name__]["properties"]) == fields, each
