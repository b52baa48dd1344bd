"""The counter: whoever stands there is served in the same declaration, with or without a card, a telephone or an account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.cards import Card, read_card, remarks_of
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Link
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.people import commands as people
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.beginning import begin_at_counter, check_helper
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.queries import drafts, versions

LONGEST = 100
FOUND_AT_ONCE = 12
_TYPED = ("full_name", "personal_number", "born_on", "phone", "helper_name", "helper_relation")


@never_cache
@require_safe
@policy("dossier.counter")
def counter(request: ActingRequest) -> HttpResponse:
    """Find the procedure that somebody came for, or go on with what a colleague began."""
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = procedures.search(asked, on=local_day(now), size=FOUND_AT_ONCE).rows
    begun = drafts.drafts_of_counter(request.actor.agency)
    context: dict[str, Any] = {
        "asked": asked,
        "found": [Link(words(one.name), reverse("dossiers:counter-visitor", args=[one.code])) for one in found],
        "begun": [
            {
                "name": words(versions.numbered(one.procedure, one.procedure_version).name),
                "at": formats.near_moment(one.updated_at, now),
                "href": reverse("dossiers:draft", args=[one.id]),
            }
            for one in begun
        ],
    }
    return render(request, "dossiers/desk/counter.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.counter")
def visitor(request: ActingRequest, code: str) -> HttpResponse:
    """Take down who stands there, from the card or typed, and begin the declaration for them."""
    now = timezone.now()
    version = procedures.published(code, local_day(now))
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in _TYPED}
    scanned = request.POST.get("scan", "").strip()
    context: dict[str, Any] = {"procedure": version, "typed": typed, "card_seen": True}
    status = 200
    if request.method == "POST":
        context["card_seen"] = bool(request.POST.get("card_seen"))
        try:
            if scanned:
                card = read_card(scanned, on=local_day(now))
                typed |= _of_card(card)
                context["remarks"] = remarks_of(card)
                if request.POST.get("then") != "begin":
                    return render(request, "dossiers/desk/visitor.html", context | _keys(request))
            return redirect(request, _begin(request, version, typed, now))
        except Refused as refused:
            status = 422
            context |= wrong(refused.refusal, {"helper": "helper_name"})
    return render(request, "dossiers/desk/visitor.html", context | _keys(request), status=status)


def _keys(request: ActingRequest) -> dict[str, str]:
    return {"key": request.POST.get("key") or new_key(), "draft_id": request.POST.get("draft") or str(uuid4())}


def _of_card(card: Card) -> dict[str, str]:
    return {
        "full_name": card.name,
        "personal_number": card.number,
        "born_on": f"{card.born_on:%d/%m/%Y}",
    }


def _begin(request: ActingRequest, version: ProcedureVersion, typed: dict[str, str], now: datetime) -> str:
    """Begin the draft whose id the page carried, so that pressing twice begins it once."""
    seen = bool(request.POST.get("card_seen")) and bool(typed["personal_number"].strip())
    helper = ", ".join(part for part in (typed["helper_name"].strip(), typed["helper_relation"].strip()) if part)
    check_helper(actor=request.actor, version=version, helper=helper, now=now)
    person = people.record_visitor(
        actor=request.actor, name=typed["full_name"], personal_number=typed["personal_number"], card_seen=seen,
        phone=typed["phone"], now=now, key=request.POST.get("key") or new_key(),
    )  # fmt: skip
    draft_id = begin_at_counter(
        actor=request.actor, version=version, person=person, helper=helper, known=_known(typed), now=now,
        draft=_wanted(request),
    )  # fmt: skip
    return reverse("dossiers:draft", args=[draft_id])


def _wanted(request: ActingRequest) -> str:
    try:
        return str(UUID(request.POST.get("draft", "")))
    except ValueError:
        return ""


def _known(typed: dict[str, str]) -> dict[str, str]:
    return {
        "full_name": typed["full_name"].strip(),
        "personal_id": typed["personal_number"].strip(),
        "phone": typed["phone"].strip(),
        "born_on": iso_day(typed["born_on"]),
    }


def iso_day(typed: str) -> str:
    """Return a date typed as on the card in the form that declarations keep; empty when it is none."""
    try:
        return f"{datetime.strptime(typed.strip(), '%d/%m/%Y').date():%Y-%m-%d}"  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return ""


def wrong(refusal: Refusal, fields: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what is wrong for a page: at its fields, and what is wrong with the card at the field that takes the scan."""
    found = refusal.fields or (FieldProblem("scan", refusal.code, refusal.message, refusal.values),)
    named = [
        FieldProblem(
            "scan" if one.field.startswith("scan") else (fields or {}).get(one.field, one.field),
            one.code, one.message, one.values,
        )
        for one in found
    ]  # fmt: skip
    told = [(one.field, sentence(one.message, one.values)) for one in named]
    return {
        "problems": tuple(named),
        "told": told,
        "scan_errors": [text for field, text in told if field == "scan"],
    }
