"""A counter takes in for whatever agency decides, for people with or without a telephone; each sees its part."""

from datetime import timedelta

import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import Denied
from motcua.register.people import queries as persons
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.pages.desk_opening import own_part
from motcua.service.dossiers.queries import lists, opened
from motcua.service.dossiers.queries.drafts import drafts_of, drafts_of_counter
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import Channel, Status
from tests.factories.birth import birth_declaration
from tests.factories.city import BEN_THANH, NOW, SAI_GON
from tests.factories.counters_of_dossiers import counter_draft, filed, visitor
from tests.factories.dossiers import act, submitted

LATER = NOW + timedelta(minutes=20)


def in_queue(which, actor, now=LATER):
    rows = lists.queue(which, actor=actor, now=now, end_of_day=now + timedelta(hours=12))
    return {row.code for row in rows}


def test_any_counter_receives_for_the_competent_agency_in_one_append(people):
    state = filed(people.other_desk, birth_declaration())
    assert (state.agency, state.receiving_agency, state.channel) == (SAI_GON, BEN_THANH, Channel.COUNTER)
    assert state.code.startswith(f"{SAI_GON}-261123-")
    assert state.status is Status.RECEIVED
    assert state.promised_due_at is not None
    kinds = [entry.kind for entry in entries(f"dossier/{state.id}")]
    assert kinds == ["dossier.submitted", "dossier.received"]
    assert {entry.behalf for entry in entries(f"dossier/{state.id}")} == {state.applicant}
    assert verify().problem == ""


def test_receiving_and_resolving_agency_each_see_their_part(people):
    state = filed(people.other_desk, birth_declaration())
    assert in_queue(Queue.FOR_OTHERS, people.other_desk) == {state.code}
    assert in_queue(Queue.UNASSIGNED, people.specialist) == {state.code}
    assert in_queue(Queue.UNIT, people.other_desk) == set()
    with pytest.raises(Denied):
        act(state, people.other_desk, asked.Assign(to=people.specialist.id), LATER)
    state = act(state, people.specialist, asked.Take(), LATER)
    state = act(state, people.specialist, asked.Forward(note="Đã đối chiếu, trình ký"), LATER)
    seen = own_part(opened.view(state.code, LATER), people.other_desk)
    assert "Đã đối chiếu, trình ký" not in {each.note for each in seen.happenings}
    whole = own_part(opened.view(state.code, LATER), people.specialist)
    assert "Đã đối chiếu, trình ký" in {each.note for each in whole.happenings}


def test_the_result_is_handed_over_where_the_dossier_was_taken_in(people):
    state = filed(people.other_desk, birth_declaration())
    state = act(state, people.specialist, asked.Take(), LATER)
    state = act(state, people.leader, asked.Reject(note="Trẻ đã được đăng ký khai sinh"), LATER)
    assert in_queue(Queue.TO_HAND_OVER, people.other_desk) == {state.code}
    assert in_queue(Queue.TO_HAND_OVER, people.desk) == set()
    state = act(state, people.other_desk, asked.HandOverResult(), LATER)
    assert state.status is Status.HANDED_OVER


def test_what_is_filed_and_not_received_waits_at_the_counter_that_took_it_in(people):
    state = filed(people.other_desk, birth_declaration(), receive=False)
    assert state.status is Status.SUBMITTED
    assert in_queue(Queue.TO_RECEIVE, people.other_desk) == {state.code}
    assert in_queue(Queue.TO_RECEIVE, people.desk) == set()
    with pytest.raises(Denied):
        act(state, people.desk, asked.Receive(), LATER)
    assert act(state, people.other_desk, asked.Receive(), LATER).status is Status.RECEIVED


def test_a_person_without_telephone_card_or_account_is_served_and_their_helper_is_recorded(people):
    person = visitor(people.desk, name="Lê Thị Tư")
    values = birth_declaration()
    del values["filer"]["phone"]
    state = filed(people.desk, values, person=person, helper="Lê Văn Năm, cháu")
    assert not persons.may_sign_in(person)
    assert state.applicant == person
    view = opened.view(state.code, LATER)
    assert view.applicant_name == "Lê Thị Tư"
    assert view.happenings[0].note == "Lê Văn Năm, cháu"
    assert all("Lê Văn Năm".encode() not in entry.data for entry in entries(f"dossier/{state.id}"))


def test_online_a_telephone_is_still_asked_for(people):
    values = birth_declaration()
    del values["filer"]["phone"]
    with pytest.raises(Refused) as refused:
        submitted(people.mother, filer=values["filer"])
    assert [one.field for one in refused.value.refusal.fields] == ["filer.phone"]


def test_whoever_is_known_by_their_card_is_the_same_person_again(people):
    first = visitor(people.desk, number="079165000077")
    assert visitor(people.other_desk, name="LE THI TU", number="079165000077") == first
    assert visitor(people.desk, number="") != first


def test_the_applicants_acts_are_done_at_the_counter_on_their_behalf(people):
    state = filed(people.other_desk, birth_declaration())
    state = act(state, people.other_desk, asked.Withdraw(note="Đã ký phiếu rút hồ sơ"), LATER)
    assert state.status is Status.WITHDRAWN
    last = entries(f"dossier/{state.id}")[-1]
    assert (last.actor, last.behalf, last.agency) == (people.other_desk.id, state.applicant, BEN_THANH)


def test_nobody_acts_in_the_name_of_whoever_filed_online(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), LATER)
    with pytest.raises(Refused) as refused:
        act(state, people.desk, asked.Withdraw(), LATER)
    assert refused.value.refusal.code == "filed-online"
    with pytest.raises(Denied):
        act(state, people.other_desk, asked.Withdraw(), LATER)


def test_a_draft_of_a_counter_is_the_counters_and_no_account_sees_it(people):
    draft = counter_draft(people.desk, birth_declaration())
    assert [one.id for one in drafts_of_counter(SAI_GON)] == [draft.id]
    assert drafts_of(people.desk.person) == ()
    for stranger in (people.other_desk, people.mother, people.specialist):
        with pytest.raises(Denied):
            drafts.save(actor=stranger, draft=draft, values={}, page="", now=NOW)
        with pytest.raises(Denied):
            submit_draft(actor=stranger, draft=draft, key="x", now=NOW)


def test_pressing_twice_takes_it_in_once(people):
    draft = counter_draft(people.desk, birth_declaration())
    first = submit_draft(actor=people.desk, draft=draft, key="press", now=NOW, receive_now=True)
    again = submit_draft(actor=people.desk, draft=draft, key="press", now=NOW, receive_now=True)
    assert again == first
    assert len(entries(f"dossier/{first.id}")) == 2


def test_only_a_desk_takes_in_and_only_at_its_own_counter(people):
    for actor, counter in ((people.specialist, SAI_GON), (people.mother, SAI_GON), (people.desk, BEN_THANH)):
        with pytest.raises(Denied):
            drafts.start(
                actor=actor, procedure="1.001193", procedure_version=1, now=NOW, counter=counter, person=actor.person
            )


def test_what_was_filed_online_moves_with_its_competence_and_what_a_counter_took_in_stays_there(people):
    online = act(submitted(people.mother), people.desk, asked.Transfer(to_agency=BEN_THANH, note="Nhầm nơi"), LATER)
    assert (online.agency, online.receiving_agency) == (BEN_THANH, BEN_THANH)
    counter = filed(people.desk, birth_declaration())
    counter = perform(
        actor=people.leader, dossier=counter.id, command=asked.Transfer(to_agency=BEN_THANH, note="Nhầm nơi"),
        key="move", now=LATER,
    )  # fmt: skip
    assert (counter.agency, counter.receiving_agency) == (BEN_THANH, SAI_GON)
