"""What the `demo` verb and `make run` call."""

from collections.abc import Callable
from datetime import datetime

from motcua.foundation.clock.moments import ZONE
from motcua.web.settings.demonstration.cast import CITIZENS, OFFICIALS, PASSWORD, settle
from motcua.web.settings.demonstration.cast import is_settled as is_loaded
from motcua.web.settings.demonstration.counters import tell_counters
from motcua.web.settings.demonstration.stories import STORIES
from motcua.web.settings.demonstration.telling import Teller

__all__ = ["accounts", "is_loaded", "load"]

_OPENS = {
    "desk": "/ban-lam-viec",
    "specialist": "/ban-lam-viec",
    "leader": "/ban-lam-viec",
    "administrator": "/co-quan/H29.26740/vi-tri",
}


def load(say: Callable[[str], None]) -> None:
    """Settle the people and tell the stories; safe to run again after an interruption."""
    now = datetime.now(tz=ZONE)
    for name in settle(now):
        say(name)
    for number, _ in enumerate(Teller(now).tell(STORIES), start=1):
        say(f"dossier {number} of {len(STORIES)}")
    for agency in tell_counters(now):
        say(f"counter of {agency}")


def accounts() -> tuple[tuple[str, str, str, str], ...]:
    """Return (role, where to go, login, password) of the accounts that are shown."""
    first = CITIZENS[0]
    shown = [("citizen", "/", first.login, PASSWORD)]
    shown += [
        (str(one.role), _OPENS[str(one.role)], one.login, PASSWORD) for one in OFFICIALS if one.agency == "H29.26740"
    ]
    return tuple(shown)
