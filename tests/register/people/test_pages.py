"""Signing in, registering and getting back in, as a browser does it."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import Role
from motcua.register.agencies import commands as agencies
from motcua.register.people import queries
from motcua.register.people.jobs import forget_attempts, send_recovery
from motcua.register.people.models import Recovery
from motcua.register.people.types import POST_IN_SESSION
from tests.factories.city import BEN_THANH, FOUNDER, PASSWORD, SAI_GON, TITLES, citizen, load_agencies, official

# The built assets are not needed to answer.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

NEW = "năm bốn ba hai một"


@pytest.fixture
def now(db_city):
    load_agencies()
    return timezone.now() - timedelta(hours=1)


@pytest.fixture
def client(now):
    return Client()


def sign_in(client, login="0901234567", password=PASSWORD, **more):
    return client.post("/dang-nhap", {"login": login, "password": password, **more})


def without_tokens(page) -> str:
    return re.sub(r'value="[^"]*"', "", page.content.decode())


def test_a_citizen_signs_in_and_goes_on_where_they_were(client, now):
    citizen(now=now)
    before = client.cookies.get("session")
    answer = sign_in(client, "0901 234 567", next="/tai-khoan")
    assert (answer.status_code, answer["Location"]) == (303, "/tai-khoan")
    assert client.cookies["session"] != before
    assert "Nguyễn Thị Ánh" in client.get("/tai-khoan").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, now, elsewhere):
    citizen(now=now)
    assert sign_in(client, next=elsewhere)["Location"] == "/"


def test_a_wrong_password_says_nothing_of_the_account(client, now):
    citizen(now=now)
    known = sign_in(client, password="wrong")
    unknown = sign_in(client, "0999999999", password="wrong")
    assert known.status_code == unknown.status_code == 422
    assert without_tokens(known) == without_tokens(unknown)


def test_guessing_is_braked_and_says_when_to_come_back(client, now):
    citizen(now=now)
    citizen("0912345678", now=now)
    for _ in range(9):
        answer = sign_in(client, password="wrong")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "15" in answer.content.decode()
    assert sign_in(client).status_code == 429
    # Neither another account nor another address is held back.
    assert sign_in(Client(), "0912345678").status_code == 303
    assert (
        Client(REMOTE_ADDR="10.0.0.9").post("/dang-nhap", {"login": "0901234567", "password": PASSWORD}).status_code
        == 303
    )


def attempts():
    return list(AccessAttempt.objects.values_list("username", "failures_since_start"))


def test_who_failed_to_sign_in_is_forgotten_once_the_brake_lets_go(client, now):
    citizen(now=now)
    for _ in range(8):
        sign_in(client, password="wrong")
    assert attempts() == [("+84901234567", 8)]
    moment = timezone.now()
    forget_attempts(int(moment.timestamp()))
    forget_attempts(int((moment + timedelta(minutes=14)).timestamp()))
    assert attempts() == [("+84901234567", 8)]
    assert sign_in(client).status_code == 429
    forget_attempts(int((timezone.now() + timedelta(minutes=15, seconds=1)).timestamp()))
    assert attempts() == []
    assert sign_in(client).status_code == 303


def test_an_official_with_one_post_acts_from_it(client, now):
    held = official("desk@example.org", Role.DESK, now=now)
    assert sign_in(client, "desk@example.org")["Location"] == "/ban-lam-viec"
    assert client.session[POST_IN_SESSION] == held.post
    assert client.get("/dang-nhap")["Location"] == "/ban-lam-viec"


def test_an_administrator_without_a_desk_arrives_at_the_agencys_posts(client, now):
    official("quan-tri@example.org", Role.ADMINISTRATOR, now=now)
    arrived = sign_in(client, "quan-tri@example.org")["Location"]
    assert arrived == f"/co-quan/{SAI_GON}/vi-tri"
    assert client.get(arrived).status_code == 200


def test_whoever_may_act_from_a_post_finds_the_way_to_choose_it(client, now):
    held = official("desk@example.org", Role.DESK, now=now)
    citizen(now=now)
    way = 'href="/dang-nhap/vi-tri"'
    sign_in(client, "desk@example.org")
    assert way in client.get("/").content.decode()
    client.post("/dang-nhap/vi-tri", {"post": "citizen"})
    assert way in client.get("/").content.decode()
    assert client.post("/dang-nhap/vi-tri", {"post": held.post})["Location"] == "/ban-lam-viec"
    other = Client()
    sign_in(other)
    assert way not in other.get("/").content.decode()


def test_an_official_with_several_posts_chooses(client, now):
    held = official("hai@example.org", Role.DESK, now=now)
    second = official("khac@example.org", Role.LEADER, agency=BEN_THANH, now=now)
    give(held.person, BEN_THANH, now)
    assert sign_in(client, "hai@example.org")["Location"] == "/dang-nhap/vi-tri"
    page = client.get("/dang-nhap/vi-tri").content.decode()
    assert "phường Bến Thành" in page
    session = client.cookies["session"].value
    assert client.post("/dang-nhap/vi-tri", {"post": second.post}).status_code == 422
    assert client.post("/dang-nhap/vi-tri", {"post": held.post}).status_code == 303
    assert client.session[POST_IN_SESSION] == held.post
    assert client.cookies["session"].value != session
    assert client.post("/dang-nhap/vi-tri", {"post": "citizen"})["Location"] == "/"
    assert client.session[POST_IN_SESSION] == ""


def give(person, agency, now):
    agencies.appoint(
        actor=FOUNDER,
        agency=agency,
        title=TITLES[Role.LEADER],
        official=person,
        roles=frozenset({Role.LEADER}),
        now=now,
        key=Key(client="test", command="agencies.appoint", key="second"),
    )


def test_signing_out_ends_the_session(client, now):
    citizen(now=now)
    sign_in(client)
    assert client.get("/dang-xuat").status_code == 405
    assert client.post("/dang-xuat").status_code == 303
    assert client.get("/tai-khoan").status_code == 302


def test_registering_signs_in_and_keeps_what_was_typed_when_it_is_wrong(client, now):
    typed = {"full_name": "Lê Thị Ân", "login": "an@example.org", "password": "ngắn", "key": "k1"}
    wrong = client.post("/dang-ky", typed)
    assert wrong.status_code == 422
    assert "Lê Thị Ân" in wrong.content.decode()
    assert "ngắn" not in wrong.content.decode()
    right = client.post("/dang-ky", typed | {"password": PASSWORD})
    assert right.status_code == 303
    assert client.get("/tai-khoan").status_code == 200


def test_pressed_twice_it_registers_once(client, now):
    typed = {"full_name": "Lê Thị Ân", "login": "an@example.org", "password": PASSWORD, "key": "k1"}
    assert client.post("/dang-ky", typed).status_code == 303
    assert Client().post("/dang-ky", typed).status_code == 303
    assert len(queries.people_named("Lê Thị Ân")) == 1


def test_a_forgotten_password_is_set_by_a_link(client, now, settings):
    citizen("an@example.org", now=now)
    known = client.post("/quen-mat-khau", {"login": "an@example.org"})
    unknown = client.post("/quen-mat-khau", {"login": "nobody@example.org"})
    assert without_tokens(known) == without_tokens(unknown)
    for recovery in Recovery.objects.all():
        send_recovery(recovery=str(recovery.id))
    (letter,) = mail.outbox
    assert letter.to == ["an@example.org"]
    path = re.search(r"https?://[^/]+(/quen-mat-khau/\S+)", letter.body).group(1)
    moved = client.get(path)
    assert moved["Location"] == "/quen-mat-khau/link"
    assert client.get(moved["Location"]).status_code == 200
    assert client.post(moved["Location"], {"new_password": "ngắn"}).status_code == 422
    assert client.post(moved["Location"], {"new_password": NEW})["Location"] == "/dang-nhap"
    assert sign_in(client, "an@example.org", NEW).status_code == 303
    client.post("/dang-xuat")
    client.get(path)
    assert client.get("/quen-mat-khau/link").status_code == 410


def test_asking_again_and_again_is_braked(client, now):
    for _ in range(6):
        answer = client.post("/quen-mat-khau", {"login": "an@example.org"})
    assert answer.status_code == 429


def test_a_changed_password_ends_the_other_sessions(client, now):
    citizen(now=now)
    other = Client()
    sign_in(client)
    sign_in(other)
    wrong = client.post("/tai-khoan", {"old_password": "x", "new_password": NEW, "key": "k"})
    assert wrong.status_code == 422
    assert client.post("/tai-khoan", {"old_password": PASSWORD, "new_password": NEW, "key": "k"}).status_code == 303
    assert client.get("/tai-khoan").status_code == 200
    assert other.get("/tai-khoan").status_code == 302


@pytest.mark.parametrize("path", ["/dang-nhap", "/dang-ky", "/quen-mat-khau"])
def test_the_pages_speak_vietnamese_and_english(client, path):
    vietnamese = client.get(path).content.decode()
    english = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert 'lang="vi"' in vietnamese
    assert english


def test_opening_the_account_asks_the_database_little(client, now, django_assert_max_num_queries):
    official("desk@example.org", Role.DESK, agency=SAI_GON, now=now)
    sign_in(client, "desk@example.org")
    client.get("/tai-khoan")
    # One of them counts the notices for the header.
    with django_assert_max_num_queries(7):
        client.get("/tai-khoan")
