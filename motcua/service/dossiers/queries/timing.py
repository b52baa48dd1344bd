"""Why is it due then, who holds it now, what stopped it, whose days were used."""

from datetime import datetime

from motcua.foundation.clock.explain import Explanation, explain
from motcua.register.agencies import queries as agencies
from motcua.service.dossiers.types.state import DossierState


def explanation(state: DossierState, now: datetime) -> Explanation | None:
    """
    Return why the dossier is due when it is, as seen `now`; None before reception, when no clock runs yet.

    What has ended is told by the calendar as it was known then, as the decision froze it.
    """
    if state.account is None:
        return None
    seen_at = state.ended_at or now
    return explain(state.account, agencies.calendar_of(state.agency, seen_at), seen_at)
