"""Answering a request for a supplement: the marked fields and papers, the official's words, and nothing else."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock.moments import local_day
from motcua.foundation.files import doors, holdings
from motcua.foundation.files.types import LIMITS, FileView
from motcua.foundation.forms import binding
from motcua.foundation.forms.declared import Field, Form, Page
from motcua.foundation.forms.paging import ShownPage, visible_pages
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.values import Json, at, blank, put
from motcua.foundation.forms.words import Text
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.register.incidents.types import Step
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.types import DocumentRequirement
from motcua.service.dossiers.commands import drafts, guarding, supplementing
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.parking import unpark
from motcua.service.dossiers.pages.declaration import named, with_options
from motcua.service.dossiers.pages.opening import (
    OpenDossier,
    agency_names,
    commune_options,
    language,
    of_dossier,
    open_dossier,
    told_alike,
    word_lang,
    words,
)
from motcua.service.dossiers.pages.papers import Slot, status_of, stored, take_files
from motcua.service.dossiers.pages.withdraw import meanwhile, version_of
from motcua.service.dossiers.queries.drafts import papers_put
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import Mark, PaperRef

OPENED = "opened"
FAULTS = {
    "missing": gettext_noop("It is missing."),
    "wrong": gettext_noop("It is not right."),
    "unreadable": gettext_noop("It cannot be read."),
    "expired": gettext_noop("It is no longer valid."),
}


class Asked(msgspec.Struct, frozen=True):
    """
    What is asked for on the page: fields to correct, papers to send, by the marks of the open request.

    `opened` are the questions that an answer given here has brought up; they stand at the end of `fields`.
    """

    fields: tuple[tuple[Field, str], ...]
    papers: tuple[tuple[DocumentRequirement, str], ...]
    note: str
    number: int
    opened: tuple[str, ...] = ()

    @property
    def page(self) -> Page:
        return Page(code="supplement", title=Text(vi=""), fields=tuple(field for field, _ in self.fields))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.give-supplement", matter=of_dossier)
def supplement(request: ActingRequest, code: str) -> HttpResponse:
    """Show what is asked for, and take the answer."""
    dossier = open_dossier(request, code)
    asked = asked_of(dossier)
    if asked is None:
        return redirect(request, reverse("dossiers:show", args=[code]))
    if request.method == "POST":
        return _take(request, dossier, asked)
    return _shown(request, dossier, asked, {})


def asked_of(dossier: OpenDossier) -> Asked | None:
    """Return what the open request marks; None when nothing is asked."""
    open_round = dossier.state.open_supplement
    if open_round is None:
        return None
    fields = {field.code: field for field in dossier.version.declaration.fields()}
    papers = {paper.code: paper for paper in dossier.version.case(dossier.state.case).papers}
    note = next(
        (
            each.note
            for each in reversed(dossier.view.happenings)
            if isinstance(each.event, happened.SupplementAsked) and each.event.number == open_round.number
        ),
        "",
    )
    return Asked(
        fields=tuple((fields[one.code], _fault(one)) for one in open_round.marks if one.kind == "field" and one.code in fields),
        papers=tuple((papers[one.code], _fault(one)) for one in open_round.marks if one.kind == "paper" and one.code in papers),
        note=note, number=open_round.number,
    )  # fmt: skip


def _fault(mark: Mark) -> str:
    return gettext(FAULTS[mark.fault]) if mark.fault in FAULTS else ""


def holder_of(dossier: OpenDossier) -> str:
    """Return under which name the files of an answer are held until it is sent: the dossier's own."""
    return f"dossier/{dossier.state.id}"


def parked(dossier: OpenDossier) -> tuple[PaperRef, ...]:
    """Return the files that wait for the answer to be sent: those that are no part of the dossier yet."""
    known = {paper.file for paper in dossier.view.papers}
    return tuple(paper for paper in papers_put(dossier.state.id) if paper.file not in known)


def _take(request: ActingRequest, dossier: OpenDossier, asked: Asked) -> HttpResponse:
    asked, typed = _with_opened(request, dossier, asked)
    state = dossier.state
    for paper in parked(dossier):
        if request.POST.get(f"papers.{paper.requirement}.remove") == paper.file:
            unpark(state.id, paper.file)
            return _shown(request, dossier, asked, typed)
    problems = take_files(
        request.FILES, {paper.code for paper, _ in asked.papers}, holder=holder_of(dossier),
        keep=lambda requirement, kept: _park(dossier, requirement, kept), now=dossier.now,
        guard=_guard(request, dossier),
    )  # fmt: skip
    if problems:
        return _shown(request, dossier, asked, typed, problems, status=status_of(problems))
    if request.POST.get("then") == "send" or set(asked.opened) - set(request.POST.getlist(OPENED)):
        return _shown(request, dossier, asked, typed)
    try:
        supplementing.give(
            actor=request.actor, dossier=state.id, values=typed, papers=parked(dossier),
            key=request.POST.get("key") or new_key(), now=dossier.now, expected=version_of(request),
        )  # fmt: skip
    except Refused as refused:
        found = refused.refusal.fields or (FieldProblem("", refused.refusal.code, refused.refusal.message),)
        return _shown(request, dossier, asked, typed, found, status=422)
    except Conflict as conflict:
        fresh = open_dossier(request, state.code)
        return _shown(request, fresh, asked, typed, happened_meanwhile=meanwhile(fresh, conflict), status=409)
    return redirect(request, reverse("dossiers:show", args=[state.code]))


def _with_opened(request: ActingRequest, dossier: OpenDossier, asked: Asked) -> tuple[Asked, dict[str, Json]]:
    """Return what is asked with the questions that the typed answers bring up, and everything typed."""
    form, on = dossier.version.declaration, local_day(dossier.state.submitted_at)
    before = _asked_codes(form, dossier.view.values, on)
    while True:
        typed = _typed(request, asked)
        values = deepcopy(dossier.view.values)
        for path, value in typed.items():
            put(values, path, value)
        read = parse(form, values, on=on, places=PlacesOn(local_day(dossier.now))).values
        here = before | {field.code for field, _ in asked.fields}
        more = tuple(field for field in form.fields() if field.code in _asked_codes(form, read, on) - here)
        if not more:
            return asked, typed
        asked = msgspec.structs.replace(
            asked,
            fields=(*asked.fields, *((field, "") for field in more)),
            opened=(*asked.opened, *(field.code for field in more)),
        )


def _asked_codes(form: Form, values: Mapping[str, object], on: date) -> set[str]:
    return {field.code for page in visible_pages(form, values, on=on) for field in page.fields}


def _typed(request: ActingRequest, asked: Asked) -> dict[str, Json]:
    values = binding.posted(asked.page, request.POST)
    return {field.code: at(values, field.code) for field, _ in asked.fields}


def _guard(request: ActingRequest, dossier: OpenDossier) -> guarding.Guard:
    return lambda: guarding.of_dossier(request.actor, lambda: dossier.state, Step.UPLOAD, dossier.now)


def _park(dossier: OpenDossier, requirement: str, kept: FileView) -> None:
    drafts.put_paper(dossier.state.id, requirement, str(kept.id), kept.address, dossier.now)


def _shown(
    request: ActingRequest,
    dossier: OpenDossier,
    asked: Asked,
    typed: Mapping[str, Json],
    problems: tuple[FieldProblem, ...] = (),
    *,
    happened_meanwhile: Any = (),
    status: int = 200,
) -> HttpResponse:
    state = dossier.state
    waiting = parked(dossier)
    held = {str(file.id): file for file in holdings.held_by(holder_of(dossier))}
    shelf = binding.Shelf(
        dossier.version.declaration,
        language=language(),
        values=dossier.view.values,
        typed={code: value for code, value in typed.items() if not blank(value)},
        problems=problems,
        communes=commune_options(dossier.now.date()),
        places=PlacesOn(dossier.now.date()),
    )
    fields = shelf.page(ShownPage(asked.page, tuple(field for field, _ in asked.fields)))["fields"]
    parts = {field.code: words(page.title) for page in dossier.version.declaration.pages for field in page.fields}
    context = {
        "state": state,
        "procedure": dossier.version,
        "agency": agency_names({state.agency}, dossier.now.date())[state.agency],
        "note": asked.note,
        "fields": [
            with_options(field)
            | {
                "fault": fault,
                "when": "",
                "hidden": False,
                "opened": field["name"] in asked.opened,
                "part": parts[field["name"]],
            }
            for field, (_, fault) in zip(fields, asked.fields, strict=True)
        ],
        "slots": [_slot(dossier, paper, fault, waiting, held) for paper, fault in asked.papers],
        "number": asked.number,
        "opened": asked.opened,
        "problems": problems,
        "told": named(dossier.version.declaration, problems),
        "happened": happened_meanwhile,
        "max_bytes": LIMITS.file_bytes,
        "key": new_key(),
    }
    return render(request, "dossiers/citizen/supplement.html", context, status=status)


def _slot(
    dossier: OpenDossier,
    paper: DocumentRequirement,
    fault: str,
    waiting: tuple[PaperRef, ...],
    held: dict[str, FileView],
) -> Slot:
    code = dossier.state.code
    return Slot(
        name=f"papers.{paper.code}",
        label=words(paper.name),
        lang=word_lang(paper.name),
        hint=" ".join(part for part in (fault, words(paper.hint)) if part),
        optional=False,
        files=stored(waiting, paper.code, held, lambda file: reverse("dossiers:file", args=[code, file])),
        upload_url=reverse("dossiers:supplement-uploads", args=[code, paper.code]),
    )


@never_cache
@require_http_methods(["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"])
@told_alike
@policy("dossier.give-supplement", matter=of_dossier)
def uploads(request: ActingRequest, code: str, requirement: str, upload: UUID | None = None) -> HttpResponse:
    """Take a file in pieces (tus 1.0) for a paper that is marked."""
    dossier = open_dossier(request, code)
    asked = asked_of(dossier)

    def finished(kept: FileView) -> dict[str, Any]:
        if asked is None or requirement not in {paper.code for paper, _ in asked.papers}:
            raise refuse("not-marked", gettext_noop("This was not asked for, so it stays as it was."))
        _park(dossier, requirement, kept)
        return {}

    door = doors.UploadDoor(
        holder=holder_of(dossier),
        address=lambda one: reverse("dossiers:supplement-upload", args=[code, requirement, one]),
        finished=finished,
        guard=_guard(request, dossier),
    )
    return doors.upload(request, door, now=dossier.now, upload_id=upload)
