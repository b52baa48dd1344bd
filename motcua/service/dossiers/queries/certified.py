"""What the fast lane did today."""

from datetime import datetime

from django.db import connection

from motcua.foundation.policy.types import Actor
from motcua.service.dossiers.queries._filter import allowed_rows
from motcua.service.dossiers.queries.opened import WITH_STATE, decoded
from motcua.service.dossiers.types.certifying import CertifiedRow


def certified_since(
    actor: Actor, procedures: tuple[str, ...], since: datetime, limit: int = 10
) -> tuple[CertifiedRow, ...]:
    """Return the latest cases of these procedures at the actor's own counter, the latest first."""
    allowed, more = allowed_rows(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT state, applicant_name {WITH_STATE} WHERE agency = %s AND submitted_at >= %s "
            f"AND procedure = ANY(%s) AND channel = 'counter' AND status = 'handed-over' AND ({allowed}) "
            "ORDER BY submitted_at DESC, id DESC LIMIT %s",
            [actor.agency, since, list(procedures), *more, limit],
        )
        rows = [(decoded(state), name) for state, name in cursor.fetchall()]
    return tuple(
        CertifiedRow(
            code=state.code, name=name, procedure=state.procedure, procedure_version=state.procedure_version,
            amount_vnd=sum(one.amount_vnd for one in state.obligations),
        )
        for state, name in rows
    )  # fmt: skip
