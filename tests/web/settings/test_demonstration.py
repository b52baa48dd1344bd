"""The demonstration city has dossiers in every state, and its ledger verifies."""

from datetime import datetime

from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.types.state import Status
from motcua.web.settings.demonstration.cast import settle
from motcua.web.settings.demonstration.stories import STORIES, Teller
from tests.factories.dossiers import load_city

A_THURSDAY = datetime(2026, 11, 19, 11, 0, tzinfo=ZONE)


def test_dossiers_in_every_state_some_overdue(db_city):
    load_city(now=datetime(2026, 9, 1, 8, tzinfo=ZONE))
    assert list(settle(A_THURSDAY))
    states = [state for state in Teller(A_THURSDAY).tell(STORIES) if state is not None]
    missing = {status.value for status in Status} - {state.status.value for state in states}
    assert missing <= {"awaiting-presence"}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE is_open AND due_at < %s", [A_THURSDAY])
        assert cursor.fetchone()[0] > 0
    assert verify().problem == ""
    again = [state for state in Teller(A_THURSDAY).tell(STORIES) if state is not None]
    assert [state.version for state in again] == [state.version for state in states], "telling again changes nothing"
