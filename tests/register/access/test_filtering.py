"""The SQL condition of a policy holds for exactly the rows that the rule allows."""

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Actor, ActorKind, Grant, Matter, PolicyRow, Role, Tie
from motcua.register.access.queries import sql_condition
from motcua.register.access.types import Columns

PEOPLE, AGENCIES, SECTORS = ["", "p", "q"], ["", "H29.1", "H29.2"], ["", "ho-tich", "dat-dai"]
COLUMNS = Columns(
    agency="m.agency", agencies="m.agencies", receiving="m.receiving", holder="m.holder", subjects="m.subjects",
    sector="m.sector",
)  # fmt: skip

grants = st.builds(
    Grant,
    kind=st.sampled_from(ActorKind),
    tie=st.sampled_from(Tie),
    roles=st.frozensets(st.sampled_from(Role), max_size=2),
)
rows = st.builds(
    PolicyRow, name=st.just("a.b"), grants=st.lists(grants, max_size=4).map(tuple), scope=st.sampled_from(["", "s"])
)
actors = st.builds(
    Actor,
    kind=st.sampled_from(ActorKind),
    id=st.sampled_from(PEOPLE),
    person=st.sampled_from(PEOPLE),
    agency=st.sampled_from(AGENCIES),
    roles=st.frozensets(st.sampled_from(Role), max_size=3),
    sectors=st.frozensets(st.sampled_from(SECTORS[1:]), max_size=1),
    scopes=st.frozensets(st.sampled_from(["s", "a.b", "c"]), max_size=2),
)
matters = st.builds(
    Matter,
    agency=st.sampled_from(AGENCIES),
    agencies=st.frozensets(st.sampled_from(AGENCIES[1:])),
    receiving=st.sampled_from(AGENCIES),
    holder=st.sampled_from(PEOPLE),
    subjects=st.frozensets(st.sampled_from(PEOPLE[1:])),
    sector=st.sampled_from(SECTORS),
)


@pytest.fixture
def table(db_city):
    with psycopg.connect(db_city.application, autocommit=True) as connection:
        connection.execute(
            "CREATE TEMPORARY TABLE m (number integer, agency text, agencies text[], receiving text, holder text, "
            "subjects text[], sector text)"
        )
        yield connection


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=rows, actor=actors, found=st.lists(matters, min_size=1, max_size=12))
def test_filter_and_predicate_agree_on_random_rows(table, row, actor, found):
    table.execute("TRUNCATE m")
    for number, matter in enumerate(found):
        table.execute(
            "INSERT INTO m VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                number,
                matter.agency,
                list(matter.agencies),
                matter.receiving,
                matter.holder,
                list(matter.subjects),
                matter.sector,
            ],
        )
    sql, values = sql_condition(row, actor, COLUMNS)
    answer = table.execute(f"SELECT number FROM m WHERE {sql}", values)
    shown = {number for (number,) in answer.fetchall()}
    assert shown == {number for number, matter in enumerate(found) if allowed(row, actor, matter)}


def test_a_list_without_the_fact_shows_nothing_by_it():
    row = PolicyRow(name="a.b", grants=(Grant(kind=ActorKind.OFFICIAL, tie=Tie.HOLDER),))
    assert sql_condition(row, Actor(kind=ActorKind.OFFICIAL, id="p"), Columns(agency="m.agency")) == ("FALSE", ())
