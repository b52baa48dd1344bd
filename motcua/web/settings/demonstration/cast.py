"""The people of the demonstration: invented, officials of two wards and of the police of the first, and a few citizens."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import Actor, Role, system
from motcua.register.access import queries as access
from motcua.register.agencies import commands as agencies
from motcua.register.agencies import queries as tree
from motcua.register.people import commands as people
from motcua.register.people import queries as persons
from motcua.web.settings.demonstration.scene import Scene, scene

FOUNDER = system("demonstration")
PASSWORD = "mot-cua-2026"  # noqa: S105 -- shown to whoever tries the demonstration; such accounts exist nowhere else

TITLES = {
    Role.DESK: Text(vi="Công chức Bộ phận Một cửa", en="One-stop desk officer"),
    Role.SPECIALIST: Text(vi="Công chức Tư pháp – Hộ tịch", en="Civil status officer"),
    Role.LEADER: Text(vi="Chủ tịch Ủy ban nhân dân phường", en="Chairperson of the ward People's Committee"),
    Role.ADMINISTRATOR: Text(vi="Quản trị hệ thống", en="Administrator"),
}
_OF_THE_POLICE = Text(vi="Cán bộ tiếp nhận hồ sơ cư trú", en="Residence desk officer")


class Cast(msgspec.Struct, frozen=True):
    """Somebody of the demonstration; `role` is None for a citizen, `title` where it is the usual one of the role."""

    login: str
    name: str
    role: Role | None = None
    agency: str = ""
    unit: str = ""
    title: Text | None = None
    number: str = ""


# Who works in each ward: the name before the @ and the role.
_AT_HOME = (
    ("motcua", Role.DESK), ("hotich", Role.SPECIALIST), ("hotich2", Role.SPECIALIST), ("lanhdao", Role.LEADER),
    ("quantri", Role.ADMINISTRATOR),
)  # fmt: skip
_NEXT_DOOR = (("motcua.khac", Role.DESK), ("hotich.khac", Role.SPECIALIST), ("lanhdao.khac", Role.LEADER))
_POLICE = "congan"


def login_of(name: str) -> str:
    """Return the login of somebody whom the scene calls `name`."""
    return f"{name}@motcua.example"


def citizens(where: Scene) -> tuple[Cast, ...]:
    """Return the citizens, the one of the welcome first."""
    return tuple(Cast(login_of(key), one.name, number=one.number) for key, one in where.citizens.items())


def officials(where: Scene) -> tuple[Cast, ...]:
    """Return the officials of both wards, and the police officer at home."""
    wards = ((where.home, _AT_HOME), (where.neighbour, _NEXT_DOOR))
    return (
        *(
            Cast(login_of(key), where.officials[key], role, ward, unit=f"{ward}.1" if role is Role.DESK else "")
            for ward, posts in wards
            for key, role in posts
        ),
        Cast(login_of(_POLICE), where.officials[_POLICE], Role.DESK, where.police, title=_OF_THE_POLICE),
    )


def settle(where: Scene, now: datetime) -> Iterator[str]:
    """Register everybody and give the officials their posts, since two months before `now`; yield each name."""
    since = now - timedelta(days=60)
    for one in (*citizens(where), *officials(where)):
        person = people.register(
            name=one.name, login=one.login, email=one.login, password=PASSWORD, personal_number=one.number, now=since,
            client=FOUNDER.client, key=f"demonstration/{one.login}",
        )  # fmt: skip
        if one.role is not None:
            agencies.appoint(
                actor=FOUNDER, agency=one.agency, unit=one.unit, title=one.title or TITLES[one.role], official=person,
                roles=frozenset({one.role}), sectors=frozenset(), now=since,
                key=Key(client=FOUNDER.client, command="agencies.appoint", key=f"demonstration/{one.login}"),
            )  # fmt: skip
        yield one.name


def actor(login: str, at: datetime) -> Actor:
    """Return who somebody of the cast acts as."""
    person = persons.person_with_login(login)
    if person is None:
        raise LookupError(f"{login} is not in the demonstration")
    held = tree.posts_of(person.id, at)
    return access.actor_for(person.id, held[0].post.id if held else "", at)


def is_settled() -> bool:
    """Say whether the demonstration's people are there."""
    return persons.person_with_login(login_of(next(iter(scene().citizens)))) is not None
