"""What one declaration leads to: its case, its papers, its fees, and the commune that decides."""

from collections.abc import Mapping
from datetime import date

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.paging import asked_values
from motcua.foundation.forms.values import at
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules.telling import amount_on
from motcua.register.procedures.types import (
    DocumentRequirement,
    FeeDue,
    ProcedureCase,
    ProcedureVersion,
)


class Choice(msgspec.Struct, frozen=True):
    """What a declaration leads to, read once: its case, all papers of it, and the commune that decides (None: none)."""

    case: ProcedureCase
    papers: tuple[DocumentRequirement, ...]
    agency: str | None


@house_rule("Case, papers and competence are read from the declaration at one go when it is submitted.")
def choose(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> Choice:
    """Return case, papers and competent commune of a declaration filed on the day `on`; refuses `no-case-fits`."""
    asked = asked_values(version.declaration, values, on=on)
    case = _case(version, asked, on)
    papers = tuple(paper for paper in case.papers if holds(paper.show_when, asked, on=on))
    return Choice(case=case, papers=papers, agency=_commune(version, asked, on))


@house_rule("The cases of a procedure are tried in the order of the catalogue, so that the special ones come first.")
def case_of(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> ProcedureCase:
    """
    Return the case that a declaration filed on the day `on` falls into.

    Refuses `no-case-fits` when none does.
    """
    return _case(version, asked_values(version.declaration, values, on=on), on)


def _case(version: ProcedureVersion, asked: Mapping[str, object], on: date) -> ProcedureCase:
    for case in version.cases:
        if holds(case.applies_when, asked, on=on):
            return case
    raise refuse(
        "no-case-fits", gettext_noop("No case of this procedure fits what you declared. Please check your answers.")
    )


@house_rule("A dossier's limit is that of its case in the version that it was filed under.")
def limit_of(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> Limit:
    """Return how long the agency may take for this declaration; refuses `no-case-fits`."""
    return case_of(version, values, on=on).limit


@house_rule("Every paper of the case whose condition holds is listed, those that are not needed with the reason why.")
def papers_of(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> tuple[DocumentRequirement, ...]:
    """Return the papers of this declaration's case, needed or not; refuses `no-case-fits`."""
    return choose(version, values, on=on).papers


@law("118-2025-nd-cp")
@house_rule("What a register of the state holds already is not asked for at filing.")
def asked_papers(
    version: ProcedureVersion, values: Mapping[str, object], *, on: date
) -> tuple[DocumentRequirement, ...]:
    """Return the papers that the applicant must hand in or show; refuses `no-case-fits`."""
    return tuple(paper for paper in papers_of(version, values, on=on) if paper.is_needed)


@law("60-2014-qh13", article="11")
def fees_due(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> tuple[FeeDue, ...]:
    """
    Return what this declaration, filed on the day `on`, must pay, amounts in đồng.

    An amount of None was set by an act that the catalogue does not quote: an official sets it, nobody guesses.
    Refuses `fee-not-dated` when the catalogue has no amount for the day.
    """
    asked = asked_values(version.declaration, values, on=on)
    due: list[FeeDue] = []
    for rule in version.fees:
        if not holds(rule.due_when, asked, on=on):
            continue
        quantity = at(asked, rule.times) if rule.times else 1
        if not isinstance(quantity, int) or quantity < 1:
            continue
        amount = amount_on(rule, on)
        if amount is None:
            raise refuse(
                "fee-not-dated",
                gettext_noop(
                    "The catalogue has no amount of %(fee)s for %(day)s. The agency will tell you the amount."
                ),
                fee=rule.code,
                day=on.isoformat(),
            )
        total = None if amount.amount_vnd is None else amount.amount_vnd * quantity
        due.append(FeeDue(rule.code, rule.name, rule.kind, quantity, total, amount.set_by))
    return tuple(due)


@law("60-2014-qh13", article="13")
@house_rule("Where the parents live in two communes, the applicant chooses which of the two decides.")
def competent_commune(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> str | None:
    """Return the code of the commune of today that decides, or None while the declaration does not tell it yet."""
    return _commune(version, asked_values(version.declaration, values, on=on), on)


def _commune(version: ProcedureVersion, asked: Mapping[str, object], on: date) -> str | None:
    for rule in version.competence.rules:
        if holds(rule.applies_when, asked, on=on):
            commune = at(asked, f"{rule.address}.commune_now")
            return commune if isinstance(commune, str) and commune else None
    return None


@law("60-2014-qh13", article="13")
@house_rule("A dossier goes to a commune of this city; whoever lives elsewhere files there.")
def competence_problem(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> FieldProblem | None:
    """Return what is wrong with a declaration that no commune of the city can decide, and None when one can."""
    asked = asked_values(version.declaration, values, on=on)
    rule = next((one for one in version.competence.rules if holds(one.applies_when, asked, on=on)), None)
    if rule is None or competent_commune(version, values, on=on):
        return None
    return FieldProblem(
        rule.address,
        "no-competent-commune",
        gettext_noop(
            "No ward or commune of the city is competent for this address. "
            "Choose another place of registration, or file where this person lives."
        ),
    )
