"""What a procedure tells before anything is declared: the usual papers, the others, the usual fees."""

from datetime import date

from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.values import Values, put
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.types import DocumentRequirement, FeeAmount, FeeRule, ProcedureCase, ProcedureVersion


def _usual(version: ProcedureVersion) -> Values:
    values: Values = {}
    for path, value in version.typical.items():
        put(values, path, value)
    return values


@house_rule("The usual papers are those of the last case, as the usual declaration would ask for them.")
def typical_papers(version: ProcedureVersion) -> tuple[DocumentRequirement, ...]:
    """Return what most people prepare, and what they need not bring, the needed first."""
    usual = _usual(version)
    papers = [paper for paper in version.cases[-1].papers if holds(paper.show_when, usual, on=version.valid_from)]
    return tuple(sorted(papers, key=lambda paper: not paper.is_needed))


@house_rule("Papers that only some people need are told apart from the usual ones.")
def other_papers(version: ProcedureVersion) -> tuple[DocumentRequirement, ...]:
    """Return the papers that some declarations of the last case ask for and the usual one does not."""
    usual = {paper.code for paper in typical_papers(version)}
    return tuple(paper for paper in version.cases[-1].papers if paper.is_needed and paper.code not in usual)


@house_rule("A case is told by the papers that only it asks for.")
def papers_added(version: ProcedureVersion, case: ProcedureCase) -> tuple[DocumentRequirement, ...]:
    """Return the needed papers of a case that the last, usual case does not have."""
    usual = {paper.code for paper in version.cases[-1].papers}
    return tuple(paper for paper in case.papers if paper.is_needed and paper.code not in usual)


@house_rule("The usual fees are those that the usual declaration would owe by the first of the ways of filing.")
def typical_fees(version: ProcedureVersion) -> tuple[FeeRule, ...]:
    """Return the fees that most people pay; none means that the usual case is free."""
    usual = _usual(version)
    return tuple(
        fee
        for fee in version.fees
        if (not fee.channels or version.channels[0] in fee.channels)
        and holds(fee.due_when, usual, on=version.valid_from)
    )


@house_rule("An amount holds from its first day to before its last.")
def amount_on(fee: FeeRule, on: date) -> FeeAmount | None:
    """Return the amount of a fee on a day; None when the catalogue has none."""
    for one in fee.amounts:
        if one.valid_from <= on and (one.valid_until is None or on < one.valid_until):
            return one
    return None
