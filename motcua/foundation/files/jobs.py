"""What the worker does for files by the clock. Every run goes on where the last one ended: one that is lost does no harm."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.files.sweeping import BATCH, SEALED, sweep
from motcua.foundation.sealing.renewing import renew_for

SECONDS = 5.0  # of each minute, so that other jobs have their turn


@app.periodic(cron="*/10 * * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep", pass_context=False)
def sweep_files(timestamp: int, **_: object) -> None:
    """Remove what nobody holds."""
    now = datetime.fromtimestamp(timestamp, tz=UTC)
    while True:
        swept = sweep(now)
        if max(swept.uploads, swept.files) < BATCH:
            break


@app.periodic(cron="* * * * *")
@app.task(name="files.renew-keys", queueing_lock="files.renew-keys", pass_context=False)
def renew_keys(timestamp: int) -> None:  # noqa: ARG001 -- every periodic job is told its minute
    """Wrap anew what a rotated outer key has wrapped."""
    renew_for(SEALED, SECONDS)
