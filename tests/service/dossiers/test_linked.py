"""Linked procedures: one filing, a dossier with its own clock for each part, and the results found together."""

from datetime import timedelta

import pytest

from motcua.foundation.ledger.following import run_once
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.submitting import submit
from motcua.service.dossiers.queries import lists, opened, versions
from motcua.service.dossiers.readers import FollowLinked
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import Status
from tests.factories.city import NOW, SAI_GON
from tests.factories.declarations import LINKED_BIRTH
from tests.factories.dossiers import act
from tests.factories.linked import filed_together
from tests.service.dossiers.test_readers import follow

LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def filing(people):
    return filed_together(people.mother)


def granted(people, state):
    state = act(state, people.desk, asked.Receive(), LATER)
    state = act(state, people.leader, asked.Assign(to=people.leader.id), LATER)
    return act(state, people.leader, asked.Grant(), LATER)


def test_one_filing_makes_a_dossier_for_each_part_at_its_own_agency(filing):
    birth, residence, insurance = filing
    assert [each.agency for each in filing] == [SAI_GON, f"{SAI_GON}.2", "H29.31"]
    assert len({each.code for each in filing}) == 3
    assert birth.status is Status.SUBMITTED
    assert residence.status is insurance.status is Status.AWAITING_LINKED
    assert residence.linked.after == insurance.linked.after == birth.id
    assert [paper.requirement for paper in birth.papers] == ["medical-birth-certificate"]
    assert residence.papers == insurance.papers == ()
    assert verify().problem == ""


def test_each_part_has_its_own_name_limit_steps_and_results(filing):
    birth, residence, insurance = (versions.of(each) for each in filing)
    assert [one.cases[0].limit.amount for one in (birth, residence, insurance)] == [1, 15, 10]
    assert residence.name.vi == "Đăng ký thường trú cho trẻ (liên thông)"
    assert [one.results[0].name.vi for one in (birth, insurance)] == ["Giấy khai sinh", "Thẻ bảo hiểm y tế"]


def test_pressing_twice_files_once(people, filing):
    birth = filing[0]
    again = submit(
        actor=people.mother, dossier=birth.id, version=procedures.version("2.000986", 1), values=LINKED_BIRTH,
        papers=list(birth.papers), key="one", now=NOW, files=[],
    )  # fmt: skip
    assert again == birth
    assert len(opened.filed_with(birth.linked.bundle)) == 3


def test_what_waits_is_in_no_queue_to_receive_until_the_birth_is_registered(people, filing):
    birth, residence, _ = filing
    waiting = lists.queue(Queue.OVERDUE, actor=people.desk, now=NOW + timedelta(days=30), end_of_day=NOW)
    assert residence.code not in {row.code for row in waiting}
    granted(people, birth)
    reader = FollowLinked()
    follow(reader, lambda: opened.state_by_id(residence.id).status is Status.SUBMITTED)
    released = opened.state_by_id(residence.id)
    assert released.reception_due_at > LATER
    follow(reader, lambda: opened.state_by_id(filing[2].id).status is Status.SUBMITTED)
    run_once(reader)
    assert [entry.kind for entry in entries(f"dossier/{residence.id}")] == ["dossier.submitted", "dossier.released"]


def test_when_the_birth_ends_without_a_result_the_others_end_with_the_reason(people, filing):
    birth, residence, _ = filing
    act(birth, people.desk, asked.RefuseReception(note="Giấy chứng sinh không hợp lệ"), LATER)
    follow(FollowLinked(), lambda: opened.state_by_id(residence.id).status is Status.STOPPED)
    reason = opened.view(residence.code, LATER).happenings[-1].note
    assert birth.code in reason
    assert "nộp lại" in reason


def test_a_part_that_waits_may_be_withdrawn_alone(people, filing):
    birth, residence, insurance = filing
    perform(actor=people.mother, dossier=insurance.id, command=asked.Withdraw(), key="no", now=LATER)
    granted(people, birth)
    follow(FollowLinked(), lambda: opened.state_by_id(residence.id).status is Status.SUBMITTED)
    assert opened.state_by_id(insurance.id).status is Status.WITHDRAWN
