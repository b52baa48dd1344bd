"""What the citizen's doors open: a draft or a dossier, for whoever may, and alike for whoever may not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

import msgspec
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.declared import Form
from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.policy.types import Denied, Matter
from motcua.foundation.text import gettext_noop
from motcua.register.access.types import Purpose, Reading
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import GOVERNING
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.queries import drafts, opened, versions
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import DossierState
from motcua.service.dossiers.types.views import DossierView

P = ParamSpec("P")
Door = Callable[Concatenate[Any, P], HttpResponseBase]


class OpenDraft(msgspec.Struct, frozen=True):
    """A draft on the page: `on` is the day of filing if it were filed now."""

    view: DraftView
    version: ProcedureVersion
    now: datetime
    on: date
    places: PlacesOn

    @property
    def form(self) -> Form:
        return self.version.declaration


class OpenDossier(msgspec.Struct, frozen=True):
    """A dossier on the page, with the version of the procedure that it stays on."""

    view: DossierView
    version: ProcedureVersion
    now: datetime

    @property
    def state(self) -> DossierState:
        return self.view.state


def language() -> str:
    """Return the language of the page."""
    return get_language() or "vi"


def words(text: Text | None) -> str:
    """Return the words of the catalogue in the language of the page."""
    return text.shown(language()).text if text else ""


def word_lang(text: Text) -> str:
    """Return the language to mark the words with, empty where it is the page's own."""
    page = "en" if language().startswith("en") else "vi"
    lang = text.shown(page).lang
    return "" if lang == page else lang


def at_counter(draft: OpenDraft) -> dict[str, str]:
    """Return who stands at the counter and who helps them, for the page; empty for a draft of one's own."""
    if not draft.view.counter:
        return {}
    visitor = people.person(draft.view.person)
    return {"visitor": visitor.full_name if visitor else "", "helper": draft.view.helper}


def of_draft(draft: UUID, **_: object) -> Matter:
    """Return the draft in the address as a matter."""
    return drafts.matter(str(draft))


def of_dossier(code: str, **_: object) -> Matter:
    """Return the dossier in the address as a matter."""
    return opened.matter(code)


def told_alike(view: Door[P]) -> Door[P]:
    """Answer a dossier of somebody else's exactly like one that does not exist."""

    @wraps(view)
    def door(request: ActingRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Denied as denied:
            if not denied.signed_in:
                raise
            raise no_such_dossier() from denied

    return cast("Door[P]", door)


def open_draft(request: ActingRequest, draft: UUID) -> OpenDraft:
    """Return a draft with its procedure, at a counter with the reading declared; refuses `no-such-draft`."""
    view = drafts.draft(str(draft))
    if view is None:
        raise refuse("no-such-draft", gettext_noop("There is no such draft. Look among your dossiers."))
    if view.counter:
        request.reading = Reading(  # type: ignore[attr-defined]
            subjects=frozenset({view.person}), purpose=Purpose.RECEPTION, matter=f"draft/{view.id}"
        )
    now = timezone.now()
    on = local_day(now)
    return OpenDraft(
        view=view, version=versions.numbered(view.procedure, view.procedure_version, counter=bool(view.counter)), now=now, on=on,
        places=PlacesOn(on),
    )  # fmt: skip


def open_dossier(request: ActingRequest, code: str) -> OpenDossier:
    """Return a dossier, the reading declared; refuses `no-such-dossier`."""
    now = timezone.now()
    view = opened.view(code, now)
    if view is None:
        raise no_such_dossier()
    declare_reading(request, view.state)
    return OpenDossier(view=view, version=versions.of(view.state), now=now)


def declare_reading(request: ActingRequest, state: DossierState) -> None:
    """Say on the request whose data the page shows; of one's own nothing is recorded."""
    request.reading = Reading(  # type: ignore[attr-defined]
        subjects=state.subjects, purpose=Purpose.HANDLING, matter=f"dossier/{state.id}"
    )


def agency_names(codes: set[str], on: date) -> dict[str, str]:
    """Return the names of agencies in the language of the page; a commune is called by its own, without the authority's."""
    found = agencies.agencies(codes, on)
    short = {code: one.area if one.kind in GOVERNING else one.name for code, one in found.items()}
    return {code: words(short[code]) if code in short else code for code in codes}


def commune_options(on: date) -> tuple[tuple[str, str], ...]:
    """
    Return the communes to choose from as (code, name): those of today by name, then those of before the last change.

    Papers still say the former ones; whoever lived in one that was split is asked for the part.
    """
    current = agencies.communes(on)
    if not current:
        return ()
    eve = max(one.term.valid_from for one in current) - timedelta(days=1)
    codes = {one.code for one in current}
    former = [one for one in agencies.communes(eve) if one.code not in codes]
    options = sorted(((one.code, words(one.area)) for one in current), key=lambda pair: pair[1])
    return (
        *options,
        *sorted(
            ((one.code, gettext("%(commune)s (formerly)") % {"commune": words(one.area)}) for one in former),
            key=lambda pair: pair[1],
        ),
    )


def code_of_submitted(draft: DraftView) -> str:
    """Return the code of the dossier that a submitted draft became; refuses `no-such-dossier`."""
    state = opened.state_by_id(draft.id)
    if state is None:
        raise no_such_dossier()
    return state.code
