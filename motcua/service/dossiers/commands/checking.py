"""A declaration is read as a whole: every problem at once, its case, its papers and the agency that decides."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from motcua.foundation.forms.parsing import parse
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import as_part, choosing, parts_of
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.rules.sources import FORMS
from motcua.service.dossiers.types.state import PaperRef


class Piece(msgspec.Struct, frozen=True):
    """
    What becomes one dossier: the version as it sees it, the agency that decides, its papers.

    Of linked procedures each part is a piece; `part` is its code, `after` that of the part whose result it waits for.
    """

    version: ProcedureVersion
    agency: str
    papers: tuple[PaperRef, ...]
    part: str = ""
    after: str = ""


class Checked(msgspec.Struct, frozen=True):
    """A declaration that may be submitted: its values, case, competent agency and papers."""

    version: ProcedureVersion
    values: dict[str, Any]
    case: str
    agency: str
    papers: tuple[PaperRef, ...]


def check(version: ProcedureVersion, values: Mapping[str, object], papers: Sequence[PaperRef], on: date) -> Checked:
    """
    Read the declaration as a whole. Raises `Refused` with every problem at once: fields, papers, competence.

    `papers.<requirement>` names a paper's problem, `papers.<requirement>` unknown to the case included.
    """
    parsed = parse(version.declaration, values, on=on, places=PlacesOn(on))
    problems = list(parsed.problems)
    if problems:
        raise _incomplete(problems)
    choice = choosing.choose(version, parsed.values, on=on)
    given = {paper.requirement for paper in papers}
    problems += [
        FieldProblem(f"papers.{paper.code}", "required", gettext_noop("Add this paper: a clear photo is enough."))
        for paper in choice.papers
        if paper.is_needed and paper.required and paper.code not in given
    ]
    known = {paper.code for paper in choice.papers}
    problems += [
        FieldProblem(
            f"papers.{code}", "not-asked", gettext_noop("This paper is not asked for in your case. Take it off.")
        )
        for code in sorted(given - known)
    ]
    agency = choice.agency
    if agency is None:
        problems.append(
            choosing.competence_problem(version, parsed.values, on=on)
            or FieldProblem(
                next((rule.address for rule in version.competence.rules if rule.address), ""),
                "no-competent-agency",
                gettext_noop("We cannot tell which commune is competent. Check the address."),
            )
        )
    if problems or agency is None:
        raise _incomplete(problems)
    return Checked(
        version=version, values=dict(parsed.values), case=choice.case.code, agency=agency, papers=tuple(papers)
    )


def _incomplete(problems: Sequence[FieldProblem]) -> Exception:
    return refuse(
        "declaration-incomplete",
        gettext_noop("The declaration is not complete yet. What you have entered is kept."),
        FORMS,
        fields=tuple(problems),
    )


def pieces(checked: Checked, on: date) -> tuple[Piece, ...]:
    """
    Return what a checked declaration becomes: one dossier, or one for each part of linked procedures that applies.

    Refuses `declaration-incomplete` when no agency is competent for a part.
    """
    version = checked.version
    if not version.parts:
        return (Piece(version=version, agency=checked.agency, papers=checked.papers),)
    parts = parts_of(version, checked.values, on=on)
    applied = {part.code for part in parts}
    made = []
    for part in parts:
        narrowed = as_part(version, part.code)
        agency = choosing.competent_agency(narrowed, checked.values, on=on)
        if agency is None:
            problem = choosing.competence_problem(narrowed, checked.values, on=on)
            raise _incomplete([problem] if problem else [])
        papers = tuple(paper for paper in checked.papers if paper.requirement in part.papers)
        after = part.after if part.after in applied else ""
        made.append(Piece(version=narrowed, agency=agency, papers=papers, part=part.code, after=after))
    return tuple(made)
