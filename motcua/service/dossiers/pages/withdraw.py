"""Withdrawing: what it means, asked once, then done."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Meanwhile
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.commands.acting import new_key, perform
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names, of_dossier, open_dossier, told_alike
from motcua.service.dossiers.pages.timeline import timeline
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.types import commands as asked

LONGEST_NOTE = 2000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.withdraw", matter=of_dossier)
def withdraw(request: ActingRequest, code: str) -> HttpResponse:
    """Take one's dossier back."""
    dossier = open_dossier(request, code)
    note = request.POST.get("note", "")[:LONGEST_NOTE]
    context: dict[str, Any] = {"note": note}
    status = 200
    if request.method == "POST":
        try:
            perform(
                actor=request.actor, dossier=dossier.state.id, command=asked.Withdraw(note=note),
                key=request.POST.get("key") or new_key(), now=timezone.now(), expected=version_of(request),
            )  # fmt: skip
        except Refused as refused:
            status, context["refused"] = 422, sentence(refused.refusal.message, refused.refusal.values)
        except Conflict as conflict:
            status, context["happened"] = 409, meanwhile(dossier, conflict)
        else:
            return redirect(request, reverse("dossiers:show", args=[code]))
    context |= {
        "state": dossier.state,
        "procedure": dossier.version,
        "agency": agency_names({dossier.state.agency}, dossier.now.date())[dossier.state.agency],
        "can": possible(dossier.state, asked.Withdraw),
        "key": new_key(),
    }
    return render(request, "dossiers/citizen/withdraw.html", context, status=status)


def version_of(request: ActingRequest) -> int | None:
    """Return the version that the page was shown with, None when it carries none."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else None


def meanwhile(dossier: OpenDossier, conflict: Conflict) -> list[Meanwhile]:
    """Return what happened since the page was opened, the newest first, as the dossier's timeline tells it."""
    told = timeline(dossier)
    count = max(dossier.state.version - conflict.expected, 0)
    agency = agency_names({dossier.state.agency}, dossier.now.date())[dossier.state.agency]
    if not told or not count:
        moment = dossier.view.happenings[-1].occurred_at
        return [Meanwhile(what=gettext("The dossier has moved on"), who=agency, at=formats.moment(moment))]
    return [Meanwhile(what=one.title, who=agency, at=one.at) for one in told[:count]]
