"""Linked procedures: one filing, a dossier for each part; each part is read as a procedure of its own."""

from collections.abc import Mapping
from datetime import date

import msgspec

from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.paging import asked_values
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.types import Part, ProcedureVersion


@house_rule("A part that does not apply to a declaration makes no dossier.")
def parts_of(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> tuple[Part, ...]:
    """Return the parts that a declaration filed on the day `on` starts, in the order in which they are done."""
    asked = asked_values(version.declaration, values, on=on)
    return tuple(part for part in version.parts if holds(part.applies_when, asked, on=on))


@house_rule(
    "The dossier of a part has the part's limit, steps, fees, agency and results, and the papers that it names."
)
def as_part(version: ProcedureVersion, code: str) -> ProcedureVersion:
    """Return the procedure as the dossier of one part sees it; `LookupError` when there is no such part."""
    for part in version.parts:
        if part.code == code:
            return _narrowed(version, part)
    raise LookupError(f"{version.code} has no part {code}")


def _narrowed(version: ProcedureVersion, part: Part) -> ProcedureVersion:
    cases = tuple(
        msgspec.structs.replace(
            case,
            limit=part.limit,
            limits=(),
            limit_note=None,
            papers=tuple(paper for paper in case.papers if paper.code in part.papers),
        )
        for case in version.cases
    )
    return msgspec.structs.replace(
        version,
        name=part.name,
        cases=cases,
        steps=part.steps,
        fees=part.fees,
        results=part.results,
        competence=part.competence,
        draft_confirmation=version.draft_confirmation if part.confirms_draft else None,
        parts=(),
    )
