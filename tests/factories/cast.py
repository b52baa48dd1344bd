"""The people of the stories: two wards of the city, their officials, and two citizens."""

from datetime import datetime
from typing import NamedTuple

from motcua.foundation.policy.types import Actor, Role
from motcua.register.access import queries as access
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from tests.factories.city import BEN_THANH, NOW, SAI_GON, citizen, officials
from tests.factories.dossiers import load_city

MOTHER, STRANGER = "0901234567", "0907654321"


class People(NamedTuple):
    mother: Actor
    stranger: Actor
    desk: Actor
    specialist: Actor
    leader: Actor
    administrator: Actor
    other_desk: Actor
    other_leader: Actor


def people_of_two_wards() -> None:
    """Make them, through commands."""
    load_city()
    officials(SAI_GON)
    officials(BEN_THANH)
    citizen(MOTHER, name="Trần Thị Mai")
    citizen(STRANGER, name="Lê Văn Tám")


def people_here(at: datetime = NOW) -> People:
    """Find them in a database where they were made."""
    return People(
        mother=_actor(MOTHER, at),
        stranger=_actor(STRANGER, at),
        desk=_actor(login_of(Role.DESK, SAI_GON), at),
        specialist=_actor(login_of(Role.SPECIALIST, SAI_GON), at),
        leader=_actor(login_of(Role.LEADER, SAI_GON), at),
        administrator=_actor(login_of(Role.ADMINISTRATOR, SAI_GON), at),
        other_desk=_actor(login_of(Role.DESK, BEN_THANH), at),
        other_leader=_actor(login_of(Role.LEADER, BEN_THANH), at),
    )


def login_of(role: Role, agency: str) -> str:
    """Return what the official of this role signs in with; the password is that of `tests/factories/city.py`."""
    return f"{role}.{agency.rsplit('.', 1)[-1]}@example.org"


def _actor(login: str, at: datetime) -> Actor:
    person = people.person_with_login(login)
    assert person is not None
    held = agencies.posts_of(person.id, at)
    return access.actor_for(person.id, held[0].post.id if held else "", at)
