"""A dossier on one screen: what was declared beside the papers, the clock, what happened, what can be done now."""

from typing import Any

from django.http import HttpResponse
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import asks_fragment, render
from motcua.foundation.interface.parts import Link, Option
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refusal
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.people import queries as people
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.desk_forms import Choices, VerbForm, inputs_of
from motcua.service.dossiers.pages.desk_offers import offers
from motcua.service.dossiers.pages.desk_opening import on_the_desk
from motcua.service.dossiers.pages.desk_queue import list_column, masked, queue_of
from motcua.service.dossiers.pages.desk_shown import clock, declared, readings, shown_papers
from motcua.service.dossiers.pages.desk_timeline import Teller
from motcua.service.dossiers.pages.desk_words import CHANNELS, FAULTS, Act
from motcua.service.dossiers.pages.explaining import sentences
from motcua.service.dossiers.pages.opening import OpenDossier, words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import printed, timing
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Status

TEMPLATE = "dossiers/desk/dossier.html"
FIRST_BUTTONS = 5


@never_cache
@require_safe
@policy("dossier.queue")
def dossier(request: ActingRequest, code: str) -> HttpResponse:
    """Show one dossier; its holder has opened it by this."""
    return show(request, on_the_desk(request, code))


def show(
    request: ActingRequest,
    found: OpenDossier,
    *,
    act: Act | None = None,
    posted: QueryDict | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show a dossier, the form of `act` open and filled with what was posted."""
    fragment = asks_fragment(request)
    context = {
        **({} if fragment else list_column(request, queue_of(request), found.now, code=found.state.code)),
        **work(request, found, act=act, posted=posted or QueryDict()),
        "fragment": fragment,
        **more,
    }
    return render(request, TEMPLATE, context, fragment="work", status=status)


def work(request: ActingRequest, found: OpenDossier, *, act: Act | None, posted: QueryDict) -> dict[str, Any]:
    """Return what the third column shows."""
    state, now = found.state, found.now
    forms, explains = verb_forms(request, found, act, posted)
    marking = next((form.act for form in forms if form.marks), None)
    teller = Teller(state, found.version, found.view.happenings, local_day(now))
    told = timing.explanation(state, now)
    papers = shown_papers(request, found, posted)
    holder = people.person(state.holder) if state.holder else None
    query = request.GET.urlencode()
    return {
        "dossier": found.view,
        "state": state,
        "procedure": found.version,
        "applicant": masked(found.view.applicant_name),
        "channel": gettext(CHANNELS[state.channel]),
        "status_text": gettext(TO_ANYBODY[state.status][0]),
        "status_tone": TO_ANYBODY[state.status][1],
        "due": due_words(found),
        "holder": holder.full_name if holder else "",
        "step": next((words(step.name) for step in found.version.steps if step.code == state.step), ""),
        "clock": clock(found, told),
        "why": sentences(told) if told is not None else [],
        "sections": declared(found, posted),
        "papers": papers,
        "paper": next((paper for paper in papers if paper.current), None),
        "paper_tabs": [
            Link(text=paper.title, href=paper.href, current=paper.current) for paper in papers if paper.file
        ],
        "timeline": teller.timeline(),
        "readings": readings(state),
        "marking": marking,
        "fault_options": [Option(value=value, text=gettext(text)) for value, text in FAULTS.items()],
        "verbs": forms[:FIRST_BUTTONS],
        "more_verbs": forms[FIRST_BUTTONS:],
        "more_open": any(form.is_open for form in forms[FIRST_BUTTONS:]),
        "explains": explains,
        "printed": [
            (number, reverse("dossiers:form", args=[state.code, number])) for number in printed.printable(found.view)
        ],
        "draft_href": reverse("dossiers:draft-paper", args=[state.code]) if state.received_at else "",
        "key": new_key(),
        "query": f"?{query}" if query else "",
        "waits": state.status in WITH_THE_APPLICANT or state.status is Status.AWAITING_OPINION,
        "back_href": reverse("dossiers:queue", args=[queue_of(request)]),
    }


def verb_forms(
    request: ActingRequest, found: OpenDossier, act: Act | None, posted: QueryDict
) -> tuple[list[VerbForm], str]:
    """Return the verbs that are offered with their forms, and why a grant cannot be given yet."""
    choices = Choices(found)
    forms, explains = [], ""
    for offer in offers(request.actor, found.state, found.now):
        if offer.refusal is not None:
            explains = told(offer.refusal)
            continue
        marks = offer.act.command in {asked.AskSupplement, asked.AskSecondSupplement}
        filled = posted if offer.act is act else QueryDict()
        forms.append(VerbForm(offer.act, inputs_of(offer.act, choices, filled), offer.act is act, marks))
    return forms, explains


def told(refusal: Refusal) -> str:
    """Return a refusal in the language of the page; a status in it is written as people say it."""
    values = dict(refusal.values)
    if "status" in values:
        values["status"] = gettext(TO_ANYBODY[Status(str(values["status"]))][0])
    return sentence(refusal.message, values)


def due_words(found: OpenDossier) -> str:
    """Return by when it is to be done, in words that say what the date is."""
    state, now = found.state, found.now
    if state.ended_at is not None:
        return gettext("ended %(moment)s") % {"moment": formats.near_moment(state.ended_at, now)}
    if state.computed_due_at is None:
        return gettext("to be received by %(moment)s") % {"moment": formats.near_moment(state.reception_due_at, now)}
    if state.status in WITH_THE_APPLICANT:
        return gettext("the clock stands still, so the date moves on")
    return gettext("due %(moment)s") % {"moment": formats.near_moment(state.computed_due_at, now)}
