"""A page with other people's data goes out only after its entry is written."""

from datetime import timedelta

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import ANONYMOUS, ActorKind, Denied, Role
from motcua.register.access import commands
from motcua.register.access.middleware import AccessMiddleware
from motcua.register.access.types import Purpose, Reading
from motcua.register.people import queries as people
from motcua.register.people.types import POST_IN_SESSION
from tests.factories.city import FOUNDER, citizen, load_agencies, official


@pytest.fixture
def now(db_city):
    load_agencies()
    return timezone.now() - timedelta(hours=1)


def ask(view, *, person: str = "", post: str = "", **headers):
    request = RequestFactory().get("/trang", headers=headers)
    request.user = people.account_of(person) if person else AnonymousUser()
    request.session = {POST_IN_SESSION: post}
    return AccessMiddleware(view)(request)


def showing(*subjects: str, status: int = 200):
    def view(request):
        request.reading = Reading(subjects=frozenset(subjects), purpose=Purpose.HANDLING, matter="dossier/1")
        return HttpResponse("secret", status=status)

    return view


def entries(db_city) -> int:
    with psycopg.connect(db_city.owner) as owner:
        return owner.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'access.read'").fetchone()[0]


def actor_seen(**who):
    seen = []

    def view(request):
        seen.append((request.actor.kind, request.actor.post, request.actor.client))
        return HttpResponse()

    ask(view, **who)
    return seen[0]


def test_who_acts_is_told_from_the_session(now):
    held = official("desk@example.org", Role.DESK, now=now)
    assert actor_seen() == (ActorKind.ANONYMOUS, "", "")
    assert actor_seen(person=held.person) == (ActorKind.CITIZEN, "", held.person)
    assert actor_seen(person=held.person, post=held.post) == (ActorKind.OFFICIAL, held.post, held.person)
    assert actor_seen(person=held.person, post="not-a-post")[0] is ActorKind.CITIZEN
    assert actor_seen(person=citizen(now=now), post=held.post)[0] is ActorKind.CITIZEN


def test_the_actor_is_asked_for_only_when_a_door_looks(now, django_assert_num_queries):
    held = official("desk@example.org", Role.DESK, now=now)
    with django_assert_num_queries(1):
        ask(lambda _request: HttpResponse(), person=held.person, post=held.post)


def test_a_token_acts_and_a_bad_one_is_nobody(now):
    person = citizen(now=now)
    issued = commands.issue_token(
        actor=FOUNDER,
        person=person,
        name="t",
        scopes=frozenset({"post.see"}),
        expires_at=timezone.now() + timedelta(days=1),
        now=now,
        key=Key(client="test", command="access.issue-token", key="1"),
    )
    assert actor_seen(Authorization=f"Bearer {issued.secret}")[2] == f"token/{issued.id}"
    with pytest.raises(Denied):
        actor_seen(Authorization="Bearer mct_wrong")
    assert ANONYMOUS.client == ""


def test_an_officials_page_leaves_one_entry(now, db_city):
    held = official("desk@example.org", Role.DESK, now=now)
    person = citizen(now=now)
    assert ask(showing(person), person=held.person, post=held.post).content == b"secret"
    assert ask(showing(person), person=held.person, post=held.post).content == b"secret"
    assert entries(db_city) == 1


@pytest.mark.parametrize("status", [302, 403, 404, 500])
def test_a_page_that_shows_nothing_leaves_none(now, db_city, status):
    held = official("desk@example.org", Role.DESK, now=now)
    ask(showing("somebody", status=status), person=held.person, post=held.post)
    assert entries(db_city) == 0


def test_a_citizens_own_page_leaves_none(now, db_city):
    person = citizen(now=now)
    ask(showing(person), person=person)
    assert entries(db_city) == 0


def test_without_the_entry_there_is_no_page(now, db_city):
    held = official("desk@example.org", Role.DESK, now=now)
    with psycopg.connect(db_city.superuser, autocommit=True) as superuser:
        superuser.execute("REVOKE INSERT ON access_latestreading FROM motcua_app")
    answer = ask(showing("somebody"), person=held.person, post=held.post)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert b"secret" not in answer.content
    assert entries(db_city) == 0


def test_a_download_is_recorded_before_it_begins(now, db_city):
    held = official("desk@example.org", Role.DESK, now=now)
    begun = []

    def view(request):
        request.reading = Reading(subjects=frozenset({"somebody"}), purpose=Purpose.EXPORT)
        return StreamingHttpResponse(begun.append(entries(db_city)) or b"part" for _ in range(1))

    answer = ask(view, person=held.person, post=held.post)
    assert b"".join(answer.streaming_content) == b"part"
    assert begun == [1]
