"""Tracking without signing in: status and dates by the code, the rest only with the receipt's secret."""

import base64
import hmac

from motcua.foundation.sealing import ring
from motcua.service.dossiers.queries.opened import state_of
from motcua.service.dossiers.types.views import Tracked

SECRET_LETTERS = 20


def tracked(code: str) -> Tracked | None:
    """Return what anybody with the code may see, or None."""
    state = state_of(code.strip().upper())
    if state is None:
        return None
    return Tracked(
        id=state.id, code=state.code, status=state.status, procedure=state.procedure,
        procedure_version=state.procedure_version, part=state.part, channel=state.channel, agency=state.agency, submitted_at=state.submitted_at,
        received_at=state.received_at, promised_due_at=state.promised_due_at, computed_due_at=state.computed_due_at,
        ended_at=state.ended_at,
    )  # fmt: skip


def receipt_secret(dossier: str) -> str:
    """Return the secret in the receipt's QR: derived from the key ring, stored nowhere."""
    return _letters(ring.keyed_hash("receipt", dossier).digest)


def is_receipt_secret(dossier: str, secret: str) -> bool:
    """Say whether `secret` is this dossier's, under any key that is still valid."""
    given = secret.strip().upper().encode()
    return any(
        hmac.compare_digest(_letters(each.digest).encode(), given) for each in ring.keyed_hashes("receipt", dossier)
    )


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest).decode()[:SECRET_LETTERS]
