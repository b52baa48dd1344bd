"""The demonstration's counters: somebody waits while they are open, nobody at night, and telling them twice adds nothing."""

from datetime import datetime

import pytest
from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.service.counters.queries.figures import all_by_day, waiting_now
from motcua.web.settings.demonstration.cast import BEN_THANH, SAI_GON, settle
from motcua.web.settings.demonstration.counters import tell_counters
from tests.factories.dossiers import load_city

THURSDAY_AT_TEN = datetime(2026, 11, 19, 10, 0, tzinfo=ZONE)
SUNDAY_NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=ZONE)


def entries() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(("now", "waiting", "windows"), [(THURSDAY_AT_TEN, 3, 1), (SUNDAY_NIGHT, 0, 0)])
def test_people_wait_while_a_counter_is_open_and_nobody_at_night(db_city, now, waiting, windows):
    load_city(now=datetime(2026, 9, 1, 8, tzinfo=ZONE))
    list(settle(now))
    assert list(tell_counters(now)) == [SAI_GON, BEN_THANH]
    assert [(one.waiting, one.open_windows) for one in waiting_now(now)] == [(waiting, windows)] * 2
    days = all_by_day(since=now.date().replace(day=1), until=now.date())
    assert len(days) == 4
    for day in days:
        assert day.taken > 5
        assert day.median_wait is not None
        assert 0 < day.median_wait < 60
    before = entries()
    list(tell_counters(now))
    assert entries() == before
