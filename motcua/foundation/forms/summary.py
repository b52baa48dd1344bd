"""A declaration for people to read: sections of questions and answers, in the words of either language."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
import phonenumbers

from motcua.foundation.forms.conditions import day
from motcua.foundation.forms.declared import Field, FieldType, Form
from motcua.foundation.forms.paging import lay_out
from motcua.foundation.forms.places import Places
from motcua.foundation.forms.reading.choices import countries
from motcua.foundation.forms.spoken import date_in_words
from motcua.foundation.forms.values import Json, Values, at, blank, put
from motcua.foundation.forms.words import Language, Shown, Text

YES = Text(vi="Có", en="Yes")
NO = Text(vi="Không", en="No")
CONFIRMED = Text(vi="Đã xác nhận", en="Confirmed")
_FORMERLY = Text(vi="{then}, nay là {now}", en="{then}, now {now}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One question and its answer; `field` is its path, for marking it wrong or going back to it."""

    field: str
    label: Shown
    shown: Shown


class Section(msgspec.Struct, frozen=True):
    """One page of the form; `page` is its code."""

    page: str
    title: Shown
    rows: tuple[Row, ...]


def summary(
    form: Form, values: Mapping[str, object], language: str, *, on: date, places: Places | None = None
) -> tuple[Section, ...]:
    """Return the answered questions by page, in the order in which they are asked; pages without an answer are left out."""
    sections = []
    pages, counted = lay_out(form, values, on=on)
    for page in pages:
        shown = {field.code for field in (*page.fields, *page.filled)}
        fields = [field for field in page.page.fields if field.code in shown]
        rows = tuple(_rows(form, fields, counted, language, places))
        if rows:
            sections.append(Section(page.code, page.page.title.shown(language), rows))
    return tuple(sections)


def _rows(
    form: Form, fields: Iterable[Field], values: Mapping[str, object], language: str, places: Places | None
) -> Iterable[Row]:
    for field in fields:
        value = at(values, field.code)
        if blank(value):
            continue
        if field.type is not FieldType.TABLE:
            yield Row(field.code, field.label.shown(language), shown_value(form, field, value, language, places))
            continue
        for number, row in enumerate(value):
            parts = (
                shown_value(form, column, row[column.code], language, places).text
                for column in field.columns
                if not blank(row.get(column.code))
            )
            label = field.label.shown(language)
            numbered = Shown(f"{label.text} {number + 1}", label.lang)
            yield Row(f"{field.code}.{number}", numbered, Shown(" · ".join(parts), "vi"))


def shown_value(  # noqa: PLR0911 -- one line for each type
    form: Form, field: Field, value: Json, language: str, places: Places | None = None
) -> Shown:
    """Return one answer as a person reads it."""
    lang: Language = "en" if language.startswith("en") else "vi"
    match field.type:
        case FieldType.YES_NO:
            return (YES if value else NO).shown(language)
        case FieldType.STATEMENT:
            return (CONFIRMED if value else NO).shown(language)
        case FieldType.CHOICE:
            option = next((one for one in form.options_of(field) if one.value == value), None)
            return option.label.shown(language) if option else Shown(str(value), "vi")
        case FieldType.COUNTRY:
            return countries().get(str(value), Text(str(value))).shown(language)
        case FieldType.DATE:
            return Shown(shown_date(str(value), language), lang)
        case FieldType.PHONE:
            return Shown(shown_phone(str(value)), lang)
        case FieldType.ADDRESS:
            return Shown(shown_address(value, language, places), "vi")
        case FieldType.PERSONAL_ID:
            digits = str(value)
            return Shown(" ".join(digits[start : start + 3] for start in range(0, 12, 3)), lang)
        case FieldType.PERSON_NAME | FieldType.TEXT | FieldType.LONG_TEXT:
            return Shown(str(value), "vi")
        case _:
            return Shown(str(value), lang)


def print_model(form: Form, values: Mapping[str, object], *, on: date, places: Places | None = None) -> Values:
    """
    Return the declaration for a paper: nested like the values, each as Vietnamese words.

    A full date in `x` has `x_in_words` beside it. Tables are lists of rows.
    """
    pages, counted = lay_out(form, values, on=on)
    model: Values = {}
    for page in pages:
        for field in (*page.fields, *page.filled):
            value = at(counted, field.code)
            if blank(value):
                continue
            if field.type is FieldType.TABLE:
                columns = {column.code: column for column in field.columns}
                rows = [
                    {code: shown_value(form, columns[code], cell, "vi", places).text for code, cell in row.items()}
                    for row in value
                ]
                put(model, field.code, rows)
                continue
            put(model, field.code, shown_value(form, field, value, "vi", places).text)
            full = day(value) if field.type is FieldType.DATE else None
            if full:
                put(model, f"{field.code}_in_words", date_in_words(full))
    return model


def shown_date(value: str, language: str) -> str:
    """Return a declared date as `28/11/2026` or `28 November 2026`; a month or a year alone likewise."""
    parts = value.split("-")
    if not language.startswith("en"):
        return "/".join(reversed(parts))
    year, *rest = parts
    named = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *named] if len(rest) == 2 else named)


def shown_phone(value: str) -> str:
    """Return a Vietnamese number as it is dialled at home, any other with its country."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if number.country_code == 84 else style.INTERNATIONAL)


def shown_address(value: Mapping[str, Json], language: str, places: Places | None) -> str:
    """Return an address on one line; a former commune with the one that it is today."""
    if value.get("elsewhere"):
        return ", ".join(part for part in (value.get("line"), value["elsewhere"]) if part)
    commune, now = str(value.get("commune", "")), str(value.get("commune_now", ""))
    then_place = places.place(commune) if places else None
    now_place = places.place(now) if places and now != commune else None
    name = then_place.name if then_place else commune
    if now_place:
        name = _FORMERLY.shown(language).text.format(then=name, now=now_place.name)
    city = then_place.within if then_place else ""
    return ", ".join(part for part in (value.get("line"), name, city) if part)
