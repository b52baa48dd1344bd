"""A refusal is an expected answer: a code, a sentence, the values in it, and the article that asks for it."""

import msgspec

from motcua.foundation.law.citations import Source

Value = str | int | float | bool | None


class FieldProblem(msgspec.Struct, frozen=True):
    """
    What is wrong with one field, and how to mend it.

    `field` is a dotted path such as `child.born_on` or `papers.giay-chung-sinh`; `message` is an English msgid with
    named placeholders (`%(name)s`), `values` fills them.
    """

    field: str
    code: str
    message: str
    values: dict[str, Value] = {}


class Refusal(msgspec.Struct, frozen=True):
    """`code` is stable and lower-case-with-hyphens; `message` is an English msgid, `values` fills its placeholders."""

    code: str
    message: str
    values: dict[str, Value] = {}
    sources: tuple[Source, ...] = ()
    fields: tuple[FieldProblem, ...] = ()


class Refused(Exception):
    """Raised by rules and commands. The interface room's table turns it into a status and a page."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(
    code: str, message: str, /, *sources: Source, fields: tuple[FieldProblem, ...] = (), **values: Value
) -> Refused:
    """
    Build the exception that one raises.

    `raise refuse("already-received", gettext_noop("…"), CITATION, code=code)`
    """
    return Refused(Refusal(code=code, message=message, values=values, sources=sources, fields=fields))
