"""What a schema cannot say of a declaration: fields that are named before they are asked, answers that are not there."""

from collections.abc import Iterator

from motcua.foundation.forms.conditions import named_fields
from motcua.foundation.forms.declared import Field, FieldType, Form
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.sound_values import Fault, Path, doubles


@house_rule("A question may depend only on questions that were asked before it.")
def form_faults(form: Form) -> Iterator[Fault]:
    """Yield the mistakes of a declaration."""
    base: Path = ("declaration", "pages")
    yield from doubles(base, [page.code for page in form.pages])
    declared: set[str] = set()
    for page_number, page in enumerate(form.pages):
        for name in named_fields(page.show_when):
            if name not in declared:
                yield Fault((*base, page_number, "show_when"), "unknown-field", f"`{name}` is not declared before this")
        for number, field in enumerate(page.fields):
            path = (*base, page_number, "fields", number)
            if field.code in declared:
                yield Fault(path, "code-twice", f"`{field.code}` stands twice")
            for name in (
                *named_fields(field.show_when),
                *named_fields(field.same_when),
                field.earlier_than,
                field.same_as,
            ):
                if name and name not in declared:
                    yield Fault(path, "unknown-field", f"`{name}` is not declared before `{field.code}`")
            yield from _field_faults(form, field, path)
            declared.add(field.code)


def _field_faults(form: Form, field: Field, path: Path) -> Iterator[Fault]:
    if field.options_from and field.options_from not in form.lists:
        yield Fault(path, "unknown-list", f"there is no list `{field.options_from}`")
    elif field.type is FieldType.CHOICE and not form.options_of(field):
        yield Fault(path, "no-options", f"`{field.code}` offers nothing to choose")
    if (field.type is FieldType.TABLE) != bool(field.columns):
        yield Fault(path, "columns", f"`{field.code}`: a table, and only a table, has columns")
    earlier: set[str] = set()
    for column in field.columns:
        for name in named_fields(column.show_when):
            if name not in earlier:
                yield Fault(path, "unknown-field", f"`{name}` is no column before `{column.code}`")
        if column.type is FieldType.TABLE:
            yield Fault(path, "columns", f"`{field.code}`: a table has no table in its rows")
        yield from _field_faults(form, column, path)
        earlier.add(column.code)
