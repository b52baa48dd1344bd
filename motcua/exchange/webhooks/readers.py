"""Tells subscriptions what happened to dossiers."""

from typing import ClassVar

from django.utils import timezone

from motcua.exchange.webhooks.commands.telling import tell
from motcua.exchange.webhooks.queries import KINDS
from motcua.exchange.webhooks.types import Happened
from motcua.foundation.ledger.readers import Reactor
from motcua.foundation.ledger.types import Entry
from motcua.service.dossiers.queries import opened


class Tell(Reactor):
    """Writes one delivery for each entry and subscription; the sending is a job."""

    name: ClassVar[str] = "webhooks.tell"
    kinds: ClassVar[frozenset[str]] = KINDS

    def react(self, entry: Entry) -> None:
        """Write down whom to tell."""
        dossier = entry.stream.removeprefix("dossier/")
        state = opened.state_by_id(dossier)
        if state is None:
            return
        told = Happened(
            event=f"{entry.stream}/{entry.sequence}", kind=entry.kind, dossier=dossier, code=state.code,
            number=entry.sequence, agency=entry.agency, at=entry.occurred_at,
        )  # fmt: skip
        tell(told, state, now=timezone.now())
