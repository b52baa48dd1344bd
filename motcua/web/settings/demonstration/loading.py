"""What the `demo` verb and `make run` call."""

from collections.abc import Callable
from datetime import datetime

from motcua.foundation.clock.moments import ZONE
from motcua.web.settings.demonstration.cast import PASSWORD, citizens, officials, settle
from motcua.web.settings.demonstration.cast import is_settled as is_loaded
from motcua.web.settings.demonstration.counters import tell_counters
from motcua.web.settings.demonstration.scene import is_there, scene
from motcua.web.settings.demonstration.stories import STORIES
from motcua.web.settings.demonstration.telling import Teller

__all__ = ["accounts", "is_loaded", "is_there", "load"]

_OPENS = {
    "desk": "/ban-lam-viec",
    "specialist": "/ban-lam-viec",
    "leader": "/ban-lam-viec",
    "administrator": "/co-quan/{agency}/vi-tri",
}


def load(say: Callable[[str], None]) -> None:
    """Settle the people and tell the stories; safe to run again after an interruption."""
    now, where = datetime.now(tz=ZONE), scene()
    for name in settle(where, now):
        say(name)
    for number, _ in enumerate(Teller(where, now).tell(STORIES), start=1):
        say(f"dossier {number} of {len(STORIES)}")
    for agency in tell_counters(where, now):
        say(f"counter of {agency}")


def accounts() -> tuple[tuple[str, str, str, str], ...]:
    """Return (role, where to go, login, password) of the accounts that are shown."""
    where = scene()
    first = citizens(where)[0]
    shown = [("citizen", "/", first.login, PASSWORD)]
    shown += [
        (str(one.role), _OPENS[str(one.role)].format(agency=one.agency), one.login, PASSWORD)
        for one in officials(where)
        if one.agency in {where.home, where.police}
    ]
    return tuple(shown)
