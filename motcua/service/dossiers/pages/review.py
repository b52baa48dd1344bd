"""Before sending: everything at a glance, each line with its change; then the statement, and the one press."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.forms.declared import FieldType
from motcua.foundation.forms.paging import lay_out, visible_pages
from motcua.foundation.forms.parsing import Parsed, parse
from motcua.foundation.forms.summary import summary
from motcua.foundation.forms.values import Values
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Fact, Link, Meanwhile, SummaryRow
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.agencies import queries as agencies
from motcua.register.procedures.rules import as_part, choosing, parts_of
from motcua.register.procedures.types import FeeDue
from motcua.service.dossiers.commands import submitting
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.declaration import revision_of
from motcua.service.dossiers.pages.opening import (
    OpenDraft,
    at_counter,
    code_of_submitted,
    language,
    of_draft,
    open_draft,
    told_alike,
    words,
)


class Group(msgspec.Struct, frozen=True):
    """One page of the declaration on the review."""

    title: str
    rows: tuple[SummaryRow, ...]
    href: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.draft", matter=of_draft)
def review(request: ActingRequest, draft: UUID) -> HttpResponse:
    """Show what would be sent, and send it."""
    found = open_draft(request, draft)
    if found.view.submitted_at is not None:
        return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(found.view)]))
    if request.method == "POST":
        return _send(request, found)
    return render(request, "dossiers/citizen/review.html", _context(found, new_key()))


def _send(request: ActingRequest, draft: OpenDraft) -> HttpResponse:
    key = request.POST.get("key") or new_key()
    seen = revision_of(request)
    if seen is not None and seen != draft.view.revision:
        return _changed(request, draft, key)
    try:
        state = submitting.submit_draft(
            actor=request.actor, draft=draft.view, key=key, now=draft.now,
            receive_now=request.POST.get("then") == "receive",
        )  # fmt: skip
    except Refused as refused:
        if refused.refusal.code == "already-submitted":
            return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(draft.view)]))
        context = _context(draft, key, refused.refusal)
        return render(request, "dossiers/citizen/review.html", context, status=422)
    except Conflict:
        fresh = open_draft(request, UUID(draft.view.id))
        if fresh.view.submitted_at is not None:
            return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(fresh.view)]))
        return _changed(request, fresh, key)
    return redirect(request, reverse("dossiers:receipt", args=[state.code]))


def _changed(request: ActingRequest, draft: OpenDraft, key: str) -> HttpResponse:
    """The draft was saved elsewhere after this page was shown: show what would be sent now."""
    context = _context(draft, key)
    context["happened"] = [
        Meanwhile(
            what=gettext("You saved this declaration on another device or in another window"),
            who=gettext("You"),
            at=formats.near_moment(draft.view.updated_at, draft.now),
        )
    ]
    return render(request, "dossiers/citizen/review.html", context, status=409)


def _context(draft: OpenDraft, key: str, refusal: Refusal | None = None) -> dict[str, Any]:
    parsed = parse(draft.form, draft.view.values, on=draft.on, places=draft.places)
    problems = refusal.fields if refusal is not None else ()
    total = len(visible_pages(draft.form, draft.view.values, on=draft.on)) + 2
    return {
        **at_counter(draft),
        "draft": draft.view,
        "procedure": draft.version,
        "groups": _groups(draft, parsed),
        "papers": _papers(draft, parsed.values),
        "warnings": [sentence(one.message, one.values) for one in parsed.warnings],
        "facts": _facts(draft, parsed.values),
        "refused": sentence(refusal.message, refusal.values) if refusal is not None and not problems else "",
        "wrong": [_link(draft, one) for one in problems],
        "key": key,
        "number": total,
        "total": total,
        "papers_url": reverse("dossiers:papers", args=[draft.view.id]),
    }


def _groups(draft: OpenDraft, parsed: Parsed) -> list[Group]:
    """Return what is declared by page. What is wrong is not shown as if it were right: its page says what to mend."""
    statements = {field.code for field in draft.form.fields() if field.type is FieldType.STATEMENT}
    groups = []
    for section in summary(draft.form, parsed.values, language(), on=draft.on, places=draft.places):
        href = reverse("dossiers:declare", args=[draft.view.id, section.page]) + "?back=review"
        rows = tuple(
            SummaryRow(label=row.label.text, value=row.shown.text, href=f"{href}#{row.field}")
            for row in section.rows
            if row.field not in statements
        )
        if rows:
            groups.append(Group(section.title.text, rows, href))
    return groups


def _papers(draft: OpenDraft, values: Values) -> list[SummaryRow]:
    try:
        asked = choosing.asked_papers(draft.version, values, on=draft.on)
    except Refused:
        return []
    given = [paper.requirement for paper in draft.view.papers]
    href = reverse("dossiers:papers", args=[draft.view.id])
    return [
        SummaryRow(
            label=words(paper.name),
            value=gettext("%(count)s file(s)") % {"count": given.count(paper.code)}
            if paper.code in given
            else gettext("not added yet"),
            href=f"{href}#papers.{paper.code}",
        )
        for paper in asked
    ]


def _facts(draft: OpenDraft, values: Values) -> list[Fact]:
    """Return where it goes, how long it takes and what it costs; what cannot be told yet is left out."""
    facts: list[Fact] = []
    if draft.version.parts:
        return _parts(draft, values)
    try:
        limit = choosing.limit_of(draft.version, values, on=draft.on)
        agency = choosing.competent_agency(draft.version, values, on=draft.on)
        fees = choosing.fees_due(draft.version, values, on=draft.on)
    except Refused:
        return facts
    found = agencies.agency(agency, draft.on) if agency else None
    if found is not None:
        facts.append(Fact(label=gettext("Decided by"), value=words(found.name), note=_because(draft, values)))
    note = ""
    if limit.cut_off is not None:
        note = gettext("received after %(time)s: the next working day") % {"time": formats.clock_time(limit.cut_off)}
    facts.append(Fact(label=gettext("Time"), value=formats.limit(limit), note=note))
    if not fees:
        facts.append(Fact(label=gettext("Fee"), value=gettext("Free")))
    facts += [Fact(label=words(fee.name), value=_amount(fee), note=_set_by(fee)) for fee in fees]
    return facts


def _parts(draft: OpenDraft, values: Values) -> list[Fact]:
    """Return each dossier that linked procedures become: who decides it, and in what time."""
    facts = []
    for part in parts_of(draft.version, values, on=draft.on):
        code = choosing.competent_agency(as_part(draft.version, part.code), values, on=draft.on)
        found = agencies.agency(code, draft.on) if code else None
        limit = formats.limit(part.limit)
        time = gettext("%(time)s after the one before") % {"time": limit} if part.after else limit
        facts.append(Fact(label=words(part.name), value=time, note=words(found.name) if found else ""))
    return facts


def _amount(fee: FeeDue) -> str:
    return gettext("The agency will tell you the amount.") if fee.amount_vnd is None else formats.money(fee.amount_vnd)


def _set_by(fee: FeeDue) -> str:
    return words(fee.set_by) if fee.amount_vnd is None else ""


def _because(draft: OpenDraft, values: Values) -> str:
    """Return why this agency is the competent one."""
    rule = choosing.rule_of(draft.version, values, on=draft.on)
    return words(rule.because) if rule is not None else ""


def _link(draft: OpenDraft, problem: FieldProblem) -> Link:
    """Lead from a problem to the page and field where it is mended."""
    text = sentence(problem.message, problem.values)
    if problem.field.startswith("papers."):
        code = problem.field.removeprefix("papers.")
        name = next((words(one.name) for case in draft.version.cases for one in case.papers if one.code == code), code)
        href = reverse("dossiers:papers", args=[draft.view.id])
        return Link(f"{name}: {text}", f"{href}#{problem.field}")
    pages, _ = lay_out(draft.form, draft.view.values, on=draft.on)
    for page in pages:
        for field in page.page.fields:
            if problem.field == field.code or problem.field.startswith(f"{field.code}."):
                href = reverse("dossiers:declare", args=[draft.view.id, page.code])
                label = field.label.shown(language()).text
                return Link(f"{label}: {text}", f"{href}?back=review#{problem.field}")
    return Link(text)
