"""
The lifecycle as rules, tried from every side.

Whatever is asked in whatever order, a command is answered by events that fold or by a refusal that says why; the
account covers the dossier's life without a gap; and every status maps to one of the ten national codes.
"""

from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.clock.account import Party
from motcua.foundation.clock.catalogue import load_calendar_book
from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import ZONE
from motcua.foundation.law.citations import sources_of
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Actor, ActorKind, Role
from motcua.service.dossiers.rules import decide as deciding
from motcua.service.dossiers.rules import supplement
from motcua.service.dossiers.rules.decide import ALLOWED, DECISIONS, decide, possible
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.national import CODES, FOLLOWS, national_code
from motcua.service.dossiers.rules.plan import Facts, Plan, PlannedStep
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.state import Channel, DossierState, Mark, NoteRef, PaperRef, Status

CATALOGUE = Path(__file__).parents[4] / "catalogue"
CALENDAR = load_calendar_book(CATALOGUE).as_known()
FILED = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
PLAN = Plan(
    limit=Limit(amount=3, unit=LimitUnit.WORKING_DAYS),
    steps=(
        PlannedStep("receive", Role.DESK),
        PlannedStep("examine", Role.SPECIALIST),
        PlannedStep("sign", Role.LEADER),
        PlannedStep("hand-over", Role.DESK),
    ),
    confirmation=timedelta(days=1),
)
NOTE = NoteRef(id="n", commitment="c")
OFFICIALS = [
    Actor(kind=ActorKind.OFFICIAL, id=f"o{number}", agency=agency, roles=frozenset(Role))
    for number, agency in enumerate(["H29.26740", "H29.26740", "H29.26743"])
]
COMMANDS = [
    asked.Receive(),
    asked.RefuseReception(note="x"),
    asked.UndoReception(note="x"),
    asked.AskSupplement(marks=(Mark("paper", "p", "wrong"),)),
    asked.AskSecondSupplement(marks=(Mark("paper", "p", "wrong"),), note="x"),
    asked.GiveSupplement(papers=(PaperRef("p", "f", "s"),)),
    asked.Assign(to="o0"),
    asked.Assign(to="o1"),
    asked.Take(),
    asked.Open(),
    asked.Forward(),
    asked.SendBack(note="x"),
    asked.Recall(),
    asked.AskOpinion(agency="H29.26743", note="x"),
    asked.GiveOpinion(note="x"),
    asked.AskPayment(fee="f", amount_vnd=1000),
    asked.RecordPayment(receipt_no="1"),
    asked.AskConfirmation(),
    asked.Confirm(),
    asked.Object(note="x"),
    asked.LapseConfirmation(),
    asked.AskPresence(appointed_at=FILED + timedelta(days=400), note="x"),
    asked.RecordPresence(),
    asked.Grant(),
    asked.Reject(note="x"),
    asked.HandOverResult(),
    asked.Withdraw(),
    asked.Stop(note="x"),
    asked.Transfer(to_agency="H29.26743", note="x"),
    asked.UploadDraft(file="f", sha256="s"),
    asked.SubmitForSignature(signer="o0", initials=("o1",)),
    asked.SubmitForSignature(signer="o1"),
    asked.OpenForSignature(),
    asked.Initial(),
    asked.ReturnForCorrection(note="x"),
    asked.RecallSignature(),
]


def submitted(channel=Channel.ONLINE) -> DossierState:
    event = happened.Submitted(
        id="d", code="H29.26740-261123-0001", procedure="1.001193", procedure_version=1, case="c", sector="s",
        channel=channel, agency="H29.26740", receiving_agency="H29.26740", applicant="p", filer="p",
        reception_due_at=FILED + timedelta(days=2), declaration=NOTE, papers=(PaperRef("p", "f0", "s"),),
    )  # fmt: skip
    return evolve(None, event, FILED, "p")


def answer(state, command, actor, now):
    facts = Facts(
        actor=actor,
        plan=PLAN,
        calendar=CALENDAR,
        note=NOTE,
        new_id=f"id{state.version}",
        markable=frozenset({"paper:p"}),
        officials={each.id: each.roles for each in OFFICIALS if each.agency == state.agency},
    )
    if isinstance(command, asked.GiveSupplement):
        deciding.check(state, command)
        return supplement.give(
            state, declaration=NOTE, papers=command.papers, changed_fields=frozenset(), facts=facts, now=now
        )
    return decide(state, command, facts, now)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(COMMANDS), st.sampled_from(OFFICIALS), st.integers(0, 3000)), max_size=25))
def test_any_sequence_of_acts_folds_or_is_refused_with_a_reason(acts):
    state, now = submitted(), FILED
    codes = [national_code(state.status)]
    for command, actor, minutes in acts:
        now += timedelta(minutes=minutes)
        try:
            events = answer(state, command, actor, now)
        except Refused as refused:
            assert refused.refusal.sources, "a refusal names its article or says that the rule is ours"
            continue
        assert possible(state, type(command))
        before = state
        for event in events:
            state = evolve(state, event, now, actor.id)
        assert state.version == before.version + len(events)
        if national_code(state.status) != codes[-1]:
            assert national_code(state.status) in FOLLOWS[codes[-1]]
            codes.append(national_code(state.status))
        if state.account is not None:
            covered = [(interval.start, interval.end) for interval in state.account.intervals]
            assert covered[0][0] == state.received_at
            assert all(end == start for (_, end), (start, _) in pairwise(covered))
            assert (covered[-1][1] is None) == (state.ended_at is None)
            waits = state.account.intervals[-1].party is Party.APPLICANT and state.ended_at is None
            assert waits == (not state.account.intervals[-1].counts and state.ended_at is None)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(COMMANDS), st.sampled_from(OFFICIALS), st.integers(1, 600)), max_size=20))
def test_what_is_decided_twice_on_the_same_facts_is_the_same(acts):
    state, now = submitted(), FILED
    for command, actor, minutes in acts:
        now += timedelta(minutes=minutes)
        try:
            events = answer(state, command, actor, now)
        except Refused:
            continue
        assert answer(state, command, actor, now) == events
        for event in events:
            state = evolve(state, event, now, actor.id)


def test_every_command_has_its_statuses_and_its_decision():
    assert set(ALLOWED) == set(asked.COMMANDS)
    assert set(DECISIONS) | {asked.GiveSupplement} == set(asked.COMMANDS)


def test_every_status_has_one_of_the_ten_national_codes():
    assert set(CODES) == set(Status)
    assert set(CODES.values()) == set(range(1, 11))


def test_every_decision_says_its_law_or_that_it_is_ours():
    for decision in [*DECISIONS.values(), supplement.give]:
        assert sources_of(decision), decision


def test_a_dossier_handed_in_at_the_counter_needs_no_confirmation_online():
    state, now = submitted(Channel.COUNTER), FILED
    for command in (asked.Receive(), asked.Take()):
        actor = OFFICIALS[0]
        for event in answer(state, command, actor, now + timedelta(minutes=5)):
            state = evolve(state, event, now + timedelta(minutes=5), actor.id)
    assert answer(state, asked.Grant(), OFFICIALS[0], now + timedelta(hours=1))


def test_the_calendar_of_these_tests_knows_the_culture_day():
    assert not CALENDAR.is_working(date(2026, 11, 24))
