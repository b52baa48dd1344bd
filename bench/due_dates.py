"""
A million due dates in ten seconds: `python -m bench.due_dates`.

Prints one JSON line per claim. The baseline is the same answer by walking day after day, measured in the same run on
a part of the same moments and scaled; both must agree on that part.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from motcua.foundation.clock.account import Party, TimeAccount, computed_due_at
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.catalogue import load_calendar_book
from motcua.foundation.clock.limits import Limit, LimitUnit, due_at
from motcua.foundation.clock.moments import ZONE

COUNT = 1_000_000
SAMPLE = 20_000
RUNS = 3
LIMIT = Limit(amount=15, unit=LimitUnit.WORKING_DAYS)
CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"


def walked(start: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
    """Return the due moment as one would first write it: session after session, day after day."""
    day, left = start.date(), minutes
    while True:
        for opens, closes in calendar.sessions(day):
            begins = max(datetime.combine(day, opens, tzinfo=ZONE), start)
            ends = datetime.combine(day, closes, tzinfo=ZONE)
            length = int((ends - begins).total_seconds()) // 60
            if length <= 0:
                continue
            if length >= left:
                return begins + timedelta(minutes=left)
            left -= length
        day += timedelta(days=1)


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` took, in CPU seconds of this process: the machine is shared."""
    start = time.process_time()
    work()
    return time.process_time() - start


def report(claim: str, values: Sequence[float], *, goal: float | None, unit: str) -> bool:
    value = statistics.median(values)
    line = {"claim": claim, "value": round(value, 3), "goal": goal, "unit": unit, "runs": [round(v, 3) for v in values]}
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return goal is None or value <= goal


def accounts(moments: Sequence[datetime]) -> list[TimeAccount]:
    """Return accounts as a dossier with one supplement has them: at the desk, with the applicant, in a step."""
    paused = []
    for started_at in moments:
        account = TimeAccount(limit=LIMIT, started_at=started_at)
        account = account.begin(at=started_at, party=Party.AGENCY, agency="Z00.12345", step="desk")
        account = account.begin(
            at=started_at + timedelta(hours=3), party=Party.APPLICANT, counts=False, reason="awaiting-supplement"
        )
        paused.append(account.begin(at=started_at + timedelta(days=2), party=Party.AGENCY, agency="Z00.12345"))
    return paused


def main() -> int:
    calendar = load_calendar_book(CATALOGUE).as_known()
    rng = random.Random(20261122)  # noqa: S311 -- moments to measure by, no secrets
    first = datetime(2021, 1, 1, tzinfo=ZONE)
    span = (date(2027, 10, 1) - first.date()).days * 1440
    moments = [first + timedelta(minutes=rng.randrange(span)) for _ in range(COUNT)]
    stored = [moment.astimezone(UTC) for moment in moments]  # as a database driver gives them
    minutes = 15 * calendar.day_minutes
    assert all(due_at(LIMIT, moment, calendar) == walked(moment, minutes, calendar) for moment in moments[:SAMPLE])
    paused = accounts(moments[: COUNT // 10])
    now = datetime(2027, 12, 1, tzinfo=ZONE)

    fast, from_utc, whole, naive = [], [], [], []
    for _ in range(RUNS):
        fast.append(seconds(lambda: [due_at(LIMIT, moment, calendar) for moment in moments]))
        from_utc.append(seconds(lambda: [due_at(LIMIT, moment, calendar) for moment in stored]))
        whole.append(10 * seconds(lambda: [computed_due_at(account, calendar, now) for account in paused]))
        naive.append(
            COUNT / SAMPLE * seconds(lambda: [walked(moment, minutes, calendar) for moment in moments[:SAMPLE]])
        )
    kept = report("clock: a million due dates, 15 working days", fast, goal=10, unit="s")
    kept &= report("clock: a million due dates, 15 working days, moments in UTC", from_utc, goal=10, unit="s")
    kept &= report("clock: a million due dates of accounts with a pause (tenth, scaled)", whole, goal=10, unit="s")
    report("clock: the same million by walking days (fiftieth, scaled)", naive, goal=None, unit="s")
    ratios = [quick / slow for quick, slow in zip(fast, naive, strict=True)]
    kept &= report("clock: time of a due date against walking days", ratios, goal=0.25, unit="ratio")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
