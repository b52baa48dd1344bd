"""A dossier on one screen: what was declared beside the papers, the clock, what happened, what can be done now."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.calendar import worked_minutes
from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import asks_fragment, render
from motcua.foundation.interface.parts import Link, Option, Tone
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Value
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages import linked
from motcua.service.dossiers.pages.desk_counter import counter_facts
from motcua.service.dossiers.pages.desk_forms import Choices, VerbForm, inputs_of
from motcua.service.dossiers.pages.desk_offers import offers
from motcua.service.dossiers.pages.desk_opening import on_the_desk
from motcua.service.dossiers.pages.desk_queue import QUEUE_PARAMETER, around, list_column, queue_context, queue_of
from motcua.service.dossiers.pages.desk_round import drafting
from motcua.service.dossiers.pages.desk_rows import late_words, masked
from motcua.service.dossiers.pages.desk_shown import clock, declared, readings, shown_papers
from motcua.service.dossiers.pages.desk_timeline import Teller
from motcua.service.dossiers.pages.desk_words import CHANNELS, FAULTS, Act
from motcua.service.dossiers.pages.explaining import sentences
from motcua.service.dossiers.pages.opening import OpenDossier, words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import desk, printed, timing
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
        **({} if fragment else list_column(request, queue_of(request), found.now, opened=found.state)),
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
    late = late_by(found, told)
    papers = shown_papers(request, found, posted)
    holder = people.person(state.holder) if state.holder else None
    query = request.GET.urlencode()
    before, following = (_at(request, code) for code in around(request, state, now))
    return {
        "dossier": found.view,
        "state": state,
        "procedure": found.version,
        "applicant": masked(found.view.applicant_name),
        "channel": gettext(CHANNELS[state.channel]),
        "status": status_of(found, late),
        "due": due_words(found, late),
        "is_late": late is not None,
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
        "linked": linked.for_desk(state),
        **counter_facts(request, found),
        "marking": marking,
        "fault_options": [Option(value=value, text=gettext(text)) for value, text in FAULTS.items()],
        "verbs": forms[:FIRST_BUTTONS],
        "more_verbs": forms[FIRST_BUTTONS:],
        "more_open": any(form.is_open for form in forms[FIRST_BUTTONS:]),
        "explains": explains,
        "printed": [
            (form.number, words(form.title), reverse("dossiers:form", args=[state.code, form.number]))
            for form in printed.printable(found.view, now)
        ],
        "draft_href": reverse("dossiers:draft-paper", args=[state.code]) if state.received_at else "",
        "drafting": drafting(found, request.actor),
        "key": new_key(),
        "query": f"?{query}" if query else "",
        "waits": state.status in WITH_THE_APPLICANT or state.status is Status.AWAITING_OPINION,
        "back_href": _back(request),
        "before_href": before,
        "following_href": following,
    }


def _at(request: ActingRequest, code: str) -> str:
    """Return the address of another dossier of the queue that the page came from."""
    kept = urlencode(queue_context(request, queue_of(request)))
    return f"{reverse('dossiers:desk-dossier', args=[code])}?{kept}" if code else ""


def _back(request: ActingRequest) -> str:
    kept = {name: value for name, value in queue_context(request, queue_of(request)).items() if name != QUEUE_PARAMETER}
    return reverse("dossiers:queue", args=[queue_of(request)]) + (f"?{urlencode(kept)}" if kept else "")


def verb_forms(
    request: ActingRequest, found: OpenDossier, act: Act | None, posted: QueryDict
) -> tuple[list[VerbForm], str]:
    """Return the verbs that are offered with their forms, and why a grant cannot be given yet."""
    choices = Choices(found)
    forms, explains = [], ""
    kept = desk.phrases_of(request.actor.person)
    for offer in offers(request.actor, found.state, found.now):
        if offer.refusal is not None:
            explains = told(offer.refusal.message, offer.refusal.values, found.version)
            continue
        marks = offer.act.command in {asked.AskSupplement, asked.AskSecondSupplement}
        filled = posted if offer.act is act else QueryDict()
        phrases = tuple(one for one in kept if one.act == offer.act.tag)
        forms.append(
            VerbForm(offer.act, inputs_of(offer.act, choices, filled), offer.act is act, marks, phrases=phrases)
        )
    return forms, explains


def told(message: str, values: Mapping[str, Value], version: ProcedureVersion) -> str:
    """Return a refusal in the language of the page; a status or a mark in it is written as people say it."""
    spoken = dict(values)
    if "status" in spoken:
        spoken["status"] = gettext(TO_ANYBODY[Status(str(spoken["status"]))][0])
    if "mark" in spoken:
        spoken["mark"] = f"“{mark_name(str(spoken['mark']), version)}”"
    return sentence(message, spoken)


def mark_name(mark: str, version: ProcedureVersion) -> str:
    """Return what a mark (`field:<path>` or `paper:<code>`) is put on, in words; itself where there is no such thing."""
    _, _, code = mark.partition(":")
    fields = {f"field:{field.code}": field.label for field in version.declaration.fields()}
    papers = {f"paper:{paper.code}": paper.name for case in version.cases for paper in case.papers}
    return words((fields | papers).get(mark)) or code


def late_by(found: OpenDossier, told: Explanation | None) -> int | None:
    """Return the worked minutes by which an open dossier, or a decided one, is late; None when it is not."""
    state, now = found.state, found.now
    if state.ended_at is not None and state.outcome is None:
        return None
    if told is not None:
        return -told.remaining_minutes if told.is_overdue and state.status not in WITH_THE_APPLICANT else None
    if state.status in WITH_THE_APPLICANT or state.reception_due_at >= now:
        return None
    return worked_minutes(state.reception_due_at, now, agencies.calendar_of(state.agency, now))


def status_of(found: OpenDossier, late: int | None) -> tuple[str, Tone]:
    """Return the status with its tone; of an open dossier that is late it says so."""
    text, tone = TO_ANYBODY[found.state.status]
    if late is None or found.state.ended_at is not None:
        return gettext(text), tone
    return gettext("%(status)s · overdue") % {"status": gettext(text)}, Tone.LATE


def due_words(found: OpenDossier, late: int | None) -> str:
    """Return by when it is to be done, in words that say what the date is, and by how much it is late."""
    state, now = found.state, found.now
    if state.ended_at is not None:
        ended = gettext("ended %(moment)s") % {"moment": formats.near_moment(state.ended_at, now)}
        return ended if late is None else f"{ended}, {late_words(late, received=True)}"
    if late is not None:
        return late_words(late, received=state.received_at is not None)
    if state.status in WITH_THE_APPLICANT:
        return gettext("the clock stands still, so the date moves on")
    if state.computed_due_at is None:
        return gettext("to be received by %(moment)s") % {"moment": formats.near_moment(state.reception_due_at, now)}
    return gettext("due %(moment)s") % {"moment": formats.near_moment(state.computed_due_at, now)}
