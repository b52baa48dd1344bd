"""The people of the demonstration: invented, one official for every role in two wards, and a few citizens."""

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

FOUNDER = system("demonstration")
PASSWORD = "mot-cua-2026"  # noqa: S105 -- shown to whoever tries the demonstration; such accounts exist nowhere else
SAI_GON, BEN_THANH = "H29.26740", "H29.26743"

TITLES = {
    Role.DESK: Text(vi="Công chức Bộ phận Một cửa", en="One-stop desk officer"),
    Role.SPECIALIST: Text(vi="Công chức Tư pháp – Hộ tịch", en="Civil status officer"),
    Role.LEADER: Text(vi="Chủ tịch Ủy ban nhân dân phường", en="Chairperson of the ward People's Committee"),
    Role.ADMINISTRATOR: Text(vi="Quản trị hệ thống", en="Administrator"),
}


class Cast(msgspec.Struct, frozen=True):
    """Somebody of the demonstration; `role` is None for a citizen."""

    login: str
    name: str
    role: Role | None = None
    agency: str = ""
    number: str = ""


CITIZENS = (
    Cast("congdan@motcua.example", "Trần Thị Mai", number="079196004321"),
    Cast("binh@motcua.example", "Nguyễn Văn Bình", number="079094001234"),
    Cast("hoa@motcua.example", "Lê Thị Hoa", number="079165000077"),
    Cast("phuc@motcua.example", "Đặng Quốc Phúc", number="079090005566"),
    Cast("lan@motcua.example", "Phan Thị Ngọc Lan", number="079193007112"),
    Cast("long@motcua.example", "Vũ Đức Long", number="079089002468"),
    Cast("han@motcua.example", "Bùi Ngọc Hân", number="079198001357"),
    Cast("tuan@motcua.example", "Hoàng Minh Tuấn", number="079092008642"),
)
OFFICIALS = (
    Cast("motcua@motcua.example", "Phạm Thu Hà", Role.DESK, SAI_GON),
    Cast("hotich@motcua.example", "Võ Minh Khang", Role.SPECIALIST, SAI_GON),
    Cast("hotich2@motcua.example", "Huỳnh Ngọc Lan", Role.SPECIALIST, SAI_GON),
    Cast("lanhdao@motcua.example", "Nguyễn Hữu Thành", Role.LEADER, SAI_GON),
    Cast("quantri@motcua.example", "Đỗ Hải Yến", Role.ADMINISTRATOR, SAI_GON),
    Cast("motcua.bt@motcua.example", "Bùi Thanh Trúc", Role.DESK, BEN_THANH),
    Cast("hotich.bt@motcua.example", "Trương Gia Bảo", Role.SPECIALIST, BEN_THANH),
    Cast("lanhdao.bt@motcua.example", "Phan Đình Nghị", Role.LEADER, BEN_THANH),
)


def settle(now: datetime) -> Iterator[str]:
    """Register everybody and give the officials their posts, since two months before `now`; yield each name."""
    since = now - timedelta(days=60)
    for one in (*CITIZENS, *OFFICIALS):
        person = people.register(
            name=one.name, login=one.login, email=one.login, password=PASSWORD, personal_number=one.number, now=since,
            client=FOUNDER.client, key=f"demonstration/{one.login}",
        )  # fmt: skip
        if one.role is not None:
            agencies.appoint(
                actor=FOUNDER, agency=one.agency, unit=f"{one.agency}.1" if one.role is Role.DESK else "",
                title=TITLES[one.role], official=person, roles=frozenset({one.role}), sectors=frozenset(), now=since,
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
    return persons.person_with_login(CITIZENS[0].login) is not None
