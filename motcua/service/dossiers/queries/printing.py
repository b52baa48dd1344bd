"""Papers made of a dossier: which data goes into which form."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.utils import translation

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.papers import PaperForm, paper_form, read_paper_forms
from motcua.foundation.forms.print import pdf, qr
from motcua.foundation.forms.summary import print_model
from motcua.foundation.interface import formats
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import FeeDue, ProcedureVersion
from motcua.service.dossiers.types.events import Received
from motcua.service.dossiers.types.views import DossierView

PAPERS = Path(__file__).parents[1] / "papers"


@translation.override("vi")
def receipt(dossier: DossierView, version: ProcedureVersion, track_url: str) -> bytes:
    """Return form 01, the receipt with its date; the dossier has been received."""
    state = dossier.state
    received_at, due_at = state.received_at, state.promised_due_at
    if received_at is None or due_at is None:
        raise ValueError("only a received dossier has a receipt")
    filed_on = local_day(state.submitted_at)
    form = form_of("receipt", received_at)
    told = print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))
    filer, result = told.get("filer", {}), told.get("result", {})
    papers = choosing.papers_of(version, dossier.values, on=filed_on)
    given = [paper.requirement for paper in state.papers]
    data: dict[str, Any] = {
        **head(dossier, track_url, received_at),
        "title": form.title.vi,
        "copy": f"(Mẫu số {form.number} ban hành kèm theo Thông tư số {form.circular})",
        "applicant": filer.get("full_name", dossier.applicant_name),
        "address": filer.get("residence", ""),
        "phone": filer.get("phone", ""),
        "email": filer.get("email", ""),
        "procedure": version.name.vi,
        "procedure_code": version.code,
        "papers": [
            {"name": paper.name.vi, "quantity": str(given.count(paper.code))} for paper in papers if paper.code in given
        ],
        "not_needed": [paper.name.vi for paper in papers if not paper.is_needed],
        "sets": "01",
        "limit": formats.limit(version.case(state.case).limit),
        "received_at": formats.moment(received_at),
        "due_at": formats.moment(due_at),
        "official": _receiver(dossier),
        "return_place": result.get("delivery", ""),
        "fees": "; ".join(_fee(fee) for fee in choosing.fees_due(version, dossier.values, on=filed_on)) or "Không",
    }
    return pdf(PAPERS / form.template, data, made_at=received_at)


@translation.override("vi")
def birth_certificate_draft(dossier: DossierView, version: ProcedureVersion, track_url: str) -> bytes:
    """Return the draft of the birth certificate that the applicant is asked to check; it proves nothing."""
    state = dossier.state
    filed_on = local_day(state.submitted_at)
    made_at = state.confirmation.asked_at if state.confirmation is not None else state.submitted_at
    told = print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))
    until = state.confirmation.until if state.confirmation is not None else made_at
    data = {**head(dossier, track_url, made_at), **told, "confirm_by": formats.moment(until)}
    return pdf(PAPERS / "birth-certificate-draft.typ", data, made_at=made_at)


def head(dossier: DossierView, track_url: str, at: datetime) -> dict[str, str]:
    """Return what stands at the head of every paper of a dossier."""
    on = local_day(at)
    agency = agencies.agency(dossier.state.agency, on)
    parent = agencies.agency(agency.term.parent, on) if agency is not None and agency.term.parent else None
    place = parent.area.vi if parent is not None else ""
    return {
        "agency": agency.name.vi if agency is not None else dossier.state.agency,
        "parent": parent.name.vi if parent is not None else "",
        "code": dossier.state.code,
        "qr": qr(track_url),
        "place_and_date": f"{place}, ngày {on.day:02d} tháng {on.month:02d} năm {on.year}",
    }


def form_of(code: str, at: datetime) -> PaperForm:
    """Return the official form that held at a moment."""
    return paper_form(_forms(), code, on=local_day(at))


@cache
def _forms() -> tuple[PaperForm, ...]:
    catalogue = cast("Path", cast("Any", apps.get_app_config("procedures")).catalogue)
    return read_paper_forms(catalogue / "vn" / "paper_forms.yaml")


def _receiver(dossier: DossierView) -> str:
    """Return the name of the official who received the dossier last: the receipt is signed by them."""
    received = [one.actor for one in dossier.happenings if isinstance(one.event, Received)]
    official = people.person(received[-1]) if received else None
    return official.full_name if official is not None else ""


def _fee(fee: FeeDue) -> str:
    if fee.amount_vnd is None:
        return f"{fee.name.vi}: {fee.set_by.vi if fee.set_by else 'theo quy định'}"
    return f"{fee.name.vi}: {formats.money(fee.amount_vnd)}"
