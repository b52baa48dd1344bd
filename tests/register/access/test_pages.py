"""The citizen's page of who looked; the administrator's pages of posts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.following import catch_up
from motcua.foundation.policy.types import Role
from motcua.register.access import commands
from motcua.register.access.queries import readings_about
from motcua.register.access.readers import Readings
from motcua.register.access.types import Purpose, Reading
from motcua.register.agencies import queries as agencies
from tests.factories.city import BEN_THANH, PASSWORD, SAI_GON, citizen, load_agencies, official, officials

# The built assets are not needed to answer.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

POSTS = f"/co-quan/{SAI_GON}/vi-tri"


@pytest.fixture
def now(db_city):
    load_agencies()
    return timezone.now() - timedelta(hours=1)


def browser(login: str) -> Client:
    client = Client()
    assert client.post("/dang-nhap", {"login": login, "password": PASSWORD}).status_code == 303
    return client


def hidden(page) -> dict[str, str]:
    form = re.search(r'<form method="post" id="\w+".*?</form>', page.content.decode(), re.DOTALL).group(0)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_a_citizen_reads_who_looked_page_by_page(now):
    held = official("desk@example.org", Role.DESK, now=now)
    person = citizen(now=now)
    for number in range(32):
        reading = Reading(subjects=frozenset({person}), purpose=Purpose.RECEPTION, matter=f"dossier/{number}")
        commands.record_reading(actor=held.actor(now), reading=reading, now=now + timedelta(seconds=number))
    catch_up(Readings())
    client = browser("0901234567")
    first = client.get("/ai-da-xem")
    text = first.content.decode()
    assert text.count("Ủy ban nhân dân phường Sài Gòn") == 30
    assert "Trần Văn Bình" not in text
    onward = re.search(r'rel="next" href="([^"]+)"', text).group(1).replace("&amp;", "&")
    second = client.get(onward).content.decode()
    assert second.count("Ủy ban nhân dân phường Sài Gòn") == 2
    assert 'rel="prev"' in second


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_readings_asks_the_same_at_any_length(now, count, django_assert_num_queries):
    held = official("desk@example.org", Role.DESK, now=now)
    person = citizen(now=now)
    for number in range(count):
        reading = Reading(subjects=frozenset({person}), purpose=Purpose.HANDLING, matter=f"dossier/{number}")
        commands.record_reading(actor=held.actor(now), reading=reading, now=now)
    catch_up(Readings())
    client = browser("0901234567")
    client.get("/ai-da-xem")
    with django_assert_num_queries(5):
        client.get("/ai-da-xem")


def test_nobody_signed_in_reads_nothing(now):
    assert Client().get("/ai-da-xem").status_code == 302


def test_an_administrator_adds_an_official_after_looking_once_more(now):
    officials(now=now)
    person = citizen(name="Phạm Thị Ơn", now=now)
    client = browser("administrator.26740@example.org")
    typed = {"login": "0901 234 567", "title_vi": "Văn thư", "role.desk": "yes", "key": "k1"}
    assert client.post(f"{POSTS}/moi", typed | {"login": "0999999999"}).status_code == 422
    assert client.post(f"{POSTS}/moi", {"login": "0901234567", "key": "k1"}).status_code == 422
    confirm = client.post(f"{POSTS}/moi", typed)
    assert "Phạm Thị Ơn" in confirm.content.decode()
    assert agencies.posts_of(person, timezone.now()) == ()
    for _ in range(2):
        assert client.post(f"{POSTS}/moi", hidden(confirm)).status_code == 303
    (held,) = agencies.posts_of(person, timezone.now())
    assert (held.post.title.vi, held.roles) == ("Văn thư", {Role.DESK})
    assert "Phạm Thị Ơn" in client.get(POSTS).content.decode()


def test_an_administrator_changes_roles_and_ends_a_post(now):
    held = officials(now=now)[Role.DESK]
    client = browser("administrator.26740@example.org")
    form = client.get(f"/vi-tri/{held.post}/vai-tro")
    confirm = client.post(f"/vi-tri/{held.post}/vai-tro", hidden(form) | {"role.specialist": "yes"})
    assert client.post(f"/vi-tri/{held.post}/vai-tro", hidden(confirm)).status_code == 303
    assert held.actor(timezone.now()).roles == {Role.SPECIALIST}
    confirm = client.get(f"/vi-tri/{held.post}/ket-thuc")
    assert client.post(f"/vi-tri/{held.post}/ket-thuc", hidden(confirm)).status_code == 303
    assert agencies.holding_of_post(held.post, timezone.now()) is None
    page = client.get(f"/vi-tri/{held.post}")
    assert page.content.decode().count("<td>Trần Văn Bình") == 2


def test_a_second_administrator_is_told_what_happened_meanwhile(now):
    held = officials(now=now)[Role.DESK]
    client = browser("administrator.26740@example.org")
    stale = hidden(client.get(f"/vi-tri/{held.post}/ket-thuc"))
    form = client.get(f"/vi-tri/{held.post}/vai-tro")
    confirm = client.post(f"/vi-tri/{held.post}/vai-tro", hidden(form) | {"role.leader": "yes"})
    client.post(f"/vi-tri/{held.post}/vai-tro", hidden(confirm))
    answer = client.post(f"/vi-tri/{held.post}/ket-thuc", stale)
    assert answer.status_code == 409
    happened = re.search(r'<ul class="conflict__happened">.*?</ul>', answer.content.decode(), re.DOTALL).group(0)
    assert happened.count("<li>") == 1
    assert "Trần Văn Bình" in happened
    assert agencies.holding_of_post(held.post, timezone.now()) is not None


def test_the_last_administrator_stays(now):
    held = officials(now=now)[Role.ADMINISTRATOR]
    client = browser("administrator.26740@example.org")
    confirm = hidden(client.get(f"/vi-tri/{held.post}/ket-thuc"))
    assert client.post(f"/vi-tri/{held.post}/ket-thuc", confirm).status_code == 422


def test_a_leader_sees_the_posts_and_changes_none(now):
    held = officials(now=now)
    client = browser("leader.26740@example.org")
    page = client.get(POSTS)
    assert page.status_code == 200
    assert "/moi" not in page.content.decode()
    assert client.get(f"/vi-tri/{held[Role.DESK].post}").status_code == 200
    assert client.get(f"/vi-tri/{held[Role.DESK].post}/ket-thuc").status_code == 403


def test_a_leader_of_a_unit_sees_that_unit(now):
    officials(now=now)
    official("truong.bo.phan@example.org", Role.LEADER, unit=f"{SAI_GON}.1", now=now)
    text = browser("truong.bo.phan@example.org").get(POSTS).content.decode()
    assert "Công chức tiếp nhận" in text
    assert "Quản trị hệ thống" not in text


@pytest.mark.parametrize("login", ["desk.26740@example.org", "leader.26743@example.org", "0901234567"])
def test_others_see_no_posts(now, login):
    officials(now=now)
    officials(BEN_THANH, now=now)
    citizen(now=now)
    assert browser(login).get(POSTS).status_code == 403


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_of_posts_asks_the_same_at_any_length(now, count, django_assert_num_queries):
    official("quan.tri@example.org", Role.ADMINISTRATOR, now=now)
    for number in range(count):
        official(f"o{number}@example.org", Role.DESK, now=now)
    client = browser("quan.tri@example.org")
    client.get(POSTS)
    with django_assert_num_queries(6):
        client.get(POSTS)


def test_at_the_counter_a_link_is_handed_over_and_the_person_learns_who_looked(now):
    officials(now=now)
    person = citizen(now=now)
    client = browser("desk.26740@example.org")
    assert client.post("/ho-tro/mat-khau", {"login": "0999999999"}).status_code == 422
    seen = client.post("/ho-tro/mat-khau", {"login": "0901234567"})
    assert "Nguyễn Thị Ánh" in seen.content.decode()
    made = client.post("/ho-tro/mat-khau", hidden(seen)).content.decode()
    link = re.search(r"http://testserver(/quen-mat-khau/[\w-]+)", made).group(1)
    phone = Client()
    assert phone.get(phone.get(link)["Location"]).status_code == 200
    catch_up(Readings())
    (reading,) = readings_about(person=person)
    assert reading.purpose is Purpose.HELP


def test_only_the_counter_helps_with_passwords(now):
    officials(now=now)
    assert browser("specialist.26740@example.org").get("/ho-tro/mat-khau").status_code == 403
