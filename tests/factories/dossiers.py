"""Dossiers made through commands, so that their states are legal."""

import uuid
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

from motcua.foundation.files import uploads
from motcua.foundation.policy.types import Actor
from motcua.register.procedures import commands as procedures
from motcua.register.procedures import queries as published
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import new_key, perform
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import DossierState
from tests.factories.birth import birth_declaration
from tests.factories.city import FOUNDER, NOW, load_agencies
from tests.factories.procedures import catalogue

BIRTH = "1.001193"


def load_city(*, now: datetime = NOW) -> None:
    load_agencies(now=now)
    # Read once for a process; the reading itself has tests of its own.
    procedures.publish_catalogue(catalogue(), actor=FOUNDER, now=now)


def picture(colour: str = "white") -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return content.getvalue()


def upload(
    holder: str, content: bytes | None = None, *, name: str = "giay-chung-sinh.jpg", now: datetime = NOW, **options: Any
) -> Any:
    given = content or picture()
    return uploads.take(holder, name, len(given), [given], now, **options)


def filled_draft(actor: Actor, *, now: datetime = NOW, papers: bool = True, **overrides: Any) -> DraftView:
    """A draft with a sound declaration and every paper that it needs."""
    version = published.published(BIRTH, now.date())
    assert version is not None
    draft_id = drafts.start(actor=actor, procedure=BIRTH, procedure_version=version.version, now=now)
    values = birth_declaration(**overrides)
    draft = draft_of(draft_id)
    assert draft is not None
    drafts.save(actor=actor, draft=draft, values=values, page="", now=now)
    if papers:
        for paper in choosing.asked_papers(version, values, on=now.date()):
            file = upload(f"draft/{draft_id}", now=now)
            drafts.add_paper(
                actor=actor, draft=draft, requirement=paper.code, file=str(file.id), sha256=file.address, now=now
            )
    found = draft_of(draft_id)
    assert found is not None
    return found


def submitted(actor: Actor, *, now: datetime = NOW, key: str = "", **overrides: Any) -> DossierState:
    return submit_draft(actor=actor, draft=filled_draft(actor, now=now, **overrides), key=key or new_key(), now=now)


def act(state: DossierState, actor: Actor, command: Command, now: datetime, **options: Any) -> DossierState:
    return perform(
        actor=actor,
        dossier=state.id,
        command=command,
        key=options.pop("key", "") or uuid.uuid4().hex,
        now=now,
        **options,
    )
