"""The page of the 25 essential services says of each where it stands."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.register.procedures import commands
from tests.factories.city import FOUNDER, NOW, load_agencies
from tests.factories.procedures import catalogue

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(autouse=True)
def _loaded(db_city):
    load_agencies()
    commands.publish_catalogue(catalogue(), actor=FOUNDER, now=NOW)


def parts() -> dict[int, str]:
    html = Client().get("/dich-vu-thiet-yeu").content.decode()
    found = re.findall(r'id="dich-vu-(\d+)">(.*?)</li>', html, re.DOTALL)
    return {int(number): part for number, part in found}


def test_each_of_them_stands_there_with_its_procedures_or_the_reason():
    found = parts()
    assert sorted(found) == list(range(1, 26))
    assert 'href="/thu-tuc/1.001193"' in found[9]
    assert "Miễn phí" in found[9]
    for number in (8, 14, 17):
        assert "không nộp ở đây" in found[number]
        assert "/thu-tuc/" not in found[number]
        assert re.search(r"<p>[^<]{20,}</p>", found[number])
    assert found[25].count("/thu-tuc/") == 2


def test_a_search_result_says_that_it_is_essential():
    html = Client().get("/thu-tuc?q=1.001193").content.decode()
    assert "dịch vụ thiết yếu số 9" in html
    assert "dịch vụ thiết yếu" not in Client().get("/thu-tuc?q=2.000815").content.decode().split("<footer")[0]


def test_once_the_procedures_are_known_the_page_asks_the_database_for_nothing():
    client = Client()
    client.get("/dich-vu-thiet-yeu")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/dich-vu-thiet-yeu")
    assert len(asked) <= 3
