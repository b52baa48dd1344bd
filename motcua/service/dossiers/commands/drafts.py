"""
Drafts: what a person writes before it is a dossier. Plain rows, encrypted; no entry per keystroke.

Saving carries the revision that the writer saw: a second device is told of the first instead of overwriting it.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.db import connection, transaction

from motcua.foundation.files import holdings as files
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.sealing import aead, ring
from motcua.foundation.secrecy.stopping import stopped_fields
from motcua.foundation.text import gettext_noop
from motcua.register.incidents.types import Step
from motcua.service.dossiers.commands import guarding
from motcua.service.dossiers.queries import drafts as written
from motcua.service.dossiers.queries import versions
from motcua.service.dossiers.rules.intake import secret_fields
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import PaperRef

_SENT_ONCE = HouseRule("A draft becomes a dossier once, for ever.")


def holder_of(draft: str) -> str:
    """Return the name under which a draft holds keys and files."""
    return f"draft/{draft}"


def start(
    *,
    actor: Actor,
    procedure: str,
    procedure_version: int,
    now: datetime,
    draft: str = "",
    counter: str = "",
    person: str = "",
    helper: str = "",
) -> str:
    """
    Begin a draft and return its id; the same `draft` id begins it once.

    At the `counter` of an agency an official writes it for `person`, whom `helper` (in words) may help.
    """
    if counter:
        authorise(registry.row("dossier.file-at-counter"), actor, Matter(receiving=counter))
    else:
        authorise(registry.row("dossier.submit"), actor, Matter())
    draft_id = draft or str(uuid.uuid4())
    key = aead.new_key()
    sealed_helper = aead.encrypt(key, helper.encode(), written.helper_of(draft_id)) if helper else b""
    body = aead.encrypt(key, b"{}", draft_id.encode())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_draft (id, owner, procedure, procedure_version, page, revision, body, wrapped_key, "
            "counter, person, helper, created_at, updated_at) "
            "VALUES (%s, %s, %s, %s, '', 0, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
            [
                draft_id,
                actor.person,
                procedure,
                procedure_version,
                body,
                ring.wrap(key, holder_of(draft_id)),
                counter,
                person or None,
                sealed_helper,
                now,
                now,
            ],
        )
    return draft_id


def save(
    *,
    actor: Actor,
    draft: DraftView,
    values: Mapping[str, object],
    page: str,
    now: datetime,
    revision: int | None = None,
) -> int:
    """
    Keep `values` as what has been written so far, and `page` as where to go on; return the new revision.

    `revision` is what the writer saw. Raises `Conflict` when another device has saved meanwhile. Refuses `state-secret`
    once everything else is kept: the texts that are marked so are left out, and named.
    """
    _may(actor, draft)
    expected = draft.revision if revision is None else revision
    form = versions.numbered(draft.procedure, draft.procedure_version, counter=bool(draft.counter)).declaration
    secret = secret_fields(form, values)
    if secret:
        values = guarding.without_secrets(form, dict(values), secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped_key FROM dossiers_draft WHERE id = %s", [draft.id])
        key = ring.unwrap(bytes(cursor.fetchone()[0]), holder_of(draft.id))
        body = aead.encrypt(key, msgspec.json.encode(values), draft.id.encode())
        cursor.execute(
            "UPDATE dossiers_draft SET body = %s, page = %s, revision = revision + 1, updated_at = %s "
            "WHERE id = %s AND revision = %s AND submitted_at IS NULL RETURNING revision",
            [body, page, now, draft.id, expected],
        )
        row = cursor.fetchone()
    if row is None:
        raise Conflict(holder_of(draft.id), expected, draft.revision)
    if secret:
        written = msgspec.structs.replace(draft, values=dict(values))
        with guarding.of_draft(actor, written, Step.DRAFT, now):
            raise stopped_fields(secret)
    return int(row[0])


def add_paper(*, actor: Actor, draft: DraftView, requirement: str, file: str, sha256: str, now: datetime) -> None:
    """Put an uploaded file to a paper of the draft."""
    _may(actor, draft)
    put_paper(draft.id, requirement, file, sha256, now)


def put_paper(draft: str, requirement: str, file: str, sha256: str, now: datetime) -> None:
    """Put a file to a paper; whoever calls this has asked the policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_draft_paper (draft, requirement, file, sha256, added_at) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [draft, requirement, file, sha256, now],
        )


def take_paper(*, actor: Actor, draft: DraftView, paper: PaperRef, holder: str, now: datetime) -> None:
    """Put a file that `holder` holds to a paper of the draft, and let the draft hold it too."""
    _may(actor, draft)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        files.attach(cursor, uuid.UUID(paper.file), holder, holder_of(draft.id))
        put_paper(draft.id, paper.requirement, paper.file, paper.sha256, now)


def remove_paper(*, actor: Actor, draft: DraftView, file: str) -> None:
    """Take a file off the draft; its bytes are swept later."""
    _may(actor, draft)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_draft_paper WHERE draft = %s AND file = %s", [draft.id, file])
        if cursor.rowcount:
            files.drop_file(cursor, uuid.UUID(file), holder_of(draft.id))


def discard(*, actor: Actor, draft: DraftView) -> None:
    """Throw a draft away, with its files and its key; nothing of it can be read again."""
    _may(actor, draft)
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_draft WHERE id = %s AND submitted_at IS NULL", [draft.id])
        cursor.execute("DELETE FROM dossiers_draft_paper WHERE draft = %s", [draft.id])
        files.drop(cursor, holder_of(draft.id))


def _may(actor: Actor, draft: DraftView) -> None:
    authorise(registry.row("dossier.draft"), actor, written.matter_of(draft))
    if draft.submitted_at is not None:
        raise refuse(
            "already-submitted",
            gettext_noop("This declaration has been submitted already. You find it among your dossiers."),
            _SENT_ONCE,
        )
