"""One dossier: all of it, what happened to it, why it is due when it is."""

from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Path, Query

from motcua.foundation.machine.doors import door
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Actor
from motcua.register.access.types import Purpose
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, DossierDoor, etag
from motcua.service.dossiers.api.why import why
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.queries import opened, timing
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.rules.national import national_code
from motcua.service.dossiers.rules.telling import keeps_note, reads_remarks, stays_inside
from motcua.service.dossiers.types.commands import COMMANDS
from motcua.service.dossiers.types.state import DossierState
from motcua.service.dossiers.types.views import DossierView, Happening


class ReadingQuery(msgspec.Struct, frozen=True):
    """Why an official reads it: the person concerned is told."""

    purpose: Annotated[
        Purpose, msgspec.Meta(description="Why you read it; the person concerned is told in these words.")
    ] = Purpose.HANDLING


def acts_of(state: DossierState, actor: Actor) -> tuple[str, ...]:
    """Return the verbs that the status and the actor's rights allow now."""
    matter = matter_of(state)
    return tuple(
        str(command.__struct_config__.tag)
        for command in COMMANDS
        if possible(state, command) and allowed(registry.row(command.POLICY), actor, matter)
    )


def entry(each: Happening, *, is_official: bool) -> shapes.Entry:
    """Return one entry; who sits where is told to officials only."""
    return shapes.Entry(
        sequence=each.sequence, kind=each.kind, occurred_at=each.occurred_at, recorded_at=each.recorded_at,
        agency=each.agency, actor=each.actor if is_official else "", note=each.note,
    )  # fmt: skip


class One(DossierDoor):
    """One dossier."""

    @door("dossier.view", shapes.Dossier, operation="readDossier", fails=(HTTPStatus.NOT_FOUND,), headers=ETAG)
    def get(self, parsed_path: Path[shapes.ByCode], parsed_query: Query[ReadingQuery]) -> HttpResponse:
        """
        Read a whole dossier, its declaration and papers included.

        An official's reading is recorded and shown to the person concerned.
        """
        del parsed_path
        self.reads(parsed_query.purpose)
        view = self._view()
        return self.answer(self._whole(view), headers=etag(view.state))

    def _view(self) -> DossierView:
        view = opened.view(self.state.code, timezone.now())
        if view is None:
            raise no_such_dossier()
        return view

    def _whole(self, view: DossierView) -> shapes.Dossier:
        state = view.state
        confirmation, presence = state.confirmation, state.presence
        return shapes.Dossier(
            id=state.id, code=state.code, version=state.version, status=state.status,
            national_status=national_code(state.status), procedure=state.procedure,
            procedure_version=state.procedure_version, case=state.case, channel=state.channel, agency=state.agency,
            receiving_agency=state.receiving_agency, step=state.step, holder=state.holder if self.is_official else "",
            applicant_name=view.applicant_name, submitted_at=state.submitted_at,
            reception_due_at=state.reception_due_at, received_at=state.received_at,
            promised_due_at=state.promised_due_at, computed_due_at=state.computed_due_at,
            due_at=state.computed_due_at or state.reception_due_at, ended_at=state.ended_at,
            granted=state.outcome.granted if state.outcome else None, time_class=view.time_class.value,
            overdue_by_766=view.overdue_by_766, declaration=view.values, papers=self._papers(view),
            supplements=tuple(
                shapes.SupplementAsked(
                    number=each.number, asked_at=each.asked_at, answered_at=each.answered_at,
                    exceptional=each.exceptional, marks=each.marks,
                )
                for each in state.supplements
            ),
            payments=tuple(
                shapes.PaymentAsked(
                    fee=each.fee, amount_vnd=each.amount_vnd, asked_at=each.asked_at, paid_at=each.paid_at,
                    receipt_no=each.receipt_no,
                )
                for each in state.obligations
            ),
            confirmation_until=confirmation.until if confirmation and confirmation.answered_at is None else None,
            appointed_at=presence.appointed_at if presence and presence.came_at is None else None,
            acts=acts_of(state, self.actor),
        )  # fmt: skip

    def _papers(self, view: DossierView) -> tuple[shapes.PaperShown, ...]:
        return tuple(
            shapes.PaperShown(
                requirement=each.requirement, file=each.file, kind=each.kind, name=each.name,
                media_type=each.media_type, size=each.size, added_at=each.added_at, replaced_at=each.replaced_at,
                href=reverse("api:paper", args=[view.state.code, each.file]),
            )
            for each in view.papers
        )  # fmt: skip


class History(DossierDoor):
    """What happened to a dossier."""

    @door("dossier.view", shapes.Timeline, operation="readTimeline", fails=(HTTPStatus.NOT_FOUND,), headers=ETAG)
    def get(self, parsed_path: Path[shapes.ByCode], parsed_query: Query[ReadingQuery]) -> HttpResponse:
        """Read what happened, the oldest first, with the reasons and remarks that went with it."""
        del parsed_path
        self.reads(parsed_query.purpose)
        view = opened.view(self.state.code, timezone.now())
        if view is None:
            raise no_such_dossier()
        agency = self.actor.agency if self.is_official else ""
        inside = reads_remarks(view.state, person=self.actor.person, agency=agency)
        shown = [
            each if inside or not keeps_note(each.event) else msgspec.structs.replace(each, note="")
            for each in view.happenings
            if self.is_official or not stays_inside(each.event)
        ]
        items = tuple(entry(each, is_official=self.is_official) for each in shown)
        return self.answer(shapes.Timeline(items=items), headers=etag(view.state))


class Explained(DossierDoor):
    """Why a dossier is due when it is."""

    @door("dossier.view", shapes.Why, operation="explainDueDate", fails=(HTTPStatus.NOT_FOUND,), headers=ETAG)
    def get(self, parsed_path: Path[shapes.ByCode]) -> HttpResponse:
        """Ask why it is due then, who holds it now, what stopped it, and whose days were used: data and sentences."""
        del parsed_path
        now = timezone.now()
        explained = why(self.state, timing.explanation(self.state, now), now, is_official=self.is_official)
        return self.answer(explained, headers=etag(self.state))
