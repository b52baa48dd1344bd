"""The OpenAPI 3.1 document of all doors."""

from collections.abc import Mapping
from typing import Any

import msgspec
from dmr.openapi import OpenAPIConfig, build_schema
from dmr.openapi.objects import Components, SecurityScheme
from dmr.routing import Router

from motcua.foundation.policy import registry

PROBLEM = "application/problem+json"
# What a text already is when one of these describes it.
_NARROW = frozenset({"pattern", "format", "enum", "const"})


def document(router: Router, *, title: str, version: str, description: str) -> dict[str, Any]:
    """Return the document. Every answer from 400 on is a problem document, whatever a good answer is."""
    config = OpenAPIConfig(
        title=title,
        version=version,
        description=description,
        components=Components(
            security_schemes={
                "token": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    description="A token of a person, or of a post that a person holds. Its scopes are names of policies.",
                )
            }
        ),
    )
    converted = build_schema(router, config=config).convert(skip_validation=True)
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(converted))
    for operation in operations(made):
        _without_zero_bytes(operation)
        operation["security"][0] = {"token": [registry.row(operation["x-policy"]).needs]}
        for status, response in operation["responses"].items():
            if int(status) == 204:
                response.pop("content", None)
            if int(status) >= 400:
                response["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                response["description"] = DESCRIPTIONS.get(int(status), response["description"])
    _drop_unused(made)
    return made


DESCRIPTIONS: Mapping[int, str] = {
    400: "The request cannot be read; `errors` names the field.",
    401: "No token, or one that is unknown, expired or withdrawn.",
    403: "The token's scopes or its holder's role do not allow this.",
    404: "There is no such thing, or it is not yours to see.",
    406: "Only JSON is answered.",
    409: "Somebody was first; `meanwhile` tells what happened.",
    412: "The version in `If-Match` is not the current one; `meanwhile` tells what happened.",
    413: "Too large.",
    422: "A rule refuses it; `sources` names the article, `errors` every wrong field.",
    429: "Too many attempts; `Retry-After` says when to come back.",
    500: "Our fault; quote `reference`. Sent again it is still done only once.",
    503: "The city's records cannot be reached just now. Sent again it is still done only once.",
}


def operations(made: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every operation of a document."""
    return [
        operation
        for path in made["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "responses" in operation
    ]


def _without_zero_bytes(operation: Mapping[str, Any]) -> None:
    """Say of every text in an address what doors hold it to: PostgreSQL keeps no zero byte."""
    for parameter in operation.get("parameters", ()):
        shape = parameter.get("schema", {})
        if parameter["in"] in {"path", "query"} and shape.get("type") == "string" and not _NARROW & set(shape):
            shape["pattern"] = "^[^\\x00]*$"


def _drop_unused(made: dict[str, Any]) -> None:
    """Leave out shapes that nothing points to any more."""
    schemas = made["components"]["schemas"]
    while True:
        text = str(made)
        unused = [name for name in schemas if f"#/components/schemas/{name}'" not in text]
        if not unused:
            return
        for name in unused:
            del schemas[name]
