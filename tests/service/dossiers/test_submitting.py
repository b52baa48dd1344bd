"""A draft becomes a dossier once, with its code; what is wrong is said at once, and nothing is lost."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connections

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import Denied
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.types.events import VOCABULARY
from motcua.service.dossiers.types.state import Status
from tests.factories.birth import birth_declaration
from tests.factories.city import NOW
from tests.factories.dossiers import filled_draft, submitted


def test_the_code_is_the_agencys_with_the_day_and_its_number(people):
    first, second = submitted(people.mother), submitted(people.mother)
    assert (first.code, second.code) == ("H29.26740-261123-0001", "H29.26740-261123-0002")
    assert first.status is Status.SUBMITTED
    assert first.agency == "H29.26740"
    assert first.reception_due_at == NOW + timedelta(days=2)  # the 24th is the Vietnam Culture Day


def test_the_declaration_can_be_read_again_and_is_nowhere_in_plain_text(people):
    state = submitted(people.mother)
    view = opened.view(state.code, NOW)
    assert view.values["child"]["full_name"] == "Nguyễn Minh An"
    assert [paper.media_type for paper in view.papers] == ["image/jpeg"] * len(state.papers)
    with connections["default"].cursor() as cursor:
        for table in ("ledger_entry", "dossiers_dossier", "dossiers_content", "dossiers_draft", "files_file"):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE convert_from(convert_to(t::text, 'UTF8'), 'UTF8') LIKE %s",
                ["%Minh An%"],
            )
            assert cursor.fetchone() == (0,), table
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{b'Minh An'.hex()}%"])
            assert cursor.fetchone() == (0,), table


def test_the_stored_state_is_what_the_entries_fold_to(people):
    state = submitted(people.mother)
    folded = None
    for entry in entries(f"dossier/{state.id}"):
        folded = evolve(folded, VOCABULARY.decode(entry.data), entry.occurred_at, entry.actor)
    assert folded == opened.state_of(state.code) == state
    assert verify().problem == ""


def test_submitting_twice_with_one_key_finds_the_same_dossier(people):
    draft = filled_draft(people.mother)
    first = submit_draft(actor=people.mother, draft=draft, key="press", now=NOW)
    again = submit_draft(actor=people.mother, draft=draft, key="press", now=NOW + timedelta(seconds=1))
    assert again == first
    assert len(entries(f"dossier/{draft.id}")) == 1


def test_a_draft_is_submitted_once_for_ever_whatever_the_key(people):
    draft = filled_draft(people.mother)
    first = submit_draft(actor=people.mother, draft=draft, key="one", now=NOW)
    with pytest.raises(Refused) as refused:
        submit_draft(actor=people.mother, draft=draft, key="two", now=NOW)
    assert refused.value.refusal.code == "already-submitted"
    assert refused.value.refusal.values["code"] == first.code


def test_two_presses_at_the_same_moment_make_one_dossier(people):
    draft = filled_draft(people.mother)
    answers = []

    def press(key):
        try:
            answers.append(submit_draft(actor=people.mother, draft=draft, key=key, now=NOW).code)
        except Refused as refused:
            answers.append(refused.refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(f"k{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["H29.26740-261123-0001", *["already-submitted"] * 3]
    assert len(entries(f"dossier/{draft.id}")) == 1


def test_everything_that_is_missing_is_named_at_once_and_the_draft_stays(people):
    draft = filled_draft(people.mother, papers=False, **{"child.full_name": "", "father.born_on": "2999-01-01"})
    with pytest.raises(Refused) as refused:
        submit_draft(actor=people.mother, draft=draft, key="k", now=NOW)
    assert refused.value.refusal.code == "declaration-incomplete"
    assert {"child.full_name", "father.born_on"} <= {problem.field for problem in refused.value.refusal.fields}
    assert draft_of(draft.id).values["filer"]["full_name"] == "Trần Thị Mai"
    assert draft_of(draft.id).submitted_at is None


def test_a_missing_paper_is_named(people):
    draft = filled_draft(people.mother, papers=False)
    with pytest.raises(Refused) as refused:
        submit_draft(actor=people.mother, draft=draft, key="k", now=NOW)
    assert [problem.code for problem in refused.value.refusal.fields] == ["required"] * len(
        refused.value.refusal.fields
    )
    assert all(problem.field.startswith("papers.") for problem in refused.value.refusal.fields)


def test_nobody_submits_the_draft_of_another(people):
    with pytest.raises(Denied):
        submit_draft(actor=people.stranger, draft=filled_draft(people.mother), key="k", now=NOW)


def test_a_second_device_is_told_of_the_first(people):
    draft = filled_draft(people.mother)
    drafts.save(actor=people.mother, draft=draft, values=birth_declaration(), page="", now=NOW)
    with pytest.raises(Conflict):
        drafts.save(actor=people.mother, draft=draft, values={}, page="", now=NOW)
    with pytest.raises(Conflict):
        submit_draft(actor=people.mother, draft=draft, key="k", now=NOW)
    assert draft_of(draft.id).values == birth_declaration()


def test_a_discarded_draft_cannot_be_read_again(people):
    draft = filled_draft(people.mother)
    drafts.discard(actor=people.mother, draft=draft)
    assert draft_of(draft.id) is None


def test_there_is_no_dossier_with_an_unknown_code(people):
    assert opened.view("H29.26740-261123-9999", NOW) is None
    assert opened.state_by_id(str(uuid.uuid4())) is None
