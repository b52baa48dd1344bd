"""A small city made through commands: its agencies, an official for every role, citizens."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import Actor, Role, system
from motcua.register.access import queries as access
from motcua.register.agencies import commands as agencies
from motcua.register.agencies.queries import catalogue_records
from motcua.register.agencies.types import AgencyRecord, PostId
from motcua.register.people import commands as people
from motcua.register.people.types import PersonId

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
FOUNDER = system("founder")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)  # a Monday
PASSWORD = "một hai ba bốn năm"

SAI_GON = "H29.26740"
BEN_THANH = "H29.26743"

TITLES = {
    Role.DESK: Text(vi="Công chức tiếp nhận và trả kết quả", en="One-stop desk officer"),
    Role.SPECIALIST: Text(vi="Công chức Tư pháp – Hộ tịch", en="Civil status officer"),
    Role.LEADER: Text(vi="Chủ tịch Ủy ban nhân dân phường", en="Chairperson of the ward"),
    Role.ADMINISTRATOR: Text(vi="Quản trị hệ thống", en="Administrator"),
}


class Official(NamedTuple):
    person: PersonId
    post: PostId
    login: str

    def actor(self, at: datetime = NOW) -> Actor:
        return access.actor_for(self.person, self.post, at)


@cache
def few_agencies() -> dict[str, AgencyRecord]:
    """The part of the catalogue that most tests need: what was District 1, Côn Đảo, and what they were."""
    wards = ("H29.26737", "H29.26740", "H29.26743", "H29.26758", "H29.26732")
    within = {f"{ward}.{unit}" for ward in wards for unit in (1, 2)}
    kept = {"H29", "H29.31", *wards, *within, "H29.760", "H06", "H06.755"}
    records = catalogue_records(CATALOGUE)
    return {code: records[code] for code in records if code in kept or code.startswith("H29.760.")}


def load_agencies(*, now: datetime = NOW) -> None:
    """Record a few agencies; the whole tree has tests of its own."""
    agencies.record(few_agencies(), actor=FOUNDER, now=now)


def citizen(
    login: str = "0901234567", *, name: str = "Nguyễn Thị Ánh", now: datetime = NOW, number: str = ""
) -> PersonId:
    email = login if "@" in login else ""
    return people.register(
        name=name,
        login=login,
        email=email,
        password=PASSWORD,
        personal_number=number,
        now=now,
        client="factory",
        key=login,
    )


def official(
    login: str,
    *roles: Role,
    agency: str = SAI_GON,
    unit: str = "",
    name: str = "Trần Văn Bình",
    now: datetime = NOW,
    title: Text | None = None,
    sectors: frozenset[str] = frozenset(),
) -> Official:
    person = citizen(login, name=name, now=now)
    post = agencies.appoint(
        actor=FOUNDER,
        agency=agency,
        unit=unit,
        title=title or TITLES[roles[0]],
        official=person,
        roles=frozenset(roles),
        sectors=sectors,
        now=now,
        key=Key(client="factory", command="agencies.appoint", key=f"{login}:{agency}"),
    )
    return Official(person=person, post=post, login=login)


def officials(agency: str = SAI_GON, *, now: datetime = NOW) -> dict[Role, Official]:
    """An official for every role of an agency, in its one-stop unit where they stand at the counter."""
    number = agency.rsplit(".", 1)[-1]
    return {
        role: official(
            f"{role}.{number}@example.org",
            role,
            agency=agency,
            unit=f"{agency}.1" if role is Role.DESK else "",
            now=now,
        )
        for role in Role
    }
