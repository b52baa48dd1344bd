"""Small forms for tests."""

from datetime import date
from typing import Any

from motcua.foundation.forms.declared import Field, FieldType, Form, Page
from motcua.foundation.forms.words import Text

ON = date(2026, 11, 20)


def question(code: str, kind: FieldType = FieldType.TEXT, **rules: Any) -> Field:
    return Field(code=code, type=kind, label=Text(vi=f"Nhãn {code}", en=f"Label {code}"), **rules)


def form_of(*fields: Field, **pages: Any) -> Form:
    return Form(code="test", pages=(Page(code="only", title=Text("Trang"), fields=fields),), **pages)


def paged(*pages: tuple[str, tuple[Field, ...], Any]) -> Form:
    made = tuple(Page(code=code, title=Text(code), fields=fields, show_when=when) for code, fields, when in pages)
    return Form(code="test", pages=made)
