"""A dossier on one screen: what was declared beside the papers, the clock, what happened, what can be done now."""

from typing import Any

import msgspec
from django.http import HttpResponse
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.account import Party
from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.summary import summary
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import asks_fragment, render
from motcua.foundation.interface.parts import Happening, Link, Option, Tone
from motcua.foundation.interface.problems import sentence
from motcua.foundation.interface.timebar import Slice, SliceKind, TimeBar, time_bar
from motcua.foundation.law.refusals import Refusal
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.access import queries as access
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.desk_forms import FAULT, MARK, Choices, VerbForm, inputs_of
from motcua.service.dossiers.pages.desk_offers import offers
from motcua.service.dossiers.pages.desk_opening import on_the_desk
from motcua.service.dossiers.pages.desk_queue import list_column, masked, queue_of
from motcua.service.dossiers.pages.desk_timeline import Teller
from motcua.service.dossiers.pages.desk_words import CHANNELS, FAULTS, Act
from motcua.service.dossiers.pages.explaining import sentences
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names, language, words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY, WITH_THE_APPLICANT
from motcua.service.dossiers.queries import printed, timing
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import DossierState, Status

TEMPLATE = "dossiers/desk/dossier.html"
FIRST_BUTTONS = 4
_READINGS = 8
_KINDS = {
    Party.AGENCY: SliceKind.AGENCY,
    Party.OTHER_AGENCY: SliceKind.OTHER_AGENCY,
    Party.APPLICANT: SliceKind.APPLICANT,
    Party.OTHER_SYSTEM: SliceKind.OTHER_SYSTEM,
    Party.OUTAGE: SliceKind.OUTAGE,
}


class MarkInput(msgspec.Struct, frozen=True):
    """Where the official marks a field or a paper in place."""

    value: str
    fault: str
    checked: bool
    name: str = MARK

    @property
    def fault_name(self) -> str:
        return f"{FAULT}:{self.value}"


class DeclaredRow(msgspec.Struct, frozen=True):
    """An answer of the declaration, the way to mark it, and what was marked before."""

    label: str
    value: str
    lang: str
    mark: MarkInput
    look: str = ""


class PaperShown(msgspec.Struct, frozen=True):
    """A paper on the page: one that came in, or one that is asked for and is not here."""

    code: str
    title: str
    file: str = ""
    src: str = ""
    href: str = ""
    is_image: bool = False
    size: int = 0
    current: bool = False
    replaced: bool = False
    mark: MarkInput | None = None
    look: str = ""


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
    papers = shown_papers(request, found, marking, posted)
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
        "sections": declared(found, marking, posted),
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
    return gettext("due %(moment)s") % {"moment": formats.near_moment(state.computed_due_at, now)}


def clock(found: OpenDossier, told: Explanation | None) -> TimeBar | None:
    """Return the time account as a bar in the words of the office; None before reception."""
    if told is None:
        return None
    names = agency_names({segment.agency for segment in told.segments if segment.agency}, local_day(found.now))
    others = {
        Party.APPLICANT: gettext("The applicant"),
        Party.OTHER_SYSTEM: gettext("Another system"),
        Party.OUTAGE: gettext("Outage"),
    }
    over = -told.remaining_minutes if told.is_overdue else 0
    left = over
    slices: list[Slice] = []
    for segment in reversed(told.segments):
        cut = min(left, segment.minutes) if segment.counts else 0
        left -= cut
        label = others.get(segment.party, "") or names.get(segment.agency, segment.agency)
        slices.insert(0, Slice(label, segment.minutes - cut, _KINDS[segment.party], segment.counts))
    if over:
        slices.append(Slice(gettext("Over the limit"), over, SliceKind.OVERDUE))
    elif found.state.ended_at is None:
        slices.append(Slice(gettext("Left"), max(told.remaining_minutes, 0), SliceKind.REMAINING))
    return time_bar(slices)


def declared(found: OpenDossier, marking: Act | None, posted: QueryDict) -> list[tuple[str, list[DeclaredRow]]]:
    """Return the declaration by section."""
    on = local_day(found.state.submitted_at)
    page = language()
    sections = summary(found.version.declaration, found.view.values, page, on=on, places=PlacesOn(on))
    before = _marked(found.state)
    return [
        (
            section.title.text,
            [
                DeclaredRow(
                    label=row.label.text,
                    value=row.shown.text,
                    lang="" if page.startswith(row.shown.lang) else row.shown.lang,
                    mark=_mark(f"field:{row.field}", posted, "wrong"),
                    look=before.get(("field", row.field), ""),
                )
                for row in section.rows
            ],
        )
        for section in sections
    ]


def shown_papers(request: ActingRequest, found: OpenDossier, marking: Act | None, posted: QueryDict) -> list[PaperShown]:
    """Return the papers that came in, the one to look at marked, then those that are asked for and are not here."""
    state = found.state
    required = choosing.papers_of(found.version, found.view.values, on=local_day(state.submitted_at))
    names = {paper.code: words(paper.name) for case in found.version.cases for paper in case.papers}
    names["result"] = gettext("Result")
    before = _marked(state)
    here = sorted(found.view.papers, key=lambda paper: (paper.replaced_at is not None, paper.kind == "result"))
    if state.ended_at is not None:
        here.sort(key=lambda paper: paper.kind != "result")
    wanted = request.GET.get("giay-to", "")
    chosen = wanted if any(paper.file == wanted for paper in here) else (here[0].file if here else "")
    counts: dict[str, int] = {}
    shown = []
    for paper in here:
        counts[paper.requirement] = counts.get(paper.requirement, 0) + 1
        number = counts[paper.requirement]
        name = names.get(paper.requirement, paper.requirement)
        title = name if number == 1 else gettext("%(paper)s, file %(number)s") % {"paper": name, "number": number}
        if paper.replaced_at is not None:
            title = gettext("%(paper)s (replaced)") % {"paper": title}
        kept = {name: value for name, value in request.GET.items() if name != "giay-to"}
        address = f"{reverse('dossiers:desk-dossier', args=[state.code])}?{urlencode({**kept, 'giay-to': paper.file})}"
        shown.append(
            PaperShown(
                code=paper.requirement, title=title, file=paper.file, href=address,
                src=reverse("dossiers:desk-file", args=[state.code, paper.file]),
                is_image=paper.media_type.startswith("image/"), size=paper.size, current=paper.file == chosen,
                replaced=paper.replaced_at is not None,
                mark=_mark(f"paper:{paper.requirement}", posted, "unreadable")
                if paper.kind != "result" and paper.replaced_at is None and number == 1
                else None,
                look=before.get(("paper", paper.requirement), "") if paper.replaced_at is None else "",
            )
        )  # fmt: skip
    given = {paper.requirement for paper in here}
    for requirement in required:
        if requirement.code not in given:
            shown.append(
                PaperShown(
                    code=requirement.code,
                    title=names[requirement.code],
                    mark=_mark(f"paper:{requirement.code}", posted, "missing"),
                    look=before.get(("paper", requirement.code), "")
                    or (words(requirement.not_needed_because) if requirement.not_needed_because else ""),
                )
            )
    return shown


def readings(state: DossierState) -> list[Happening]:
    """Return who looked at this dossier's data lately."""
    return [
        Happening(title=words(one.post) or words(one.agency), at=formats.short_moment(one.at), note=words(one.agency), tone=Tone.INFO)
        for one in access.readings_about(matter=f"dossier/{state.id}", limit=_READINGS)
    ]


def _mark(value: str, posted: QueryDict, usual: str) -> MarkInput:
    return MarkInput(
        value=value, fault=str(posted.get(f"{FAULT}:{value}", usual)), checked=value in posted.getlist(MARK)
    )


def _marked(state: DossierState) -> dict[tuple[str, str], str]:
    """Return what the last request marked, as words: waited for, or given since."""
    if not state.supplements:
        return {}
    last = state.supplements[-1]
    message = gettext("Marked: %(fault)s") if last.answered_at is None else gettext("Supplemented (was %(fault)s)")
    return {(mark.kind, mark.code): message % {"fault": gettext(FAULTS[mark.fault])} for mark in last.marks}
