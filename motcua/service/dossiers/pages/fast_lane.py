"""The fast lane: certified copies and signatures, one short form a case, the next one ready when it is sent."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock.moments import local_day, start_of
from motcua.foundation.forms.cards import read_card, remarks_of
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Cell, Column, Option
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Role
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies
from motcua.register.people import commands as people
from motcua.register.people import queries as persons
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.certifying import certify as record
from motcua.service.dossiers.commands.certifying import check_case, short_form
from motcua.service.dossiers.pages.counter import iso_day, wrong
from motcua.service.dossiers.pages.desk_rows import masked
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.queries.certified import certified_since
from motcua.service.dossiers.types.certifying import Certified

LONGEST = 120
# The paper's name is kept for the next case, but in no address: what people bring is nobody else's to read.
_KEPT_DOCUMENT = "fast-lane-document"
_TYPED = (
    "procedure", "full_name", "personal_number", "born_on", "document", "pages", "copies", "signer", "receipt_no",
)  # fmt: skip
# Where the declaration's answers are typed on this one page: what stands in the row of a table is named by its column.
_FIELDS = {
    "filer.full_name": "full_name", "filer.personal_id": "personal_number", "filer.born_on": "born_on",
    "documents.0.name": "document", "documents.0.pages": "pages", "documents.0.copies": "copies",
}  # fmt: skip

# Fields that lie close together: at the top of the page each is called by its name.
_CALLED = {
    "full_name": gettext_noop("Full name"), "personal_number": gettext_noop("Number on the card"),
    "born_on": gettext_noop("Date or year of birth"), "document": gettext_noop("Name of the paper"),
    "pages": gettext_noop("Pages"), "copies": gettext_noop("Copies"), "signer": gettext_noop("Signed by"),
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.counter")
def certify(request: ActingRequest) -> HttpResponse:
    """Take one case down; afterwards the form is empty again, with the last answers kept where they recur."""
    now = timezone.now()
    lanes = procedures.fast_lanes(local_day(now))
    if request.method == "POST":
        typed = {name: request.POST.get(name, "")[:LONGEST] for name in _TYPED}
    else:
        typed = dict.fromkeys(_TYPED, "")
        typed |= {name: request.GET.get(name, "")[:LONGEST] for name in ("procedure", "signer")}
        typed["document"] = request.session.pop(_KEPT_DOCUMENT, "")
    typed |= {name: typed[name] or "1" for name in ("pages", "copies")}
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        try:
            scanned = request.POST.get("scan", "").strip()
            if scanned:
                card = read_card(scanned, on=local_day(now))
                typed |= {
                    "full_name": card.name, "personal_number": card.number, "born_on": f"{card.born_on:%d/%m/%Y}",
                }  # fmt: skip
                context["remarks"] = remarks_of(card)
            else:
                return redirect(request, _done(request, lanes, typed, now))
        except Refused as refused:
            status = 422
            context |= wrong(refused.refusal, _FIELDS)
            context["told"] = [_told(field, text) for field, text in context["told"]]
    return render(
        request, "dossiers/desk/fast_lane.html", context | _context(request, lanes, typed, now), status=status
    )


def _done(request: ActingRequest, lanes: tuple[ProcedureVersion, ...], typed: dict[str, str], now: datetime) -> str:
    version = next((one for one in lanes if one.code == typed["procedure"]), None)
    if version is None:
        message = gettext_noop("Choose what is to be certified.")
        raise refuse("no-fast-lane", message, fields=(FieldProblem("procedure", "required", message),))
    key = request.POST.get("key") or new_key()
    case = Certified(
        person="", values=_values(version, typed), signer=typed["signer"], receipt_no=typed["receipt_no"]
    )  # fmt: skip
    # Nobody is recorded for a case that is sent back to be mended.
    check_case(actor=request.actor, version=version, case=case, now=now)
    person = people.record_visitor(
        actor=request.actor, name=typed["full_name"], personal_number=typed["personal_number"],
        card_seen=bool(typed["personal_number"].strip()), now=now, key=key,
    )  # fmt: skip
    state = record(
        actor=request.actor, dossier=_wanted(request), version=version, key=key, now=now,
        case=msgspec.structs.replace(case, person=person),
    )  # fmt: skip
    request.session[_KEPT_DOCUMENT] = typed["document"].strip()
    asked = urlencode({"procedure": version.code, "signer": typed["signer"], "done": state.code})
    return f"{reverse('dossiers:certify')}?{asked}"


def _told(field: str, text: str) -> tuple[str, str]:
    return field, f"{gettext(_CALLED[field])}: {text}" if field in _CALLED else text


def _wanted(request: ActingRequest) -> str:
    try:
        return str(UUID(request.POST.get("case", "")))
    except ValueError:
        return str(uuid4())


def _values(version: ProcedureVersion, typed: dict[str, str]) -> dict[str, Any]:
    return short_form(
        version, name=typed["full_name"].strip(), number=typed["personal_number"].strip(),
        born_on=iso_day(typed["born_on"]) or typed["born_on"].strip(),
        document={"name": typed["document"].strip(), "pages": typed["pages"].strip(), "copies": typed["copies"].strip()},
    )  # fmt: skip


def _context(
    request: ActingRequest, lanes: tuple[ProcedureVersion, ...], typed: dict[str, str], now: datetime
) -> dict[str, Any]:
    leaders = {
        one.official: words(one.post.title)
        for one in agencies.officials_of(request.actor.agency, now)
        if Role.LEADER in one.roles
    }
    names = persons.people(leaders)
    rows = certified_since(request.actor, tuple(one.code for one in lanes), start_of(local_day(now)))
    called = {one.code: words(one.name) for one in lanes}
    done = request.GET.get("done", "")
    alone = next(iter(leaders), "") if len(leaders) == 1 else ""
    return {
        "typed": typed
        | {"procedure": typed["procedure"] or (lanes[0].code if lanes else ""), "signer": typed["signer"] or alone},
        "lanes": [Option(value=one.code, text=words(one.name)) for one in lanes],
        "signers": [
            Option(value=str(person.id), text=f"{person.full_name} · {leaders[str(person.id)]}")
            for person in names.values()
        ],
        "done": next((row for row in rows if row.code == done), None),
        "done_amount": next((formats.money(row.amount_vnd) for row in rows if row.code == done), ""),
        "columns": [
            Column(gettext("Code")), Column(gettext("For")), Column(gettext("What")), Column(gettext("Fee"), numeric=True)
        ],
        "rows": [
            [
                Cell(row.code, reverse("dossiers:desk-dossier", args=[row.code])),
                masked(row.name), called.get(row.procedure, row.procedure), formats.money(row.amount_vnd),
            ]
            for row in rows
        ],
        "key": new_key(),  # what was refused is mended, and sent as another request
        "case": str(uuid4()) if request.method != "POST" else request.POST.get("case") or str(uuid4()),
    }  # fmt: skip
