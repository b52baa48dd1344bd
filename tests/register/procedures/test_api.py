"""The procedures' doors for machines: what is offered, as a program reads it, and the types of results."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from motcua.foundation.policy.types import system
from motcua.register.procedures import commands
from tests.factories.procedures import procedure

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def program(db_city):
    for code in ("1.001193", "2.000815"):
        commands.publish(actor=system("load"), version=procedure(code), now=NOW)
    return Client()


def read(program, address):
    answer = program.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_procedure_tells_its_essential_number_results_and_papers(program):
    birth = read(program, "procedures/1.001193")
    assert birth["essential"] == 9
    assert birth["results"] == [{"code": "KQ.G15.000031", "name": {"vi": "Giấy khai sinh", "en": "Birth certificate"}}]
    assert birth["organisations"] is False
    papers = {paper["code"]: paper for case in birth["cases"] for paper in case["papers"]}
    assert papers["medical-birth-certificate"]["paper_type"] == "medical-birth-certificate"


def test_a_fee_by_pages_tells_how_it_is_counted(program):
    copies = read(program, "procedures/2.000815")
    (fee,) = copies["fees"]
    assert (fee["amount_vnd"], fee["first"], fee["further_vnd"], fee["most_vnd"]) == (2000, 2, 1000, 200000)
    assert copies["organisations"] is True
    assert copies["essential"] is None


def every_result(program):
    address = "/api/v1/result-types?limit=40"
    while address:
        answer = program.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200, answer.content
        yield from answer.json()["items"]
        address = answer.json()["next"]


def test_types_of_results_are_listed_by_name_and_paged_by_key(program):
    found = {one["code"]: one for one in every_result(program)}
    assert len(found) >= 60
    assert len(list(every_result(program))) == len(found)
    validity = found["marital-status-certificate"]["validity"]
    assert (validity["amount"], validity["unit"]) == (6, "months")
    assert found["birth-certificate"]["held_by"]["en"] == "Electronic civil status database"


def test_a_cursor_of_another_list_is_refused(program):
    other = read(program, "procedures?limit=1")["next"].partition("at=")[2]
    answer = program.get(f"/api/v1/result-types?at={other}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-cursor")
