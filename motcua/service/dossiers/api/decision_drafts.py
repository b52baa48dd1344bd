"""Drafts of the decision for machines: the one to begin with, every version, and the rounds of initials and signature."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from dmr import Path, Query
from dmr.renderers import FileRenderer

from motcua.foundation.files import doors as files
from motcua.foundation.files.types import MediaType, NoSuchFile
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.machine.doors import door
from motcua.foundation.text import gettext_noop
from motcua.register.access.commands import record_reading
from motcua.register.access.types import Purpose
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, DossierDoor, etag
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.queries import decision_drafts, opened, versions
from motcua.service.dossiers.types.signing import Capacity, RoundEnding, SigningRound

_FAILS = (HTTPStatus.NOT_FOUND,)


class DecisionVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the draft, kept as it was sent."""

    number: int
    name: str
    size: int
    by: str
    at: datetime


class RoundInitial(msgspec.Struct, frozen=True):
    person: str
    done_at: datetime | None


class DecisionRound(msgspec.Struct, frozen=True, kw_only=True):
    """The way of a version to its signature. `next_person` is whose turn it is; empty once it has ended."""

    number: int
    draft: int
    by: str
    asked_at: datetime
    opened_at: datetime | None
    initials: tuple[RoundInitial, ...]
    signer: str
    next_person: str
    ended_at: datetime | None
    ending: RoundEnding | None


class DraftsOfDecision(msgspec.Struct, frozen=True):
    versions: tuple[DecisionVersion, ...]
    rounds: tuple[DecisionRound, ...]


class ByVersion(shapes.ByCode, frozen=True):
    number: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class CapacityQuery(msgspec.Struct, frozen=True):
    """In which capacity it is signed."""

    capacity: Capacity = Capacity.TM


def _round(each: SigningRound) -> DecisionRound:
    return DecisionRound(
        number=each.number, draft=each.draft, by=each.by, asked_at=each.asked_at, opened_at=each.opened_at,
        initials=tuple(RoundInitial(one.person, one.done_at) for one in each.initials), signer=each.signer,
        next_person=each.next_person, ended_at=each.ended_at, ending=each.ending,
    )  # fmt: skip


def _no_such_version() -> Refused:
    return refuse("no-such-file", gettext_noop("There is no such version of the draft."))


class DecisionDrafts(DossierDoor):
    """The drafts of a decision."""

    @door("dossier.queue", DraftsOfDecision, operation="listDecisionDrafts", fails=_FAILS, headers=ETAG)
    def get(self, parsed_path: Path[shapes.ByCode]) -> HttpResponse:
        """List the versions of the draft and its rounds of initials. Needs the scope `dossier.view` besides."""
        del parsed_path
        self.ask_desk()
        kept = decision_drafts.files_of(self.state)
        found = DraftsOfDecision(
            versions=tuple(
                DecisionVersion(
                    number=each.number, name=kept[each.file].name, size=kept[each.file].size, by=each.by, at=each.at
                )
                for each in self.state.drafts
                if each.file in kept
            ),
            rounds=tuple(_round(each) for each in self.state.rounds),
        )
        return self.answer(found, headers=etag(self.state))


class Prepared(DossierDoor):
    """The draft to begin with."""

    renderers = (FileRenderer(),)

    @door("dossier.queue", bytes, operation="downloadPreparedDraft", fails=_FAILS)
    def get(self, parsed_path: Path[shapes.ByCode], parsed_query: Query[CapacityQuery]) -> HttpResponse:
        """Download the draft to begin with (.docx), made of what the dossier knows. The scope `dossier.view` besides."""
        del parsed_path
        self.ask_desk()
        now = timezone.now()
        record_reading(actor=self.actor, reading=self.reads(Purpose.HANDLING), now=now)
        view = opened.view(self.state.code, now)
        if view is None:
            raise no_such_dossier()
        made = decision_drafts.prepared(view, versions.of(view.state), parsed_query.capacity, now)
        headers = {"Content-Disposition": f'attachment; filename="du-thao-{view.state.code}.docx"'}
        return HttpResponse(made, content_type=MediaType.DOCX.value, headers=headers)


class OneVersion(DossierDoor):
    """One version of the draft."""

    renderers = (FileRenderer(),)

    @door("dossier.queue", bytes, operation="downloadDecisionDraft", fails=_FAILS)
    def get(self, parsed_path: Path[ByVersion]) -> HttpResponseBase:
        """Download a version as it was sent; the reading is recorded first. Needs the scope `dossier.view` besides."""
        self.ask_desk()
        kept: dict[int, str] = {each.number: each.file for each in self.state.drafts}
        if parsed_path.number not in kept:
            raise _no_such_version()
        record_reading(actor=self.actor, reading=self.reads(Purpose.HANDLING), now=timezone.now())
        holder = decision_drafts.holder_of(self.state.id)
        try:
            return files.download(self.request, UUID(kept[parsed_path.number]), holder, attachment=True)
        except NoSuchFile as error:
            raise _no_such_version() from error
