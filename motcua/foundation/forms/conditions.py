"""Conditions between fields, decided on the values declared so far."""

from collections.abc import Iterator, Mapping
from datetime import date

from motcua.foundation.forms.declared import (
    AllOf,
    AnyCondition,
    AnyOf,
    Empty,
    Equals,
    MoreDaysBefore,
    Not,
    OneOf,
)
from motcua.foundation.forms.values import at, blank


def holds(  # noqa: PLR0911 -- one answer for each kind of condition
    condition: AnyCondition | None, values: Mapping[str, object], *, on: date
) -> bool:
    """
    Say whether `condition` is true of `values` on the day of filing `on`; no condition always is.

    A date that is missing, or known by its year alone, is never "more days before".
    """
    match condition:
        case None:
            return True
        case Equals(field, value):
            return _same(at(values, field), value)
        case OneOf(field, choices):
            return any(_same(at(values, field), choice) for choice in choices)
        case Empty(field):
            return blank(at(values, field))
        case MoreDaysBefore(field, days, of):
            earlier, later = day(at(values, field)), day(at(values, of)) if of else on
            return earlier is not None and later is not None and (later - earlier).days > days
        case AllOf(inner):
            return all(holds(one, values, on=on) for one in inner)
        case AnyOf(inner):
            return any(holds(one, values, on=on) for one in inner)
        case Not(one):
            return not holds(one, values, on=on)


def _same(found: object, value: object) -> bool:
    """Compare without taking 1 for true."""
    return type(found) is type(value) and found == value


def day(value: object) -> date | None:
    """Return a declared full date, or None."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def named_fields(condition: AnyCondition | None) -> Iterator[str]:
    """Yield the path of every field that `condition` looks at."""
    match condition:
        case None:
            return
        case Equals(field) | OneOf(field) | Empty(field):
            yield field
        case MoreDaysBefore(field, _, of):
            yield field
            if of:
                yield of
        case AllOf(inner) | AnyOf(inner):
            for one in inner:
                yield from named_fields(one)
        case Not(one):
            yield from named_fields(one)
