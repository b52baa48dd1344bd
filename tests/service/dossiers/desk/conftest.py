"""A ward with its officials at the desk, each signed in by a browser of their own, and a city for a whole module."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests import clusters

# The built assets are not needed to answer.
WITHOUT_ASSETS = pytest.mark.filterwarnings("ignore:No directory at")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(WITHOUT_ASSETS)


class Desk(NamedTuple):
    """The ward: who acts by role, browsers by role, and what makes dossiers in it."""

    since: datetime
    actors: dict[str, Any]
    browser: Callable[[str], Any]
    submit: Callable[..., Any]
    act: Callable[..., Any]


@pytest.fixture(scope="module")
def desk(city_cluster: clusters.Cluster, city_in: Any) -> Iterator[Desk]:
    from django.test import override_settings  # noqa: PLC0415 -- Django is set up by now

    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with city_in(city_cluster), quick:
        yield furnish()


def furnish() -> Desk:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from motcua.foundation.policy.types import Role  # noqa: PLC0415
    from motcua.register.access import queries as access  # noqa: PLC0415
    from motcua.register.people.types import POST_IN_SESSION  # noqa: PLC0415
    from tests.factories import city, dossiers  # noqa: PLC0415

    since = timezone.now() - timedelta(days=1)
    dossiers.load_city(now=since)
    ours, theirs = city.officials(city.SAI_GON, now=since), city.officials(city.BEN_THANH, now=since)
    posts = {
        "desk": ours[Role.DESK],
        "specialist": ours[Role.SPECIALIST],
        "leader": ours[Role.LEADER],
        "administrator": ours[Role.ADMINISTRATOR],
        "other-desk": theirs[Role.DESK],
        "other-leader": theirs[Role.LEADER],
    }
    mother = city.citizen("0901234567", name="Trần Thị Mai", now=since)
    actors: dict[str, Any] = {name: one.actor(since) for name, one in posts.items()}
    actors["mother"] = access.actor_for(mother, "", since)
    people = {name: str(one.person) for name, one in posts.items()} | {"mother": str(mother)}

    def browser(who: str = "") -> Any:
        client = Client(raise_request_exception=False)
        if who:
            account = get_user_model().objects.get(person_id=people[who])
            client.force_login(account, backend="motcua.register.people.middleware.AccountBackend")
            session = client.session
            session[POST_IN_SESSION] = str(posts[who].post) if who in posts else ""
            session.save()
        return client

    def submit(**overrides: Any) -> Any:
        return dossiers.submitted(actors["mother"], now=timezone.now(), **overrides)

    def act(state: Any, who: str, command: Any, **options: Any) -> Any:
        return dossiers.act(state, actors[who], command, options.pop("now", None) or timezone.now(), **options)

    return Desk(since=since, actors=actors, browser=browser, submit=submit, act=act)
