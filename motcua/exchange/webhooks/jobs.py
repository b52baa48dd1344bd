"""The sending itself, and what is done by the clock: lost jobs found again, old records forgotten."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.exchange.webhooks.commands import sending
from motcua.exchange.webhooks.commands._deferring import DELIVER, QUEUE
from motcua.exchange.webhooks.commands.rewrapping import SEALED
from motcua.foundation.sealing.renewing import renew_for

SECONDS = 5.0  # of each minute, so that other jobs have their turn


@app.task(name=DELIVER, queue=QUEUE)
def deliver(delivery: str, **_: object) -> None:
    """Make one attempt; the next one is a job of its own."""
    sending.deliver(delivery, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="webhooks.rescue", queueing_lock="webhooks.rescue", pass_context=False)
def rescue(timestamp: int) -> None:
    """Find what a killed worker has left."""
    sending.rescue(datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="17 * * * *")
@app.task(name="webhooks.forget", queueing_lock="webhooks.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Forget old records."""
    while sending.forget(datetime.fromtimestamp(timestamp, tz=UTC)):
        pass


@app.periodic(cron="* * * * *")
@app.task(name="webhooks.renew-keys", queueing_lock="webhooks.renew-keys", pass_context=False)
def renew_keys(timestamp: int) -> None:  # noqa: ARG001 -- every periodic job is told its minute
    """Wrap anew what a rotated outer key has wrapped."""
    renew_for(SEALED, SECONDS)
