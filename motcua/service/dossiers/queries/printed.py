"""The papers that officials make of a dossier: the result, and the forms that ask, refuse, apologise, stop and control."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import translation

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.papers import PaperForm
from motcua.foundation.forms.print import pdf
from motcua.foundation.forms.summary import print_model
from motcua.foundation.interface import formats
from motcua.register.agencies import queries as agencies
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries import controlled
from motcua.service.dossiers.queries.printing import (
    PAPERS,
    decided_on,
    form_of,
    head,
    is_birth_certificate,
    name_of,
    numbered,
)
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import Mark
from motcua.service.dossiers.types.views import DossierView, Happening

_FAULTS = {"missing": "còn thiếu", "wrong": "chưa đúng", "unreadable": "không đọc được", "expired": "đã hết hạn"}

RESULT_NAME = "ket-qua-{code}.pdf"
"""Under which name a result is kept that the system makes itself."""

Told = Callable[[DossierView, ProcedureVersion, Happening, datetime], dict[str, Any]]


class _Called(NamedTuple):
    """A form that something in the dossier has called for: the entry, and the moment that the form is dated by."""

    code: str
    paper: PaperForm
    entry: Happening
    at: datetime


@translation.override("vi")
def result(dossier: DossierView, version: ProcedureVersion, track_url: str, *, official: str, now: datetime) -> bytes:
    """Return the paper that answers the dossier as it is before its digital signature, plainly marked so."""
    data = {**head(dossier, track_url, now), "decided_on": formats.short_date(now), "official": official}
    if is_birth_certificate(version):
        return pdf(PAPERS / "birth-certificate.typ", {**data, **_declared(dossier, version)}, made_at=now)
    return pdf(PAPERS / "result.typ", {**data, **decided_on(dossier, version)}, made_at=now)


def printable(dossier: DossierView, now: datetime) -> tuple[PaperForm, ...]:
    """Return the forms that what happened to a dossier has called for, by number."""
    return tuple(sorted((called.paper for called in _called_for(dossier, now)), key=lambda paper: paper.number))


@translation.override("vi")
def form(
    dossier: DossierView, version: ProcedureVersion, number: str, track_url: str, *, now: datetime
) -> bytes | None:
    """Return a form by its number in the circular that holds; None when nothing has called for it."""
    called = next((each for each in _called_for(dossier, now) if each.paper.number == number), None)
    if called is None:
        return None
    filer = _declared(dossier, version).get("filer", {})
    # What was done then was done by the agency of that moment; what is dated today is the present one's.
    agency = called.entry.agency if called.at == called.entry.occurred_at else ""
    data: dict[str, Any] = {
        **head(dossier, track_url, called.at, agency=agency, one_stop=called.code != "stop"),
        "title": called.paper.title.vi,
        "copy": numbered(called.paper),
        "applicant": filer.get("full_name", dossier.applicant_name),
        "address": filer.get("residence", ""),
        "phone": filer.get("phone", ""),
        "procedure": version.name.vi,
        "procedure_code": version.code,
        **_TOLD[called.code](dossier, version, called.entry, now),
    }
    return pdf(PAPERS / called.paper.template, data, made_at=called.at)


def marked(marks: Sequence[Mark], version: ProcedureVersion) -> list[dict[str, str]]:
    """Return what was marked as a paper lists it: its name, and what is wrong with it."""
    names = {("field", field.code): field.label.vi for field in version.declaration.fields()}
    names |= {("paper", paper.code): paper.name.vi for case in version.cases for paper in case.papers}
    return [
        {"name": names.get((mark.kind, mark.code), mark.code), "note": _FAULTS.get(mark.fault, mark.fault)}
        for mark in marks
    ]


def _called_for(dossier: DossierView, now: datetime) -> list[_Called]:
    """
    Return what is called for.

    Asking, refusing and stopping each call for a form, dated by the act. Reception calls for the control sheet, and a
    result that is not out yet, or came late, may owe an apology: both are dated by the day on which they are printed.
    """
    state = dossier.state
    is_late = state.outcome is not None and dossier.time_class.is_late
    is_owed = state.received_at is not None and (state.ended_at is None or is_late)
    found = []
    for code, kind, at in (
        ("supplement", happened.SupplementAsked, None),
        ("refusal", happened.ReceptionRefused, None),
        ("apology", happened.Received if is_owed else None, now),
        ("stop", happened.Stopped, None),
        ("control", happened.Received, now),
    ):
        entry = _last(dossier, kind) if kind is not None else None
        if entry is None:
            continue
        try:
            paper = form_of(code, at or entry.occurred_at)
        except LookupError:
            continue  # that day's circular has no such form
        found.append(_Called(code, paper, entry, at or entry.occurred_at))
    return found


def _declared(dossier: DossierView, version: ProcedureVersion) -> dict[str, Any]:
    filed_on = local_day(dossier.state.submitted_at)
    return print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))


def _last(dossier: DossierView, kind: type[DossierEvent]) -> Happening | None:
    return next((entry for entry in reversed(dossier.happenings) if isinstance(entry.event, kind)), None)


def _supplement(dossier: DossierView, version: ProcedureVersion, entry: Happening, now: datetime) -> dict[str, Any]:
    del dossier, now
    marks = entry.event.marks if isinstance(entry.event, happened.SupplementAsked) else ()
    return {"items": marked(marks, version), "reason": entry.note, "official": name_of(entry.actor)}


def _refusal(dossier: DossierView, version: ProcedureVersion, entry: Happening, now: datetime) -> dict[str, Any]:
    del dossier, version, now
    return {"reason": entry.note, "official": name_of(entry.actor)}


def _apology(dossier: DossierView, version: ProcedureVersion, entry: Happening, now: datetime) -> dict[str, Any]:
    """Return what is known of a delay; the reason is known while another agency is being waited for."""
    del version, entry
    state = dossier.state
    opinion = state.open_opinion
    asked = agencies.agency(opinion.agency, local_day(now)) if opinion is not None else None
    return {
        "received_at": formats.short_moment(state.received_at) if state.received_at else "",
        "due_at": formats.short_moment(state.promised_due_at) if state.promised_due_at else "",
        "is_late": dossier.time_class.is_late,
        "reason": f"hồ sơ cần xác minh thêm, đang chờ ý kiến của {asked.name.vi}." if asked is not None else "",
    }


def _stop(dossier: DossierView, version: ProcedureVersion, entry: Happening, now: datetime) -> dict[str, Any]:
    del now
    received = dossier.state.received_at
    fees = {fee.code: fee.name.vi for fee in version.fees}
    paid = [
        f"{fees.get(each.fee, each.fee)}: {formats.money(each.amount_vnd)}, biên lai số {each.receipt_no}"
        for each in dossier.state.obligations
        if each.paid_at is not None
    ]
    return {
        "received_at": formats.short_moment(received) if received else "",
        "stopped_at": formats.short_moment(entry.occurred_at),
        "reason": entry.note,
        "refund": "; ".join(paid),
        "official": name_of(entry.actor),
    }


_TOLD: dict[str, Told] = {
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "stop": _stop,
    "control": controlled.sheet,
}
