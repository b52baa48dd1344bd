"""The fast lane: a certified copy from the declaration to the hand in one append, every act of it in the ledger."""

import uuid
from datetime import timedelta

import pytest

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import Denied
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.commands.certifying import certify
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.certified import certified_since
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.types.certifying import Certified
from motcua.service.dossiers.types.events import VOCABULARY
from motcua.service.dossiers.types.state import Status
from tests.factories.city import NOW, SAI_GON
from tests.factories.counters_of_dossiers import visitor


def case(people, **changes):
    values = {
        "filer.full_name": "Lê Thị Tư",
        "filer.born_on": "1965",
        "filer.identity_kind": "personal-id",
        "filer.personal_id": "079165000077",
        "documents": [{"name": "Căn cước", "pages": 3, "copies": 2}],
        **changes,
    }
    person = visitor(people.desk, number="079165000077")
    return Certified(person=person, values=values, signer=people.leader.id)


def done(people, given=None, *, procedure="2.000815", dossier="", key="one", actor=None):
    version = procedures.published(procedure, NOW.date())
    return certify(
        actor=actor or people.desk, dossier=dossier or str(uuid.uuid4()), version=version, case=given or case(people),
        key=key, now=NOW,
    )  # fmt: skip


def test_every_act_is_in_the_ledger_in_its_order_and_the_state_is_what_they_fold_to(people):
    state = done(people)
    kinds = [entry.kind.removeprefix("dossier.") for entry in entries(f"dossier/{state.id}")]
    assert kinds == [
        "submitted", "received", "payment-asked", "payment-recorded", "assigned", "decided", "result-handed-over",
    ]  # fmt: skip
    folded = None
    for entry in entries(f"dossier/{state.id}"):
        folded = evolve(folded, VOCABULARY.decode(entry.data), entry.occurred_at, entry.actor)
    assert folded == opened.state_of(state.code) == state
    assert state.status is Status.HANDED_OVER
    assert verify().problem == ""


def test_the_fee_goes_by_pages_and_copies_and_the_code_stands_for_the_receipt(people):
    state = done(people)
    (paid,) = state.obligations
    assert (paid.amount_vnd, paid.receipt_no) == (10_000, state.code)  # two copies of 2,000 + 2,000 + 1,000


def test_it_is_on_time_and_says_who_signed(people):
    state = done(people)
    assert state.outcome.time_class in {"early", "on-time"}
    decided = VOCABULARY.decode(entries(f"dossier/{state.id}")[-2].data)
    assert decided.signer == people.leader.id


def test_a_signature_is_certified_the_same_way(people):
    given = case(people, documents=[{"name": "Giấy ủy quyền nhận lương hưu"}])
    state = done(people, given, procedure="2.000884")
    assert state.status is Status.HANDED_OVER
    assert sum(one.amount_vnd for one in state.obligations) == 10_000


def test_pressing_twice_makes_it_once(people):
    given, dossier = case(people), str(uuid.uuid4())
    assert done(people, given, dossier=dossier) == done(people, given, dossier=dossier)
    assert len(entries(f"dossier/{dossier}")) == 7


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"documents": [{"name": "Căn cước", "pages": 0, "copies": 2}]}, "documents.0.pages"),
        ({"documents": [{"name": "", "pages": 1, "copies": 2}]}, "documents.0.name"),
        ({"filer.personal_id": "12"}, "filer.personal_id"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(people, changes, field):
    with pytest.raises(Refused) as refused:
        done(people, case(people, **changes))
    assert [one.field for one in refused.value.refusal.fields] == [field]
    assert certified_since(people.desk, ("2.000815",), NOW - timedelta(days=1)) == ()


def test_the_signer_is_a_leader_of_the_agency_today(people):
    given = Certified(person=case(people).person, values=case(people).values, signer=people.other_leader.id)
    with pytest.raises(Refused) as refused:
        done(people, given)
    assert refused.value.refusal.code == "no-such-signer"


def test_only_what_is_marked_so_has_a_fast_lane_and_only_a_desk_takes_it(people):
    with pytest.raises(Refused) as refused:
        done(people, procedure="1.004873")
    assert refused.value.refusal.code == "no-fast-lane"
    for actor in (people.specialist, people.mother):
        with pytest.raises(Denied):
            done(people, actor=actor)


def test_todays_cases_are_listed_the_latest_first(people):
    first, second = done(people, key="one"), done(people, key="two")
    rows = certified_since(people.desk, ("2.000815",), NOW - timedelta(hours=1))
    assert {row.code for row in rows} == {first.code, second.code}
    assert {row.amount_vnd for row in rows} == {10_000}
    assert certified_since(people.other_desk, ("2.000815",), NOW - timedelta(hours=1)) == ()
    assert first.agency == SAI_GON
