"""The sweep as a periodic job. Every run goes on where the last one ended, so one that is lost does no harm."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.files.sweeping import BATCH, rotate_wrappings, sweep


@app.periodic(cron="*/10 * * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep", pass_context=False)
def sweep_files(timestamp: int, **_: object) -> None:
    """Remove what nobody holds, and wrap anew what a rotated outer key has wrapped."""
    now = datetime.fromtimestamp(timestamp, tz=UTC)
    while True:
        swept = sweep(now)
        if max(swept.uploads, swept.files) < BATCH:
            break
    while rotate_wrappings():
        pass
