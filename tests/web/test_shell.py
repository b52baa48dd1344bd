"""The house around a page: what it asks the database for, and for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import Role, system
from motcua.service.dossiers.types import commands as asked
from motcua.service.notices import commands as notices
from tests.factories.cast import MOTHER, login_of, people_here
from tests.factories.city import NOW, PASSWORD, SAI_GON
from tests.factories.dossiers import act, submitted
from tests.factories.hours import city_hours

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")


@pytest.fixture(autouse=True)
def hours(db_peopled):
    with city_hours(NOW + timedelta(hours=4)) as clock:
        yield clock


def visitor(login=""):
    client = Client()
    if login:
        client.post("/dang-nhap", {"login": login, "password": PASSWORD})
    return client


def test_a_citizen_sees_how_many_notices_are_new_for_one_query(hours):
    people = people_here()
    mother = visitor(MOTHER)
    notices.notify(
        actor=system("test"), person=people.mother.person, message="Dossier %(code)s has been decided. Open it to see the result.",
        values={"code": "x"}, about="x", happened_at=hours.now(), key=Key(client="test", command="notify", key="n"),
    )  # fmt: skip
    mother.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = mother.get("/").content.decode()
    asked_for = [query["sql"] for query in queries if "notices_" in query["sql"]]
    assert len(asked_for) == 1
    assert 'href="/thong-bao">Thông báo <span class="count">1</span>' in page


def test_who_is_not_signed_in_costs_no_query():
    anybody = visitor()
    anybody.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert "/thong-bao" not in anybody.get("/").content.decode()
    assert len(queries) == 0


def test_every_queue_leads_on_from_every_page_of_the_office():
    state = submitted(people_here().mother)
    act(state, people_here().desk, asked.Receive(), NOW + timedelta(hours=1))
    desk = visitor(login_of(Role.DESK, SAI_GON))
    for path in ("/ban-lam-viec/chua-phan-cong", "/ho-tro/mat-khau", f"/ban-lam-viec/ho-so/{state.code}"):
        page = desk.get(path).content.decode()
        for queue in ("cho-tiep-nhan", "cua-toi", "den-han-hom-nay", "qua-han", "cho-nguoi-khac", "cho-tra-ket-qua"):
            assert f'href="/ban-lam-viec/{queue}"' in page
        for queue in ("cua-don-vi", "chua-phan-cong", "xin-y-kien"):
            assert f'href="/ban-lam-viec/{queue}"' in page
    assert (
        'href="/ban-lam-viec/chua-phan-cong" aria-current="page"'
        in desk.get("/ban-lam-viec/chua-phan-cong").content.decode()
    )


def test_an_administrator_is_led_to_no_queue():
    administrator = visitor(login_of(Role.ADMINISTRATOR, SAI_GON))
    for path in ("/desk/", f"/co-quan/{SAI_GON}/vi-tri", "/"):
        page = administrator.get(path).content.decode()
        assert "/ban-lam-viec" not in page
        assert f'href="/co-quan/{SAI_GON}/vi-tri"' in page
