"""A small city of now, for servers and workers whose clock is the machine's."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from motcua.foundation.policy.types import Actor, Role
from motcua.register.access import queries as access
from tests.factories import city, dossiers
from tests.journeys.browsing import LOGIN


class Apart(NamedTuple):
    """Who is in it; `since` is when it was founded."""

    since: datetime
    mother: Actor
    posts: dict[Role, Actor]


def found_city(days: int = 4) -> Apart:
    """Found it `days` ago, with one ward's officials and one citizen."""
    since = timezone.now() - timedelta(days=days)
    dossiers.load_city(now=since)
    posts = {role: held.actor(since) for role, held in city.officials(now=since).items()}
    mother = city.citizen(LOGIN, name="Trần Thị Mai", now=since)
    return Apart(since=since, mother=access.actor_for(mother, "", since), posts=posts)


def born_lately() -> dict[str, Any]:
    """What keeps a declaration an ordinary one whenever the test runs."""
    return {"child__born_on": (timezone.localdate() - timedelta(days=10)).isoformat()}
