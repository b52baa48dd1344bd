"""What was declared, read against its form: values, problems, and what was typed where there is a problem."""

from collections.abc import Mapping
from datetime import date

import msgspec

from motcua.foundation.forms.agreement import disagreements, order_problem
from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.declared import Field, FieldType, Form, Page
from motcua.foundation.forms.paging import is_same
from motcua.foundation.forms.places import Places
from motcua.foundation.forms.reading.answers import Circumstances, read
from motcua.foundation.forms.reading.mend import Mend
from motcua.foundation.forms.values import Json, Values, at, blank, put
from motcua.foundation.law.refusals import FieldProblem
from motcua.foundation.text import gettext_noop

MOST_ROWS = 50

_MISSING = {
    FieldType.CHOICE: gettext_noop("Choose one answer."),
    FieldType.YES_NO: gettext_noop("Choose yes or no."),
    FieldType.DATE: gettext_noop("Write the day, month and year."),
    FieldType.COUNTRY: gettext_noop("Choose the country from the list."),
    FieldType.ADDRESS: gettext_noop("Write the house and street, and choose the commune or ward."),
    FieldType.STATEMENT: gettext_noop("Tick this to confirm it. It cannot be filed without."),
    FieldType.TABLE: gettext_noop("Add at least one row."),
}
_MISSING_WORDS = gettext_noop("Fill this in.")


class Parsed(msgspec.Struct, frozen=True):
    """
    `values` are sound, nested, and hold nothing that the conditions hide (unless parsed in part). `problems` refuse the
    declaration; `warnings` are for whoever checks it. `typed` holds by path what was typed where there is a problem, so
    that it can be shown again; `left_out` names the answers to questions that these values do not ask.
    """

    values: Values
    problems: tuple[FieldProblem, ...] = ()
    warnings: tuple[FieldProblem, ...] = ()
    typed: dict[str, Json] = {}
    left_out: tuple[str, ...] = ()


def parse(
    form: Form, data: Mapping[str, object], *, on: date, places: Places | None = None, partial: bool = False
) -> Parsed:
    """
    Read a nested declaration on the day of filing `on`.

    In part (a draft), nothing is missing yet, and answers to questions that are hidden just now are kept. A field that the
    form does not have is a problem that names it.
    """
    return _Reading(Circumstances(form, on, places), partial=partial).of(data)


def parse_page(
    form: Form,
    page: str,
    data: Mapping[str, object],
    *,
    values: Mapping[str, object],
    on: date,
    places: Places | None = None,
) -> Parsed:
    """
    Read the answers of one page in full, on top of the `values` declared before.

    The values returned are those of the whole draft, the page's problems only the page's. Answers to the page's own
    questions that are not in `data` are gone; unknown fields are problems.
    """
    return _Reading(Circumstances(form, on, places), partial=True, page=page).of(data, before=values)


class _Reading:
    def __init__(self, around: Circumstances, *, partial: bool, page: str = "") -> None:
        self.around = around
        self.partial = partial
        self.page = page
        self.values: Values = {}
        self.asked: Values = {}
        self.problems: list[FieldProblem] = []
        self.typed: dict[str, Json] = {}
        self.left_out: list[str] = []

    def of(self, data: Mapping[str, object], before: Mapping[str, object] | None = None) -> Parsed:
        form = self.around.form
        self.problems.extend(unknown_fields(form, data))
        for page in form.pages:
            page_shown = holds(page.show_when, self.asked, on=self.around.on)
            here = not self.page or page.code == self.page
            for field in page.fields:
                shown = page_shown and holds(field.show_when, self.asked, on=self.around.on)
                if shown and is_same(field, self.asked, on=self.around.on):
                    self._fill(field, at(data, field.code) if here else None)
                elif here:
                    self._answer(page, field, at(data, field.code), shown=shown)
                elif before is not None and not blank(known := at(before, field.code)):
                    self._keep(field.code, known, shown=shown)
        fields = [field for page in form.pages if not self.page or page.code == self.page for field in page.fields]
        return Parsed(
            values=self.values,
            problems=tuple(self.problems),
            warnings=disagreements(fields, self.asked),
            typed=self.typed,
            left_out=tuple(self.left_out),
        )

    def _keep(self, code: str, value: Json, *, shown: bool) -> None:
        put(self.values, code, value)
        if shown:
            put(self.asked, code, value)

    def _fill(self, field: Field, raw: object) -> None:
        value = at(self.asked, field.same_as)
        if not blank(value):
            self._keep(field.code, value, shown=True)
        if not blank(raw) and raw != value:
            self.left_out.append(field.code)

    def _answer(self, page: Page, field: Field, raw: object, *, shown: bool) -> None:
        if not shown:
            if not blank(raw):
                if self.partial:
                    self._hidden(field, raw)
                else:
                    self.left_out.append(field.code)
            return
        strict = not self.partial or page.code == self.page
        if blank(raw):
            if field.required and strict:
                self._problem(field.code, "missing", _MISSING.get(field.type, _MISSING_WORDS))
            return
        found = len(self.problems)
        try:
            value = self._table(field, raw, strict=strict) if field.type is FieldType.TABLE else self._read(field, raw)
        except Mend as mend:
            self._mend(field.code, mend)
            self.typed[field.code] = raw
            return
        late = order_problem(field, value, self.asked)
        if late is not None:
            self.problems.append(late)
        if len(self.problems) > found:
            self.typed[field.code] = raw
        if late is None:
            self._keep(field.code, value, shown=True)

    def _hidden(self, field: Field, raw: object) -> None:
        try:
            value = self._table(field, raw, strict=False) if field.type is FieldType.TABLE else self._read(field, raw)
        except Mend:
            self.typed[field.code] = raw
            return
        self._keep(field.code, value, shown=False)

    def _read(self, field: Field, raw: object) -> Json:
        return read(field, raw, self.around)

    def _table(self, field: Field, raw: object, *, strict: bool) -> list[Values]:
        if not isinstance(raw, list | tuple):
            raise Mend("not-rows", gettext_noop("Write this as rows."))
        most = field.most or MOST_ROWS
        rows = [row for row in raw if not blank(row)]
        if len(rows) > most:
            raise Mend("too-many-rows", gettext_noop("Write at most %(most)d rows."), most=most)
        if strict and len(rows) < (field.least or 0):
            raise Mend("too-few-rows", gettext_noop("Write at least %(least)d rows."), least=field.least or 0)
        return [self._row(field, place, row, strict=strict) for place, row in enumerate(rows)]

    def _row(self, field: Field, place: int, row: object, *, strict: bool) -> Values:
        if not isinstance(row, Mapping):
            raise Mend("not-rows", gettext_noop("Write this as rows."))
        names = {column.code for column in field.columns}
        for name in row:
            if name not in names:
                self._unknown(f"{field.code}.{place}.{name}")
        value: Values = {}
        for column in field.columns:
            path, raw = f"{field.code}.{place}.{column.code}", row.get(column.code)
            if not holds(column.show_when, value, on=self.around.on):
                continue
            if blank(raw):
                if column.required and strict:
                    self._problem(path, "missing", _MISSING.get(column.type, _MISSING_WORDS))
                continue
            try:
                value[column.code] = self._read(column, raw)
            except Mend as mend:
                self._mend(path, mend)
        return value

    def _mend(self, path: str, mend: Mend) -> None:
        where = f"{path}.{mend.part}" if mend.part else path
        self.problems.append(FieldProblem(where, mend.code, mend.message, mend.values))

    def _problem(self, path: str, code: str, message: str) -> None:
        self.problems.append(FieldProblem(path, code, message))

    def _unknown(self, path: str) -> None:
        self.problems.append(unknown_problem(path))


def unknown_problem(path: str) -> FieldProblem:
    """Say that the form has no such field."""
    return FieldProblem(path, "unknown-field", gettext_noop("This field is not asked for here. Take it out."))


def unknown_fields(form: Form, data: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """Return a problem for each field of `data` that `form` does not have."""
    codes, groups = form.paths, form.groups
    problems: list[FieldProblem] = []

    def walk(part: Mapping[str, object], prefix: str) -> None:
        for name, value in part.items():
            path = f"{prefix}{name}"
            plain = "." not in name
            if plain and path in codes:
                continue
            if plain and path in groups and (isinstance(value, Mapping) or value is None):
                walk(value or {}, f"{path}.")
            else:
                problems.append(unknown_problem(path))

    walk(data, "")
    return tuple(problems)
