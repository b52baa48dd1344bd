"""Drafts, opened for their owner."""

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from motcua.foundation.policy.types import Matter
from motcua.foundation.sealing import aead, ring
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import PaperRef

_COLUMNS = (
    "id::text, owner::text, procedure, procedure_version, page, revision, updated_at, submitted_at, counter, "
    "coalesce(person::text, '')"
)


def draft(draft_id: str) -> DraftView | None:
    """Return a draft with its values, or None. A submitted draft has no values any more."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS}, body, wrapped_key, helper FROM dossiers_draft WHERE id = %s", [draft_id])  # noqa: S608
        row = cursor.fetchone()
        if row is None:
            return None
        papers = papers_put(draft_id)
    (found, owner, procedure, number, page, revision, updated_at, submitted_at, counter, person) = row[:10]
    body, wrapped, sealed_helper = row[10:]
    values: dict[str, Any] = {}
    helper = ""
    if submitted_at is None:
        key = ring.unwrap(bytes(wrapped), f"draft/{draft_id}")
        values = msgspec.json.decode(aead.decrypt(key, bytes(body), draft_id.encode()))
        helper = aead.decrypt(key, bytes(sealed_helper), helper_of(draft_id)).decode() if sealed_helper else ""
    return DraftView(
        id=found, owner=owner, procedure=procedure, procedure_version=number, page=page, revision=revision, values=values,
        papers=papers, updated_at=updated_at, submitted_at=submitted_at, counter=counter, person=person, helper=helper,
    )  # fmt: skip


def papers_put(draft_id: str) -> tuple[PaperRef, ...]:
    """Return the files put to a draft's papers, or to the answer of a supplement (under the dossier's id)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT requirement, file::text, sha256 FROM dossiers_draft_paper WHERE draft = %s ORDER BY requirement, id",
            [draft_id],
        )
        return tuple(PaperRef(requirement=row[0], file=row[1], sha256=row[2]) for row in cursor.fetchall())


def matter(draft: str) -> Matter:
    """Return the draft as a matter for the policies; nobody's when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner::text, counter FROM dossiers_draft WHERE id = %s", [draft])
        row = cursor.fetchone()
    return _matter(*row) if row else Matter()


def matter_of(draft: DraftView) -> Matter:
    """Return a draft that was read as a matter."""
    return _matter(draft.owner, draft.counter)


def _matter(owner: str, counter: str) -> Matter:
    """A draft of a counter is the counter's, so that a colleague goes on with it; any other is its owner's."""
    return Matter(receiving=counter) if counter else Matter(subjects=frozenset({owner}))


def helper_of(draft: str) -> bytes:
    """Return what the helper's words are bound to."""
    return f"{draft}/helper".encode()


class DraftRow(msgspec.Struct, frozen=True):
    """A draft in the list of what is not sent yet."""

    id: str
    procedure: str
    procedure_version: int
    page: str
    updated_at: datetime


def drafts_of(
    person: str, limit: int = 20, *, after: tuple[datetime, str] | None = None, backward: bool = False
) -> tuple[DraftRow, ...]:
    """Return a person's drafts that are not sent yet, the latest first; paged by moment and id."""
    return _unsent("owner = %s AND counter = ''", person, limit, after, backward=backward)


def drafts_of_counter(
    counter: str, limit: int = 20, *, after: tuple[datetime, str] | None = None, backward: bool = False
) -> tuple[DraftRow, ...]:
    """Return the drafts that were begun at an agency's counter and are not sent yet, the latest first; paged alike."""
    return _unsent("counter = %s AND counter <> ''", counter, limit, after, backward=backward)


def _unsent(
    whose: str, who: str, limit: int, after: tuple[datetime, str] | None, *, backward: bool
) -> tuple[DraftRow, ...]:
    sign, order = (">", "ASC") if backward else ("<", "DESC")
    at = f"AND (updated_at, id) {sign} (%s, %s::uuid)" if after else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, procedure, procedure_version, page, updated_at FROM dossiers_draft "  # noqa: S608
            f"WHERE {whose} AND submitted_at IS NULL {at} ORDER BY updated_at {order}, id {order} LIMIT %s",
            [who, *(after or ()), limit],
        )
        return tuple(DraftRow(*row) for row in cursor.fetchall())
