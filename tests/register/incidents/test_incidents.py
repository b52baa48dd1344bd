"""What was stopped is noted once, without its content, and shown to whoever answers for the agency."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import Role
from motcua.foundation.secrecy.stopping import Place, StateSecret, stopped_fields, stopped_file
from motcua.register.access.rules import actor_of
from motcua.register.incidents import queries
from motcua.register.incidents.commands import noted
from motcua.register.incidents.readers import Stopped
from motcua.register.incidents.types import IncidentKey, Step, Where
from tests.factories.city import BEN_THANH, NOW, PASSWORD, SAI_GON, citizen, load_agencies, official

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def happens(actor, *, now=NOW, agency=SAI_GON, dossier="1", stopped=None, step=Step.UPLOAD) -> None:
    where = Where(step=step, procedure="1.001193", dossier=dossier, agency=agency)
    with pytest.raises(StateSecret), noted(actor=actor, where=lambda: where, now=now):
        raise stopped or stopped_file(Place.FILE_NAME)


def listed(**which):
    catch_up(Stopped())
    return queries.incidents(**which)


def test_an_incident_says_when_where_and_who_and_nothing_else():
    person = citizen()
    happens(actor_of(person, None), stopped=stopped_fields(("request.content",)), step=Step.DRAFT)
    (entry,) = entries("incidents/2026-11-23")
    assert (entry.kind, entry.actor, entry.agency) == ("incident.secret-stopped", person, SAI_GON)
    (one,) = listed()
    assert (one.at, one.step, one.place, one.fields) == (NOW, Step.DRAFT, Place.FIELD, ("request.content",))
    assert (one.procedure, one.dossier, one.post) == ("1.001193", "1", "")


def test_what_is_not_stopped_leaves_nothing():
    with noted(actor=actor_of(citizen(), None), where=lambda: Where(step=Step.DRAFT), now=NOW):
        pass
    with (
        pytest.raises(ValueError, match="else"),
        noted(actor=actor_of(citizen(), None), where=lambda: Where(step=Step.DRAFT), now=NOW),
    ):
        raise ValueError("something else")
    assert entries("incidents/2026-11-23") == []


def test_the_same_within_a_quarter_of_an_hour_is_one_incident():
    actor = actor_of(citizen(), None)
    happens(actor)
    happens(actor, now=NOW + timedelta(minutes=14))
    happens(actor, now=NOW + timedelta(minutes=14), dossier="2")
    happens(actor, now=NOW + timedelta(minutes=15))
    assert len(entries("incidents/2026-11-23")) == 3


def test_the_list_is_paged_by_key_and_by_agency():
    actor = actor_of(citizen(), None)
    for number in range(5):
        happens(actor, now=NOW + timedelta(hours=number), agency=BEN_THANH if number == 4 else SAI_GON)
    first = listed(agency=SAI_GON, limit=2)
    assert [one.at for one in first] == [NOW + timedelta(hours=3), NOW + timedelta(hours=2)]
    key = IncidentKey(at=first[-1].at, entry=first[-1].entry)
    rest = queries.incidents(agency=SAI_GON, at=key)
    assert [one.at for one in rest] == [NOW + timedelta(hours=1), NOW]
    back = queries.incidents(agency=SAI_GON, at=IncidentKey(at=rest[0].at, entry=rest[0].entry), backward=True)
    assert [one.at for one in back] == [NOW + timedelta(hours=2), NOW + timedelta(hours=3)]


def page_for(role: Role, agency: str, seen: str):
    login = f"{role}.{agency}@example.org"
    official(login, role, agency=agency, now=timezone.now() - timedelta(hours=1))
    client = Client()
    assert client.post("/dang-nhap", {"login": login, "password": PASSWORD}).status_code == 303
    return client.get(f"/co-quan/{seen}/noi-dung-bi-chan")


@pytest.fixture
def two_wards():
    held = official("thu.ky@example.org", Role.DESK, name="Lê Thị Kín")
    happens(held.actor(), stopped=stopped_fields(("note",)), step=Step.ACT)
    happens(actor_of(citizen(), None), agency=BEN_THANH)
    catch_up(Stopped())


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR])
def test_leaders_and_administrators_see_their_own_agency(two_wards, role):
    page = page_for(role, SAI_GON, SAI_GON)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Ghi chú của cán bộ khi xử lý" in text
    assert "(note)" not in text
    assert "Công chức tiếp nhận và trả kết quả" in text
    assert "Lê Thị Kín" not in text
    assert "Bến Thành" not in text


def test_the_city_sees_all(two_wards):
    text = page_for(Role.LEADER, "H29", "H29").content.decode()
    assert "Bến Thành" in text
    assert "Người dân" in text


@pytest.mark.parametrize(
    ("role", "agency"), [(Role.DESK, SAI_GON), (Role.SPECIALIST, SAI_GON), (Role.LEADER, BEN_THANH)]
)
def test_nobody_else_sees_them(role, agency):
    assert page_for(role, agency, SAI_GON).status_code == 403


def test_the_page_of_an_agency_without_incidents_says_so():
    assert "Chưa có nội dung nào bị chặn" in page_for(Role.LEADER, SAI_GON, SAI_GON).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_asks_no_more_of_the_database_for_more_rows(count, django_assert_max_num_queries):
    for number in range(count):
        happens(actor_of(citizen(), None), dossier=str(number))
    catch_up(Stopped())
    official("q@example.org", Role.LEADER, now=timezone.now() - timedelta(hours=1))
    client = Client()
    client.post("/dang-nhap", {"login": "q@example.org", "password": PASSWORD})
    with django_assert_max_num_queries(12):
        text = client.get(f"/co-quan/{SAI_GON}/noi-dung-bi-chan").content.decode()
    assert len(re.findall(r"<tr\b", text)) == count + 1
