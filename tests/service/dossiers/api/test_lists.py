"""Lists: every row once, page by page; as many queries for fifty rows as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.foundation.policy.types import Role
from motcua.register.access import queries as access
from tests.factories.dossiers import submitted

LISTS = {
    "/dossiers/mine": "mai",
    "/queues/to-receive": Role.DESK,
    "/dossiers/search?q=mai": Role.DESK,
    "/queues": Role.DESK,
}


def make(mai, count):
    now = timezone.now()
    actor = access.actor_for(mai.person, "", now)
    born = (timezone.localdate() - timedelta(days=10)).isoformat()
    return {submitted(actor, now=now, child__born_on=born).code for _ in range(count)}


def walk(who, path, rel="next"):
    found, pages = [], 0
    while path:
        page = who.get(path.partition("/api/v1")[2] or path).json()
        found += [each["code"] for each in page["items"]]
        path, pages = page[rel], pages + 1
    return found, pages


@pytest.mark.parametrize(
    "path", ["/dossiers/mine?limit=2", "/queues/to-receive?limit=2", "/dossiers/search?q=mai&limit=2"]
)
def test_pages_walk_every_row_once(mai, posts, path):
    made = make(mai, 5)
    who = mai if "mine" in path else posts[Role.DESK]
    codes, pages = walk(who, path)
    assert (sorted(codes), pages) == (sorted(made), 3)


def test_the_pages_before_lead_back_to_the_first(mai):
    make(mai, 5)
    first = mai.get("/dossiers/mine?limit=2")
    assert 'rel="next"' in first["Link"]
    assert first.json()["previous"] is None
    second = mai.get(first.json()["next"].partition("/api/v1")[2]).json()
    back = mai.get(second["previous"].partition("/api/v1")[2]).json()
    assert back["items"] == first.json()["items"]


def test_a_cursor_that_was_not_given_is_refused(mai):
    answer = mai.get("/dossiers/mine?at=abc")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-cursor")


def test_a_page_has_a_largest_size(mai):
    answer = mai.get("/dossiers/mine?limit=5000")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "limit")


def test_an_unknown_queue_is_refused(posts):
    assert posts[Role.DESK].get("/queues/all-of-them").json()["errors"][0]["field"] == "queue"


def test_a_queue_is_narrowed_down_page_after_page(mai, posts):
    made = make(mai, 3)
    desk = posts[Role.DESK]
    codes, pages = walk(desk, "/queues/to-receive?limit=2&channel=online&due=week&holder=nobody&q=mai")
    assert (sorted(codes), pages) == (sorted(made), 2)
    assert walk(desk, "/queues/to-receive?channel=post") == ([], 1)
    assert walk(desk, "/queues/to-receive?procedure=9.999999") == ([], 1)
    assert desk.get("/queues/to-receive?due=some-day").json()["errors"][0]["field"] == "due"


def test_lists_say_nothing_of_the_person(mai, posts):
    make(mai, 1)
    assert "Mai" not in posts[Role.DESK].get("/queues/to-receive").content.decode()


def test_as_many_queries_for_fifty_rows_as_for_one(mai, posts):
    who = {"mai": mai, Role.DESK: posts[Role.DESK]}
    counts = {}
    for count in (1, 49):
        make(mai, count)
        for path, caller in LISTS.items():
            who[caller].get(path)
            with CaptureQueriesContext(connection) as queries:
                answer = who[caller].get(path)
            assert answer.status_code == 200
            counts.setdefault(path, []).append(len(queries))
    assert counts == {path: [most, most] for path, most in zip(LISTS, (3, 4, 4, 4), strict=True)}
