"""The worker killed in the middle of an effect: each event is told once, in order, whoever takes over."""

import random
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connections

from motcua.foundation.ledger.following import run_once
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.jobs import lapse, lapse_confirmations
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.readers import TellApplicant
from motcua.service.dossiers.rules.telling import TOLD
from motcua.service.dossiers.types import commands as asked
from motcua.service.notices.queries import notices_of
from tests import clusters
from tests.factories.cast import people_here
from tests.factories.city import NOW
from tests.factories.dossiers import act, submitted
from tests.journeys.processes import end, environment_of, start, wait_until

pytestmark = pytest.mark.stress

DOSSIERS, KILLS = 30, 2
# Between the command and the reader's position: the notice is there, and nobody has noted that it was sent.
STOPS_AFTER_TELLING = """
import sys, time, django
django.setup()
from motcua.foundation.ledger.following import run_once
from motcua.service.dossiers.readers import TellApplicant

class Stopping(TellApplicant):
    told = 0
    def react(self, entry):
        super().react(entry)
        self.told += 1
        if self.told == int(sys.argv[1]):
            print("told", flush=True)
            time.sleep(600)

while True:
    run_once(Stopping())
    time.sleep(0.02)
"""


@pytest.fixture
def people(db_peopled):
    yield people_here()
    connections.close_all()


def told(people):
    """Every notice of the applicant as (code, sentence), the first first."""
    notices = reversed(notices_of(people.mother.person, limit=10_000))
    return [(notice.about, notice.message) for notice in notices]


def count():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notices_notice")
        return cursor.fetchone()[0]


def position():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT xid::text, id FROM ledger_reader WHERE name = %s", [TellApplicant.name])
        return cursor.fetchone()


def filed_and_received(people, number):
    codes = []
    for nth in range(number):
        now = NOW + timedelta(minutes=nth)
        state = submitted(people.mother, now=now)
        act(state, people.desk, asked.Receive(), now + timedelta(seconds=30))
        codes.append(state.code)
    return codes


def follow_until(number):
    reader = TellApplicant()
    wait_until(lambda: (run_once(reader), count() >= number)[1], f"{number} notices")
    run_once(reader)


def test_a_worker_killed_at_any_moment_tells_each_event_once_and_in_order(people, db_peopled):
    codes = filed_and_received(people, DOSSIERS)
    chance = random.Random(26)
    marks = sorted(chance.sample(range(2, 2 * DOSSIERS - 6), KILLS))
    kills = []
    for mark in marks:
        worker = start(environment_of(db_peopled), "work")
        try:
            wait_until(lambda mark=mark: count() >= mark, f"{mark} notices", every=0.001)
        finally:
            worker.kill()
            worker.wait()
        kills.append(count())
    worker = start(environment_of(db_peopled), "work")
    try:
        wait_until(lambda: count() >= 2 * DOSSIERS, "every notice")
        wait_until(lambda: position() is not None, "the position is noted")
        time.sleep(0.5)
    finally:
        end(worker)
    found = told(people)
    submitted_, received = (TOLD[kind] for kind in TOLD if kind.__name__ in {"Submitted", "Received"})
    assert sorted(found) == sorted([(code, text) for code in codes for text in (submitted_, received)])
    for code in codes:
        assert [text for about, text in found if about == code] == [submitted_, received]
    assert any(number < 2 * DOSSIERS for number in kills), "no kill came before the end"
    assert verify().problem == ""


@pytest.mark.parametrize("after", [1, 3])
def test_a_worker_killed_between_telling_and_noting_it_does_not_tell_again(people, db_peopled, after):
    filed_and_received(people, 2)
    environment = environment_of(db_peopled) | {"PYTHONPATH": str(clusters.PROJECT)}
    worker = subprocess.Popen(
        [sys.executable, "-c", STOPS_AFTER_TELLING, str(after)],
        env=environment, cwd=clusters.PROJECT, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"told\n"
        assert count() == after
        before = position()
        assert run_once(TellApplicant()) is None, "two workers hold one reader"
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()
    assert (count(), position()) == (after, before)
    follow_until(4)
    assert len(told(people)) == len(set(told(people))) == 4
    assert len(entries(f"notices/{people.mother.person}")) == 4
    assert position() != before
    assert verify().problem == ""


def test_silence_consents_once_though_two_workers_and_a_third_hand_run_the_job(people, db_peopled):
    states = []
    for nth in range(6):
        now = NOW + timedelta(minutes=nth)
        state = submitted(people.mother, now=now)
        state = act(state, people.desk, asked.Receive(), now + timedelta(minutes=1))
        state = act(state, people.specialist, asked.Take(), now + timedelta(minutes=2))
        states.append(act(state, people.specialist, asked.AskConfirmation(), now + timedelta(minutes=3)))
    moment = NOW + timedelta(days=2)
    lapse.defer(timestamp=int(moment.timestamp()))
    workers = [start(environment_of(db_peopled), "work") for _ in range(2)]

    def settled():
        return all(opened.state_by_id(state.id).confirmation.answer for state in states)

    try:
        wait_until(lambda: settled() or not _waiting_jobs(), "a worker takes the job", every=0.005)
        hands = [threading.Thread(target=_by_hand, args=(moment,)) for _ in range(2)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        wait_until(settled, "silence has consented")
    finally:
        end(*workers)
    kinds = [[entry.kind for entry in entries(f"dossier/{state.id}")] for state in states]
    assert [each.count("dossier.confirmation-answered") for each in kinds] == [1] * len(states)
    assert verify().problem == ""


def _waiting_jobs():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name LIKE 'dossiers.%%'")
        return cursor.fetchone()[0]


def _by_hand(moment):
    try:
        lapse_confirmations(moment)
    finally:
        connections.close_all()
