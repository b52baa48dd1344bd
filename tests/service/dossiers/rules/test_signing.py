"""
The round before a signature.

A draft goes to those who initial it, one after the other, and then to its signer; whoever's turn it is may return it
with a remark, which ends the round at that version.
"""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Actor, ActorKind, Role
from motcua.register.agencies.types import AgencyKind
from motcua.service.dossiers.rules.capacity import OPEN, body_of, capacities, head_of, signer_lines
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.signing import Capacity, RoundEnding
from motcua.service.dossiers.types.state import Channel, NoteRef
from tests.service.dossiers.rules.test_lifecycle import CALENDAR, FILED, PLAN, submitted

WARD = "H29.26740"


def official(name, *roles):
    return Actor(kind=ActorKind.OFFICIAL, id=name, agency=WARD, roles=frozenset(roles))


CLERK = official("clerk", Role.SPECIALIST)
UNIT_HEAD = official("unit-head", Role.SPECIALIST)
DEPUTY = official("deputy", Role.LEADER)
CHAIR = official("chair", Role.LEADER)
ALL = (CLERK, UNIT_HEAD, DEPUTY, CHAIR)
DRAFT = asked.UploadDraft(file="f", sha256="s")
TO_ALL = asked.SubmitForSignature(initials=("unit-head", "deputy"), signer="chair")
TO_CHAIR = asked.SubmitForSignature(signer="chair")
RETURN = asked.ReturnForCorrection(note="Ghi lại nơi sinh.")


class Story:
    """A dossier at the counter, held by the clerk, and its acts one after the other."""

    def __init__(self):
        self.now = FILED
        self.state = submitted(Channel.COUNTER)
        self.does(CLERK, asked.Receive(), asked.Take())

    def does(self, actor, *commands):
        for command in commands:
            self.now += timedelta(minutes=5)
            note = NoteRef(id=f"n{self.state.version}", commitment="c") if command.note else None
            facts = Facts(
                actor=actor, plan=PLAN, calendar=CALENDAR, note=note, officials={each.id: each.roles for each in ALL}
            )
            for event in decide(self.state, command, facts, self.now):
                self.state = evolve(self.state, event, self.now, actor.id)
        return self.state

    def refuses(self, actor, command):
        with pytest.raises(Refused) as raised:
            self.does(actor, command)
        refusal = raised.value.refusal
        assert refusal.message % refusal.values
        assert refusal.sources
        return refusal.code


def test_a_draft_is_initialled_in_order_and_signed_by_the_decision():
    story = Story()
    state = story.does(CLERK, DRAFT, TO_ALL)
    assert (state.open_round.draft, state.open_round.next_person) == (1, "unit-head")
    assert story.refuses(DEPUTY, asked.Initial()) == "not-your-turn"
    assert story.refuses(CHAIR, asked.Grant()) == "not-initialled-yet"
    assert story.does(UNIT_HEAD, asked.Initial()).open_round.next_person == "deputy"
    assert story.refuses(UNIT_HEAD, asked.Initial()) == "not-your-turn"
    assert story.does(DEPUTY, asked.Initial(note="Đồng ý.")).open_round.is_with_signer
    assert story.refuses(CHAIR, asked.Initial()) == "signer-decides"
    assert story.refuses(DEPUTY, asked.Grant()) == "another-signer"
    assert story.refuses(DEPUTY, asked.Reject(note="x")) == "another-signer"
    state = story.does(CHAIR, asked.Grant())
    assert (state.open_round, state.rounds[-1].ending, state.outcome.granted) == (None, RoundEnding.SIGNED, True)


def test_a_round_moves_neither_the_work_nor_the_clock():
    story = Story()
    before = story.state
    state = story.does(CLERK, DRAFT, TO_ALL)
    state = story.does(UNIT_HEAD, asked.OpenForSignature(), asked.Initial())
    assert (state.account, state.holder, state.step, state.status) == (
        before.account, before.holder, before.step, before.status,
    )  # fmt: skip


def test_a_returned_draft_is_corrected_before_it_goes_again():
    story = Story()
    story.does(CLERK, DRAFT, TO_ALL)
    assert story.refuses(UNIT_HEAD, asked.ReturnForCorrection()) == "reason-missing"
    state = story.does(UNIT_HEAD, RETURN)
    assert (state.open_round, state.rounds[0].ending, state.rounds[0].ended_by) == (
        None, RoundEnding.RETURNED, "unit-head",
    )  # fmt: skip
    assert state.rounds[0].remark is not None
    assert story.refuses(CLERK, TO_ALL) == "returned-before"
    state = story.does(CLERK, DRAFT, TO_ALL)
    assert [(each.number, each.draft) for each in state.rounds] == [(1, 1), (2, 2)]


def test_the_signer_may_return_it_too():
    story = Story()
    story.does(CLERK, DRAFT, TO_CHAIR)
    assert story.does(CHAIR, RETURN).rounds[-1].ending is RoundEnding.RETURNED


def test_a_new_version_ends_the_round_of_the_one_before():
    story = Story()
    state = story.does(CLERK, DRAFT, TO_ALL, DRAFT)
    assert (state.rounds[-1].ending, len(state.drafts)) == (RoundEnding.SUPERSEDED, 2)
    assert story.refuses(UNIT_HEAD, asked.Initial()) == "no-round"


def test_a_submission_is_recalled_until_somebody_opens_it():
    story = Story()
    state = story.does(CLERK, DRAFT, TO_ALL)
    assert story.refuses(UNIT_HEAD, asked.RecallSignature()) == "not-yours-to-recall"
    assert story.does(CLERK, asked.RecallSignature()).rounds[-1].ending is RoundEnding.RECALLED
    story.does(CLERK, TO_ALL)
    version = story.does(DEPUTY, asked.OpenForSignature()).version
    assert story.state.open_round.opened_at is None, "only whose turn it is opens it"
    state = story.does(UNIT_HEAD, asked.OpenForSignature(), asked.OpenForSignature())
    assert state.version == version + 1
    assert story.refuses(CLERK, asked.RecallSignature()) == "already-opened"


def test_who_initials_unseen_has_opened_it_by_that():
    story = Story()
    story.does(CLERK, DRAFT, TO_ALL)
    story.does(UNIT_HEAD, asked.Initial())
    assert story.refuses(CLERK, asked.RecallSignature()) == "already-opened"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (asked.SubmitForSignature(signer="unit-head"), "signer-not-leader"),
        (asked.SubmitForSignature(signer="stranger"), "signer-not-leader"),
        (asked.SubmitForSignature(signer="chair", initials=("stranger",)), "no-such-official"),
        (asked.SubmitForSignature(signer="chair", initials=("clerk",)), "own-draft"),
        (asked.SubmitForSignature(signer="chair", initials=("deputy", "deputy")), "twice"),
        (asked.SubmitForSignature(signer="chair", initials=("chair",)), "twice"),
        (asked.SubmitForSignature(signer="chair", initials=("deputy",) * 6), "too-many-initials"),
    ],
)
def test_whom_a_draft_cannot_go_to(command, code):
    story = Story()
    story.does(CLERK, DRAFT)
    assert story.refuses(CLERK, command) == code


def test_nothing_is_submitted_without_a_draft_or_twice():
    story = Story()
    assert story.refuses(CLERK, TO_ALL) == "no-draft"
    story.does(CLERK, DRAFT, TO_ALL)
    assert story.refuses(CLERK, TO_CHAIR) == "round-open"


def test_a_small_matter_is_decided_without_a_round():
    assert Story().does(DEPUTY, asked.Grant()).rounds == ()


@pytest.mark.parametrize("ending", [asked.Withdraw(), asked.Stop(note="x"), asked.Transfer(to_agency="x", note="x")])
def test_what_happens_to_the_dossier_ends_the_round(ending):
    story = Story()
    story.does(CLERK, DRAFT, TO_ALL)
    assert story.does(CHAIR, ending).rounds[-1].ending is RoundEnding.OVERTAKEN


ACTS = st.one_of(
    st.just(DRAFT), st.just(RETURN), st.just(asked.OpenForSignature()), st.just(asked.Initial()),
    st.just(asked.RecallSignature()), st.just(asked.Grant()), st.just(asked.Reject(note="x")),
    st.builds(
        asked.SubmitForSignature,
        signer=st.sampled_from(["chair", "deputy", "clerk"]),
        initials=st.lists(st.sampled_from([each.id for each in ALL]), max_size=3).map(tuple),
    ),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(ALL), ACTS), max_size=40))
def test_whatever_is_tried_rounds_stay_in_order(acts):
    """Article 12 asks that a draft is checked before it is signed: whoever signs has everybody's initials below them."""
    story = Story()
    for actor, command in acts:
        before = story.state
        try:
            state = story.does(actor, command)
        except Refused:
            assert story.state == before
            continue
        open_rounds = [each for each in state.rounds if each.is_open]
        assert open_rounds in ([], [state.rounds[-1]]) if state.rounds else open_rounds == []
        assert [each.number for each in state.drafts] == list(range(1, len(state.drafts) + 1))
        assert [each.number for each in state.rounds] == list(range(1, len(state.rounds) + 1))
        for each in state.rounds:
            persons = [one.person for one in each.initials]
            assert len({*persons, each.signer}) == len(persons) + 1, "nobody stands in a round twice"
            assert each.by not in persons
            done = [one.done_at for one in each.initials]
            assert done == sorted(moment for moment in done if moment) + [None] * done.count(None), "the order is held"
            assert each.draft <= len(state.drafts)
            if each.ending is RoundEnding.SIGNED:
                assert None not in done
                assert each.ended_by == each.signer
            assert (each.remark is not None) == (each.ending is RoundEnding.RETURNED)
        if state.ended_at is not None:
            break


def test_a_committee_signs_together_and_a_department_by_its_head():
    """Article 13: `TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH`, a deputy `KT. CHỦ TỊCH / PHÓ CHỦ TỊCH`."""
    body = body_of(AgencyKind.WARD)
    head = head_of(AgencyKind.WARD, "Ủy ban nhân dân phường Sài Gòn")
    assert signer_lines(Capacity.TM, body=body, head=head) == ("TM. Ủy ban nhân dân", "Chủ tịch")
    assert signer_lines(Capacity.KT, body=body, head=head) == (
        "TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó chủ tịch",
    )  # fmt: skip
    assert capacities(body=body)[0] is Capacity.TM
    assert body_of(AgencyKind.DEPARTMENT) == ""
    assert signer_lines(Capacity.HEAD, body="", head="Giám đốc") == ("Giám đốc",)
    assert signer_lines(Capacity.TL, body="", head="Giám đốc") == ("TL. Giám đốc", OPEN)
    assert signer_lines(Capacity.TUQ, body="", head="Giám đốc") == ("TUQ. Giám đốc", OPEN)
    assert capacities(body="")[0] is Capacity.HEAD


@pytest.mark.parametrize(
    ("kind", "name", "head"),
    [
        (AgencyKind.DEPARTMENT, "Sở Tư pháp", "Giám đốc"),
        (AgencyKind.DEPARTMENT, "Thanh tra thành phố", "Chánh Thanh tra"),
        (AgencyKind.DEPARTMENT, "Văn phòng Ủy ban nhân dân thành phố", "Chánh Văn phòng"),
        (AgencyKind.MANAGEMENT_BOARD, "Ban Quản lý Khu công nghệ cao", "Trưởng ban"),
        (AgencyKind.CITY, "Ủy ban nhân dân thành phố Hồ Chí Minh", "Chủ tịch"),
    ],
)
def test_the_head_of_an_agency_has_a_title(kind, name, head):
    assert head_of(kind, name) == head
