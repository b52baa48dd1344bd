"""What changes in a declaration when an official serves somebody at the counter."""

from msgspec.structs import replace

from motcua.foundation.forms.declared import Field, FieldType
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.types import ProcedureVersion

_REACHED_BY = frozenset({FieldType.PHONE, FieldType.EMAIL})


@house_rule(
    "Nobody is sent away from the counter for want of a telephone: the receipt on paper tells when to come back."
)
def at_counter(version: ProcedureVersion) -> ProcedureVersion:
    """Return the procedure as it is declared at the counter: how to be reached may stay empty."""
    pages = tuple(
        replace(page, fields=tuple(_may_stay_empty(field) for field in page.fields))
        for page in version.declaration.pages
    )
    return replace(version, declaration=replace(version.declaration, pages=pages))


def _may_stay_empty(field: Field) -> Field:
    return replace(field, required=False) if field.type in _REACHED_BY else field
