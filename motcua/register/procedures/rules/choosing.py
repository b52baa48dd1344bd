"""What one declaration leads to: its case, its papers, its limit, and the agency that decides."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.paging import asked_values
from motcua.foundation.forms.values import at, put
from motcua.foundation.law.citations import HouseRule, house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules.charging import fees_due
from motcua.register.procedures.types import (
    Channel,
    CompetenceRule,
    DocumentRequirement,
    ProcedureCase,
    ProcedureVersion,
)

__all__ = [
    "Choice",
    "agencies_for",
    "asked_papers",
    "case_of",
    "choose",
    "competence_problem",
    "competent_agency",
    "fees_due",
    "limit_of",
    "must_be_offered",
    "papers_of",
    "rule_of",
]


_TOLD = HouseRule("What no agency of the city decides is told here, and cannot be filed here.")


@house_rule("What no agency of the city decides is told here, and cannot be filed here.")
def must_be_offered(version: ProcedureVersion) -> None:
    """Refuse (`not-filed-here`) a procedure that no agency of the city takes."""
    if not version.is_offered:
        raise refuse(
            "not-filed-here",
            gettext_noop("%(procedure)s cannot be filed with the city. It is decided by: %(agency)s."),
            _TOLD,
            procedure=version.name.vi,
            agency=version.competence.name.vi,
        )


class Choice(msgspec.Struct, frozen=True):
    """What a declaration leads to, read once: its case, all papers of it, and the agency that decides (None: none)."""

    case: ProcedureCase
    papers: tuple[DocumentRequirement, ...]
    agency: str | None


@house_rule("Case, papers and competence are read from the declaration at one go when it is submitted.")
def choose(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> Choice:
    """Return case, papers and competent agency of a declaration filed on the day `on`; refuses `no-case-fits`."""
    asked = asked_values(version.declaration, values, on=on)
    case = _case(version, asked, on)
    papers = tuple(paper for paper in case.papers if holds(paper.show_when, asked, on=on))
    return Choice(case=case, papers=papers, agency=_agency(_rule(version, asked, on), asked))


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
def limit_of(
    version: ProcedureVersion, values: Mapping[str, object], *, on: date, channel: str = Channel.ONLINE
) -> Limit:
    """Return how long the agency may take for this declaration by this channel; refuses `no-case-fits`."""
    return case_of(version, values, on=on).limit_for(channel)


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


@house_rule(
    "Where several agencies may decide, the applicant chooses one of them, and the first rule that fits counts."
)
def competent_agency(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> str | None:
    """Return the code of the agency of today that decides, or None while the declaration does not tell it yet."""
    asked = asked_values(version.declaration, values, on=on)
    return _agency(_rule(version, asked, on), asked)


@house_rule("The reason that a page gives for an agency is that of the rule which chose it.")
def rule_of(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> CompetenceRule | None:
    """Return the rule of competence that this declaration falls under on the day `on`; None when there is none."""
    return _rule(version, asked_values(version.declaration, values, on=on), on)


def _rule(version: ProcedureVersion, asked: Mapping[str, object], on: date) -> CompetenceRule | None:
    rules = (one for one in version.competence.rules if one.holds_on(on))
    return next((one for one in rules if holds(one.applies_when, asked, on=on)), None)


@house_rule(
    "For whoever asks before declaring anything, each rule in its period is told with the agency that it leads to."
)
def agencies_for(version: ProcedureVersion, communes: Iterable[str], *, on: date) -> dict[str, CompetenceRule]:
    """Return the agencies that may decide for these communes on the day `on`, each with the rule that leads to it."""
    places = tuple(communes)
    found: dict[str, CompetenceRule] = {}
    for rule in version.competence.rules:
        for commune in places if rule.holds_on(on) else ():
            asked: dict[str, object] = {}
            if rule.address:
                put(asked, f"{rule.address}.commune_now", commune)
            decides = _agency(rule, asked)
            if decides:
                found.setdefault(decides, rule)
    return found


def _agency(rule: CompetenceRule | None, asked: Mapping[str, object]) -> str | None:
    if rule is None or rule.agency:
        return rule.agency if rule else None
    commune = at(asked, f"{rule.address}.commune_now")
    if not isinstance(commune, str) or not commune:
        return None
    if rule.areas:
        return rule.areas.get(commune)
    return f"{commune}.{rule.office}" if rule.office else commune


@house_rule("A dossier goes to an agency of this city; whoever lives elsewhere files there.")
def competence_problem(version: ProcedureVersion, values: Mapping[str, object], *, on: date) -> FieldProblem | None:
    """Return what is wrong with a declaration that no agency of the city can decide, and None when one can."""
    asked = asked_values(version.declaration, values, on=on)
    rule = _rule(version, asked, on)
    if rule is None or _agency(rule, asked):
        return None
    return FieldProblem(
        rule.address,
        "no-competent-agency",
        gettext_noop(
            "No agency of the city is competent for this address. Check it; if it lies outside the city, file there."
        ),
    )
