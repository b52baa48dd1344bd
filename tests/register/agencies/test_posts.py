"""Posts are held for a period by one person; roles change by a new holding; the history stays."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.policy.types import Denied, Role
from motcua.register.agencies import commands, queries
from motcua.register.agencies.types import PostKey
from tests.factories.city import BEN_THANH, FOUNDER, NOW, SAI_GON, citizen, load_agencies, official, officials

LATER = NOW + timedelta(hours=1)
TODAY = NOW.date()


def key(command: str = "agencies.test") -> Key:
    return Key(client="test", command=command, key=str(uuid4()))


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def test_an_official_acts_from_the_post_with_its_roles():
    held = officials()
    actor = held[Role.DESK].actor()
    assert (actor.agency, actor.unit, actor.roles) == (SAI_GON, f"{SAI_GON}.1", frozenset({Role.DESK}))
    assert {one.official for one in queries.officials_of(SAI_GON, NOW)} == {one.person for one in held.values()}
    assert [one.official for one in queries.leaders(SAI_GON, NOW)] == [held[Role.LEADER].person]
    assert queries.posts_of(held[Role.DESK].person, NOW - timedelta(days=1)) == ()


def test_the_same_request_appoints_once():
    person = citizen()
    request = key()
    arguments = {
        "actor": FOUNDER,
        "agency": SAI_GON,
        "title": Text(vi="Chuyên viên"),
        "official": person,
        "roles": frozenset({Role.SPECIALIST}),
        "now": NOW,
        "key": request,
    }
    assert commands.appoint(**arguments) == commands.appoint(**arguments)
    assert len(queries.posts_of(person, NOW)) == 1


def test_changed_roles_are_a_new_holding_and_the_old_one_stays_known():
    held = official("desk@example.org", Role.DESK)
    commands.change_roles(actor=FOUNDER, post=held.post, roles=frozenset({Role.SPECIALIST}), now=LATER, key=key())
    assert held.actor(NOW).roles == {Role.DESK}
    assert held.actor(LATER).roles == {Role.SPECIALIST}
    assert [one.roles for one in queries.post_history(held.post)] == [{Role.SPECIALIST}, {Role.DESK}]
    assert [entry.kind for entry in entries(f"post/{held.post}")] == [
        "post.opened",
        "post.filled",
        "post.roles-changed",
    ]


def test_an_ended_post_is_vacant_and_can_be_given_again():
    held = official("desk@example.org", Role.DESK)
    commands.vacate_post(actor=FOUNDER, post=held.post, now=LATER, key=key())
    assert queries.holding_of_post(held.post, LATER) is None
    assert [one.id for one in queries.vacant_posts(SAI_GON, LATER)] == [held.post]
    successor = citizen("0912345678")
    commands.fill_post(
        actor=FOUNDER,
        post=held.post,
        official=successor,
        roles=frozenset({Role.DESK}),
        now=LATER + timedelta(days=1),
        key=key(),
    )
    assert len(queries.post_history(held.post)) == 2


def test_two_administrators_acting_on_one_version_meet_a_conflict():
    held = official("desk@example.org", Role.DESK)
    commands.change_roles(
        actor=FOUNDER, post=held.post, roles=frozenset({Role.SPECIALIST}), now=LATER, key=key(), version=2
    )
    with pytest.raises(Conflict):
        commands.vacate_post(actor=FOUNDER, post=held.post, now=LATER + timedelta(hours=1), key=key(), version=2)
    assert queries.holding_of_post(held.post, LATER) is not None


def test_only_the_agencys_own_administrator_manages_its_posts():
    held = officials()
    other = official("quan.tri@example.org", Role.ADMINISTRATOR, agency=BEN_THANH)
    for stranger in (held[Role.DESK].actor(), held[Role.LEADER].actor(), other.actor()):
        with pytest.raises(Denied):
            commands.vacate_post(actor=stranger, post=held[Role.DESK].post, now=LATER, key=key())
    commands.vacate_post(actor=held[Role.ADMINISTRATOR].actor(), post=held[Role.DESK].post, now=LATER, key=key())


def test_an_agency_keeps_its_last_administrator():
    held = officials()[Role.ADMINISTRATOR]
    with pytest.raises(Refused, match="last-administrator"):
        commands.vacate_post(actor=held.actor(), post=held.post, now=LATER, key=key())


def test_a_post_that_was_never_opened_is_refused():
    with pytest.raises(Refused, match="no-such-post"):
        commands.vacate_post(actor=FOUNDER, post=str(uuid4()), now=LATER, key=key())
    with pytest.raises(Refused, match="no-such-agency"):
        commands.appoint(
            actor=FOUNDER,
            agency="H29.99",
            title=Text(vi="A"),
            official=citizen(),
            roles=frozenset({Role.DESK}),
            now=NOW,
            key=key(),
        )


def test_postgresql_refuses_two_holders_and_overlapping_terms():
    held = official("desk@example.org", Role.DESK)
    with (
        pytest.raises(IntegrityError, match="post_has_one_holder"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO agencies_holding (post_id, official, roles, sectors, held_from) "
            "SELECT post_id, official, roles, sectors, held_from + interval '1 day' FROM agencies_holding WHERE post_id = %s",
            [held.post],
        )
    with (
        pytest.raises(IntegrityError, match="agency_terms_do_not_overlap"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO agencies_term (agency_id, kind, name_vi, name_en, area_vi, area_en, gso, valid_from, source, unverified) "
            "VALUES ('H29', 'city', '', '', '', '', '', '2026-01-01', '', false)"
        )


def test_a_page_of_posts_goes_on_after_its_last_title_and_back_again():
    for number in range(5):
        official(f"o{number}@example.org", Role.DESK, title=Text(vi=f"Vị trí {number}"))
    first = queries.posts_page(SAI_GON, NOW, limit=2)
    last = first[-1].post
    rest = queries.posts_page(SAI_GON, NOW, after=PostKey(title=last.title.vi, id=last.id), limit=9)
    assert [one.post.title.vi for one in (*first, *rest)] == [f"Vị trí {number}" for number in range(5)]
    third = rest[0].post
    back = queries.posts_page(SAI_GON, NOW, after=PostKey(title=third.title.vi, id=third.id), backward=True, limit=9)
    assert [one.post.title.vi for one in back] == ["Vị trí 1", "Vị trí 0"]
    assert queries.posts_page(SAI_GON, NOW, unit=f"{SAI_GON}.1") == ()


def test_a_number_is_given_once_per_book_and_day():
    def number(book: str, agency: str = SAI_GON, on: date = TODAY) -> int:
        with transaction.atomic(), connection.cursor() as cursor:
            return commands.next_number(cursor, book=book, agency=agency, on=on)

    assert [number("dossiers"), number("dossiers"), number("documents")] == [1, 2, 1]
    assert number("dossiers", agency=BEN_THANH) == 1
    assert number("dossiers", on=TODAY + timedelta(days=1)) == 1


def test_a_number_of_a_transaction_that_was_rolled_back_is_given_again():
    with transaction.atomic(), connection.cursor() as cursor:
        assert commands.next_number(cursor, book="dossiers", agency=SAI_GON, on=TODAY) == 1
        transaction.set_rollback(True)
    with transaction.atomic(), connection.cursor() as cursor:
        assert commands.next_number(cursor, book="dossiers", agency=SAI_GON, on=TODAY) == 1
