"""The applicant is told what happens, each event once, and one dossier's trouble is its own."""

import re
import time
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.utils import translation

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.following import resume, retry_parked, run_once
from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import system
from motcua.service.dossiers.commands.drafts import put_paper
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.readers import TellApplicant
from motcua.service.dossiers.rules.telling import TOLD, WAITS
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark, PaperRef
from motcua.service.notices.queries import notices_of, sentence
from tests.factories.dossiers import act, submitted, upload
from tests.factories.linked import filed_together

PATIENCE = 20.0


def at(day, hour, minute=0):
    """A moment of November 2026; the 23rd is a Monday, the 24th the Vietnam Culture Day."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def follow(reader, until):
    """Let the reader take its turns; an open transaction of another database holds it back for a moment."""
    deadline = time.monotonic() + PATIENCE
    while not until() and time.monotonic() < deadline:
        turn = run_once(reader)
        if turn is None or not turn.more:
            time.sleep(0.02)
    assert until()


def parked():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT stream FROM ledger_parked ORDER BY entry")
        return [row[0] for row in cursor.fetchall()]


def told(person):
    return [(notice.about, notice.message) for notice in reversed(notices_of(person, limit=200))]


@pytest.fixture
def every_kind(people):
    """Dossiers whose lives between them hold every event that is told; return how many were."""
    supplemented = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    supplemented = act(supplemented, people.desk, asked.UndoReception(note="Nhầm hồ sơ"), at(23, 9, 5))
    supplemented = act(supplemented, people.desk, asked.Receive(), at(23, 9, 10))
    supplemented = act(supplemented, people.specialist, asked.Take(), at(23, 9, 15))
    requirement = supplemented.papers[0].requirement
    mark = Mark(kind="paper", code=requirement, fault="unreadable")
    supplemented = act(supplemented, people.specialist, asked.AskSupplement(marks=(mark,)), at(23, 9, 30))
    file = upload(f"dossier/{supplemented.id}")
    paper = PaperRef(requirement=requirement, file=str(file.id), sha256=file.address)
    put_paper(supplemented.id, paper.requirement, paper.file, paper.sha256, at(23, 9, 40))
    state = give(
        actor=people.mother, dossier=supplemented.id, values={}, papers=[paper], key="s", now=at(23, 10),
        holder=f"dossier/{supplemented.id}",
    )  # fmt: skip
    state = act(state, people.desk, asked.AskPayment(fee="ban-sao", amount_vnd=16_000), at(23, 10, 10))
    state = act(state, people.desk, asked.RecordPayment(receipt_no="BL-12"), at(23, 10, 20))
    state = act(state, people.specialist, asked.AskPresence(appointed_at=at(23, 13), note="x"), at(23, 10, 30))
    state = act(state, people.specialist, asked.RecordPresence(), at(23, 13))
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 13, 10))
    state = act(state, people.mother, asked.Confirm(), at(23, 13, 20))
    state = act(state, people.specialist, asked.Forward(to_step="sign"), at(23, 13, 30))
    state = act(state, people.leader, asked.Take(), at(23, 13, 40))
    state = act(state, people.leader, asked.Grant(), at(23, 14))
    act(state, people.desk, asked.HandOverResult(), at(23, 15))
    act(submitted(people.mother), people.desk, asked.RefuseReception(note="Không đúng thẩm quyền"), at(23, 9))
    act(submitted(people.mother), people.mother, asked.Withdraw(), at(23, 9))
    stopped = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    act(stopped, people.leader, asked.Stop(note="Người nộp đề nghị"), at(23, 10))
    elsewhere = asked.Transfer(to_agency=people.other_desk.agency, note="Nơi cư trú khác")
    act(submitted(people.mother), people.desk, elsewhere, at(23, 9))
    _, residence, _ = filed_together(people.mother, now=at(23, 9))
    act(residence, system("follow-linked"), asked.Release(), at(23, 15))
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE kind = ANY(%s)", [list(TellApplicant.kinds)])
        return cursor.fetchone()[0]


def test_every_event_that_is_told_is_told_once_in_order(people, every_kind):
    person = people.mother.person
    follow(TellApplicant(), lambda: len(told(person)) >= every_kind)
    found = told(person)
    # What waits for another dossier is told so instead of a date.
    assert {message for _, message in found} - set(TOLD.values()) == {WAITS}
    assert {message for _, message in found} >= set(TOLD.values())
    assert len(found) == every_kind
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE ledger_reader SET xid = '0', id = 0, recorded_at = '2000-01-01'")
    turn = run_once(TellApplicant())
    assert turn is not None
    assert turn.seen == every_kind
    assert told(person) == found
    assert parked() == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_notice_is_a_whole_sentence_with_moments_and_money_as_people_write_them(people, every_kind, language):
    person = people.mother.person
    follow(TellApplicant(), lambda: len(told(person)) >= every_kind)
    with translation.override(language):
        sentences = [sentence(notice) for notice in notices_of(person, limit=200)]
    for text in sentences:
        assert "%(" not in text, text
        assert not re.search(r"\d{4}-\d\d-\d\d|T\d\d:\d\d|\+07:00", text), text
        assert re.search(r"H29\.[0-9.]+-261123-", text), text
    assert any(re.search(r"16[.,]000", text) for text in sentences)
    assert any("17:00" in text and "23/11/2026" in text for text in sentences)


def test_a_notice_is_dated_by_the_event_and_leads_to_its_dossier(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    follow(TellApplicant(), lambda: len(told(people.mother.person)) == 2)
    latest = notices_of(people.mother.person)[0]
    assert (latest.about, latest.happened_at, latest.is_new) == (state.code, at(23, 9), True)


def test_what_cannot_be_told_parks_its_dossier_alone_and_is_told_later_in_order(people, caplog):
    sound, broken = submitted(people.mother), submitted(people.mother)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT state FROM dossiers_state WHERE dossier_id = %s", [broken.id])
        (whole,) = cursor.fetchone()
        cursor.execute("UPDATE dossiers_state SET state = %s WHERE dossier_id = %s", [b'{"cut', broken.id])
    reader = TellApplicant()
    follow(reader, lambda: len(parked()) == 1)
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE dossiers_state SET state = %s WHERE dossier_id = %s", [whole, broken.id])
    act(broken, people.desk, asked.Receive(), at(23, 9))
    act(sound, people.desk, asked.Receive(), at(23, 9, 30))
    follow(reader, lambda: len(parked()) == 2 and len(told(people.mother.person)) == 2)
    assert {about for about, _ in told(people.mother.person)} == {sound.code}
    assert set(parked()) == {f"dossier/{broken.id}"}
    assert retry_parked(reader) == (2, 0)
    messages = [message for about, message in told(people.mother.person) if about == broken.code]
    first, second = (type_ for type_ in TOLD if type_.__name__ in {"Submitted", "Received"})
    assert messages == [TOLD[first], TOLD[second]]
    act(broken, people.specialist, asked.Take(), at(23, 10))
    act(broken, people.specialist, asked.AskConfirmation(), at(23, 11))
    follow(reader, lambda: len(told(people.mother.person)) == 5)
    assert "parked" in caplog.text


def test_a_day_of_work_is_told_by_two_workers_without_telling_twice(people):
    codes = [submitted(people.mother, now=at(23, 8) + timedelta(minutes=number)).code for number in range(8)]
    first, second = TellApplicant(), TellApplicant()
    follow(first, lambda: run_once(second) is not None and len(told(people.mother.person)) >= len(codes))
    assert [about for about, _ in told(people.mother.person)] == codes
    assert len(entries(f"notices/{people.mother.person}")) == len(codes)
    resume(first.name)
