"""
How many statements each request sends to the database: fixed, and the same for fifty rows as for one.

A number here may sink without a word. Whoever raises one says in the same change what the request does more.
"""

import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.following import run_once
from motcua.foundation.ledger.readers import registered
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.types import commands as asked
from tests.factories.dossiers import filled_draft
from tests.journeys.people_apart import born_lately
from tests.service.dossiers.api.programs import program, submission
from tests.service.dossiers.desk.conftest import furnish
from tests.statements import statements

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

ROWS = 50
AT_MOST = {
    # What is read; `BEGIN` and `COMMIT` count too.
    "the citizen's dossiers": 5,
    "one dossier of the citizen's": 12,
    "why it is due then": 10,
    "what happened, in the app": 4,
    "who looked": 5,
    "tracking by the code": 3,
    "tracking by the receipt": 9,
    # The official's own filters stand in the navigation of every page of the desk.
    "the queue of what is to be received": 6,
    "the queue of the unit": 6,
    "the queue of the unit, narrowed": 6,
    "what to narrow a queue down to": 8,
    "what was sent": 6,
    "searching at the desk": 7,
    "a queue on paper": 9,
    "a queue as CSV": 8,
    "one's own phrases": 6,
    # Its phrases, and inside a queue what comes before and after.
    "one dossier at the desk": 20,
    "one dossier inside a queue": 21,
    "what an absent official holds": 12,
    "its control sheet": 13,
    "API: my dossiers": 3,
    "API: a queue": 4,
    "API: how many in each queue": 4,
    "API: searching": 5,
    "API: one dossier": 11,
    "API: its timeline": 11,
    "API: why": 4,
    "API: tracking": 4,
    # What is done.
    "keeping a page of the declaration": 7,
    "submitting a draft": 13,
    "receiving at the desk": 10,
    "taking": 10,
    "withdrawing": 16,
    "API: submitting": 11,
    "API: receiving": 10,
}
HIDDEN = re.compile(r'name="(key|version|revision)" value="([^"]*)"')


@pytest.fixture(scope="module")
def ward(city_cluster, city_in):
    with city_in(city_cluster):
        yield furnish()


def hidden(page, path):
    form = re.search(rf'<form[^>]*action="{re.escape(path)}["?].*?</form>', page.content.decode(), re.DOTALL)
    assert form, path
    return dict(HIDDEN.findall(form.group()))


class Requests:
    """Everybody who asks, each signed in once; each request is counted alone."""

    def __init__(self, ward):
        now = timezone.now()
        people, posts = (
            {name: actor.person for name, actor in ward.actors.items()},
            {name: actor.post for name, actor in ward.actors.items()},
        )
        self.ward = ward
        self.mother, self.desk, self.specialist, self.leader = (
            ward.browser(who) for who in ("mother", "desk", "specialist", "leader")
        )
        self.held = people["specialist"]
        self.program, self.office = program(people["mother"]), program(people["desk"], posts["desk"])
        self.counts = {}
        del now

    def count(self, name, request, status):
        with statements() as sent:
            answer = request()
            if answer.streaming:
                b"".join(answer.streaming_content)
        assert answer.status_code == status, (name, answer.status_code, answer.content[:2000])
        self.counts[name] = sent.sent
        return answer

    def read(self, state):
        code = state.code
        reads = {
            "the citizen's dossiers": (self.mother, "/ho-so"),
            "one dossier of the citizen's": (self.mother, f"/ho-so/{code}"),
            "why it is due then": (self.mother, f"/ho-so/{code}/vi-sao"),
            "what happened, in the app": (self.mother, "/thong-bao"),
            "who looked": (self.mother, "/ai-da-xem"),
            "tracking by the code": (Client(), f"/tra-cuu/{code}"),
            "tracking by the receipt": (Client(), f"/tra-cuu/{code}?s={receipt_secret(state.id)}"),
            "the queue of what is to be received": (self.desk, "/ban-lam-viec/cho-tiep-nhan"),
            "the queue of the unit": (self.desk, "/ban-lam-viec/cua-don-vi"),
            "the queue of the unit, narrowed": (self.desk, "/ban-lam-viec/cua-don-vi?kenh=online&tim=mai&han=week"),
            "what to narrow a queue down to": (self.desk, "/ban-lam-viec/cua-don-vi/loc"),
            "what was sent": (self.desk, "/ban-lam-viec/da-chuyen-chua-mo"),
            "a queue on paper": (self.desk, "/ban-lam-viec/cua-don-vi/in"),
            "a queue as CSV": (self.desk, "/ban-lam-viec/cua-don-vi/tai-ve.csv"),
            "one's own phrases": (self.desk, "/ban-lam-viec/mau-cau"),
            "one dossier inside a queue": (self.desk, f"/ban-lam-viec/ho-so/{code}?hang-doi=unassigned"),
            "what an absent official holds": (
                self.leader,
                f"/ban-lam-viec/phan-cong-lai?nguoi={self.held}&cho=chia-deu",
            ),
            "searching at the desk": (self.desk, "/ban-lam-viec/tim?q=mai"),
            "one dossier at the desk": (self.desk, f"/ban-lam-viec/ho-so/{code}"),
            "its control sheet": (self.desk, f"/ban-lam-viec/ho-so/{code}/mau/06.pdf"),
            "API: my dossiers": (self.program, "/dossiers/mine?limit=50"),
            "API: a queue": (self.office, "/queues/to-receive?limit=50"),
            "API: how many in each queue": (self.office, "/queues"),
            "API: searching": (self.office, "/dossiers/search?q=mai&limit=50"),
            "API: one dossier": (self.office, f"/dossiers/{code}"),
            "API: its timeline": (self.office, f"/dossiers/{code}/timeline"),
            "API: why": (self.office, f"/dossiers/{code}/why"),
            "API: tracking": (self.program, f"/tracking/{code}"),
        }
        for name, (who, path) in reads.items():
            who.get(path)  # what is kept in the process, and the reading on record, is not this request's
            self.count(name, lambda who=who, path=path: who.get(path), 200)

    def act(self):
        ward, now = self.ward, timezone.now()
        draft = filled_draft(ward.actors["mother"], now=now, **born_lately())
        page = f"/nop-ho-so/ban-nhap/{draft.id}/child"
        typed = {"child.full_name": "Nguyễn Minh An", "child.sex": "female"}
        self.count("keeping a page of the declaration", lambda: self.mother.post(page, typed), 303)
        review = f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra"
        form = hidden(self.mother.get(review), review)
        sent = self.count("submitting a draft", lambda: self.mother.post(review, form), 303)
        code = sent["Location"].split("/")[2]
        for name, who, verb in (
            ("receiving at the desk", self.desk, "tiep-nhan"),
            ("taking", self.specialist, "nhan-xu-ly"),
        ):
            path = f"/ban-lam-viec/ho-so/{code}/{verb}"
            form = hidden(who.get(path), path)
            self.count(name, lambda who=who, path=path, form=form: who.post(path, form), 303)
        path = f"/ho-so/{code}/rut"
        form = hidden(self.mother.get(path), path)
        self.count("withdrawing", lambda: self.mother.post(path, {**form, "note": "Nộp nhầm"}), 303)
        body = submission(self.program.person)
        made = self.count("API: submitting", lambda: self.program.post("/dossiers", body), 201)
        code = made.json()["code"]
        self.count("API: receiving", lambda: self.office.act(code, "receive"), 200)
        ward.act(opened.state_of(code), "mother", asked.Withdraw())


def tell(notices):
    """Let the readers take their turns until so many notices are there, and whoever looked stands on record."""
    deadline = time.monotonic() + 20
    told = 0
    while told < notices and time.monotonic() < deadline:
        for reader in registered():
            run_once(reader)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM notices_notice")
            (told,) = cursor.fetchone()
    assert told >= notices


def test_every_request_sends_as_many_statements_for_fifty_rows_as_for_one(ward):
    requests = Requests(ward)
    shown = ward.act(ward.submit(**born_lately()), "desk", asked.Receive())
    ward.submit(**born_lately())
    tell(2)
    requests.act()  # once, so that what a process keeps is there
    requests.read(shown)
    requests.act()
    one, requests.counts = requests.counts, {}
    for _ in range(ROWS - 1):
        ward.submit(**born_lately())
    tell(ROWS + 1)
    assert len(requests.office.get("/queues/to-receive?limit=200").json()["items"]) == ROWS
    requests.read(shown)
    requests.act()
    assert requests.counts == one
    assert {name: count for name, count in one.items() if count > AT_MOST[name]} == {}
    assert set(AT_MOST) == set(one)
