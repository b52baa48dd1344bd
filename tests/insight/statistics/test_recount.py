"""The figures that are kept are those that a recount finds, whatever happened and however late it was recorded."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.rebuilding import rebuild
from motcua.insight.statistics.queries.recounting import recount, recounted
from motcua.insight.statistics.readers import Months
from motcua.insight.statistics.rules.recounting import Lived
from motcua.service.dossiers.types.events import VOCABULARY
from tests.insight.statistics.following import fold, ledger, tables
from tests.insight.statistics.lives import live

NOW = datetime(2027, 1, 20, 10, tzinfo=ZONE)
MONTHS = tuple(datetime(2026, month, 20, 10, tzinfo=ZONE) for month in (9, 10, 11, 12))


A_CORRECTION = (
    "INSERT INTO statistics_correction SELECT 1, 0, now(), now()::date, agency, month, 'received', same_day, 0, 3, 'x' "
    "FROM statistics_month LIMIT 1"
)


def counted_again(entries, now):
    lives = (
        (each.stream.removeprefix("dossier/"), Lived(VOCABULARY.decode(each.data), each.occurred_at, each.recorded_at, each.actor))
        for each in entries
    )  # fmt: skip
    with connections["default"].cursor() as cursor:
        return recounted(cursor, lives, now)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), batch=st.integers(1, 60))
def test_random_lives_recorded_late_are_kept_as_they_are_recounted(people, seed, batch):
    chance = Random(seed)
    for _ in range(6):
        live(people, chance, steps=14)

    def when(entry):
        return entry.occurred_at + timedelta(days=chance.choice([0, 0, 0, 0, 1, 4, 9, 40]))

    entries = ledger(when, kinds=VOCABULARY.kinds)
    followed = [entry for entry in entries if entry.kind in Months.kinds]
    fold(followed, batch=batch)
    kept = tables()
    for now in (NOW, *MONTHS):
        known = [entry for entry in entries if entry.recorded_at < now]
        if known:
            # What is recorded after the moment of asking is not known yet: lives go on for longer than that.
            fold([entry for entry in known if entry.kind in Months.kinds], batch=batch)
            assert counted_again(known, now).differences == ()
    fold(followed, batch=1000)
    assert tables() == kept


def test_a_rebuild_is_what_was_there(people):
    for seed in range(40):
        live(people, Random(seed), steps=14)
    catch_up(Months())
    now = datetime.now(tz=ZONE).replace(second=0, microsecond=0)
    assert recount(now).differences == ()
    before = tables()
    assert all(before[table] for table in before if table != "statistics_correction")
    rebuild(Months())
    assert tables() == before
    assert recount(now).differences == ()


@pytest.mark.parametrize(
    ("statement", "of", "about"),
    [
        ("UPDATE statistics_month SET received = received + 1 WHERE received > 0", "figure", "received"),
        ("DELETE FROM statistics_standing", "figure", "open_overdue"),
        ("UPDATE statistics_cell SET answers = answers + 1", "answers", "1.001193"),
        (A_CORRECTION, "published", "received"),
    ],
)  # fmt: skip
def test_a_number_that_was_touched_is_named(people, statement, of, about):
    for seed in range(40):
        live(people, Random(seed), steps=14)
    entries = ledger(kinds=VOCABULARY.kinds)
    fold([entry for entry in entries if entry.kind in Months.kinds])
    assert counted_again(entries, NOW).differences == ()
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(statement)
    found = counted_again(entries, NOW).differences
    assert (of, about) in {(each.of, each.about) for each in found}
