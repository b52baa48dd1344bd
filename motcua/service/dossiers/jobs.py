"""What happens to dossiers by the clock: silence consents, and keys are wrapped anew after a rotation."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import system
from motcua.foundation.sealing.renewing import renew_for
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.rewrapping import SEALED
from motcua.service.dossiers.queries.opened import awaiting_silence
from motcua.service.dossiers.types.commands import LapseConfirmation

SECONDS = 5.0  # of each minute, so that other jobs have their turn


def lapse_confirmations(now: datetime) -> int:
    """Let every draft that nobody objected to in time count as confirmed; return how many."""
    done = 0
    for dossier in awaiting_silence(now):
        try:
            perform(
                actor=system("silence"), dossier=dossier, command=LapseConfirmation(), key=f"{dossier}/{now:%Y%m%d%H%M}",
                now=now,
            )  # fmt: skip
            done += 1
        except Refused:
            # Somebody answered between the look and the act: their answer stands.
            continue
    return done


@app.periodic(cron="* * * * *")
@app.task(name="dossiers.lapse-confirmations", queueing_lock="dossiers.lapse-confirmations", pass_context=False)
def lapse(timestamp: int) -> None:
    """Run every minute by the worker."""
    lapse_confirmations(datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="* * * * *")
@app.task(name="dossiers.renew-keys", queueing_lock="dossiers.renew-keys", pass_context=False)
def renew_keys(timestamp: int) -> None:  # noqa: ARG001 -- every periodic job is told its minute
    """Wrap anew what a rotated outer key has wrapped."""
    renew_for(SEALED, SECONDS)
