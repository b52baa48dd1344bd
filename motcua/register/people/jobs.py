"""What people's commands leave to the worker, letters; and what it does by the clock."""

from datetime import UTC, datetime

from django.apps import apps
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.foundation.pack.chosen import pack
from motcua.foundation.sealing.renewing import renew_for
from motcua.register.people import commands
from motcua.register.people.commands.password import SEND_RECOVERY
from motcua.register.people.commands.rehashing import SEALED

SECONDS = 5.0  # of each minute, so that other jobs have their turn


@app.task(name=SEND_RECOVERY, retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_recovery(recovery: str, **_: object) -> None:
    """Send the one-time link of a recovery to the address that the person gave."""
    letter = commands.issue_recovery(recovery, now=timezone.now())
    if letter is None:
        return
    site: str = apps.get_app_config("people").public_url  # type: ignore[attr-defined]
    link = site.rstrip("/") + reverse("people:recover-set", args=[letter.secret])
    with translation.override("vi"):
        text = render_to_string("people/letters/recovery.txt", {"link": link, "expires_at": letter.expires_at})
        subject = gettext("Set a new password for %(portal)s") % {"portal": pack().portal.vi}
        send_mail(subject, text, None, [letter.to])


@app.periodic(cron="*/5 * * * *")
@app.task(name="people.forget-attempts", queueing_lock="people.forget-attempts", pass_context=False)
def forget_attempts(timestamp: int) -> None:
    """Forget who failed to sign in, once the brake no longer needs it."""
    commands.forget_attempts(now=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="* * * * *")
@app.task(name="people.renew-keys", queueing_lock="people.renew-keys", pass_context=False)
def renew_keys(timestamp: int) -> None:  # noqa: ARG001 -- every periodic job is told its minute
    """Wrap and hash anew what rotated keys have wrapped and hashed."""
    renew_for(SEALED, SECONDS)
