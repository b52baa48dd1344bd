"""The life of a birth registration through its commands, on the clock of its ward."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import Denied
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.drafts import put_paper
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.jobs import lapse_confirmations
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.timing import explanation
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.events import VOCABULARY
from motcua.service.dossiers.types.state import Mark, PaperRef, Status
from tests.factories.city import NOW
from tests.factories.dossiers import act, submitted, upload


def at(day, hour, minute=0):
    """A moment of November 2026; the 23rd is a Monday, the 24th the Vietnam Culture Day."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def marks_of(state):
    return (Mark(kind="paper", code=state.papers[0].requirement, fault="unreadable"),)


def received(people, now=None):
    state = submitted(people.mother)
    return act(state, people.desk, asked.Receive(), now or at(23, 9))


def folded(state):
    again = None
    for entry in entries(f"dossier/{state.id}"):
        again = evolve(again, VOCABULARY.decode(entry.data), entry.occurred_at, entry.actor)
    return again


def test_reception_starts_the_clock_and_promises_the_same_day(people):
    state = received(people)
    assert state.status is Status.RECEIVED
    assert state.promised_due_at == state.computed_due_at == at(23, 17)
    assert state.received_late is False


def test_what_is_received_after_fifteen_hours_is_due_on_the_next_working_day(people):
    """163/QĐ-BTP: received after 15:00, the result comes on the next working day; the 24th is a holiday."""
    state = received(people, at(23, 15, 1))
    assert state.promised_due_at == at(25, 17)


def test_reception_after_one_working_day_is_late(people):
    assert received(people, at(25, 9)).received_late is True


def test_a_birth_with_one_supplement_round_to_the_result_handed_over(people):
    state = received(people)
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    assert (state.status, state.holder) == (Status.IN_PROGRESS, people.specialist.id)
    state = act(
        state, people.specialist, asked.AskSupplement(marks=marks_of(state), note="Ảnh mờ, xin chụp lại."), at(23, 10)
    )
    assert state.status is Status.AWAITING_SUPPLEMENT
    file = upload(f"dossier/{state.id}")
    paper = PaperRef(requirement=state.papers[0].requirement, file=str(file.id), sha256=file.address)
    put_paper(state.id, paper.requirement, paper.file, paper.sha256, NOW)
    state = give(
        actor=people.mother,
        dossier=state.id,
        values={},
        papers=[paper],
        key="s",
        now=at(23, 14),
        holder=f"dossier/{state.id}",
    )
    assert state.status is Status.IN_PROGRESS
    assert state.papers[-1].file == str(file.id)
    # From 10:00 to 14:00 the clock stood still for two and a half worked hours.
    assert state.computed_due_at == at(25, 10)
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 15))
    state = act(state, people.mother, asked.Confirm(), at(23, 16))
    state = act(state, people.specialist, asked.Forward(to_step="sign"), at(23, 16, 30))
    assert state.holder == ""
    state = act(state, people.leader, asked.Take(), at(25, 8))
    state = act(state, people.leader, asked.Grant(), at(25, 9))
    assert state.status is Status.GRANTED
    assert state.outcome.time_class == "early"
    state = act(state, people.desk, asked.HandOverResult(), at(25, 10))
    assert state.status is Status.HANDED_OVER
    assert folded(state) == opened.state_of(state.code) == state
    assert verify().problem == ""
    view = opened.view(state.code, at(25, 11))
    assert [h.note for h in view.happenings if h.kind == "dossier.supplement-asked"] == ["Ảnh mờ, xin chụp lại."]
    assert [paper.replaced_at is not None for paper in view.papers].count(True) == 1


def test_the_explanation_says_whose_time_was_used(people):
    state = received(people)
    state = act(state, people.specialist, asked.AskSupplement(marks=marks_of(state)), at(23, 10))
    told = explanation(state, at(23, 14))
    assert told.is_standing_still
    assert {(usage.party.value, usage.minutes, usage.counts) for usage in told.used} == {
        ("agency", 60, True),
        ("applicant", 150, False),
    }


def test_a_second_supplement_needs_the_head(people):
    state = received(people)
    state = act(state, people.desk, asked.AskSupplement(marks=marks_of(state)), at(23, 10))
    file = upload(f"dossier/{state.id}")
    paper = PaperRef(requirement=state.papers[0].requirement, file=str(file.id), sha256=file.address)
    state = give(actor=people.mother, dossier=state.id, values={}, papers=[paper], key="s", now=at(23, 11))
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.AskSupplement(marks=marks_of(state)), at(23, 13))
    assert refused.value.refusal.code == "second-supplement-needs-head"
    assert refused.value.refusal.sources
    with pytest.raises(Denied):
        act(state, people.desk, asked.AskSecondSupplement(marks=marks_of(state), note="x"), at(23, 13))
    state = act(
        state, people.leader, asked.AskSecondSupplement(marks=marks_of(state), note="Thiếu trang 2"), at(23, 13)
    )
    assert opened.view(state.code, at(23, 13)).overdue_by_766 is True


def test_a_supplement_holds_what_was_marked_and_nothing_else(people):
    state = received(people)
    state = act(state, people.desk, asked.AskSupplement(marks=(Mark("field", "child.full_name", "wrong"),)), at(23, 10))
    with pytest.raises(Refused) as refused:
        give(
            actor=people.mother, dossier=state.id, key="a", now=at(23, 11), papers=[],
            values={"child.full_name": "Nguyễn Minh Anh", "child.sex": "male"},
        )  # fmt: skip
    assert [(p.field, p.code) for p in refused.value.refusal.fields] == [("child.sex", "not-marked")]
    state = give(
        actor=people.mother, dossier=state.id, key="b", now=at(23, 11), papers=[],
        values={"child.full_name": "Nguyễn Minh Anh"},
    )  # fmt: skip
    assert opened.view(state.code, at(23, 11)).values["child"]["full_name"] == "Nguyễn Minh Anh"


def test_only_what_the_dossier_has_can_be_marked(people):
    """A mark that nobody can answer would hold the dossier for ever."""
    state = received(people)
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.AskSupplement(marks=(Mark("field", "nobody.knows", "wrong"),)), at(23, 10))
    assert [problem.field for problem in refused.value.refusal.fields] == ["marks"]
    assert opened.state_of(state.code).status is Status.RECEIVED


def test_silence_consents_after_one_day(people):
    state = received(people)
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 10))
    assert lapse_confirmations(at(24, 9, 59)) == 0
    assert lapse_confirmations(at(24, 10)) == 1
    state = opened.state_of(state.code)
    assert state.confirmation.answer == "silence"
    assert state.status is Status.IN_PROGRESS


def test_an_online_birth_is_not_granted_before_the_draft_was_seen(people):
    state = received(people)
    state = act(state, people.leader, asked.Assign(to=people.specialist.id), at(23, 9, 30))
    with pytest.raises(Refused) as refused:
        act(state, people.leader, asked.Grant(), at(23, 10))
    assert refused.value.refusal.code == "draft-not-confirmed"


def test_a_forwarded_dossier_is_recalled_until_it_is_opened(people):
    state = received(people)
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.Forward(to=people.leader.id), at(23, 10))
    recalled = act(state, people.specialist, asked.Recall(), at(23, 10, 5))
    assert recalled.holder == people.specialist.id
    state = act(recalled, people.specialist, asked.Forward(to=people.leader.id), at(23, 10, 10))
    state = act(state, people.leader, asked.Open(), at(23, 10, 15))
    with pytest.raises(Refused) as refused:
        act(state, people.specialist, asked.Recall(), at(23, 10, 20))
    assert refused.value.refusal.code == "already-opened"


def test_a_mistaken_reception_is_undone(people):
    state = act(received(people), people.desk, asked.UndoReception(note="Nhầm hồ sơ"), at(23, 9, 5))
    assert (state.status, state.received_at, state.account) == (Status.SUBMITTED, None, None)
    assert act(state, people.desk, asked.Receive(), at(23, 9, 30)).status is Status.RECEIVED


def test_a_refusal_owes_a_reason(people):
    state = submitted(people.mother)
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.RefuseReception(note="  "), at(23, 9))
    assert [problem.field for problem in refused.value.refusal.fields] == ["note"]
    assert (
        act(state, people.desk, asked.RefuseReception(note="Không đúng thẩm quyền"), at(23, 9)).status is Status.REFUSED
    )


def test_another_agencys_opinion_counts_and_is_shown_as_its_own(people):
    state = received(people)
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(
        state, people.specialist, asked.AskOpinion(agency=people.other_leader.agency, note="Xác minh?"), at(23, 10)
    )
    assert state.status is Status.AWAITING_OPINION
    with pytest.raises(Denied):
        act(state, people.stranger, asked.GiveOpinion(note="x"), at(23, 11))
    state = act(state, people.other_leader, asked.GiveOpinion(note="Đúng"), at(23, 11))
    assert state.status is Status.IN_PROGRESS
    assert state.computed_due_at == at(23, 17)
    used = {(usage.party.value, usage.agency): usage.minutes for usage in explanation(state, at(23, 11)).used}
    assert used["other-agency", people.other_leader.agency] == 60


def test_a_payment_is_recorded_at_the_counter(people):
    state = received(people)
    state = act(state, people.desk, asked.AskPayment(fee="ban-sao", amount_vnd=16_000), at(23, 10))
    assert state.status is Status.AWAITING_PAYMENT
    state = act(state, people.desk, asked.RecordPayment(receipt_no="BL-12"), at(23, 10, 30))
    assert state.open_obligation is None
    assert state.obligations[0].receipt_no == "BL-12"
    assert state.computed_due_at == at(25, 8)  # the applicant's half hour


def test_a_dossier_goes_to_the_competent_agency_with_its_code(people):
    state = submitted(people.mother)
    moved = act(
        state, people.desk, asked.Transfer(to_agency=people.other_desk.agency, note="Nơi cư trú khác"), at(23, 9)
    )
    assert (moved.agency, moved.code) == (people.other_desk.agency, state.code)
    with pytest.raises(Denied):
        act(moved, people.desk, asked.Receive(), at(23, 9, 10))
    assert act(moved, people.other_desk, asked.Receive(), at(23, 9, 10)).status is Status.RECEIVED


def test_a_withdrawn_dossier_is_ended(people):
    state = act(submitted(people.mother), people.mother, asked.Withdraw(), at(23, 9))
    assert state.status is Status.WITHDRAWN
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.Receive(), at(23, 9, 10))
    assert refused.value.refusal.code == "not-in-this-status"


def test_a_dossier_not_decided_in_time_ends_overdue(people):
    state = received(people)
    state = act(state, people.leader, asked.Assign(to=people.specialist.id), at(23, 9, 30))
    assert opened.view(state.code, at(25, 9)).time_class.value == "in-progress-overdue"
    state = act(state, people.leader, asked.Reject(note="Không đủ điều kiện"), at(25, 9))
    assert state.outcome.time_class == "overdue"


def test_whoever_saw_an_older_version_gets_a_conflict_and_nothing_is_done(people):
    state = received(people)
    act(state, people.specialist, asked.Take(), at(23, 9, 30), expected=state.version)
    with pytest.raises(Conflict) as conflict:
        act(state, people.leader, asked.Assign(to=people.specialist.id), at(23, 9, 31), expected=state.version)
    assert [each.kind for each in opened.behind(conflict.value)] == ["dossier.assigned"]


def test_two_officials_at_once_one_does_it_and_one_is_told(people):
    state = submitted(people.mother)
    answers = []

    def try_it(command):
        try:
            act(state, people.desk, command, at(23, 9), expected=state.version)
            answers.append("done")
        except Conflict:
            answers.append("conflict")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=try_it, args=(command,))
        for command in (asked.Receive(), asked.RefuseReception(note="Sai nơi"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["conflict", "done"]
    assert len(entries(f"dossier/{state.id}")) == 2


def test_an_act_sent_twice_is_done_once_and_another_body_is_refused(people):
    state = submitted(people.mother)
    first = act(state, people.desk, asked.Receive(), at(23, 9), key="press")
    again = act(state, people.desk, asked.Receive(), at(23, 9, 1), key="press")
    assert again.version == first.version
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.Receive(note="khác"), at(23, 9, 2), key="press")
    assert refused.value.refusal.code == "key-of-another-request"


@pytest.mark.parametrize("who", ["stranger", "administrator", "other_desk", "specialist", "mother"])
def test_only_the_desk_of_the_competent_ward_receives(people, who):
    state = submitted(people.mother)
    with pytest.raises(Denied):
        act(state, getattr(people, who), asked.Receive(), at(23, 9))


def test_there_is_no_acting_on_what_does_not_exist(people):
    with pytest.raises(Refused) as refused:
        perform(
            actor=people.desk, dossier="00000000-0000-0000-0000-000000000000", command=asked.Receive(), key="k",
            now=NOW + timedelta(hours=1),
        )  # fmt: skip
    assert refused.value.refusal.code == "no-such-dossier"
