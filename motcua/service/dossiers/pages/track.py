"""Tracking without signing in: status and dates by the code, the rest with the receipt's secret."""

from typing import Any

import msgspec
from axes.helpers import get_client_ip_address
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Fact
from motcua.foundation.law.refusals import FieldProblem
from motcua.foundation.pack.chosen import pack
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.commands.guessing import check_brake, count_miss
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names, words
from motcua.service.dossiers.pages.show import clock_of
from motcua.service.dossiers.pages.statuses import TO_ANYBODY
from motcua.service.dossiers.pages.timeline import timeline
from motcua.service.dossiers.queries import opened, versions
from motcua.service.dossiers.queries.tracking import is_receipt_secret, tracked
from motcua.service.dossiers.types.views import Tracked

LONGEST_CODE = 60


@never_cache
@require_safe
@policy("dossier.track")
def track(request: ActingRequest) -> HttpResponse:
    """Ask for the code."""
    code = request.GET.get("code", "").strip().upper()
    if code and len(code) <= LONGEST_CODE and "/" not in code:
        return redirect(request, reverse("dossiers:tracked", args=[code]))
    problems: tuple[FieldProblem, ...] = ()
    if "code" in request.GET:
        message = gettext_noop("Enter the code on the receipt, such as %(example)s.")
        problems = (FieldProblem("code", "required", message, {"example": pack().examples["dossier"]}),)
    return _form(request, code, problems)


def _form(request: ActingRequest, code: str, problems: tuple[FieldProblem, ...], status: int = 422) -> HttpResponse:
    context = {"code": code, "problems": problems, "example": pack().examples["dossier"]}
    return render(request, "dossiers/citizen/track.html", context, status=status if problems else 200)


@never_cache
@require_safe
@policy("dossier.track")
def show(request: ActingRequest, code: str) -> HttpResponse:
    """
    Tell anybody with the code where the dossier stands, and whoever brings the receipt's secret the rest.

    An unknown code and a wrong secret get the same answer, and both count as a miss.
    """
    now = timezone.now()
    address = get_client_ip_address(request) or ""
    check_brake(address, now)
    found = tracked(code[:LONGEST_CODE])
    secret = request.GET.get("s", "")
    if found is None or (secret and not is_receipt_secret(found.id, secret)):
        count_miss(address, now)
        message = gettext_noop("There is no such dossier. Check the code on the receipt.")
        response = _form(request, code[:LONGEST_CODE], (FieldProblem("code", "no-such-dossier", message),), status=404)
        response["Referrer-Policy"] = "no-referrer"
        return response
    text, tone = TO_ANYBODY[found.status]
    version = versions.of(found)
    context: dict[str, Any] = {
        "found": found,
        "procedure": version,
        "status": (gettext(text), tone),
        "facts": _facts(found),
        "own": reverse("dossiers:show", args=[found.code]),
        "opened": None,
    }
    if secret:
        context |= _rest(found.code)
    response = render(request, "dossiers/citizen/tracked.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _facts(found: Tracked) -> list[Fact]:
    agency = agency_names({found.agency}, found.submitted_at.date())[found.agency]
    facts = [
        Fact(gettext("With"), agency),
        Fact(gettext("Submitted"), formats.short_moment(found.submitted_at)),
    ]
    if found.received_at is not None:
        facts.append(Fact(gettext("Received"), formats.short_moment(found.received_at)))
    if found.promised_due_at is not None:
        facts.append(Fact(gettext("Promised for"), formats.short_moment(found.promised_due_at)))
    if found.ended_at is not None:
        facts.append(Fact(gettext("Ended"), formats.short_moment(found.ended_at)))
    elif found.computed_due_at is not None and found.computed_due_at != found.promised_due_at:
        facts.append(Fact(gettext("Due now"), formats.short_moment(found.computed_due_at)))
    return facts


def _rest(code: str) -> dict[str, Any]:
    """Return what the receipt opens: timeline and time account, the name masked; no reasons, no declaration."""
    now = timezone.now()
    view = opened.view(code, now)
    if view is None:
        raise no_such_dossier()
    dossier = OpenDossier(view=view, version=versions.of(view.state), now=now)
    bare = tuple(msgspec.structs.replace(one, note="") for one in view.happenings)
    told = timeline(msgspec.structs.replace(dossier, view=msgspec.structs.replace(view, happenings=bare)))
    papers = dossier.version.case(view.state.case).papers
    given = {paper.requirement for paper in view.state.papers}
    return {
        "opened": {
            "name": masked(view.applicant_name),
            "papers": [words(one.name) for one in papers if one.code in given],
        },
        "timeline": [msgspec.structs.replace(one, href="", link="") for one in told],
        **clock_of(dossier),
    }


def masked(name: str) -> str:
    """Return a name with all but the first letter of each word but the last hidden: `N. T. Ánh`."""
    *family, given = name.split() or [""]
    return " ".join([*(f"{part[:1]}." for part in family), given])
