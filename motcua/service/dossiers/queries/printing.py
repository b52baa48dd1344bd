"""Papers made of a dossier: which data goes into which form."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.utils import translation

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.papers import PaperForm, paper_form, read_paper_forms
from motcua.foundation.forms.print import pdf, qr
from motcua.foundation.forms.summary import print_model, summary
from motcua.foundation.interface import formats
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import Agency
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import FeeDue, ProcedureVersion
from motcua.service.dossiers.types.events import Received
from motcua.service.dossiers.types.views import DossierView, Happening

PAPERS = Path(__file__).parents[1] / "papers"
_UUID_LENGTH = 36
_BIRTH_CERTIFICATE = "KQ.G15.000031"


@translation.override("vi")
def receipt(dossier: DossierView, version: ProcedureVersion, track_url: str) -> bytes:
    """Return form 01, the receipt with its date; the dossier has been received."""
    state = dossier.state
    reception = _reception(dossier)
    if state.received_at is None or reception is None or not isinstance(reception.event, Received):
        raise ValueError("only a received dossier has a receipt")
    received_at, due_at = state.received_at, reception.event.promised_due_at
    filed_on = local_day(state.submitted_at)
    form = form_of("receipt", received_at)
    told = print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))
    filer, result = told.get("filer", {}), told.get("result", {})
    papers = choosing.papers_of(version, dossier.values, on=filed_on)
    given = [paper.requirement for paper in state.papers]
    fees = choosing.fees_due(version, dossier.values, on=filed_on, channel=state.channel.value)
    data: dict[str, Any] = {
        **head(dossier, track_url, received_at, agency=reception.agency, one_stop=True),
        "title": form.title.vi,
        "copy": numbered(form),
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
        "limit": formats.limit(version.case(state.case).limit_for(state.channel.value)),
        "received_at": formats.moment(received_at),
        "due_at": formats.moment(due_at),
        "official": name_of(reception.actor),
        "return_place": result.get("delivery", ""),
        "fees": "; ".join(_fee(fee) for fee in fees) or "Không",
        "note": _moved(due_at, state.promised_due_at),
    }
    return pdf(PAPERS / form.template, data, made_at=received_at)


@translation.override("vi")
def draft(dossier: DossierView, version: ProcedureVersion, track_url: str) -> bytes:
    """Return the draft of the result, which the applicant may be asked to check; it proves nothing."""
    state = dossier.state
    filed_on = local_day(state.submitted_at)
    made_at = state.confirmation.asked_at if state.confirmation is not None else state.submitted_at
    data: dict[str, Any] = head(dossier, track_url, made_at)
    if not is_birth_certificate(version):
        data = {**data, **decided_on(dossier, version), "draft": True}
        return pdf(PAPERS / "result.typ", data, made_at=made_at)
    told = print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))
    until = formats.moment(state.confirmation.until) if state.confirmation is not None else ""
    return pdf(PAPERS / "birth-certificate-draft.typ", {**data, **told, "confirm_by": until}, made_at=made_at)


def is_birth_certificate(version: ProcedureVersion) -> bool:
    """Say whether the procedure ends in a birth certificate, which has a form of its own."""
    return any(result.code == _BIRTH_CERTIFICATE for result in version.results)


def decided_on(dossier: DossierView, version: ProcedureVersion) -> dict[str, Any]:
    """Return what the common result tells: its name, and the declaration that it was decided on."""
    filed_on = local_day(dossier.state.submitted_at)
    sections = summary(version.declaration, dossier.values, "vi", on=filed_on, places=PlacesOn(filed_on))
    return {
        "title": version.results[0].name.vi if version.results else version.name.vi,
        "applicant": dossier.applicant_name,
        "procedure": version.name.vi,
        "procedure_code": version.code,
        "sections": [
            {
                "title": section.title.text,
                "rows": [{"label": row.label.text, "value": row.shown.text} for row in section.rows],
            }
            for section in sections
        ],
    }


def head(
    dossier: DossierView, track_url: str, at: datetime, *, agency: str = "", one_stop: bool = False
) -> dict[str, str]:
    """
    Return what stands at the head of every paper of a dossier.

    `agency` issues it (the dossier's own when empty), with `one_stop` by its one-stop unit. The place is the agency's,
    as Decree 30/2020 writes it.
    """
    on = local_day(at)
    issuer = agencies.agency(agency or dossier.state.agency, on)
    parent = agencies.agency(issuer.term.parent, on) if issuer is not None and issuer.term.parent else None
    day = f"ngày {on.day:02d} tháng {on.month:02d} năm {on.year}"
    return {
        "agency": issuer.name.vi if issuer is not None else dossier.state.agency,
        "parent": parent.name.vi if parent is not None else "",
        "unit": _one_stop_of(issuer, on) if one_stop and issuer is not None else "",
        "code": dossier.state.code,
        "qr": qr(track_url),
        "place_and_date": f"{issuer.area.vi}, {day}" if issuer is not None else day,
    }


def numbered(form: PaperForm) -> str:
    """Return which form of which circular a paper is."""
    return f"(Mẫu số {form.number} ban hành kèm theo Thông tư số {form.circular})"


def name_of(person: str) -> str:
    """Return a person's name; empty for the system."""
    found = people.person(person) if len(person) == _UUID_LENGTH else None
    return found.full_name if found is not None else ""


def _one_stop_of(agency: Agency, on: date) -> str:
    """Return the name of the agency's one-stop unit, without the place that the agency's own name tells already."""
    units = agencies.units(agency.code, on)
    if not units:
        return ""
    name, place = units[0].name.vi, agency.area.vi
    return name[: -len(place)].rstrip() if name.casefold().endswith(place.casefold()) else name


def form_of(code: str, at: datetime) -> PaperForm:
    """Return the official form that held at a moment."""
    return paper_form(_forms(), code, on=local_day(at))


@cache
def _forms() -> tuple[PaperForm, ...]:
    catalogue = cast("Path", cast("Any", apps.get_app_config("procedures")).catalogue)
    return read_paper_forms(catalogue / "vn" / "paper_forms.yaml")


def _reception(dossier: DossierView) -> Happening | None:
    """Return the reception that counts, the last: whoever received the dossier then signs the receipt."""
    return next((one for one in reversed(dossier.happenings) if isinstance(one.event, Received)), None)


def _moved(promised: datetime, now_promised: datetime | None) -> str:
    """Return what to add when the date that was promised at reception has moved since."""
    if now_promised is None or now_promised == promised:
        return ""
    return (
        "Thời gian chờ người nộp hồ sơ không tính vào thời hạn giải quyết, nên thời gian trả kết quả hiện nay là "
        f"{formats.moment(now_promised)}."
    )


def _fee(fee: FeeDue) -> str:
    if fee.amount_vnd is None:
        return f"{fee.name.vi}: {fee.set_by.vi if fee.set_by else 'theo quy định'}"
    return f"{fee.name.vi}: {formats.money(fee.amount_vnd)}"
