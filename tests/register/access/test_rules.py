"""Who somebody acts as, which readings are recorded, what a token may do."""

from datetime import datetime, timedelta

import pytest

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Actor, ActorKind
from motcua.register.access import rules
from motcua.register.access.types import Purpose, Reading

NOW = datetime(2026, 11, 23, 8, tzinfo=ZONE)
OFFICIAL = Actor(kind=ActorKind.OFFICIAL, id="o", person="o", agency="H29")


def reading(*subjects: str, matter: str = "") -> Reading:
    return Reading(subjects=frozenset(subjects), purpose=Purpose.HANDLING, matter=matter)


def test_only_an_officials_reading_of_others_data_is_recorded():
    assert rules.is_recorded(OFFICIAL, reading("a"))
    assert rules.is_recorded(OFFICIAL, reading("a", "o"))
    assert rules.is_recorded(OFFICIAL, reading(matter="dossier/1"))
    assert not rules.is_recorded(OFFICIAL, reading("o", matter="dossier/1"))
    assert not rules.is_recorded(OFFICIAL, reading())
    assert not rules.is_recorded(Actor(kind=ActorKind.CITIZEN, id="c", person="c"), reading("a"))


def test_the_same_reading_within_a_quarter_of_an_hour_is_one():
    assert not rules.is_repeat(recorded_at=None, now=NOW)
    assert rules.is_repeat(recorded_at=NOW - timedelta(minutes=14, seconds=59), now=NOW)
    assert not rules.is_repeat(recorded_at=NOW - timedelta(minutes=15), now=NOW)
    assert not rules.is_repeat(recorded_at=NOW + timedelta(minutes=1), now=NOW)


def test_an_answer_that_shows_nothing_is_no_reading():
    assert [status for status in (200, 206, 302, 403, 404, 409, 422, 500) if rules.shows_data(status)] == [
        200,
        206,
        409,
        422,
    ]


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [
        (set(), 1, "no-scope"),
        ({"a", "x"}, 1, "unknown-scope"),
        ({"a"}, 0, "expires-in-the-past"),
        ({"a"}, 400, "expires-too-late"),
    ],
)
def test_a_token_names_its_scopes_and_ends(scopes, days, code):
    with pytest.raises(Refused, match=code):
        rules.check_token(
            scopes=frozenset(scopes), known=frozenset({"a"}), now=NOW, expires_at=NOW + timedelta(days=days)
        )


def test_nobody_without_a_post_is_an_official():
    actor = rules.actor_of("p", None)
    assert (actor.kind, actor.person, actor.client) == (ActorKind.CITIZEN, "p", "p")
