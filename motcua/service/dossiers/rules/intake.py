"""What of a declaration may not come in: texts marked as state secrets, and what belongs to a track of its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.foundation.forms.declared import Field, FieldType, Form
from motcua.foundation.forms.values import at
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem
from motcua.foundation.secrecy.stamps import is_stamped
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules import is_on_own_track

_OWN_TRACK = gettext_noop(
    "This is a complaint or a denunciation. Those are no part of a dossier: officials who handle it would read them, and"
    " nobody would answer. The page /khieu-nai-to-cao says where they go and how you are protected. Take this out here."
)
# Where one writes what one wants. A person may be called Mật; dates, numbers and choices hold no text.
_FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.ADDRESS})


@law("117-2025-qh15", article="5", clause="2")
@house_rule("The name of a person never stops a declaration: Mật is a name.")
def secret_fields(form: Form, values: Mapping[str, object]) -> tuple[str, ...]:
    """Return the paths of the texts that are marked as state secrets, in the order of the form."""
    return tuple(
        path for field in form.fields() for path, text in _texts(field, at(values, field.code)) if is_stamped(text)
    )


@house_rule(
    "Officials who handle dossiers read declarations: who denounces would not be protected, and nobody would answer."
)
def on_own_track(form: Form, values: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """Return a problem for each longer answer that is itself a complaint or a denunciation; the mere word is none."""
    return tuple(
        FieldProblem(field.code, "own-track", _OWN_TRACK)
        for field in form.fields()
        if field.type is FieldType.LONG_TEXT
        and isinstance(text := at(values, field.code), str)
        and is_on_own_track(text)
    )


def _texts(field: Field, value: Any) -> Iterator[tuple[str, str]]:
    if field.type is FieldType.TABLE:
        for place, row in enumerate(value if isinstance(value, list) else ()):
            for column in field.columns:
                found = at(row, column.code) if isinstance(row, Mapping) else None
                yield from ((f"{field.code}.{place}.{path}", text) for path, text in _texts(column, found))
    elif field.type in _FREE and isinstance(value, Mapping):
        yield from ((f"{field.code}.{name}", text) for name, text in value.items() if isinstance(text, str))
    elif field.type in _FREE and isinstance(value, str):
        yield field.code, value
