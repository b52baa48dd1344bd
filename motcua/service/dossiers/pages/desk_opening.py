"""What the desk's doors open: a dossier for an official whose agency has a part in it, and nothing for anybody else."""

from datetime import datetime

import msgspec
from django.utils import timezone

from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.policy.types import Actor, Denied, Role
from motcua.register.access.types import Purpose, Reading
from motcua.service.dossiers.commands.acting import no_such_dossier, perform
from motcua.service.dossiers.pages.opening import OpenDossier
from motcua.service.dossiers.queries import opened, versions
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.rules.telling import keeps_note, reads_remarks
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import DossierState, Status
from motcua.service.dossiers.types.views import DossierView

_ANSWERED = frozenset({Status.GRANTED, Status.REJECTED, Status.HANDED_OVER})


def part_of(actor: Actor, code: str) -> DossierState:
    """
    Return the dossier that this official's agency has a part in; refuses `no-such-dossier`.

    An official's own matter is no official's business: it opens on the citizen's side only.
    """
    state = opened.state_of(code)
    if state is None:
        raise no_such_dossier()
    seen_as_official = msgspec.structs.replace(matter_of(state), subjects=frozenset())
    if not allowed(registry.row("dossier.view"), actor, seen_as_official):
        raise no_such_dossier()
    return state


def on_the_desk(request: ActingRequest, code: str) -> OpenDossier:
    """Return a dossier with everything in it; the reading is declared, and its holder has opened it."""
    now = timezone.now()
    state = part_of(request.actor, code)
    declare(request, state)
    if request.method != "HEAD":
        _opened_by_holder(request.actor, state, now)
        _opened_for_signature(request.actor, state, now)
    view = opened.view(code, now)
    if view is None:
        raise no_such_dossier()
    view = own_part(view, request.actor)
    return OpenDossier(view=view, version=versions.of(view.state), now=now)


def own_part(view: DossierView, actor: Actor) -> DossierView:
    """Return what an official's agency may see of a dossier: a counter that only took it in reads no inner remarks."""
    if reads_remarks(view.state, person=actor.person, agency=actor.agency):
        return view
    happenings = tuple(
        msgspec.structs.replace(each, note="") if keeps_note(each.event) else each for each in view.happenings
    )
    return msgspec.structs.replace(view, happenings=happenings)


def declare(request: ActingRequest, state: DossierState) -> None:
    """Say on the request whose data the page shows, and what for."""
    request.reading = Reading(  # type: ignore[attr-defined]
        subjects=state.subjects, purpose=purpose_of(request.actor, state), matter=f"dossier/{state.id}"
    )


def purpose_of(actor: Actor, state: DossierState) -> Purpose:
    """Return why an official opens a dossier where it stands now."""
    if state.status is Status.SUBMITTED:
        return Purpose.RECEPTION
    if state.status in _ANSWERED:
        return Purpose.HANDING_OVER
    return Purpose.DECISION if Role.LEADER in actor.roles else Purpose.HANDLING


def _opened_by_holder(actor: Actor, state: DossierState, now: datetime) -> None:
    """Note once that the holder has looked, because what was handed over can be recalled until then."""
    handover = state.handover
    if actor.id != state.holder or handover is None or handover.opened or state.status is not Status.IN_PROGRESS:
        return
    try:
        perform(actor=actor, dossier=state.id, command=asked.Open(), key=f"open/{state.id}/{state.version}", now=now)
    except Refused:
        # Something else happened to it at this moment; the page shows what.
        return


def _opened_for_signature(actor: Actor, state: DossierState, now: datetime) -> None:
    """Note once that the first of a round has looked, because what was submitted can be recalled until then."""
    current = state.open_round
    if current is None or current.opened_at is not None or current.next_person != actor.id:
        return
    key = f"open-for-signature/{state.id}/{current.number}"
    try:
        perform(actor=actor, dossier=state.id, command=asked.OpenForSignature(), key=key, now=now)
    except (Denied, Refused):
        # It waits for something else at this moment, or the post is another one now; the page shows what.
        return
