"""The demonstration city has dossiers in every state at whatever hour it is loaded."""

from datetime import datetime

import pytest
from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.service.dossiers.jobs import lapse_confirmations
from motcua.service.dossiers.types.state import Status
from motcua.web.settings.demonstration.cast import settle
from motcua.web.settings.demonstration.scene import scene
from motcua.web.settings.demonstration.stories import STORIES
from motcua.web.settings.demonstration.telling import Teller
from tests.factories.dossiers import load_city

A_WEEKENDS_NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=ZONE)
AFTER_A_HOLIDAY_BEFORE_THE_OFFICE_OPENS = datetime(2026, 11, 25, 7, 5, tzinfo=ZONE)


@pytest.mark.parametrize("now", [A_WEEKENDS_NIGHT, AFTER_A_HOLIDAY_BEFORE_THE_OFFICE_OPENS])
def test_every_state_is_there_at_odd_hours_and_stays_when_the_worker_looks(db_city, now):
    load_city(now=datetime(2026, 9, 1, 8, tzinfo=ZONE))
    list(settle(scene(), now))
    list(Teller(scene(), now).tell(STORIES))
    lapse_confirmations(now)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT status FROM dossiers_dossier")
        assert {status for (status,) in cursor.fetchall()} == {status.value for status in Status}
