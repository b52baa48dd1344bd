"""Successions are followed for ever; a post has one holder; an agency keeps an administrator."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Role
from motcua.register.agencies import rules
from motcua.register.agencies.types import (
    AgencyCode,
    AgencyKind,
    AgencyRecord,
    Holding,
    Post,
    PostFilled,
    PostId,
    PostVacated,
    Share,
    Succession,
    Term,
)

BEGAN = datetime(2026, 1, 5, 8, tzinfo=ZONE)
POST = Post(id=PostId("p"), agency=AgencyCode("H29"), unit="", title=Text(vi="Vị trí"), opened_at=BEGAN)
ADMINISTRATOR = Holding(
    id=1, post=POST, official="a", roles=frozenset({Role.ADMINISTRATOR}), sectors=frozenset(), held_from=BEGAN
)
LATER = BEGAN + timedelta(days=1)


def links(*triples: tuple[str, str, Share, date]):
    by_code = defaultdict(list)
    for old, new, share, on in triples:
        by_code[old].append(Succession(predecessor=old, successor=new, share=share, on=on))
    return lambda code: by_code[code]


def test_a_chain_of_successions_is_followed_to_who_has_it_today():
    followed = links(
        ("a", "b", Share.WHOLE, date(2025, 1, 1)),
        ("b", "c", Share.PART, date(2026, 1, 1)),
        ("b", "d", Share.PART, date(2026, 1, 1)),
    )
    on = lambda day: [(s.successor, s.share) for s in rules.successors_on("a", day, followed)]  # noqa: E731
    assert on(date(2024, 12, 31)) == []
    assert on(date(2025, 6, 1)) == [("b", Share.WHOLE)]
    assert on(date(2026, 1, 1)) == [("c", Share.PART), ("d", Share.PART)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcde"),
            st.sampled_from("abcde"),
            st.sampled_from(Share),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        ),
        max_size=12,
    )
)
def test_following_ends_even_where_successions_run_in_a_circle(triples):
    found = rules.successors_on("a", date(2031, 1, 1), links(*triples))
    assert len({one.successor for one in found}) == len(found)


def term(start: int, end: int | None, parent: str = "", kind: AgencyKind = AgencyKind.WARD) -> Term:
    return Term(
        kind=kind,
        name=Text(vi="n"),
        area=Text(vi="a"),
        valid_from=date(start, 1, 1),
        valid_until=date(end, 1, 1) if end else None,
        parent=parent,
    )


def record(code: str, *terms: Term, followed: tuple[tuple[str, Share], ...] = ()) -> AgencyRecord:
    successors = tuple(Succession(predecessor=code, successor=s, share=h, on=date(2026, 1, 1)) for s, h in followed)
    return AgencyRecord(code=code, terms=terms, successors=successors)


CITY = record("c", term(2020, 2024, kind=AgencyKind.CITY), term(2024, None, kind=AgencyKind.CITY))


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (record("w"), "w has no term"),
        (record("w", term(2020, None, "c"), term(2024, None, "c")), "w: the term from 2020-01-01 overlaps the term"),
        (record("w", term(2024, 2023, "c")), "w: the term from 2024-01-01 ends before it begins"),
        (record("w", term(2020, None)), "w: nobody is above it in the term from 2020-01-01"),
        (record("w", term(2020, None, "x")), "w: the parent x is not recorded"),
        (record("w", term(2019, 2021, "c")), "w: the parent c does not exist all through the term from 2019-01-01"),
        (record("w", term(2020, 2026, "c"), followed=(("x", Share.WHOLE),)), "w: the successor x is not recorded"),
        (record("w", term(2020, 2026, "c"), followed=(("o", Share.WHOLE),)), "w: the successor o does not exist on"),
        (
            record("w", term(2020, 2026, "c"), followed=(("c", Share.WHOLE), ("n", Share.PART))),
            "w: c has the whole, so nobody else can have a part",
        ),
    ],
)
def test_what_cannot_be_true_of_agencies_together_is_named(wrong, problem):
    others = (CITY, record("o", term(2020, 2025, "c")), record("n", term(2026, None, "c")))
    (found,) = rules.problems_of({one.code: one for one in (*others, wrong)})
    assert found.startswith(problem)


def test_an_agency_may_outlive_a_term_of_its_parent_and_end_with_its_last():
    assert rules.problems_of({"c": CITY, "w": record("w", term(2021, None, "c"))}) == ()


def test_a_held_post_is_not_given_again():
    with pytest.raises(Refused, match="post-is-held"):
        rules.fill(ADMINISTRATOR, official="b", roles=frozenset({Role.DESK}), sectors=frozenset())


def test_a_holder_has_at_least_one_role():
    with pytest.raises(Refused, match="no-role"):
        rules.fill(None, official="b", roles=frozenset(), sectors=frozenset())
    assert rules.fill(None, official="b", roles=frozenset({Role.DESK}), sectors=frozenset()) == (
        PostFilled(official="b", roles=(Role.DESK,)),
    )


def test_the_last_administrator_cannot_be_ended_nor_lose_the_role():
    with pytest.raises(Refused, match="last-administrator"):
        rules.vacate(ADMINISTRATOR, at=LATER, administrators=1)
    with pytest.raises(Refused, match="last-administrator"):
        rules.change_roles(ADMINISTRATOR, roles=frozenset({Role.DESK}), sectors=frozenset(), at=LATER, administrators=1)
    assert rules.vacate(ADMINISTRATOR, at=LATER, administrators=2) == (PostVacated(official="a"),)


def test_the_same_roles_again_change_nothing():
    same = rules.change_roles(ADMINISTRATOR, roles=ADMINISTRATOR.roles, sectors=frozenset(), at=LATER, administrators=1)
    assert same == ()


def test_a_vacant_post_cannot_be_ended_and_none_ends_before_it_began():
    with pytest.raises(Refused, match="post-is-vacant"):
        rules.vacate(None, at=LATER, administrators=2)
    with pytest.raises(Refused, match="ends-before-it-began"):
        rules.vacate(ADMINISTRATOR, at=BEGAN, administrators=2)
