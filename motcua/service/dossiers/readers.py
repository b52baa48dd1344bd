"""Tells the applicant what happened."""

from typing import ClassVar

import msgspec

from motcua.foundation.ledger.events import kind_of
from motcua.foundation.ledger.readers import Reactor
from motcua.foundation.ledger.types import Entry
from motcua.foundation.policy.types import system
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.rules.telling import TOLD, sentence_for
from motcua.service.dossiers.types.events import VOCABULARY, PaymentAsked
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
