"""What one keeps after sending: on the screen at once, and the receipt with its date as a paper once it was received."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.forms.print import scalable_qr
from motcua.foundation.interface.htmx import render
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.pages import linked
from motcua.service.dossiers.pages.opening import (
    agency_names,
    declare_reading,
    of_dossier,
    open_dossier,
    told_alike,
)
from motcua.service.dossiers.queries import printing
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.types.state import DossierState


@never_cache
@require_safe
@told_alike
@policy("dossier.view", matter=of_dossier)
def receipt(request: ActingRequest, code: str) -> HttpResponse:
    """Tell that the dossier has arrived, under which code, and by when the agency answers."""
    dossier = open_dossier(request, code)
    state = dossier.state
    context: dict[str, Any] = {
        "state": state,
        "procedure": dossier.version,
        "linked": linked.for_applicant(state),
        "at_counter": request.actor.person not in state.subjects,
        "agency": agency_names({state.agency}, dossier.now.date())[state.agency],
        "track_url": track_url(request, state),
        "qr": scalable_qr(track_url(request, state)),
        "pdf": reverse("dossiers:receipt-pdf", args=[state.code]) if state.received_at is not None else "",
    }
    return render(request, "dossiers/citizen/receipt.html", context)


@never_cache
@require_safe
@told_alike
@policy("dossier.view", matter=of_dossier)
def receipt_pdf(request: ActingRequest, code: str) -> HttpResponse:
    """Answer with form 01, once the dossier has been received."""
    dossier = open_dossier(request, code)
    state = dossier.state
    if state.received_at is None:
        raise refuse(
            "no-such-receipt",
            gettext_noop(
                "The receipt is made when the agency receives the dossier. Until then this page is your proof."
            ),
        )
    made = printing.receipt(dossier.view, dossier.version, track_url(request, state))
    return pdf(made, f"giay-tiep-nhan-{state.code}.pdf")


@never_cache
@require_safe
@told_alike
@policy("dossier.confirm", matter=of_dossier)
def draft_pdf(request: ActingRequest, code: str) -> HttpResponse:
    """Answer with the draft of the result that the applicant is asked to check."""
    dossier = open_dossier(request, code)
    if dossier.state.confirmation is None:
        raise refuse("no-such-file", gettext_noop("There is no such file here. It may have been taken off."))
    declare_reading(request, dossier.state)
    made = printing.draft(dossier.view, dossier.version, track_url(request, dossier.state))
    return pdf(made, f"ban-nhap-{dossier.state.code}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a paper that was just printed, shown in place."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def track_url(request: ActingRequest, state: DossierState) -> str:
    """Return the address that the receipt's QR leads to: it carries the receipt's secret."""
    path = reverse("dossiers:tracked", args=[state.code])
    return request.build_absolute_uri(f"{path}?s={receipt_secret(state.id)}")
