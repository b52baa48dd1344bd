"""The list of what happened: told in words, marked as seen, the same queries for many as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import system
from motcua.service.notices.commands import notify
from motcua.service.notices.queries import unseen
from tests.factories.cast import MOTHER, people_here
from tests.factories.city import NOW, PASSWORD


@pytest.fixture
def mother(db_peopled):
    client = Client(raise_request_exception=False)
    client.post("/dang-nhap", {"login": MOTHER, "password": PASSWORD})
    return client


def tell(count, first=0):
    person = people_here().mother.person
    for number in range(first, first + count):
        notify(
            actor=system("test"), person=person, about="H29.26740-261123-0001", happened_at=NOW + timedelta(minutes=number),
            message="You have submitted dossier %(code)s. We answer by %(reception_due_at)s.",
            values={"code": "H29.26740-261123-0001", "reception_due_at": "2026-11-25T08:00:00+07:00"},
            key=Key(client="test", command="notify", key=str(number)),
        )  # fmt: skip
    return person


def test_nobody_without_an_account_has_notices(db_peopled):
    assert Client().get("/thong-bao").status_code == 302


def test_moments_are_written_as_people_write_them_and_lead_to_the_dossier(mother):
    tell(1)
    page = mother.get("/thong-bao").content.decode()
    assert "08:00, thứ\N{NO-BREAK SPACE}Tư, 25/11/2026" in page
    assert 'href="/ho-so/H29.26740-261123-0001"' in page


def test_having_read_them_is_noted(mother):
    person = tell(2)
    assert unseen(person) == 2
    assert mother.post("/thong-bao", {"until": "2"}).status_code == 303
    assert unseen(person) == 0


def test_many_ask_as_many_queries_as_one(mother):
    tell(1)
    mother.get("/thong-bao")
    with CaptureQueriesContext(connection) as one:
        mother.get("/thong-bao")
    tell(49, first=1)
    with CaptureQueriesContext(connection) as fifty:
        page = mother.get("/thong-bao").content.decode()
    assert len(fifty) == len(one)
    assert page.count('class="notice ') == 20
