"""Dossiers that come by a counter, made through commands."""

import uuid
from datetime import datetime
from typing import Any

from motcua.foundation.policy.types import Actor
from motcua.register.people.commands import record_visitor
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import DossierState
from tests.factories.city import NOW
from tests.factories.dossiers import upload


def visitor(desk: Actor, *, name: str = "Lê Thị Tư", number: str = "", now: datetime = NOW) -> str:
    """Somebody without an account, as the official takes them down."""
    return record_visitor(
        actor=desk, name=name, personal_number=number, card_seen=bool(number), now=now, key=uuid.uuid4().hex
    )


def counter_draft(
    desk: Actor, values: dict[str, Any], *, procedure: str = "1.001193", person: str = "", helper: str = "",
    now: datetime = NOW,
) -> DraftView:  # fmt: skip
    """A whole declaration written at the counter of this official, with every paper."""
    version = procedures.published(procedure, now.date())
    draft_id = drafts.start(
        actor=desk, procedure=procedure, procedure_version=version.version, now=now, counter=desk.agency,
        person=person or visitor(desk, now=now), helper=helper,
    )  # fmt: skip
    draft = draft_of(draft_id)
    assert draft is not None
    drafts.save(actor=desk, draft=draft, values=values, page="", now=now)
    for paper in choosing.asked_papers(version, values, on=now.date()):
        file = upload(f"draft/{draft_id}", now=now)
        drafts.add_paper(
            actor=desk, draft=draft, requirement=paper.code, file=str(file.id), sha256=file.address, now=now
        )
    found = draft_of(draft_id)
    assert found is not None
    return found


def filed(
    desk: Actor, values: dict[str, Any], *, now: datetime = NOW, receive: bool = True, **options: Any
) -> DossierState:
    """A dossier that this counter has taken in."""
    draft = counter_draft(desk, values, now=now, **options)
    return submit_draft(actor=desk, draft=draft, key=uuid.uuid4().hex, now=now, receive_now=receive)
