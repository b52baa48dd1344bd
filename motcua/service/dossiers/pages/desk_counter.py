"""What the desk tells of a dossier that came by a counter: which one took it in, who decides, what can be done there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface.parts import Link
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names
from motcua.service.dossiers.rules import on_behalf
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command

# What the applicant may have done at the counter, with the page on which it is done.
_DONE_THERE: tuple[tuple[type[Command], str, str], ...] = (
    (asked.GiveSupplement, gettext_noop("Take the supplement in"), "dossiers:supplement"),
    (asked.Confirm, gettext_noop("Answer for the draft"), "dossiers:confirm"),
    (asked.Withdraw, gettext_noop("Withdraw it"), "dossiers:withdraw"),
)


def counter_facts(request: ActingRequest, found: OpenDossier) -> dict[str, Any]:
    """Return what a page of the desk shows of counters; each part empty where there is nothing to tell."""
    state = found.state
    names = agency_names({state.receiving_agency, state.agency}, local_day(found.now))
    helper = found.view.happenings[0].note if state.helper and found.view.happenings else ""
    return {
        "counter": names[state.receiving_agency] if state.receiving_agency != state.agency else "",
        "decides": names[state.agency] if state.agency != request.actor.agency else "",
        "helper": helper,
        "on_behalf": [
            Link(gettext(text), reverse(page, args=[state.code]))
            for command, text, page in _DONE_THERE
            if _may(request, found, command)
        ],
    }


def _may(request: ActingRequest, found: OpenDossier, command: type[Command]) -> bool:
    state, actor = found.state, request.actor
    if not possible(state, command) or not allowed(registry.row(command.POLICY), actor, matter_of(state)):
        return False
    try:
        on_behalf.check(state, command, actor)
    except Refused:
        return False
    return bool(on_behalf.behalf_of(state, command, actor))
