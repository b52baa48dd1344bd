"""A form as JSON Schema 2020-12, for machines that declare."""

from typing import Any

from motcua.foundation.forms.declared import (
    AllOf,
    AnyCondition,
    AnyOf,
    Empty,
    Equals,
    Field,
    FieldType,
    Form,
    MoreDaysBefore,
    Not,
    OneOf,
)
from motcua.foundation.forms.reading import words
from motcua.foundation.forms.reading.choices import countries

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DATE = {"type": "string", "format": "date"}
_PARTIAL_DATE = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_ADDRESS: Schema = {
    "type": "object",
    "properties": {
        "line": {"type": "string", "maxLength": words.TEXT_LENGTH},
        "commune": {"type": "string", "description": "Code of the commune, existing or former."},
        "commune_now": {"type": "string", "description": "Code of the successor, where a former commune was divided."},
        "elsewhere": {"type": "string", "maxLength": words.TEXT_LENGTH},
    },
    "additionalProperties": False,
}


def json_schema(form: Form, language: str = "en") -> Schema:
    """
    Return the schema of a whole declaration.

    A question that is asked only sometimes is required by `if` and `then`; conditions on dates, which a schema cannot
    say, stand in `x-show-when` and are checked by the server.
    """
    schema: Schema = {"$schema": DIALECT, "title": form.code, **_object()}
    for page in form.pages:
        for field in page.fields:
            condition = _both(page.show_when, field.show_when)
            if field.same_when is not None:
                condition = _both(condition, Not(field.same_when))
            required = field.required and condition is None
            _place(schema, field.code, _field(form, field, condition, language), required=required)
            if field.required and condition is not None and (test := _test(condition)) is not None:
                schema.setdefault("allOf", []).append({"if": test, "then": _presence(field.code)})
    return schema


def _object() -> Schema:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _both(page: AnyCondition | None, field: AnyCondition | None) -> AnyCondition | None:
    if page is None or field is None:
        return page or field
    return AllOf((page, field))


def _place(schema: Schema, path: str, leaf: Schema, *, required: bool) -> None:
    here = schema
    *way, last = path.split(".")
    for step in way:
        if required and step not in here.setdefault("required", []):
            here["required"].append(step)
        here = here["properties"].setdefault(step, _object())
    here["properties"][last] = leaf
    if required:
        here.setdefault("required", []).append(last)


def _field(form: Form, field: Field, condition: AnyCondition | None, language: str) -> Schema:
    schema: Schema = {"title": field.label.shown(language).text, **_shape(form, field)}
    if field.hint:
        schema["description"] = field.hint.shown(language).text
    if field.default is not None:
        schema["default"] = field.default
    if condition is not None and _test(condition) is None:
        schema["x-show-when"] = _plain(condition)
    return schema


def _shape(form: Form, field: Field) -> Schema:
    length = {
        FieldType.PERSON_NAME: words.NAME_LENGTH,
        FieldType.TEXT: words.TEXT_LENGTH,
        FieldType.LONG_TEXT: words.LONG_TEXT_LENGTH,
    }
    if field.type in length:
        return {"type": "string", "minLength": 1, "maxLength": field.max_length or length[field.type]}
    simple: dict[FieldType, Schema] = {
        FieldType.DATE: _PARTIAL_DATE if field.year_is_enough else _DATE,
        FieldType.TIME: {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"},
        FieldType.YES_NO: {"type": "boolean"},
        FieldType.STATEMENT: {"const": True} if field.required else {"type": "boolean"},
        FieldType.PERSONAL_ID: {"type": "string", "pattern": r"^(?!000)[0-9]{12}$"},
        FieldType.OLD_ID: {"type": "string", "pattern": r"^[0-9]{9}$"},
        FieldType.PASSPORT: {"type": "string", "pattern": r"^[A-Z0-9]{6,12}$"},
        FieldType.PHONE: {"type": "string", "description": "E.164, or as dialled in Vietnam."},
        FieldType.EMAIL: {"type": "string", "format": "email", "maxLength": words.EMAIL_LENGTH},
        FieldType.COUNTRY: {"type": "string", "enum": list(countries())},
        FieldType.ADDRESS: _ADDRESS,
    }
    if field.type in simple:
        return dict(simple[field.type])
    if field.type is FieldType.CHOICE:
        return {"type": "string", "enum": [one.value for one in form.options_of(field) if not one.instead]}
    if field.type is FieldType.NUMBER:
        bounds = {"minimum": field.least, "maximum": field.most}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
    row = _object()
    for column in field.columns:
        _place(
            row,
            column.code,
            _field(form, column, column.show_when, "en"),
            required=column.required and not column.show_when,
        )
    return {"type": "array", "items": row, "minItems": field.least or 0, "maxItems": field.most or 50}


def _presence(path: str) -> Schema:
    head, _, rest = path.partition(".")
    inner = {"properties": {head: _presence(rest)}} if rest else {}
    return {"required": [head], **inner}


def _valued(path: str, test: Schema) -> Schema:
    head, _, rest = path.partition(".")
    return {"required": [head], "properties": {head: _valued(rest, test) if rest else test}}


def _test(condition: AnyCondition) -> Schema | None:  # noqa: PLR0911 -- one answer for each kind of condition
    match condition:
        case Equals(field, value):
            return _valued(field, {"const": value})
        case OneOf(field, values):
            return _valued(field, {"enum": list(values)})
        case Empty(field):
            return {"not": _presence(field)}
        case Not(one):
            inner = _test(one)
            return None if inner is None else {"not": inner}
        case AllOf(some) | AnyOf(some):
            tests = [_test(one) for one in some]
            if None in tests:
                return None
            return {"allOf" if isinstance(condition, AllOf) else "anyOf": tests}
        case MoreDaysBefore():
            return None


def _plain(condition: AnyCondition) -> object:  # noqa: PLR0911 -- one answer for each kind of condition
    match condition:
        case AllOf(some):
            return {"all": [_plain(one) for one in some]}
        case AnyOf(some):
            return {"any": [_plain(one) for one in some]}
        case Not(one):
            return {"not": _plain(one)}
        case MoreDaysBefore(field, days, of):
            return {"field": field, "more_days_before": days, "of": of or "the day of filing"}
        case Equals(field, value):
            return {"field": field, "equals": value}
        case OneOf(field, values):
            return {"field": field, "in": list(values)}
        case Empty(field):
            return {"field": field, "empty": True}
