"""The applicant's look at the draft of the result: right, or what is wrong in it; silence consents."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.commands.acting import new_key, perform
from motcua.service.dossiers.pages.opening import agency_names, of_dossier, open_dossier, told_alike
from motcua.service.dossiers.pages.withdraw import LONGEST_NOTE, meanwhile, version_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import Status


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.confirm", matter=of_dossier)
def confirm(request: ActingRequest, code: str) -> HttpResponse:
    """Show the draft; take a yes, or what has to be corrected."""
    dossier = open_dossier(request, code)
    note = request.POST.get("note", "")[:LONGEST_NOTE]
    answer = request.POST.get("answer", "")
    context: dict[str, Any] = {"note": note, "answer": answer, "problems": ()}
    status = 200
    if request.method == "POST":
        command: Command = asked.Confirm() if answer == "right" else asked.Object(note=note)
        try:
            perform(
                actor=request.actor, dossier=dossier.state.id, command=command,
                key=request.POST.get("key") or new_key(), now=timezone.now(), expected=version_of(request),
            )  # fmt: skip
        except Refused as refused:
            refusal = refused.refusal
            status = 422
            context["problems"] = refusal.fields or (
                FieldProblem("answer", refusal.code, refusal.message, refusal.values),
            )
            context["refused"] = sentence(refusal.message, refusal.values)
        except Conflict as conflict:
            status, context["happened"] = 409, meanwhile(dossier, conflict)
        else:
            return redirect(request, reverse("dossiers:show", args=[code]))
    context |= {
        "state": dossier.state,
        "procedure": dossier.version,
        "agency": agency_names({dossier.state.agency}, dossier.now.date())[dossier.state.agency],
        "can": dossier.state.status is Status.AWAITING_CONFIRMATION,
        "until": dossier.state.confirmation.until if dossier.state.confirmation is not None else None,
        "pdf": reverse("dossiers:draft-pdf", args=[code]),
        "key": new_key(),
    }
    return render(request, "dossiers/citizen/confirm.html", context, status=status)
