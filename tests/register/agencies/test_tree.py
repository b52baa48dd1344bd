"""The real tree: as many agencies as the published lists have, each under one, all leading to who is there today."""

import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest

from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.agencies.rules import successors_on
from motcua.register.agencies.types import COMMUNE_LEVEL, TOP, AgencyKind, Share
from tests.factories.city import CATALOGUE, few_agencies

JANUARY = date(2025, 1, 4)
EVE, REFORM = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def records():
    return catalogue_records(CATALOGUE, city="hcmc")


def there_on(records, day):
    """The term of every agency that exists on a day; more than one for the same is a mistake."""
    found = {}
    for code, record in records.items():
        terms = [t for t in record.terms if t.valid_from <= day and (t.valid_until is None or day < t.valid_until)]
        assert len(terms) <= 1, f"{code} is two things on {day}"
        found.update((code, term) for term in terms)
    return found


def communes(records, day, top="H29"):
    return {
        code: term
        for code, term in there_on(records, day).items()
        if term.kind in COMMUNE_LEVEL and code.startswith(f"{top}.")
    }


def test_168_communes_since_july_2025_each_with_its_one_stop_unit(records):
    now = communes(records, REFORM)
    assert communes(records, TODAY) == now
    assert Counter(term.kind for term in now.values()) == {
        AgencyKind.WARD: 113,
        AgencyKind.COMMUNE: 54,
        AgencyKind.SPECIAL_ZONE: 1,
    }
    units = {c: t for c, t in there_on(records, TODAY).items() if t.kind is AgencyKind.ONE_STOP}
    assert set(units) == {f"{code}.1" for code in now} | {"H29.1"}
    assert all(term.parent == code.removesuffix(".1") for code, term in units.items())


def test_273_communes_of_the_city_and_168_of_the_two_provinces_before(records):
    of_the_city = communes(records, JANUARY)
    assert Counter(term.kind for term in of_the_city.values()) == {
        AgencyKind.WARD: 210,
        AgencyKind.COMMUNE: 58,
        AgencyKind.TOWNSHIP: 5,
    }
    assert communes(records, EVE) == of_the_city
    assert [len(communes(records, EVE, province)) for province in ("H09", "H06")] == [91, 77]
    assert Counter(term.kind for term in communes(records, EVE, "H06").values()) == {
        AgencyKind.WARD: 30,
        AgencyKind.COMMUNE: 40,
        AgencyKind.TOWNSHIP: 7,
    }


def test_22_districts_until_june_2025_and_none_since(records):
    def districts(top, day):
        there = there_on(records, day)
        return Counter(
            term.area.vi.split(",")[0].rsplit(" ", term.area.vi.split(",")[0].count(" "))[0]
            for term in there.values()
            if term.kind is AgencyKind.DISTRICT and term.parent == top
        )

    assert districts("H29", EVE) == {"Quận": 16, "Huyện": 5, "Thành": 1}
    assert districts("H09", EVE) == {"Huyện": 4, "Thành": 5}
    assert districts("H06", EVE) == {"Huyện": 4, "Thành": 3}
    assert not [term for term in there_on(records, REFORM).values() if term.kind is AgencyKind.DISTRICT]
    assert there_on(records, EVE)["H29.769"].area.en == "Thủ Đức City"


def test_15_departments_when_the_city_was_merged_and_one_more_since_october(records):
    def departments(day):
        return {c for c, term in there_on(records, day).items() if term.kind is AgencyKind.DEPARTMENT}

    assert len(departments(REFORM)) == 15
    assert departments(TODAY) - departments(REFORM) == {"H29.26"}
    assert records["H29.26"].terms[0].name.vi == "Sở Quy hoạch - Kiến trúc Thành phố Hồ Chí Minh"


def test_every_agency_is_under_one_that_exists_on_every_day(records):
    changes = {
        day for record in records.values() for term in record.terms for day in (term.valid_from, term.valid_until)
    }
    for day in sorted({day + off for day in changes - {None} for off in (timedelta(-1), timedelta())}):
        there = there_on(records, day)
        for code, term in there.items():
            assert (term.kind in TOP) if not term.parent else (term.parent in there), f"{code} on {day}"
    assert [code for code, term in there_on(records, TODAY).items() if not term.parent] == ["H29"]


def test_codes_follow_the_rule(records):
    for code, record in records.items():
        for term in record.terms:
            if term.gso and term.kind not in TOP:
                assert code == f"{term.parent}.{term.gso}"
            elif term.kind is AgencyKind.NEIGHBOURHOOD:
                assert code.startswith(f"{term.parent}.0.")


def test_each_old_commune_is_followed_as_the_resolution_says(records):
    old = {
        code: records[code].successors
        for day in (EVE,)
        for top in ("H29", "H09", "H06")
        for code in communes(records, day, top)
    }
    old["H06.755"] = records["H06.755"].successors  # Côn Đảo, a district without communes
    shares = Counter(link.share for links in old.values() for link in links)
    assert len(old) == 442
    assert sum(shares.values()) == 493
    split = [code for code, links in old.items() if len(links) > 1]
    assert len(split) == 47
    # The list has 389 whole, 5 unchanged and a district become a zone; 96 in part, and 2 renamed out of a part.
    assert shares == {Share.WHOLE: 389 + 5 + 1, Share.PART: 96 + 2}
    assert all(link.on == REFORM for links in old.values() for link in links)
    alone = [code for code, links in old.items() if unchanged(records, code, links, old)]
    assert {records[code].terms[-1].area.vi.split(",")[0] for code in alone} == {
        "Phường Thới Hòa",
        "Xã Long Sơn",
        "Xã Hòa Hiệp",
        "Xã Bình Châu",
        "Xã Thạnh An",
    }


def unchanged(records, code, links, old):
    """Whether one commune went on alone, under the same name."""
    heir = links[0].successor
    same = records[code].terms[-1].name == records[heir].terms[0].name
    return same and sum(link.successor == heir for each in old.values() for link in each) == 1


def test_every_former_agency_leads_to_who_is_there_in_july(records):
    def followed_by(code):
        return records[code].successors

    there = there_on(records, REFORM)
    for code in there_on(records, EVE).keys() - there.keys():
        heirs = {one.successor for one in successors_on(code, REFORM, followed_by)}
        assert heirs, code
        assert heirs <= there.keys(), code
        if code not in {"H09", "H06"}:
            assert heirs <= communes(records, REFORM).keys()
    reached = {one.successor for code in communes(records, EVE) for one in followed_by(code)}
    reached |= {
        one.successor for top in ("H09", "H06") for code in communes(records, EVE, top) for one in followed_by(code)
    }
    assert communes(records, REFORM).keys() - reached == {"H29.26732"}, "Côn Đảo alone was no commune before"


def test_names_are_of_one_spelling_and_in_both_languages(records):
    for record in records.values():
        for term in record.terms:
            for text in (term.name.vi, term.name.en, term.area.vi, term.area.en):
                assert text
                assert text == text.strip()
                assert unicodedata.is_normalized("NFC", text)
    assert all(term.unverified and term.source for record in records.values() for term in record.terms)


def test_what_phu_my_was_before_march_2025_is_known(records):
    before, after = there_on(records, JANUARY), there_on(records, EVE)
    assert (before["H06.754"].area.vi, after["H06.754"].area.vi) == (
        "Thị xã Phú Mỹ, tỉnh Bà Rịa – Vũng Tàu",
        "Thành phố Phú Mỹ, tỉnh Bà Rịa – Vũng Tàu",
    )
    assert before["H06.754.26707"].area.vi == "Xã Tân Hòa, thị xã Phú Mỹ, tỉnh Bà Rịa – Vũng Tàu"
    assert after["H06.754.26707"].kind is AgencyKind.WARD


def test_the_few_agencies_of_other_tests_hold_together(records):
    few = few_agencies()
    assert len(few) < 40
    named = {link.successor for record in few.values() for link in record.successors}
    named |= {term.parent for record in few.values() for term in record.terms if term.parent}
    assert named <= few.keys()
