"""Loading the catalogue twice changes nothing, and an old code resolves for ever."""

from datetime import date

import msgspec
import pytest

from motcua.foundation.clock.facts import DayKind
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import ANONYMOUS, Denied
from motcua.register.agencies import commands, queries
from motcua.register.agencies.types import AgencyKind, Share, SpecialOpening
from tests.factories.city import BEN_THANH, CATALOGUE, FOUNDER, NOW, SAI_GON, few_agencies, load_agencies

TODAY = NOW.date()
BEFORE = date(2025, 6, 30)
TET = date(2027, 2, 5)
SPECIAL_DAY = SpecialOpening(
    on=date(2026, 12, 1), kind=DayKind.CLOSED, name=Text(vi="Chuyển trụ sở"), known_at=NOW, source="test"
)


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def test_recording_again_appends_nothing():
    assert commands.record(few_agencies(), actor=FOUNDER, now=NOW) == ()
    assert len(entries(f"agency/{SAI_GON}")) == 1


def test_a_changed_record_replaces_the_one_before_and_leaves_the_others():
    changed = msgspec.structs.replace(
        few_agencies()[BEN_THANH], openings=(), special_days=(SPECIAL_DAY, msgspec.structs.replace(SPECIAL_DAY, on=TET))
    )
    assert commands.record(few_agencies() | {BEN_THANH: changed}, actor=FOUNDER, now=NOW) == (BEN_THANH,)
    assert len(entries(f"agency/{BEN_THANH}")) == 2
    assert len(queries.terms(BEN_THANH)) == 1
    sessions, days = queries.opening_facts(BEN_THANH, NOW)
    assert sessions == ()
    assert [(day.on, day.name.vi) for day in days] == [(SPECIAL_DAY.on, "Chuyển trụ sở"), (TET, "Chuyển trụ sở")]


def test_only_the_system_loads():
    with pytest.raises(Denied):
        commands.record({}, actor=ANONYMOUS, now=NOW)
    with pytest.raises(Denied):
        commands.load(CATALOGUE, city="hcmc", actor=ANONYMOUS, now=NOW)


def test_the_tree_is_read_as_it_is_on_a_day():
    assert {one.code for one in queries.communes(TODAY)} >= {SAI_GON, BEN_THANH}
    assert {one.code for one in queries.children("H29", BEFORE)} == {"H29.760"}
    assert len(queries.children("H29.760", BEFORE)) == 10
    assert queries.children("H29.760", TODAY) == ()
    (desk,) = queries.units(SAI_GON, TODAY)
    assert desk.kind is AgencyKind.ONE_STOP


def test_an_abolished_agency_still_answers_to_its_code():
    gone = queries.agency("H29.760.26740", TODAY)
    assert gone is not None
    assert gone.name.vi == "Ủy ban nhân dân phường Bến Nghé"
    assert not gone.exists
    assert queries.agency("H29.99", TODAY) is None
    early = queries.agency(SAI_GON, BEFORE)
    assert early is not None
    assert not early.exists


def test_successors_say_who_has_it_now():
    assert [(s.successor, s.share) for s in queries.successors("H29.760.26740", TODAY)] == [(SAI_GON, Share.WHOLE)]
    assert [s.successor for s in queries.successors("H29.760.26746", TODAY)] == [SAI_GON, BEN_THANH]
    assert queries.successors("H29.760.26746", BEFORE) == ()
    assert queries.successors(SAI_GON, TODAY) == ()


def test_the_competent_commune_is_known_or_asked():
    assert queries.competent_commune(SAI_GON, TODAY).agency == SAI_GON
    assert queries.competent_commune("H29.760.26740", TODAY).agency == SAI_GON
    split = queries.competent_commune("H29.760.26746", TODAY)
    assert split.agency is None
    assert split.candidates == (SAI_GON, BEN_THANH)
    assert queries.competent_commune("H29.760.26746", BEFORE).agency == "H29.760.26746"
    assert queries.competent_commune("H06.755", TODAY).agency == "H29.26732"
    assert queries.competent_commune("nowhere", TODAY).candidates == ()


def test_a_statistical_code_given_again_is_told_apart_by_the_day_of_the_paper():
    # 26737 was Phường Đa Kao, and is Phường Tân Định since July 2025.
    assert queries.competent_commune("26737", TODAY, written_on=TODAY).agency == "H29.26737"
    assert queries.competent_commune("26737", TODAY, written_on=BEFORE).candidates == ("H29.26737", SAI_GON)
    assert queries.competent_commune("26737", TODAY).agency is None
