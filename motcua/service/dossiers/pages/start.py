"""Beginning to file: what is needed, and a new draft or the one begun before."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.paging import first_unfinished
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Preparation
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import ActorKind
from motcua.register.procedures import queries as procedures
from motcua.register.procedures import rules as telling
from motcua.register.procedures.types import DocumentRequirement, ProcedureVersion
from motcua.service.dossiers.commands import drafts as commands
from motcua.service.dossiers.commands.beginning import begin
from motcua.service.dossiers.pages.opening import (
    OpenDraft,
    code_of_submitted,
    of_draft,
    open_draft,
    told_alike,
    word_lang,
    words,
)
from motcua.service.dossiers.queries import drafts


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.track")
def start(request: ActingRequest, code: str) -> HttpResponse:
    """Tell what is needed; sign in if need be; go on with a draft, or begin one."""
    now = timezone.now()
    version = procedures.published(code, local_day(now))
    telling.must_be_offered(version)
    signed_in = request.actor.kind is not ActorKind.ANONYMOUS
    if request.method == "POST":
        draft = _begun(request, version)
        return redirect(request, reverse("dossiers:draft", args=[draft]))
    begun = [each for each in drafts.drafts_of(request.actor.person) if each.procedure == code] if signed_in else []
    context = {
        "procedure": version,
        "prepare": [preparation(paper) for paper in telling.typical_papers(version)],
        "begun": begun,
        "signed_in": signed_in,
        "draft_id": uuid4(),
        "sign_in": f"{reverse('people:sign-in')}?next={request.path}",
        "register": f"{reverse('people:register')}?next={request.path}",
    }
    return render(request, "dossiers/citizen/start.html", context)


def _begun(request: ActingRequest, version: ProcedureVersion) -> str:
    """Begin the draft whose id the page carried, so that pressing twice begins it once."""
    try:
        wanted = str(UUID(request.POST.get("draft", "")))
    except ValueError:
        wanted = ""
    return begin(actor=request.actor, version=version, now=timezone.now(), draft=wanted)


def preparation(paper: DocumentRequirement) -> Preparation:
    """Return a paper as something to prepare, or the reason why it is not needed."""
    note = words(paper.hint) if paper.is_needed else words(paper.not_needed_because)
    return Preparation(title=words(paper.name), note=note, needed=paper.is_needed, lang=word_lang(paper.name))


@never_cache
@require_safe
@told_alike
@policy("dossier.draft", matter=of_draft)
def resume(request: ActingRequest, draft: UUID) -> HttpResponse:
    """Go on where the draft was left, on whatever device."""
    found = open_draft(request, draft)
    if found.view.submitted_at is not None:
        return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(found.view)]))
    return redirect(request, place_of(found, found.view.page))


def place_of(draft: OpenDraft, page: str) -> str:
    """Return the address of a page of the draft; an unknown or hidden one leads to what is not finished."""
    codes = {one.code for one in draft.form.pages}
    if page == "papers":
        return reverse("dossiers:papers", args=[draft.view.id])
    if page == "review":
        return reverse("dossiers:review", args=[draft.view.id])
    wanted = page if page in codes else first_unfinished(draft.form, draft.view.values, on=draft.on)
    if wanted is None:
        return reverse("dossiers:papers", args=[draft.view.id])
    return reverse("dossiers:declare", args=[draft.view.id, wanted])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.draft", matter=of_draft)
def discard(request: ActingRequest, draft: UUID) -> HttpResponse:
    """Throw a draft away, asked once."""
    found = open_draft(request, draft)
    if request.method == "POST":
        commands.discard(actor=request.actor, draft=found.view)
        return redirect(request, reverse("dossiers:mine"))
    return render(request, "dossiers/citizen/discard.html", {"draft": found.view, "procedure": found.version})
