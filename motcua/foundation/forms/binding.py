"""
Between a page's form and a declaration: what was posted becomes values, and values become what components show.

Names are the fields' dotted paths; the parts of a date, an address or a row go on with dots (`child.born_on.day`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from motcua.foundation.forms.declared import Field, FieldType, Form, Page
from motcua.foundation.forms.paging import ShownPage
from motcua.foundation.forms.places import Places
from motcua.foundation.forms.reading import addresses
from motcua.foundation.forms.reading.choices import countries
from motcua.foundation.forms.values import Json, Values, at, blank, put
from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import FieldProblem

FEW_OPTIONS = 8
_DATE_PARTS = ("day", "month", "year")
_ADDRESS_LABELS = {
    "line": Text(vi="Số nhà, đường, khu phố", en="House, street, neighbourhood"),
    "commune": Text(vi="Phường, xã", en="Ward or commune"),
    "commune_now": Text(vi="Nay thuộc phường, xã nào?", en="Which ward or commune is it in today?"),
    "elsewhere": Text(
        vi="Nếu ở ngoài thành phố: xã, tỉnh hoặc nước", en="If outside the city: commune and province, or country"
    ),
}
_KINDS = {
    FieldType.LONG_TEXT: "textarea",
    FieldType.COUNTRY: "select",
    FieldType.PERSONAL_ID: "identifier",
    FieldType.OLD_ID: "identifier",
    FieldType.PASSPORT: "text",
    FieldType.STATEMENT: "checkbox",
    FieldType.ADDRESS: "group",
    FieldType.TABLE: "rows",
}

Shown = dict[str, Any]


def posted(page: Page, post: QueryDict) -> Values:
    """Return what was posted for the fields of `page`, nested; names that are none of its fields are no part of it."""
    values: Values = {}
    for field in page.fields:
        answer = _answer(field, field.code, post)
        if not blank(answer):
            put(values, field.code, answer)
    return values


def _answer(field: Field, name: str, post: QueryDict) -> Json:
    if field.type is FieldType.DATE and name not in post:
        return {part: post.get(f"{name}.{part}", "") for part in _DATE_PARTS}
    if field.type is FieldType.ADDRESS:
        return {part: text for part in addresses.PARTS if not blank(text := post.get(f"{name}.{part}", ""))}
    if field.type is FieldType.TABLE:
        found = {int(key[len(name) + 1 :].split(".")[0]) for key in post if _is_row_of(name, key)}
        rows = [
            {one.code: _answer(one, f"{name}.{row}.{one.code}", post) for one in field.columns} for row in sorted(found)
        ]
        return [{code: value for code, value in row.items() if not blank(value)} for row in rows if not blank(row)]
    return post.get(name, "")


def _is_row_of(name: str, key: str) -> bool:
    return key.startswith(f"{name}.") and key[len(name) + 1 :].split(".", maxsplit=1)[0].isdigit()


class Shelf:
    """
    What the components of one page are shown with: the draft's values, what was typed wrong, and the problems.

    `communes` are the (code, name) pairs offered for an address.
    """

    def __init__(
        self,
        form: Form,
        *,
        language: str,
        values: Mapping[str, object],
        typed: Mapping[str, Json] | None = None,
        problems: Sequence[FieldProblem] = (),
        communes: Sequence[tuple[str, str]] = (),
        places: Places | None = None,
    ) -> None:
        self.form = form
        self.language = language
        self.values = values
        self.typed = typed or {}
        self.problems = problems
        self.communes = communes
        self.places = places

    def page(self, shown: ShownPage) -> Shown:
        """Return a page: `code`, `title`, `hint`, `fields`, `filled`, and `single` when it asks one question."""
        fields = [self.field(field) for field in shown.fields]
        hint = shown.page.hint.shown(self.language) if shown.page.hint else None
        title = shown.page.title.shown(self.language)
        return {
            "code": shown.code,
            "title": title.text,
            "lang": self._lang(title.lang),
            "hint": hint.text if hint else "",
            "fields": fields,
            "single": len(fields) == 1 and fields[0]["kind"] not in {"group", "rows"},
            "filled": [field.code for field in shown.filled],
        }

    def field(self, field: Field) -> Shown:
        """
        Return one question for the components.

        Keys: `name`, `id`, `kind` (of the interface's fields, or `group` and `rows` with `parts`), `type`, `label`, `lang`,
        `hint`, `value`, `problem` (the first about it, as a `FieldProblem`), `options`, `required`, `optional`,
        `autocomplete`, `inputmode`, `max_length`.
        """
        value = self.typed.get(field.code, at(self.values, field.code))
        return self._shown(field, field.code, value)

    def _shown(self, field: Field, name: str, value: Json) -> Shown:
        label = field.label.shown(self.language)
        shown: Shown = {
            "name": name,
            "id": name,
            "kind": self._kind(field),
            "type": field.type.value,
            "label": label.text,
            "lang": self._lang(label.lang),
            "hint": field.hint.shown(self.language).text if field.hint else "",
            "value": "" if value is None else value,
            "problem": self._problem(name),
            "options": self._options(field),
            "required": field.required,
            "optional": not field.required,
            "autocomplete": field.autocomplete,
            "inputmode": "numeric" if field.type in {FieldType.PERSONAL_ID, FieldType.OLD_ID, FieldType.NUMBER} else "",
            "max_length": field.max_length,
            "parts": [],
        }
        if field.type is FieldType.ADDRESS:
            shown["parts"] = self._address(field, name, value)
        if field.type is FieldType.TABLE:
            rows = [row if isinstance(row, Mapping) else {} for row in value] if isinstance(value, list | tuple) else []
            shown["parts"] = [self._row(field, name, place, row) for place, row in enumerate([*rows, {}])]
        return shown

    def _row(self, field: Field, name: str, place: int, row: Mapping[str, Json]) -> list[Shown]:
        return [self._shown(column, f"{name}.{place}.{column.code}", row.get(column.code)) for column in field.columns]

    def _kind(self, field: Field) -> str:
        if field.type is FieldType.CHOICE:
            return "choice" if len(self.form.options_of(field)) <= FEW_OPTIONS else "select"
        return _KINDS.get(field.type, field.type.value)

    def _options(self, field: Field) -> list[Shown]:
        if field.type is FieldType.COUNTRY:
            return [self._option(code, name, None) for code, name in countries().items()]
        if field.type is not FieldType.CHOICE:
            return []
        return [self._option(one.value, one.label, one.hint) for one in self.form.options_of(field)]

    def _option(self, value: str, label: Text, hint: Text | None) -> Shown:
        shown = label.shown(self.language)
        hinted = hint.shown(self.language).text if hint else ""
        return {"value": value, "text": shown.text, "hint": hinted, "lang": self._lang(shown.lang)}

    def _address(self, field: Field, name: str, value: Json) -> list[Shown]:
        given = value if isinstance(value, Mapping) else {}
        communes = [{"value": code, "text": text, "hint": "", "lang": ""} for code, text in self.communes]
        kinds: dict[str, tuple[str, list[Shown]]] = {"line": ("text", []), "commune": ("place", communes)}
        successors = self._successors(str(given.get("commune") or ""))
        if successors:
            kinds["commune_now"] = ("choice", successors)
        if not field.within_city:
            kinds["elsewhere"] = ("text", [])
        return [
            {
                "name": f"{name}.{part}",
                "id": f"{name}.{part}",
                "kind": kind,
                "type": "address-part",
                "label": _ADDRESS_LABELS[part].shown(self.language).text,
                "lang": "",
                "hint": "",
                "value": given.get(part) or "",
                "problem": self._problem(f"{name}.{part}"),
                "options": options,
                "required": part == "commune" and field.required,
                "optional": part in {"line", "elsewhere"},
                "autocomplete": field.autocomplete if part == "line" else "",
                "inputmode": "",
                "max_length": 0,
                "parts": [],
            }
            for part, (kind, options) in kinds.items()
        ]

    def _successors(self, commune: str) -> list[Shown]:
        place = self.places.place(commune) if self.places and commune else None
        if place is None or self.places is None or not place.successors:
            return []
        found = addresses.existing_successors(place, self.places)
        return (
            [{"value": one.code, "text": one.name, "hint": "", "lang": ""} for one in found] if len(found) > 1 else []
        )

    def _problem(self, name: str) -> FieldProblem | None:
        return next((one for one in self.problems if one.field == name), None)

    def _lang(self, lang: str) -> str:
        """Say the language only where it is not the page's own."""
        page = "en" if self.language.startswith("en") else "vi"
        return "" if lang == page else lang


def labels(form: Form, language: str) -> dict[str, str]:
    """Return the label of every field by its path, for lists of problems."""
    return {field.code: field.label.shown(language).text for field in form.fields()}
