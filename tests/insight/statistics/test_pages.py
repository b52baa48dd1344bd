"""The public's door: pages, files and answers for machines, for anybody, kept while nothing moves."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.foundation.clock.moments import ZONE
from motcua.service.dossiers.types import commands as asked
from tests.factories.birth import SAI_GON
from tests.factories.dossiers import act
from tests.factories.hours import city_hours
from tests.insight.statistics.following import fold, ledger
from tests.insight.statistics.lives import filed

HERE = SAI_GON.code
NOW = datetime(2026, 10, 20, 10, 30, tzinfo=ZONE)
FILED = datetime(2026, 9, 14, 9, tzinfo=ZONE)
PAGES = (
    "/city/", "/so-lieu/co-quan", f"/so-lieu/co-quan/{HERE}", "/so-lieu/2026-09", "/so-lieu/dinh-chinh",
    "/so-lieu/cach-tinh", "/ket-qua-da-giai-quyet", "/ket-qua-da-giai-quyet?thang=2026-09",
)  # fmt: skip
FILES = (
    "/so-lieu.csv", f"/so-lieu/co-quan/{HERE}.csv", "/so-lieu/2026-09.csv", "/so-lieu/dinh-chinh.csv",
    "/ket-qua-da-giai-quyet.csv?thang=2026-09", "/so-lieu/sitemap.xml", "/api/v1/statistics/months",
    "/api/v1/statistics/months/2026-09/agencies", "/api/v1/statistics/corrections", "/api/v1/statistics/results",
)  # fmt: skip


@pytest.fixture
def city(people):
    """Five answers, one of them late; a reception undone after its month was closed; one open and overdue."""
    for number in range(5):
        state = act(filed(people, FILED, same_day=False), people.desk, asked.Receive(), FILED)
        state = act(state, people.specialist, asked.Take(), FILED)
        act(state, people.leader, asked.Reject(note="Thiếu"), FILED + timedelta(days=9 if number == 4 else 1))
    act(filed(people, FILED, same_day=False), people.desk, asked.Receive(), FILED)
    state = act(filed(people, FILED, same_day=False), people.desk, asked.Receive(), FILED + timedelta(days=15))
    act(state, people.desk, asked.UndoReception(note="Nhầm"), NOW - timedelta(days=9))
    fold(ledger())
    with city_hours(NOW):
        yield people


def rows(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(body.decode())))


def test_everybody_may_see_everything_and_it_names_nobody(city):
    client = Client()
    for path in (*PAGES, *FILES):
        answer = client.get(path)
        assert answer.status_code == 200, path
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "Trần Thị Mai" not in body, path
        assert f"{HERE}-26" not in body, path


def test_the_city_s_page_says_one_number_and_its_months(city):
    page = Client().get("/city/").content.decode()
    assert "80%" in page
    assert "trong 5 hồ sơ đã giải quyết" in page
    assert 'role="img"' in page
    assert "style=" not in page


def test_same_day_procedures_can_be_left_out(city):
    assert "80%" in Client().get("/city/?trong-ngay=khong").content.decode()
    assert [row["received"] for row in rows(Client().get("/so-lieu.csv?trong-ngay=khong"))] == ["0", "7"]


def test_a_published_figure_stays_and_its_correction_stands_beside_it(city):
    (line,) = rows(Client().get("/so-lieu/2026-09.csv"))
    assert (line["month"], line["agency"], line["status"]) == ("2026-09", HERE, "published")
    assert (line["received"], line["answered"], line["late"], line["open_overdue"]) == ("7", "5", "1", "1")
    assert line["corrected"] == "1"
    moved = {each["figure"]: (each["before"], each["after"]) for each in rows(Client().get("/so-lieu/dinh-chinh.csv"))}
    assert moved == {"received": ("7", "6"), "received_late": ("1", "0")}
    assert "đính chính: 6" in Client().get(f"/so-lieu/co-quan/{HERE}").content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )
    found = Client().get("/api/v1/statistics/months", {"agency": HERE, "limit": 1}).json()
    assert (found["items"][0]["month"], found["items"][0]["figures"]["open_overdue"]) == ("2026-10", 1)
    following = Client().get(found["next"]).json()["items"][0]
    assert (following["figures"]["received"], following["corrected"]["received"]) == (7, 6)


def test_results_are_told_by_agency_once_there_are_five(city):
    found = rows(Client().get("/ket-qua-da-giai-quyet.csv?thang=2026-09"))
    assert [(each["agency"], each["small_place"], each["time_class"]) for each in found] == [
        (HERE, "0", "overdue"), *[(HERE, "0", "early")] * 4
    ]  # fmt: skip
    first = Client().get("/api/v1/statistics/results", {"limit": 2}).json()
    rest = Client().get(first["next"]).json()
    assert len(first["items"]) == len(rest["items"]) == 2
    assert Client().get(rest["previous"]).json()["items"] == first["items"]


@pytest.mark.parametrize("path", FILES)
def test_who_has_a_file_already_is_told_so(city, path):
    client = Client()
    first = client.get(path)
    assert first["Last-Modified"]
    assert "public" in first["Cache-Control"]
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_browser_keeps_a_page_and_a_new_figure_renews_it(city):
    client = Client()
    client.get("/so-lieu/2026-09")
    kept = client.get("/so-lieu/2026-09")
    assert kept["Cache-Control"] == "private, no-cache"
    assert client.get("/so-lieu/2026-09", headers={"If-None-Match": kept["ETag"]}).status_code == 304
    act(filed(city, FILED, same_day=False), city.desk, asked.Receive(), FILED + timedelta(days=16))
    late = FILED + timedelta(days=16)
    fold(ledger(lambda entry: NOW if entry.occurred_at == late else entry.occurred_at))
    assert client.get("/so-lieu/2026-09", headers={"If-None-Match": kept["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/so-lieu/2026-13", "/so-lieu/2027-01", "/so-lieu/co-quan/H29.99999", "/so-lieu/co-quan/x.csv",
     "/ket-qua-da-giai-quyet?thang=khong", "/ket-qua-da-giai-quyet.csv", "/api/v1/statistics/months/2027-01/agencies"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(city, path):
    assert Client().get(path).status_code == 404


def test_an_agency_that_ended_leads_to_its_successor(city):
    page = Client().get("/so-lieu/co-quan/H29.760.26740").content.decode()
    assert "kết thúc hoạt động từ ngày 01/07/2025" in page
    assert f'href="/so-lieu/co-quan/{HERE}"' in page
