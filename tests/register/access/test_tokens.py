"""A token acts for a person, or from a post for as long as it is held, within its scopes."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import ActorKind, Denied, Role
from motcua.register.access import commands, queries
from motcua.register.access.rules import actor_of
from motcua.register.agencies import commands as agencies
from tests.factories.city import FOUNDER, NOW, citizen, load_agencies, official

SCOPE = frozenset({"post.see"})
EXPIRES = NOW + timedelta(days=30)


def key() -> Key:
    return Key(client="test", command="access.test", key=str(uuid4()))


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def issue(person: str, post: str = "", request: Key | None = None):
    return commands.issue_token(
        actor=FOUNDER,
        person=person,
        post=post,
        name="kiểm thử",
        scopes=SCOPE,
        expires_at=EXPIRES,
        now=NOW,
        key=request or key(),
    )


def test_a_token_acts_from_its_post_until_the_post_ends():
    held = official("desk@example.org", Role.DESK)
    issued = issue(held.person, held.post)
    actor = queries.actor_for_token(issued.secret, NOW)
    assert actor is not None
    assert (actor.kind, actor.post, actor.scopes) == (ActorKind.OFFICIAL, held.post, SCOPE)
    assert actor.client == f"token/{issued.id}"
    agencies.vacate_post(actor=FOUNDER, post=held.post, now=NOW + timedelta(hours=1), key=key())
    assert queries.actor_for_token(issued.secret, NOW + timedelta(hours=2)) is None


def test_a_token_ends_by_its_date_and_by_being_revoked():
    person = citizen()
    issued = issue(person)
    assert queries.actor_for_token(issued.secret, EXPIRES) is None
    commands.revoke_token(actor=actor_of(person, None), person=person, token=issued.id, now=NOW, key=key())
    assert queries.actor_for_token(issued.secret, NOW) is None
    (view,) = queries.tokens_of(person)
    assert view.revoked_at == NOW


def test_nobody_gives_out_anothers_token_nor_a_post_they_do_not_hold():
    person, other = citizen(), citizen("0912345678")
    held = official("desk@example.org", Role.DESK)
    with pytest.raises(Denied):
        commands.revoke_token(actor=actor_of(other, None), person=person, token=issue(person).id, now=NOW, key=key())
    with pytest.raises(Refused, match="post-not-held"):
        issue(person, held.post)
    with pytest.raises(Refused, match="no-such-token"):
        commands.revoke_token(actor=FOUNDER, person=person, token=str(uuid4()), now=NOW, key=key())


def test_the_secret_is_shown_once_and_not_stored(db_city):
    person, request = citizen(), key()
    issued = issue(person, request=request)
    with pytest.raises(Refused, match="secret-shown-once"):
        issue(person, request=request)
    with psycopg.connect(db_city.owner) as owner:
        assert not any(
            issued.secret in row[0] for row in owner.execute("SELECT t::text FROM access_token t").fetchall()
        )
    assert queries.actor_for_token("mct_nothing", NOW) is None
