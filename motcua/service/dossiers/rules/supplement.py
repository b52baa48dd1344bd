"""Asking for a supplement, once; a second only by the head, and shown as overdue by the 766 index; and its answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from motcua.foundation.clock.account import Party, computed_due_at
from motcua.foundation.clock.reception import reception_due_at
from motcua.foundation.forms.declared import Form
from motcua.foundation.forms.paging import lay_out
from motcua.foundation.law.citations import house_rule, law
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import FORMS, INDEX_766, ONE_STOP
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import DossierState, Mark, NoteRef, PaperRef


@house_rule("Only what this declaration asks can be marked, because nobody could answer anything else.")
def about(facts: Facts, form: Form, values: Mapping[str, object], *, on: date) -> Facts:
    """
    Return the facts for a request about this declaration, as it was asked `on` the day of filing.

    Papers stay as they are; of the fields only those that are asked can be marked. What another answer fills is marked
    where that answer is given.
    """
    pages, _ = lay_out(form, values, on=on)
    fields = frozenset(f"field:{field.code}" for page in pages for field in page.fields)
    papers = frozenset(mark for mark in facts.markable if mark.startswith("paper:"))
    filled = {field.code: field.same_as for page in pages for field in page.filled}
    return msgspec.structs.replace(facts, markable=papers | fields, filled_from=filled)


@law("118-2025-nd-cp")
@law("03-2025-tt-vpcp")
def ask(
    state: DossierState, command: asked.AskSupplement, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Ask for a supplement (form 02), naming every field and paper. Once: a second needs the head's reason."""
    if state.supplements:
        raise refuse(
            "second-supplement-needs-head",
            gettext_noop(
                "A supplement has already been asked for once. Only the head of the agency may ask again, with a reason, and the dossier then counts as overdue."
            ),
            ONE_STOP,
            INDEX_766,
        )
    return _asked(state, command.marks, facts, exceptional=False)


@law("766-qd-ttg")
def ask_again(
    state: DossierState, command: asked.AskSecondSupplement, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Ask once more, by the head and with a reason: the index counts such a dossier as overdue."""
    if not state.supplements:
        raise refuse(
            "first-supplement-is-plain",
            gettext_noop("No supplement has been asked for yet: ask for it in the ordinary way."),
            ONE_STOP,
        )
    return _asked(state, command.marks, facts, exceptional=True)


def _asked(
    state: DossierState, marks: tuple[Mark, ...], facts: Facts, *, exceptional: bool
) -> tuple[happened.DossierEvent, ...]:
    if not marks:
        message = gettext_noop("Mark what is missing or wrong: at least one field or one paper.")
        raise refuse("nothing-marked", message, FORMS, fields=(FieldProblem("marks", "required", message),))
    placed = _placed(marks, facts)
    unknown = [f"{mark.kind}:{mark.code}" for mark in placed if f"{mark.kind}:{mark.code}" not in facts.markable]
    if unknown:
        message = gettext_noop(
            "%(mark)s is not asked in this dossier, so the applicant could not answer it. Mark only what is asked."
        )
        problem = FieldProblem("marks", "unknown", message, {"mark": unknown[0]})
        raise refuse("unknown-mark", message, FORMS, fields=(problem,), mark=unknown[0])
    return (
        happened.SupplementAsked(
            number=len(state.supplements) + 1, marks=placed, note=facts.note, exceptional=exceptional
        ),
    )


def _placed(marks: tuple[Mark, ...], facts: Facts) -> tuple[Mark, ...]:
    """Return the marks where they can be answered, each place once: what another answer fills goes to that answer."""
    placed: dict[tuple[str, str], Mark] = {}
    for mark in marks:
        code = mark.code
        while mark.kind == "field" and code in facts.filled_from:
            code = facts.filled_from[code]
        placed.setdefault((mark.kind, code), msgspec.structs.replace(mark, code=code))
    return tuple(placed.values())


@law("118-2025-nd-cp")
def give(
    state: DossierState,
    *,
    declaration: NoteRef,
    papers: Sequence[PaperRef],
    changed_fields: frozenset[str],
    facts: Facts,
    now: datetime,
) -> tuple[happened.DossierEvent, ...]:
    """
    Hand in what was marked, and nothing else; the clock goes on.

    `changed_fields` are the declaration's fields that differ from before. Raises `Refused` with one problem for each
    marked paper without a new file, and for each thing changed that was not marked.
    """
    asked_for = state.open_supplement
    if asked_for is None:
        raise refuse("no-supplement-asked", gettext_noop("Nothing is asked of you at the moment."), ONE_STOP)
    problems = (*_missing(asked_for.marks, papers), *_beyond(asked_for.marks, papers, changed_fields))
    if problems:
        raise refuse(
            "supplement-incomplete",
            gettext_noop("The supplement is not complete yet. What you have entered is kept."),
            FORMS,
            fields=tuple(problems),
        )
    if state.account is None:
        return (
            happened.SupplementGiven(
                number=asked_for.number,
                declaration=declaration,
                papers=tuple(papers),
                reception_due_at=reception_due_at(now, facts.calendar),
            ),
        )
    resumed = state.account.begin(at=now, party=Party.AGENCY, agency=state.agency, step=state.step)
    due = computed_due_at(resumed, facts.calendar, now)
    return (
        happened.SupplementGiven(
            number=asked_for.number,
            declaration=declaration,
            papers=tuple(papers),
            computed_due_at=due,
            promised_due_at=due,
        ),
    )


def _missing(marks: Sequence[Mark], papers: Sequence[PaperRef]) -> list[FieldProblem]:
    given = {paper.requirement for paper in papers}
    return [
        FieldProblem(f"papers.{mark.code}", "required", gettext_noop("Add this paper: it was marked."))
        for mark in marks
        if mark.kind == "paper" and mark.code not in given
    ]


def _beyond(marks: Sequence[Mark], papers: Sequence[PaperRef], changed: frozenset[str]) -> list[FieldProblem]:
    marked = {(mark.kind, mark.code) for mark in marks}
    message = gettext_noop("This was not asked for, so it stays as it was.")
    return [
        *(
            FieldProblem(f"papers.{paper.requirement}", "not-marked", message)
            for paper in papers
            if ("paper", paper.requirement) not in marked
        ),
        *(FieldProblem(code, "not-marked", message) for code in sorted(changed) if ("field", code) not in marked),
    ]


@law("766-qd-ttg")
@house_rule("The flag stands beside the clock's own class: the index and the applicant's dates are two facts.")
def overdue_by_766(state: DossierState) -> bool:
    """Say whether the 766 index counts the dossier as overdue for more than one request for a supplement."""
    return len(state.supplements) > 1
