"""To whom an absent official's dossiers go."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.service.dossiers.rules.spreading import spread
from motcua.service.dossiers.types.batches import Load

loads = st.lists(st.integers(0, 30), min_size=1, max_size=6).map(
    lambda counts: [Load(official=str(number), open=count) for number, count in enumerate(counts)]
)


@given(loads=loads, count=st.integers(0, 60))
def test_each_goes_to_whoever_holds_least_so_nobody_who_got_one_holds_more_than_the_least_and_one(loads, count):
    given_to = spread([""] * count, loads)
    assert len(given_to) == count
    after = {load.official: load.open + given_to.count(load.official) for load in loads}
    for load in loads:
        if load.official in given_to:
            assert after[load.official] <= min(after.values()) + 1


def test_of_equals_the_first_is_given_first():
    assert spread([""] * 3, [Load("lan", 1), Load("binh", 0), Load("hoa", 1)]) == ("binh", "lan", "binh")


def test_who_is_limited_to_other_sectors_gets_none_and_what_nobody_may_take_stays():
    takers = [Load("lan", 0, frozenset({"dat-dai"})), Load("binh", 9, frozenset({"ho-tich"}))]
    assert spread(["ho-tich", "dat-dai", "y-te"], takers) == ("binh", "lan", "")
    assert spread(["ho-tich"], []) == ("",)
