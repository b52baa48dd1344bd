"""The papers that officials make of a dossier: the result, and the forms that ask, refuse and stop."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.print import pdf
from motcua.foundation.forms.summary import print_model
from motcua.foundation.interface import formats
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries.printing import PAPERS, form_of, head
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import Mark
from motcua.service.dossiers.types.views import DossierView, Happening

# Which entry calls for which form: its number in Circular 03/2025, its code in the catalogue.
_FORMS: dict[str, tuple[str, type[DossierEvent]]] = {
    "02": ("supplement", happened.SupplementAsked),
    "03": ("refusal", happened.ReceptionRefused),
    "05": ("stop", happened.Stopped),
}
_FAULTS = {"missing": "còn thiếu", "wrong": "chưa đúng", "unreadable": "không đọc được", "expired": "đã hết hạn"}


def birth_certificate(
    dossier: DossierView, version: ProcedureVersion, track_url: str, *, official: str, now: datetime
) -> bytes:
    """Return the birth certificate as it is before its digital signature, plainly marked so."""
    data = {
        **head(dossier, track_url, now),
        **_declared(dossier, version),
        "decided_on": formats.short_date(now),
        "official": official,
    }
    return pdf(PAPERS / "birth-certificate.typ", data, made_at=now)


def printable(dossier: DossierView) -> tuple[str, ...]:
    """Return the numbers of the forms that what happened to a dossier has called for, in their order."""
    return tuple(number for number, (_, kind) in _FORMS.items() if _last(dossier, kind) is not None)


def form(dossier: DossierView, version: ProcedureVersion, number: str, track_url: str) -> bytes | None:
    """Return a form by its number (02, 03, 05); None when nothing has called for it."""
    if number not in _FORMS:
        return None
    code, kind = _FORMS[number]
    entry = _last(dossier, kind)
    if entry is None:
        return None
    official = people.person(entry.actor)
    paper = form_of(code, entry.occurred_at)
    filer = _declared(dossier, version).get("filer", {})
    data: dict[str, Any] = {
        **head(dossier, track_url, entry.occurred_at),
        "title": paper.title.vi,
        "applicant": filer.get("full_name", dossier.applicant_name),
        "address": filer.get("residence", ""),
        "phone": filer.get("phone", ""),
        "procedure": version.name.vi,
        "procedure_code": version.code,
        "official": official.full_name if official else "",
        "reason": entry.note,
        **_told(dossier, version, entry),
    }
    return pdf(PAPERS / paper.template, data, made_at=entry.occurred_at)


def marked(marks: Sequence[Mark], version: ProcedureVersion) -> list[dict[str, str]]:
    """Return what was marked as a paper lists it: its name, and what is wrong with it."""
    names = {("field", field.code): field.label.vi for field in version.declaration.fields()}
    names |= {("paper", paper.code): paper.name.vi for case in version.cases for paper in case.papers}
    return [
        {"name": names.get((mark.kind, mark.code), mark.code), "note": _FAULTS.get(mark.fault, mark.fault)}
        for mark in marks
    ]


def _declared(dossier: DossierView, version: ProcedureVersion) -> dict[str, Any]:
    filed_on = local_day(dossier.state.submitted_at)
    return print_model(version.declaration, dossier.values, on=filed_on, places=PlacesOn(filed_on))


def _last(dossier: DossierView, kind: type[DossierEvent]) -> Happening | None:
    return next((entry for entry in reversed(dossier.happenings) if isinstance(entry.event, kind)), None)


def _told(dossier: DossierView, version: ProcedureVersion, entry: Happening) -> dict[str, Any]:
    """Return what only one of the forms says."""
    event = entry.event
    if isinstance(event, happened.SupplementAsked):
        return {"items": marked(event.marks, version)}
    if isinstance(event, happened.Stopped):
        received = dossier.state.received_at
        return {
            "received_at": formats.short_moment(received) if received else "",
            "stopped_at": formats.short_moment(entry.occurred_at),
        }
    return {}
