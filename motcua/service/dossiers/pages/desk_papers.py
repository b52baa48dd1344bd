"""The files and papers of a dossier for those who work on it: what came in, the draft of the result, the forms."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.pages.desk_opening import declare, on_the_desk, part_of
from motcua.service.dossiers.pages.papers import shown_file
from motcua.service.dossiers.pages.receipt import pdf, track_url
from motcua.service.dossiers.queries import desk, printed, printing

_PAPERS_ONLY = HouseRule(gettext_noop("What was not handed in with a dossier is not shown with it."))


@never_cache
@require_safe
@policy("dossier.queue")
def file(request: ActingRequest, code: str, file: UUID) -> HttpResponseBase:
    """Show one file of a dossier; the reading is recorded before its first byte goes out."""
    state = part_of(request.actor, code)
    if not desk.is_paper(state.id, str(file)):
        raise _no_such_file()
    declare(request, state)
    response = shown_file(request, file, f"dossier/{state.id}")
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@never_cache
@require_safe
@policy("dossier.queue")
def draft_paper(request: ActingRequest, code: str) -> HttpResponse:
    """Show the draft of the result as it would be printed now: the applicant is asked to confirm the same."""
    found = on_the_desk(request, code)
    made = printing.draft(found.view, found.version, track_url(request, found.state))
    return pdf(made, f"ban-nhap-{code}.pdf")


@never_cache
@require_safe
@policy("dossier.queue")
def form(request: ActingRequest, code: str, number: str) -> HttpResponse:
    """Show an official form that something in this dossier has called for."""
    found = on_the_desk(request, code)
    made = printed.form(found.view, found.version, number, track_url(request, found.state), now=found.now)
    if made is None:
        raise _no_such_file()
    return pdf(made, f"mau-{number}-{code}.pdf")


def _no_such_file() -> Refused:
    return refuse("no-such-file", gettext_noop("There is no such paper with this dossier."), _PAPERS_ONLY)
