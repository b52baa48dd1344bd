"""What the pages of a counter share: its agency, its lines with who waits, waits in words."""

from datetime import datetime

import msgspec
from axes.helpers import get_client_ip_address
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.words import Text
from motcua.foundation.interface import formats
from motcua.foundation.policy.types import Actor
from motcua.register.agencies.types import Agency
from motcua.service.counters import commands
from motcua.service.counters.commands.taking import count_taking
from motcua.service.counters.queries import days
from motcua.service.counters.queries.matters import agency_of, no_such_counter
from motcua.service.counters.queries.tickets import for_newcomer
from motcua.service.counters.rules.estimate import windows_for
from motcua.service.counters.types.commands import Take
from motcua.service.counters.types.day import Origin
from motcua.service.counters.types.views import Estimate, Standing

LONGEST_KEY = 200


class LineShown(msgspec.Struct, frozen=True):
    """A line on a page: how many are before somebody who comes now, at which windows, and how long it takes."""

    letter: str
    name: str
    ahead: int
    windows: str
    wait: str


class Opened(msgspec.Struct, frozen=True):
    """A counter as a page shows it. `opens` is empty while it is open, else when it opens next."""

    agency: Agency
    standing: Standing
    lines: tuple[LineShown, ...]
    opens: str


def open_counter(code: str, now: datetime) -> Opened:
    """Return a counter with everything that its pages show. Refuses `no-such-counter`."""
    agency = agency_of(code, local_day(now))
    stands = days.standing(code, now)
    if not stands.place.lines:
        raise no_such_counter()
    opens = days.opens_at(code, now)
    return Opened(
        agency=agency,
        standing=stands,
        lines=tuple(_line(stands, one.letter, one.name) for one in stands.place.lines),
        opens=formats.moment(opens) if opens > now else "",
    )


def _line(stands: Standing, letter: str, name: Text) -> LineShown:
    ahead, wait = for_newcomer(stands, letter)
    windows = windows_for(stands.place, stands.day, letter)
    return LineShown(
        letter=letter,
        name=words(name),
        ahead=ahead,
        windows=", ".join(str(number) for number in windows),
        wait=wait_words(wait, windows=len(windows)),
    )


def words(text: Text) -> str:
    """Return a text of the set-up in the language of the page."""
    return text.shown(get_language() or "vi").text


def wait_words(wait: Estimate | None, *, windows: int) -> str:
    """Return how long one waits as a range in words, or why nobody can say."""
    if windows == 0:
        return gettext("No window calls this line now.")
    if wait is None:
        return gettext("Too few people have been served today to say how long it takes.")
    if wait.least == wait.most:
        return gettext("about %(most)s minutes") % {"most": wait.most}
    return gettext("about %(least)s to %(most)s minutes") % {"least": wait.least, "most": wait.most}


def minutes_words(minutes: float | None) -> str:
    """Return a wait that was measured; a dash when there was none."""
    return "–" if minutes is None else gettext("%(minutes)s minutes") % {"minutes": formats.number(minutes)}


def take_from(request: HttpRequest, actor: Actor, agency: str, origin: Origin, now: datetime) -> str:
    """Take the number that a page's form asks for and return the ticket's id; one address takes not too many."""
    if origin is not Origin.OFFICER:
        count_taking(get_client_ip_address(request) or "", now)
    command = Take(line=request.POST.get("line", "")[:1], priority=request.POST.get("priority") == "yes", origin=origin)
    key = request.POST.get("key", "")[:LONGEST_KEY]
    return commands.take(actor=actor, agency=agency, command=command, now=now, key=key)
