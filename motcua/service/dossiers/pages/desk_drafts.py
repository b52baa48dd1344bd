"""The doors of the draft of the decision: the one to begin with, a version in, a version out, what has changed."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.files import doors
from motcua.foundation.files.names import clean_name
from motcua.foundation.files.types import MediaType
from motcua.foundation.forms.comparing import Fate, folded
from motcua.foundation.interface.answers import refusal_status
from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Typed
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused, refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.decision_drafts import check_size, upload_draft
from motcua.service.dossiers.pages.desk_acting import say, seen
from motcua.service.dossiers.pages.desk_dossier import show, told
from motcua.service.dossiers.pages.desk_forms import LONGEST_NOTE
from motcua.service.dossiers.pages.desk_opening import declare, on_the_desk, part_of
from motcua.service.dossiers.pages.desk_queue import list_column, queue_of
from motcua.service.dossiers.pages.desk_timeline import Teller
from motcua.service.dossiers.queries import decision_drafts, opened
from motcua.service.dossiers.rules.decide import check
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.signing import Capacity, DecisionDraft
from motcua.service.dossiers.types.state import DossierState

FILE, NOTE, CAPACITY = "draft.file", "draft.note", "tham-quyen"
_VERSIONS_ONLY = HouseRule(gettext_noop("A draft is known by its version, and every version stays."))


@never_cache
@require_safe
@policy("dossier.queue")
def prepared(request: ActingRequest, code: str) -> HttpResponse:
    """Give the draft to begin with, made of what the dossier knows."""
    found = on_the_desk(request, code)
    try:
        capacity = Capacity(request.GET.get(CAPACITY, ""))
    except ValueError:
        capacity = Capacity.TM
    made = decision_drafts.prepared(found.view, found.version, capacity, found.now)
    response = HttpResponse(made, content_type=MediaType.DOCX.value)
    response["Content-Disposition"] = content_disposition_header(True, f"du-thao-{code}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_safe
@policy("dossier.queue")
def version(request: ActingRequest, code: str, number: int) -> HttpResponseBase:
    """Give one version as it was sent; the reading is recorded before its first byte goes out."""
    state = part_of(request.actor, code)
    draft = _version(state, number)
    declare(request, state)
    return doors.download(request, UUID(draft.file), decision_drafts.holder_of(state.id), attachment=True)


@never_cache
@require_safe
@policy("dossier.queue")
def changes(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Show what is different in the words of a version and the one before it."""
    found = on_the_desk(request, code)
    _version(found.state, number)
    before = _version(found.state, number - 1).number
    lines = decision_drafts.changes(found.state, before, number)
    context = {
        **list_column(request, queue_of(request), found.now, opened=found.state),
        "state": found.state,
        "number": number,
        "before": before,
        "stretches": folded(lines),
        "count": sum(line.fate is not Fate.KEPT for line in lines),
        "back_href": reverse("dossiers:desk-dossier", args=[code]) + _query(request),
    }
    return render(request, "dossiers/desk/changes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.queue")
def upload(request: ActingRequest, code: str) -> HttpResponse:
    """Keep the next version of the draft; refused, the page says why, and what was written beside the file stays."""
    if request.method != "POST":
        return redirect(request, reverse("dossiers:desk-dossier", args=[code]) + _query(request) + "#du-thao")
    state = part_of(request.actor, code)
    note = request.POST.get(NOTE, "").strip()[:LONGEST_NOTE]
    try:
        after = _keep(request, state, note)
    except Refused as refused:
        return _refused(request, code, note, refused.refusal)
    except Conflict as conflict:
        return _conflict(request, code, note, conflict)
    say(
        request,
        gettext("Draft version %(draft)s is kept.") % {"draft": len(after.drafts)},
        after,
        asked.SubmitForSignature,
    )
    return redirect(request, reverse("dossiers:desk-dossier", args=[code]) + _query(request))


def _keep(request: ActingRequest, state: DossierState, note: str) -> DossierState:
    given = request.FILES.get(FILE)
    check(state, asked.UploadDraft(file="", sha256=""))
    if given is None:
        message = gettext_noop("Choose the Word document (.docx) that you have edited.")
        raise refuse("file-missing", message, _VERSIONS_ONLY, fields=(FieldProblem(FILE, "required", message),))
    name = clean_name(given.name or "")
    # Of a file beyond every limit the bytes were let go: its length alone says what is wrong with it.
    check_size(name, given.size or 0)
    return upload_draft(
        actor=request.actor, dossier=state.id, name=name, content=given.read(), note=note,
        key=request.POST.get("key", "") or new_key(), now=timezone.now(), expected=seen(request),
    )  # fmt: skip


def _refused(request: ActingRequest, code: str, note: str, refusal: Refusal) -> HttpResponse:
    if refusal.code == "no-such-dossier":
        raise Refused(refusal)
    found = on_the_desk(request, code)
    return show(
        request, found, status=refusal_status(refusal), draft_note=note,
        problems=tuple((problem.field, told(problem.message, problem.values, found.version)) for problem in refusal.fields),
        refused=told(refusal.message, refusal.values, found.version),
        sources=[source_text(source) for source in refusal.sources],
    )  # fmt: skip


def _conflict(request: ActingRequest, code: str, note: str, conflict: Conflict) -> HttpResponse:
    found = on_the_desk(request, code)
    teller = Teller(found.state, found.version, opened.behind(conflict), local_day(found.now))
    typed = [Typed(label=gettext("Remark"), value=note)] if note else []
    return show(request, found, status=409, draft_note=note, happened=teller.meanwhile(), typed=typed)


def _version(state: DossierState, number: int) -> DecisionDraft:
    if not 1 <= number <= len(state.drafts):
        raise refuse("no-such-file", gettext_noop("There is no such version of the draft."), _VERSIONS_ONLY)
    return state.drafts[number - 1]


def _query(request: ActingRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
