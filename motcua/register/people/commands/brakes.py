"""Counting attempts, so that guessing gets slow."""

from datetime import UTC, datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db import transaction
from django.db.transaction import get_connection

from motcua.foundation import sealing
from motcua.register.people import rules
from motcua.register.people.types import BrakePurpose


def count_attempt(purpose: BrakePurpose, *whose: str, now: datetime) -> None:
    """
    Count one attempt for each of `whose` (an address, a login) and let it pass, or refuse `too-many-attempts`.

    The count stays whatever happens afterwards. Windows are cut at fixed times. Not an entry of the ledger: nothing of
    the city's changes.
    """
    window = rules.BRAKES[purpose].window
    began = datetime.fromtimestamp(
        now.timestamp() // window.total_seconds() * window.total_seconds(), tz=UTC
    ).astimezone(now.tzinfo)
    with transaction.atomic(durable=True), get_connection().cursor() as cursor:
        counts = []
        for one in sorted(set(whose)):
            cursor.execute(
                "INSERT INTO people_brakecount (purpose, whose, window_began, attempts) VALUES (%s, %s, %s, 1) "
                "ON CONFLICT (purpose, whose, window_began) "
                "DO UPDATE SET attempts = people_brakecount.attempts + 1 RETURNING attempts",
                [purpose, sealing.keyed_hash("brake", one).digest, began],
            )
            counts.append(cursor.fetchone()[0])
        cursor.execute("DELETE FROM people_brakecount WHERE purpose = %s AND window_began < %s", [purpose, began])
    for attempts in counts:
        rules.check_brake(purpose, attempts=attempts, window_began=began, now=now)


def forget_attempts(*, now: datetime) -> int:
    """
    Forget the failures to sign in that the brake counts no longer, and return how many rows there were.

    Their rows name the login that was typed and the address in plain words, and would stay until somebody signs in.
    """
    cool_off = get_cool_off()
    assert cool_off is not None  # noqa: S101 -- a brake without an end would lock people out for ever
    gone, _ = AccessAttempt.objects.filter(attempt_time__lt=now - cool_off).delete()
    return int(gone)
