"""How declared answers fit one another: dates in order, and what a personal identification number tells."""

from collections.abc import Iterable, Mapping

from motcua.foundation.forms.declared import Field
from motcua.foundation.forms.reading.numbers import told_by
from motcua.foundation.forms.values import Json, at
from motcua.foundation.law.refusals import FieldProblem
from motcua.foundation.text import gettext_noop


def order_problem(field: Field, value: Json, values: Mapping[str, object]) -> FieldProblem | None:
    """Return the problem of a date that should lie before another and does not, as far as both are known."""
    if not field.earlier_than or not isinstance(value, str):
        return None
    later = at(values, field.earlier_than)
    if not isinstance(later, str):
        return None
    shared = min(len(value), len(later))
    if value[:shared] < later[:shared]:
        return None
    if value[:shared] == later[:shared] and shared < 10:
        return None
    return FieldProblem(
        field.code,
        "dates-out-of-order",
        gettext_noop("Check this date: it should lie before %(later)s."),
        {"later": "/".join(reversed(later.split("-")))},
    )


def disagreements(fields: Iterable[Field], values: Mapping[str, object]) -> tuple[FieldProblem, ...]:
    """
    Return a warning for each personal identification number that tells another sex or year than was declared.

    A warning, not a refusal: whoever issued the number may have corrected the person's papers since, and only the
    registrar can look that up.
    """
    warnings: list[FieldProblem] = []
    for field in fields:
        number, facts = at(values, field.code), field.agrees_with
        if facts is None or not isinstance(number, str) or len(number) != 12:
            continue
        sex, year = told_by(number)
        born_on = at(values, facts.born_on) if facts.born_on else None
        if isinstance(born_on, str) and int(born_on[:4]) != year:
            warnings.append(
                FieldProblem(
                    field.code,
                    "year-disagrees",
                    gettext_noop("This number is of somebody born in %(told)d, but the year declared is %(declared)s."),
                    {"told": year, "declared": born_on[:4]},
                )
            )
        declared_sex = facts.sex or (at(values, facts.sex_field) if facts.sex_field else None)
        if declared_sex in {"male", "female"} and declared_sex != sex:
            warnings.append(
                FieldProblem(
                    field.code,
                    "sex-disagrees",
                    gettext_noop("This number is of somebody of the other sex. Check all 12 digits."),
                )
            )
    return tuple(warnings)
