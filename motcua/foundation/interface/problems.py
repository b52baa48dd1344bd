"""What is wrong with fields, in the language of the page."""

from collections.abc import Iterable

from django.utils.translation import gettext

from motcua.foundation.law.refusals import FieldProblem, Value

Problems = Iterable[FieldProblem | tuple[str, str]]


def sentence(message: str, values: dict[str, Value]) -> str:
    """Translate a msgid and fill its named placeholders."""
    translated = gettext(message)
    return translated % values if values else translated


def shown(problems: Problems) -> tuple[tuple[str, str], ...]:
    """Return each problem as the path of its field and its sentence; pairs are taken as already translated."""
    return tuple(
        (problem.field, sentence(problem.message, problem.values)) if isinstance(problem, FieldProblem) else problem
        for problem in problems
    )


def of_field(problems: Problems, name: str) -> tuple[str, ...]:
    """Return the sentences about the field `name` and the parts of it, such as the year of a date."""
    return tuple(text for field, text in shown(problems) if field == name or field.startswith(f"{name}."))
