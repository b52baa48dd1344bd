"""Tells the applicant what happened, and lets linked dossiers follow the one that they wait for."""

from typing import ClassVar

import msgspec
from django.utils import translation
from django.utils.translation import gettext

from motcua.foundation.ledger.events import kind_of
from motcua.foundation.ledger.readers import Reactor
from motcua.foundation.ledger.types import Entry
from motcua.foundation.policy.types import system
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.rules import linked
from motcua.service.dossiers.rules.telling import TOLD, sentence_for
from motcua.service.dossiers.types.commands import Command, Release
from motcua.service.dossiers.types.events import (
    VOCABULARY,
    Decided,
    PaymentAsked,
    ReceptionRefused,
    Stopped,
    Withdrawn,
)
from motcua.service.dossiers.types.state import DossierState
from motcua.service.notices.commands import notify

_MOMENTS = ("reception_due_at", "promised_due_at", "until", "appointed_at")


class TellApplicant(Reactor):
    """Sends one notice for each event that the applicant should know of."""

    name: ClassVar[str] = "dossiers.tell-applicant"
    kinds: ClassVar[frozenset[str]] = frozenset(kind_of(event) for event in TOLD)
    start: ClassVar[str] = "beginning"

    def react(self, entry: Entry) -> None:
        """Notify the applicant; the entry is the key."""
        event = VOCABULARY.decode(entry.data)
        message = sentence_for(event)
        state = opened.state_by_id(entry.stream.removeprefix("dossier/"))
        if message is None or state is None:
            return
        values = {"code": state.code}
        for name in _MOMENTS:
            moment = getattr(event, name, None)
            if moment is not None:
                values[name] = msgspec.json.encode(moment).decode().strip('"')
        if isinstance(event, PaymentAsked):
            values["amount"] = str(event.amount_vnd)
        notify(
            actor=system("tell-applicant"),
            person=state.applicant,
            message=message,
            values=values,
            about=state.code,
            happened_at=entry.occurred_at,
            key=self.key_for(entry),
        )


class FollowLinked(Reactor):
    """Lets a dossier that waits for another of its filing be received, or ends it when there will be no result."""

    name: ClassVar[str] = "dossiers.follow-linked"
    kinds: ClassVar[frozenset[str]] = frozenset(
        kind_of(event) for event in (Decided, ReceptionRefused, Withdrawn, Stopped)
    )
    start: ClassVar[str] = "beginning"

    def react(self, entry: Entry) -> None:
        """Act on each dossier that waits; the entry is the key."""
        ended = opened.state_by_id(entry.stream.removeprefix("dossier/"))
        if ended is None or ended.linked is None:
            return
        for waiting in opened.filed_with(ended.linked.bundle):
            command = linked.follows(ended, waiting)
            if command is not None:
                perform(
                    actor=system("follow-linked"),
                    dossier=waiting.id,
                    command=_worded(command, ended),
                    key=self.key_for(entry).key,
                    now=entry.occurred_at,
                )


def _worded(command: type[Command], ended: DossierState) -> Command:
    if command is Release:
        return Release()
    # The words are the applicant's, and a paper of the city's is in Vietnamese.
    with translation.override("vi"):
        return command(note=gettext(linked.ENDED_WITHOUT_RESULT) % {"code": ended.code})
