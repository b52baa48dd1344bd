"""What happens by the clock happens once, however many workers look at it."""

import threading
from datetime import datetime, timedelta

from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.sealing import Purpose, create_key_file, ring, rotate
from motcua.foundation.sealing.keyfile import older_keys
from motcua.service.dossiers.commands.rewrapping import SEALED
from motcua.service.dossiers.jobs import lapse, lapse_confirmations, renew_keys
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Status
from tests.factories.dossiers import act, filled_draft, submitted

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
OVER = MONDAY + timedelta(days=1)


def waiting(people):
    """A dossier whose applicant has a day to look at the draft, from Monday at ten."""
    state = act(submitted(people.mother), people.desk, asked.Receive(), MONDAY - timedelta(hours=1))
    state = act(state, people.specialist, asked.Take(), MONDAY - timedelta(minutes=30))
    return act(state, people.specialist, asked.AskConfirmation(), MONDAY)


def answers(state):
    kinds = [entry.kind for entry in entries(f"dossier/{state.id}")]
    return kinds.count("dossier.confirmation-answered")


def at_once(*jobs):
    trouble = []

    def run(job):
        try:
            job()
        except Exception as error:  # noqa: BLE001 -- shown below
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []


def test_silence_consents_once_though_the_job_runs_twice_at_the_same_minute(people):
    states = [waiting(people) for _ in range(4)]
    at_once(*[lambda: lapse_confirmations(OVER)] * 3)
    assert [answers(state) for state in states] == [1] * 4
    assert {opened.state_by_id(state.id).confirmation.answer for state in states} == {"silence"}
    assert verify().problem == ""


def test_a_worker_that_lags_a_minute_behind_does_nothing_more(people):
    state = waiting(people)
    at_once(lambda: lapse_confirmations(OVER), lambda: lapse_confirmations(OVER + timedelta(minutes=1)))
    assert lapse_confirmations(OVER + timedelta(minutes=2)) == 0
    assert answers(state) == 1


def test_the_task_takes_the_minute_that_it_was_called_for(people):
    state = waiting(people)
    lapse(int((OVER - timedelta(minutes=1)).timestamp()))
    assert opened.state_by_id(state.id).status is Status.AWAITING_CONFIRMATION
    lapse(int(OVER.timestamp()))
    assert opened.state_by_id(state.id).confirmation.answer == "silence"


def test_an_answer_that_comes_at_the_last_moment_stands_or_silence_does_never_both(people):
    states = [waiting(people) for _ in range(4)]

    def object_to(state):
        act(state, people.mother, asked.Object(note="Sai tên đệm"), OVER)

    def objections():
        for state in states[:2]:
            object_to(state)

    at_once(objections, lambda: lapse_confirmations(OVER - timedelta(seconds=1)))
    lapse_confirmations(OVER)
    assert [answers(state) for state in states] == [1] * 4
    assert [opened.state_by_id(state.id).confirmation.answer for state in states] == ["objected"] * 2 + ["silence"] * 2


def test_the_task_wraps_anew_what_a_rotated_key_has_wrapped(people, tmp_path):
    path, before = tmp_path / "keys.json", ring._PLACE._path
    create_key_file(path, now=MONDAY)
    ring.configure(path)
    try:
        state, draft = submitted(people.mother), filled_draft(people.mother)
        rotate(path, Purpose.OUTER, now=OVER)
        (older,) = older_keys(path)
        wrapped = [sealed for sealed in SEALED if sealed.renew]
        assert [sealed.waiting(older) for sealed in wrapped] == [1, 1]
        for _ in range(2):
            renew_keys(int(OVER.timestamp()))
        assert [sealed.waiting(older) for sealed in wrapped] == [0, 0]
        assert opened.view(state.code, OVER).values
        assert draft_of(draft.id) == draft
    finally:
        ring.configure(before)
