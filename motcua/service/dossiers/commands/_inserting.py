"""Everything that a submission writes besides its entry: one statement for each dossier."""

from datetime import datetime
from typing import Any

from motcua.foundation.interface.diacritics import words_in
from motcua.service.dossiers.commands import _rows
from motcua.service.dossiers.types.state import DossierState

_SHARED = (
    "id", "procedure", "procedure_version", "sector", "channel", "applicant", "filer", "submitted_at",
    "code", "part",
)  # fmt: skip
_COLUMNS: tuple[str, ...] = (*_rows.COLUMNS, *_SHARED, "bundle", "applicant_name", "wrapped_key")
# Everything that a submission writes besides its entry, in one statement; the draft is consumed only as it was seen.
WRITE = f"""
    WITH consumed AS (
        UPDATE dossiers_draft SET submitted_at = %s::timestamptz, body = ''::bytea, wrapped_key = ''::bytea, helper = ''::bytea
        WHERE id = %s::uuid AND revision = %s::integer AND submitted_at IS NULL RETURNING 1
    ), taken AS (
        DELETE FROM dossiers_draft_paper WHERE draft = %s::uuid
    ), dossier AS (
        INSERT INTO dossiers_dossier ({", ".join(_COLUMNS)}, search_vector)
        VALUES ({", ".join(["%s"] * len(_COLUMNS))}, to_tsvector('simple', %s::text))
    ), folded AS (
        INSERT INTO dossiers_state (dossier_id, state) VALUES (%s::uuid, %s::bytea)
    ), declaration AS (
        INSERT INTO dossiers_content (id, dossier_id, kind, body, salt, created_at)
        VALUES (%s::uuid, %s::uuid, %s, %s::bytea, %s::bytea, %s::timestamptz)
    ), papers AS (
        INSERT INTO dossiers_paper (dossier_id, requirement, file, sha256, kind, added_at)
        SELECT %s::uuid, requirement, file, sha256, 'paper', %s::timestamptz
        FROM unnest(%s::text[], %s::uuid[], %s::text[]) AS given (requirement, file, sha256)
    )
    SELECT count(*) FROM consumed
"""  # noqa: S608 -- our own column names


def written(
    state: DossierState,
    name: str,
    wrapped_key: bytes,
    declaration: _rows.SealedNote,
    revision: int | None,
    now: datetime,
) -> list[Any]:
    """Return the values of `WRITE` for a dossier in its first state."""
    columns = {
        **_rows.columns_of(state),
        **{column: getattr(state, column) for column in _SHARED},
        "channel": state.channel.value,
        "applicant_name": name,
        "wrapped_key": wrapped_key,
        "bundle": state.linked.bundle if state.linked else None,
    }
    return [
        now, state.id, revision, state.id, *(columns[column] for column in _COLUMNS), " ".join(words_in(name)),
        state.id, _rows.encode_state(state), declaration.ref.id, state.id, declaration.kind, declaration.body, declaration.salt, now, state.id, now,
        [paper.requirement for paper in state.papers], [paper.file for paper in state.papers],
        [paper.sha256 for paper in state.papers],
    ]  # fmt: skip
