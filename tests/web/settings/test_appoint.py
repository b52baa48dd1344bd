"""`motcua appoint` gives an agency the administrator who then appoints everybody else on its pages."""

import argparse
from datetime import UTC, datetime

import pytest

from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Matter, Role
from motcua.register.access import queries as access
from motcua.register.agencies import queries
from motcua.register.agencies.types import MANAGE_POSTS
from motcua.web.settings.verbs import appoint
from tests.factories.city import BEN_THANH, SAI_GON, citizen, load_agencies


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def ask(*arguments):
    parser = argparse.ArgumentParser()
    appoint.arguments(parser)
    return appoint.run(parser.parse_args(arguments))


def now():
    return datetime.now(tz=UTC)


def test_a_ward_without_anybody_gets_somebody_who_may_appoint_the_others(capsys):
    person = citizen("quan.tri@example.org")
    assert ask(SAI_GON, "quan.tri@example.org") == 0
    (held,) = queries.administrators_of(SAI_GON, now())
    assert (held.official, held.roles, held.post.title.vi) == (person, frozenset({Role.ADMINISTRATOR}), "Quản trị")
    actor = access.actor_for(person, held.post.id, now())
    assert allowed(MANAGE_POSTS, actor, Matter(agency=SAI_GON))
    assert not allowed(MANAGE_POSTS, actor, Matter(agency=BEN_THANH))


def test_asked_twice_it_is_done_once(capsys):
    citizen("quan.tri@example.org")
    assert [ask(SAI_GON, "quan.tri@example.org", "--title", "Quản trị hệ thống") for _ in range(2)] == [0, 0]
    assert "already; nothing was done" in capsys.readouterr().out
    (held,) = queries.administrators_of(SAI_GON, now())
    assert held.post.title.vi == "Quản trị hệ thống"


def test_the_list_names_who_still_lacks_one(capsys):
    citizen("quan.tri@example.org")
    ask(SAI_GON, "quan.tri@example.org")
    capsys.readouterr()
    assert ask("--missing") == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert BEN_THANH in listed
    assert SAI_GON not in listed
    assert f"{SAI_GON}.1" not in listed, "a unit within an agency is managed by the agency's administrator"
    assert listed == sorted(listed)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((SAI_GON, "nobody@example.org"), 1, "no-such-account"),
        (("H29.99999", "quan.tri@example.org"), 1, "no-such-agency"),
        ((SAI_GON,), 2, "name an agency and an account"),
        ((), 2, "--missing"),
    ],
)
def test_what_lacks_is_said_and_nothing_is_recorded(arguments, code, said, capsys):
    citizen("quan.tri@example.org")
    assert ask(*arguments) == code
    assert said in capsys.readouterr().err
    assert queries.administrators_of(SAI_GON, now()) == ()
