"""What people's commands leave to the worker: letters."""

from django.apps import apps
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.register.people import commands
from motcua.register.people.commands.password import SEND_RECOVERY


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
        send_mail(gettext("Set a new password for Một cửa"), text, None, [letter.to])
