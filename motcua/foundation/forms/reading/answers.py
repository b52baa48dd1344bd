"""One table from the type of a field to the reader of its answer."""

from collections.abc import Callable
from datetime import date

import msgspec

from motcua.foundation.forms.declared import Field, FieldType, Form
from motcua.foundation.forms.places import Places
from motcua.foundation.forms.reading import addresses, choices, moments, numbers, words
from motcua.foundation.forms.values import Json


class Circumstances(msgspec.Struct, frozen=True):
    """What an answer is read against: the form, the day of filing, and the book of places (None: shapes only)."""

    form: Form
    on: date
    places: Places | None


Reader = Callable[[Field, object, Circumstances], Json]

READERS: dict[FieldType, Reader] = {
    FieldType.PERSON_NAME: lambda field, raw, _: words.person_name(raw, most=field.max_length),
    FieldType.TEXT: lambda field, raw, _: words.text(raw, most=field.max_length),
    FieldType.LONG_TEXT: lambda field, raw, _: words.long_text(raw, most=field.max_length),
    FieldType.DATE: lambda field, raw, around: moments.a_date(
        raw, on=around.on, future_allowed=field.future_allowed, year_is_enough=field.year_is_enough
    ),
    FieldType.TIME: lambda _, raw, __: moments.a_time(raw),
    FieldType.CHOICE: lambda field, raw, around: choices.choice(raw, around.form.options_of(field)),
    FieldType.YES_NO: lambda _, raw, __: choices.yes_no(raw),
    FieldType.STATEMENT: lambda field, raw, _: choices.statement(raw, required=field.required),
    FieldType.COUNTRY: lambda _, raw, __: choices.country(raw),
    FieldType.NUMBER: lambda field, raw, _: numbers.number(raw, least=field.least, most=field.most),
    FieldType.PERSONAL_ID: lambda _, raw, __: numbers.personal_id(raw),
    FieldType.OLD_ID: lambda _, raw, __: numbers.old_id(raw),
    FieldType.PASSPORT: lambda _, raw, __: numbers.passport(raw),
    FieldType.PHONE: lambda _, raw, __: words.phone(raw),
    FieldType.EMAIL: lambda _, raw, __: words.email(raw),
    FieldType.ADDRESS: lambda field, raw, around: addresses.address(
        raw, within_city=field.within_city, places=around.places
    ),
}


def read(field: Field, raw: object, around: Circumstances) -> Json:
    """Return the value of an answer that is not blank; raises `Mend`. Tables are read by `parsing`."""
    return READERS[field.type](field, raw, around)
