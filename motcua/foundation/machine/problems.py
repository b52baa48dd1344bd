"""Problem documents (RFC 9457) for what a machine's request itself gets wrong, and their shape for the schema."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from dmr.exceptions import DataParsingError, NotAcceptableError, RequestSerializationError, ValidationError

from motcua.foundation.interface.answers import answer_to
from motcua.foundation.interface.presenting import Answer, respond
from motcua.foundation.ledger.types import Conflict

# What is nested without end is unreadable too: nothing but a body brings recursion that deep.
UNREADABLE = (RequestSerializationError, ValidationError, NotAcceptableError, DataParsingError, RecursionError)
# Where a request's own parts stand in the paths of msgspec's messages.
_PARTS = re.compile(r"^(parsed_(headers|query|path|body))\.?")
_MISSING = re.compile(r"missing required field `(?P<field>[^`]+)`")
_UNKNOWN = re.compile(r"unknown field `(?P<field>[^`]+)`")
_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")


class FieldDetail(msgspec.Struct, frozen=True):
    """What is wrong with one field; `field` is its dotted path, or the name of a header."""

    field: str
    code: str
    detail: str


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """The article that asks for it. `act` is an id of the catalogue of law; empty where the rule is the house's own."""

    text: str
    act: str = ""
    article: str = ""
    clause: str = ""
    point: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Why a request was not done (RFC 9457). `code` is stable and for programs, `title` and `detail` are for people.

    `errors` names every wrong field at once; `sources` the articles. A conflict carries the versions, and in `meanwhile`
    what happened since the version that was named. `reference` is the number to quote when the fault is ours.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: tuple[FieldDetail, ...] = ()
    sources: tuple[Source, ...] = ()
    expected_version: int | None = None
    current_version: int | None = None
    meanwhile: tuple[dict[str, Any], ...] = ()
    policy: str = ""
    reference: str = ""


def header_name(field: str) -> str:
    """Return the name of the header that a shape's field stands for: `if_match` is `If-Match`."""
    return "-".join(word.capitalize() for word in field.replace("-", "_").split("_"))


def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a request that cannot be read: 406 when no form that we have is accepted, else 400 naming the field."""
    if isinstance(error, NotAcceptableError):
        return respond(request, _not_acceptable())
    problems = tuple(_problem(message) for message in _messages(error))
    answer = Answer(
        status=400,
        code="bad-request",
        title=gettext("This request cannot be read"),
        detail=gettext("The request is not in the form that the API describes. Nothing has been changed."),
        problems=tuple((field, text) for field, _, text in problems),
        field_codes=tuple(code for _, code, _ in problems),
    )
    return respond(request, answer)


def method_not_allowed(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """Answer a method that this address does not have."""
    answer = Answer(
        status=405,
        code="method-not-allowed",
        title=gettext("This cannot be done at this address"),
        detail=gettext("The address answers to: %(methods)s.") % {"methods": ", ".join(allowed)},
        headers={"Allow": ", ".join(allowed)},
    )
    return respond(request, answer)


def conflict(request: HttpRequest, error: Conflict, meanwhile: Sequence[object], *, precondition: bool) -> HttpResponse:
    """Answer a conflict with what happened meanwhile: 412 when `If-Match` named the version, else 409."""
    known = answer_to(error)
    if known is None:
        raise error
    status = 412 if precondition else 409
    detail = gettext("Look at what happened meanwhile, then decide once more on the current version.")
    response = respond(request, msgspec.structs.replace(known, status=status, detail=detail, kept=""))
    body = msgspec.json.decode(response.content)
    body["meanwhile"] = meanwhile
    response.content = msgspec.json.encode(body)
    return response


def _not_acceptable() -> Answer:
    return Answer(
        status=406,
        code="not-acceptable",
        title=gettext("This address answers with JSON only"),
        detail=gettext("Send the header Accept: application/json, or none at all."),
    )


def _messages(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [str(each["msg"]) for each in error.payload]
    return [str(error.args[0]) if error.args else ""]


def _problem(message: str) -> tuple[str, str, str]:
    """Return field, code and sentence of one of msgspec's messages."""
    path = _PATH.search(message)
    where = path["path"].lstrip(".") if path else ""
    named = header_name if where.startswith("parsed_headers") else str
    place, said = named(_PARTS.sub("", where)), _PATH.sub("", message)
    if found := _MISSING.search(said):
        return _join(place, named(found["field"])), "missing", gettext("This is missing.")
    if found := _UNKNOWN.search(said):
        return _join(place, found["field"]), "unknown", gettext("There is no field of this name.")
    return place, "malformed", gettext("This cannot be read: %(problem)s.") % {"problem": said.rstrip(".")}


def _join(place: str, field: str) -> str:
    return f"{place}.{field}" if place else field
