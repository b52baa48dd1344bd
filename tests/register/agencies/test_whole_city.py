"""The whole tree in a database: loaded once; every old address finds its commune, or the question to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.ledger.verifying import verify
from motcua.register.agencies import commands, queries
from motcua.register.agencies.types import COMMUNE_LEVEL, AgencyKind
from tests.factories.city import CATALOGUE, FOUNDER, NOW, SAI_GON

BEFORE, REFORM, TODAY = date(2025, 6, 30), date(2025, 7, 1), NOW.date()


FEW = 20


@pytest.fixture(scope="module")
def asked_again(city_cluster, city_in):
    """A city with every agency of the catalogue, and how many statements loading it a second time took."""
    with city_in(city_cluster):
        assert commands.load(CATALOGUE, city="hcmc", actor=FOUNDER, now=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert not commands.load(CATALOGUE, city="hcmc", actor=FOUNDER, now=NOW)
        yield len(captured)


def test_every_agency_is_loaded_once_and_loading_again_asks_a_few_statements_for_all(asked_again):
    assert asked_again <= FEW
    assert verify().problem == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT stream) FROM ledger_entry")
        (entries, streams), records = cursor.fetchone(), queries.catalogue_records(CATALOGUE, city="hcmc")
    assert entries == streams == len(records)


def test_the_tree_of_a_day_is_the_catalogues(asked_again):
    assert len(queries.communes(TODAY)) == 168
    assert len(queries.communes(BEFORE)) == 273 + 91 + 77
    kinds = [child.kind for child in queries.children("H29", TODAY)]
    assert [kinds.count(kind) for kind in (AgencyKind.DEPARTMENT, AgencyKind.MANAGEMENT_BOARD)] == [16, 3]
    assert [unit.code for unit in queries.units("H29", TODAY)] == ["H29.1"]
    assert [unit.code for unit in queries.units(SAI_GON, TODAY)] == [f"{SAI_GON}.1"]
    below = queries.children(SAI_GON, TODAY)
    assert {one.code for one in below if one.kind is AgencyKind.NEIGHBOURHOOD} == {
        f"{SAI_GON}.0.{n}" for n in (1, 2, 3)
    }


def test_every_former_commune_finds_its_commune_or_those_to_ask_about(asked_again):
    today = {one.code for one in queries.communes(REFORM)}
    former = queries.communes(BEFORE)
    asked = 0
    for one in former:
        found = queries.competent_commune(one.code, REFORM)
        assert found.candidates
        assert set(found.candidates) <= today
        assert (found.agency is None) is (len(queries.successors(one.code, REFORM)) > 1)
        asked += found.agency is None
        assert queries.competent_commune(one.code, BEFORE).agency == one.code
    assert asked == 47


@pytest.mark.parametrize(
    ("code", "communes"),
    [
        ("H29.769.26833", ("H29.26833", "H29.26842")),  # Long Thạnh Mỹ: split
        ("H29.767.27016", ("H29.27013", "H29.27019", "H29.27439")),  # Sơn Kỳ: over three
        ("H09.719.25822", ("H29.25819", "H29.25822")),  # Lai Uyên: renamed out of a part
        ("H29.787.27676", ("H29.27676",)),  # Thạnh An: unchanged
        ("H06.754.26707", ("H29.26710",)),  # Tân Hòa, a commune of a town, then a ward of a city
        ("H06.755", ("H29.26732",)),  # Côn Đảo: a district become a zone
        ("H29.765", ("H29.26905", "H29.26911", "H29.26929", "H29.26944", "H29.26956")),  # all of Bình Thạnh
        ("H29.12", ()),  # a department answers for no address
    ],
)
def test_an_old_code_finds_those_who_answer_today(asked_again, code, communes):
    assert queries.competent_commune(code, TODAY).candidates == communes


def test_a_number_of_the_statistical_office_means_the_commune_of_its_day(asked_again):
    # 27439 was Bình Hưng Hòa A, and is Bình Hưng Hòa.
    assert queries.competent_commune("27439", TODAY, written_on=TODAY).agency == "H29.27439"
    assert queries.competent_commune("27439", TODAY, written_on=BEFORE).candidates == ("H29.27439", "H29.27448")
    assert {one.kind for one in queries.communes(TODAY)} <= COMMUNE_LEVEL
