"""Which pages a declaration has for these values, and which comes next."""

from collections.abc import Mapping
from datetime import date

import msgspec

from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.declared import Field, Form, Page
from motcua.foundation.forms.values import Values, at, blank, put


class ShownPage(msgspec.Struct, frozen=True):
    """A page with the fields that it asks just now, and those that an earlier answer fills (`Field.same_as`)."""

    page: Page
    fields: tuple[Field, ...]
    filled: tuple[Field, ...] = ()

    @property
    def code(self) -> str:
        return self.page.code


def lay_out(form: Form, values: Mapping[str, object], *, on: date) -> tuple[tuple[ShownPage, ...], Values]:
    """
    Return the pages that have something to show for these values, and the values that count.

    An answer to a hidden question counts for nothing, neither in conditions nor in the values returned.
    """
    counted: Values = {}
    pages: list[ShownPage] = []
    for page in form.pages:
        if not holds(page.show_when, counted, on=on):
            continue
        asked: list[Field] = []
        filled: list[Field] = []
        for field in page.fields:
            if not holds(field.show_when, counted, on=on):
                continue
            same = is_same(field, counted, on=on)
            (filled if same else asked).append(field)
            value = at(counted, field.same_as) if same else at(values, field.code)
            if not blank(value):
                put(counted, field.code, value)
        if asked or filled:
            pages.append(ShownPage(page, tuple(asked), tuple(filled)))
    return tuple(pages), counted


def is_same(field: Field, values: Mapping[str, object], *, on: date) -> bool:
    """Say whether an earlier answer fills `field`, so that it is not asked."""
    return bool(field.same_as) and holds(field.same_when, values, on=on)


def visible_pages(form: Form, values: Mapping[str, object], *, on: date) -> tuple[ShownPage, ...]:
    """Return the pages that ask something for these values, each with its fields."""
    return tuple(page for page in lay_out(form, values, on=on)[0] if page.fields)


def asked_values(form: Form, values: Mapping[str, object], *, on: date) -> Values:
    """Return only the values that count: answers to questions that are asked, and what they fill."""
    return lay_out(form, values, on=on)[1]


def next_page(form: Form, page: str, values: Mapping[str, object], *, on: date) -> str | None:
    """Return the code of the page after `page`; None after the last. An empty `page` gives the first."""
    codes = [one.code for one in visible_pages(form, values, on=on)]
    if not page:
        return codes[0] if codes else None
    if page in codes:
        place = codes.index(page) + 1
        return codes[place] if place < len(codes) else None
    order = [one.code for one in form.pages]
    after = order[order.index(page) + 1 :]
    return next((code for code in after if code in codes), None)


def previous_page(form: Form, page: str, values: Mapping[str, object], *, on: date) -> str | None:
    """Return the code of the page before `page`; None before the first."""
    codes = [one.code for one in visible_pages(form, values, on=on)]
    order = [one.code for one in form.pages]
    before = order[: order.index(page)]
    return next((code for code in reversed(before) if code in codes), None)


def first_unfinished(form: Form, values: Mapping[str, object], *, on: date) -> str | None:
    """Return the code of the first page with a required question that has no answer; None when all are answered."""
    for shown in visible_pages(form, values, on=on):
        if any(field.required and blank(at(values, field.code)) for field in shown.fields):
            return shown.code
    return None


def page_named(form: Form, code: str) -> Page:
    """Return the page of this code; `LookupError` when there is none."""
    for page in form.pages:
        if page.code == code:
            return page
    raise LookupError(code)


def prefilled(form: Form, facts: Mapping[str, object]) -> Values:
    """Return the values with which a new declaration begins: defaults, and what is known of the person who files."""
    values: Values = {}
    for field in form.fields():
        known = at(facts, field.prefill) if field.prefill else None
        value = known if not blank(known) else field.default
        if value is not None:
            put(values, field.code, value)
    return values
