"""One's dossier: where it stands, when it is due and why, what to do now, what happened, who looked."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.clock.classes import TimeClass
from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.summary import summary
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import SummaryRow, Tone
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.text import gettext_noop
from motcua.register.access import queries as access
from motcua.register.procedures.queries import PlacesOn
from motcua.service.dossiers.pages import linked
from motcua.service.dossiers.pages.explaining import bar, result_words
from motcua.service.dossiers.pages.opening import (
    OpenDossier,
    agency_names,
    declare_reading,
    language,
    of_dossier,
    open_dossier,
    told_alike,
    words,
)
from motcua.service.dossiers.pages.papers import shown_file
from motcua.service.dossiers.pages.statuses import TO_APPLICANT, WITH_THE_APPLICANT
from motcua.service.dossiers.pages.timeline import timeline
from motcua.service.dossiers.queries import opened, timing
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.events import PresenceAsked
from motcua.service.dossiers.types.state import DossierState, Status

READINGS_COUNTED = 50
_GOING = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.AWAITING_OPINION})


class Next(msgspec.Struct, frozen=True):
    """What the applicant can do now: one sentence, one button."""

    title: str
    text: str
    href: str = ""
    button: str = ""
    tone: Tone = Tone.LOOK


class PaperRow(msgspec.Struct, frozen=True):
    """A file of the dossier on the page."""

    name: str
    paper: str
    href: str
    size: int
    replaced: bool


@never_cache
@require_safe
@told_alike
@policy("dossier.view", matter=of_dossier)
def show(request: ActingRequest, code: str) -> HttpResponse:
    """Everything about one's dossier on one page."""
    dossier = open_dossier(request, code)
    state = dossier.state
    context = {
        "state": state,
        "procedure": dossier.version,
        "status": status_of(dossier),
        "agency": agency_names({state.agency}, dossier.now.date())[state.agency],
        "next": next_step(dossier),
        "timeline": timeline(dossier),
        "linked": linked.for_applicant(state),
        "sections": sections_of(dossier),
        "papers": _papers(dossier),
        "result": _result(dossier),
        "readings": _readings(state),
        "can_withdraw": possible(state, asked.Withdraw) and request.actor.person in state.subjects,
        **clock_of(dossier),
    }
    return render(request, "dossiers/citizen/show.html", context)


def clock_of(dossier: OpenDossier) -> dict[str, Any]:
    """Return what the page shows of time: the explanation, its bar, what is left."""
    state = dossier.state
    explanation = timing.explanation(state, dossier.now)
    waits = state.status in WITH_THE_APPLICANT
    if explanation is None:
        return {"explanation": None, "waits": waits}
    names = agency_names({state.agency, *(one.agency for one in explanation.segments)}, dossier.now.date())
    return {
        "explanation": explanation,
        "waits": waits,
        "bar": bar(explanation, names, ended=state.ended_at is not None),
        "left": formats.working_time(explanation.remaining_minutes),
        "moved": state.promised_due_at != explanation.due_at and state.ended_at is None,
        "due_at": state.outcome.due_at if state.outcome is not None else explanation.due_at,
        "result_came": result_words(explanation) if state.outcome is not None else None,
    }


def status_of(dossier: OpenDossier) -> tuple[str, str]:
    """Return the status in words with its tone; while the agency works, with how it stands to its date."""
    text, tone = TO_APPLICANT[dossier.state.status]
    if dossier.state.status not in _GOING:
        return gettext(text), tone
    if dossier.view.time_class is TimeClass.LATE:
        return gettext("%(status)s · overdue") % {"status": gettext(text)}, Tone.LATE
    return gettext("%(status)s · in time") % {"status": gettext(text)}, tone


def next_step(dossier: OpenDossier) -> Next | None:  # noqa: PLR0911 -- one answer for each thing that may be asked
    """Return the one thing that the applicant can do now; None while there is nothing but to wait."""
    state = dossier.state
    agency = agency_names({state.agency}, dossier.now.date())[state.agency]
    code = [state.code]
    supplement, confirmation, presence, owed = (
        state.open_supplement, state.confirmation, state.presence, state.open_obligation,
    )  # fmt: skip
    if state.status is Status.AWAITING_SUPPLEMENT and supplement is not None:
        return Next(
            title=gettext("%(agency)s needs a supplement from you") % {"agency": agency},
            text=gettext("Only what was marked is asked. The clock stands still until you have sent it."),
            href=reverse("dossiers:supplement", args=code),
            button=gettext("Answer now"),
        )
    if state.status is Status.AWAITING_CONFIRMATION and confirmation is not None:
        return Next(
            title=gettext("Check the draft until %(moment)s") % {"moment": formats.moment(confirmation.until)},
            text=gettext("Without an answer by then it counts as right."),
            href=reverse("dossiers:confirm", args=code),
            button=gettext("Look at the draft"),
        )
    if state.status is Status.AWAITING_PAYMENT and owed is not None:
        return Next(
            title=gettext("Please pay %(amount)s at the counter") % {"amount": formats.money(owed.amount_vnd)},
            text=gettext("Tell the code of your dossier there. The clock stands still until it is paid."),
        )
    if state.status is Status.AWAITING_PRESENCE and presence is not None:
        asked = next((one for one in reversed(dossier.view.happenings) if isinstance(one.event, PresenceAsked)), None)
        bring = gettext("Bring your identity card to %(agency)s.") % {"agency": agency}
        return Next(
            title=gettext("Please come on %(moment)s") % {"moment": formats.moment(presence.appointed_at)},
            text=f"{asked.note.rstrip('. ')}. {bring}" if asked and asked.note else bring,
        )
    if state.status in {Status.GRANTED, Status.REJECTED}:
        return Next(
            title=gettext("The result waits for you"),
            text=gettext("Collect it at %(agency)s, or as you chose when you filed.") % {"agency": agency},
            tone=Tone.DONE if state.status is Status.GRANTED else Tone.LATE,
        )
    if state.status in {Status.REFUSED, Status.STOPPED}:
        return Next(
            title=gettext("You can file once more"),
            text=gettext("Read the reason below first; what was missing can then be added."),
            href=reverse("dossiers:start", args=[state.procedure]),
            button=gettext("File anew"),
            tone=Tone.INFO,
        )
    return None


def sections_of(dossier: OpenDossier) -> list[tuple[str, list[SummaryRow]]]:
    """Return what was declared, by page."""
    on = local_day(dossier.state.submitted_at)
    return [
        (section.title.text, [SummaryRow(row.label.text, row.shown.text) for row in section.rows])
        for section in summary(dossier.version.declaration, dossier.view.values, language(), on=on, places=PlacesOn(on))
    ]


def paper_name(dossier: OpenDossier, requirement: str) -> str:
    """Return the name of a paper in the dossier's case."""
    papers = dossier.version.case(dossier.state.case).papers
    return next((words(one.name) for one in papers if one.code == requirement), requirement)


def _papers(dossier: OpenDossier) -> list[PaperRow]:
    return [
        PaperRow(
            name=one.name, paper=paper_name(dossier, one.requirement), size=one.size, replaced=one.replaced_at is not None,
            href=reverse("dossiers:file", args=[dossier.state.code, one.file]),
        )
        for one in dossier.view.papers
        if one.kind != "result"
    ]  # fmt: skip


def _result(dossier: OpenDossier) -> dict[str, Any] | None:
    found = next((one for one in reversed(dossier.view.papers) if one.kind == "result"), None)
    if found is None:
        return None
    name = words(dossier.version.results[0].name) if dossier.version.results else found.name
    return {"name": name, "size": found.size, "href": reverse("dossiers:file", args=[dossier.state.code, found.file])}


def _readings(state: DossierState) -> dict[str, Any]:
    """Count who looked: how many times, from how many posts."""
    found = access.readings_about(matter=f"dossier/{state.id}", limit=READINGS_COUNTED)
    return {
        "count": len(found),
        "posts": len({(one.agency.vi, one.post.vi) for one in found}),
        "more": len(found) == READINGS_COUNTED,
        "latest": formats.moment(found[0].at) if found else "",
    }


@require_safe
@told_alike
@policy("dossier.view", matter=of_dossier)
def file(request: ActingRequest, code: str, file: UUID) -> HttpResponseBase:
    """Show a file of the dossier."""
    state = opened.state_of(code)
    if state is None:
        raise refuse("no-such-file", gettext_noop("There is no such file here. It may have been taken off."))
    declare_reading(request, state)
    return shown_file(request, file, f"dossier/{state.id}")
