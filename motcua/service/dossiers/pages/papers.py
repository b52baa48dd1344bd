"""The papers of a draft: what is needed and what is not and why; sent by a plain form or in pieces by a script."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse, HttpResponseBase
from django.http.request import HttpRequest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.files import doors, holdings
from motcua.foundation.files.posted import take_posted
from motcua.foundation.files.types import LIMITS, FileView, NoSuchFile
from motcua.foundation.forms.paging import visible_pages
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import StoredFile
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import DocumentRequirement
from motcua.service.dossiers.commands import drafts as commands
from motcua.service.dossiers.pages.opening import (
    OpenDraft,
    at_counter,
    code_of_submitted,
    of_draft,
    open_draft,
    told_alike,
    word_lang,
    words,
)
from motcua.service.dossiers.pages.start import place_of, preparation
from motcua.service.dossiers.types.state import PaperRef


class Slot(msgspec.Struct, frozen=True):
    """A place for one paper on the page, with the files that it holds."""

    name: str
    label: str
    lang: str
    hint: str
    optional: bool
    files: tuple[StoredFile, ...]
    upload_url: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.draft", matter=of_draft)
def papers(request: ActingRequest, draft: UUID) -> HttpResponse:
    """Show the papers of this declaration, take files that a plain form posts, take one off."""
    found = open_draft(request, draft)
    if found.view.submitted_at is not None:
        return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(found.view)]))
    try:
        asked = choosing.papers_of(found.version, found.view.values, on=found.on)
    except Refused:
        return redirect(request, place_of(found, ""))
    if request.method == "POST":
        return _take(request, found, asked)
    return render(request, "dossiers/citizen/papers.html", _context(found, asked))


def _take(request: ActingRequest, draft: OpenDraft, asked: tuple[DocumentRequirement, ...]) -> HttpResponse:
    here = reverse("dossiers:papers", args=[draft.view.id])
    for paper in draft.view.papers:
        if request.POST.get(f"papers.{paper.requirement}.remove") == paper.file:
            commands.remove_paper(actor=request.actor, draft=draft.view, file=paper.file)
            return redirect(request, f"{here}#papers.{paper.requirement}")
    problems = take_files(
        request.FILES, {paper.code for paper in asked if paper.is_needed}, holder=commands.holder_of(draft.view.id),
        keep=lambda requirement, kept: _keep(request, draft, requirement, kept), now=draft.now,
    )  # fmt: skip
    then = request.POST.get("then", "")
    if problems:
        fresh = open_draft(request, UUID(draft.view.id))
        return render(
            request, "dossiers/citizen/papers.html", _context(fresh, asked, problems), status=status_of(problems)
        )
    if then == "stop":
        _remember(request, draft, "papers")
        return redirect(request, f"{reverse('dossiers:mine')}?kept={draft.view.id}")
    if then == "send":
        return redirect(request, here)
    fresh = open_draft(request, UUID(draft.view.id))
    given = {paper.requirement for paper in fresh.view.papers}
    missing = tuple(
        FieldProblem(f"papers.{paper.code}", "required", gettext_noop("Add this paper: a clear photo is enough."))
        for paper in asked
        if paper.is_needed and paper.required and paper.code not in given
    )
    if missing:
        return render(request, "dossiers/citizen/papers.html", _context(fresh, asked, missing), status=422)
    _remember(request, fresh, "review")
    return redirect(request, reverse("dossiers:review", args=[draft.view.id]))


def _remember(request: ActingRequest, draft: OpenDraft, page: str) -> None:
    """Note where to go on; the answers stay what they are."""
    commands.save(actor=request.actor, draft=draft.view, values=draft.view.values, page=page, now=draft.now)


def take_files(
    files: MultiValueDict[str, Any], taken: set[str], *, holder: str, keep: Any, now: Any
) -> tuple[FieldProblem, ...]:
    """Keep every posted file `papers.<code>` that is asked for; return a problem for each that cannot be taken."""
    problems: list[FieldProblem] = []
    for name, posted in files.lists():
        code = name.removeprefix("papers.")
        if not name.startswith("papers.") or code not in taken:
            continue
        for one in posted:
            try:
                keep(code, take_posted(holder, one, now))
            except Refused as refused:
                refusal = refused.refusal
                problems.append(FieldProblem(name, refusal.code, refusal.message, refusal.values))
    return tuple(problems)


def status_of(problems: tuple[FieldProblem, ...]) -> int:
    """Return 413 when a file was too large, else 422."""
    return 413 if any(one.code == "file-too-large" for one in problems) else 422


def _keep(request: ActingRequest, draft: OpenDraft, requirement: str, kept: FileView) -> None:
    commands.add_paper(
        actor=request.actor, draft=draft.view, requirement=requirement, file=str(kept.id), sha256=kept.address,
        now=draft.now,
    )  # fmt: skip


def _context(
    draft: OpenDraft, asked: tuple[DocumentRequirement, ...], problems: tuple[FieldProblem, ...] = ()
) -> dict[str, Any]:
    held = {str(file.id): file for file in holdings.held_by(commands.holder_of(draft.view.id))}
    known = {paper.code for paper in asked if paper.is_needed}
    total = len(visible_pages(draft.form, draft.view.values, on=draft.on)) + 2
    return {
        **at_counter(draft),
        "draft": draft.view,
        "procedure": draft.version,
        "slots": [_slot(draft, paper, held) for paper in asked if paper.is_needed],
        "not_needed": [preparation(paper) for paper in asked if not paper.is_needed],
        "left_over": [
            (paper, held[paper.file])
            for paper in draft.view.papers
            if paper.requirement not in known and paper.file in held
        ],
        "problems": problems,
        "number": total - 1,
        "total": total,
        "max_bytes": LIMITS.file_bytes,
        "previous": _last_page(draft),
    }


def _last_page(draft: OpenDraft) -> str:
    pages = visible_pages(draft.form, draft.view.values, on=draft.on)
    return reverse("dossiers:declare", args=[draft.view.id, pages[-1].code])


def _slot(draft: OpenDraft, paper: DocumentRequirement, held: dict[str, FileView]) -> Slot:
    return Slot(
        name=f"papers.{paper.code}",
        label=words(paper.name),
        lang=word_lang(paper.name),
        hint=words(paper.hint),
        optional=not paper.required,
        files=stored(
            draft.view.papers, paper.code, held, lambda file: reverse("dossiers:draft-file", args=[draft.view.id, file])
        ),
        upload_url=reverse("dossiers:draft-uploads", args=[draft.view.id, paper.code]),
    )


def stored(
    papers: tuple[PaperRef, ...], requirement: str, held: dict[str, FileView], address: Any
) -> tuple[StoredFile, ...]:
    """Return the files of one paper as the page lists them."""
    return tuple(
        StoredFile(name=held[one.file].name, size=held[one.file].size, href=address(one.file), remove_value=one.file)
        for one in papers
        if one.requirement == requirement and one.file in held
    )


@never_cache
@require_http_methods(["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"])
@told_alike
@policy("dossier.draft", matter=of_draft)
def uploads(request: ActingRequest, draft: UUID, requirement: str, upload: UUID | None = None) -> HttpResponse:
    """Take a file in pieces (tus 1.0) and put it to its paper once it is whole."""
    found = open_draft(request, draft)
    needed = {paper.code for paper in _needed(found)}

    def finished(kept: FileView) -> dict[str, Any]:
        if requirement not in needed:
            raise refuse("not-asked", gettext_noop("This paper is not asked for in your case. Take it off."))
        _keep(request, found, requirement, kept)
        return {}

    door = doors.UploadDoor(
        holder=commands.holder_of(found.view.id),
        address=lambda one: reverse("dossiers:draft-upload", args=[draft, requirement, one]),
        finished=finished,
    )
    return doors.upload(request, door, now=found.now, upload_id=upload)


def _needed(draft: OpenDraft) -> tuple[DocumentRequirement, ...]:
    return choosing.asked_papers(draft.version, draft.view.values, on=draft.on)


@require_safe
@told_alike
@policy("dossier.draft", matter=of_draft)
def draft_file(request: ActingRequest, draft: UUID, file: UUID) -> HttpResponseBase:
    """Show a file of one's own draft."""
    return shown_file(request, file, commands.holder_of(str(draft)))


def shown_file(request: HttpRequest, file: UUID, holder: str) -> HttpResponseBase:
    """Answer with a file of this holder; refuses `no-such-file`."""
    try:
        return doors.download(request, file, holder, attachment="tai" in request.GET)
    except NoSuchFile as gone:
        raise refuse("no-such-file", gettext_noop("There is no such file here. It may have been taken off.")) from gone
