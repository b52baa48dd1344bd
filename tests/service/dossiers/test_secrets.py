"""What is marked as a state secret comes in by no door of a dossier, and each time is noted without it."""

import msgspec
import psycopg
import pytest

from motcua.foundation.ledger.reading import entries
from motcua.foundation.secrecy.stopping import StateSecret
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.decision_drafts import upload_draft
from motcua.service.dossiers.commands.submitting import submit
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.queries.decision_drafts import files_of
from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.queries.opened import state_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark
from tests.factories.birth import birth_declaration
from tests.factories.city import NOW, SAI_GON
from tests.factories.dossiers import BIRTH, act, filled_draft, published, submitted
from tests.foundation.files.words import docx

SECRET = "Kế hoạch 7 bí danh XYZZY\nTUYỆT MẬT"


def incidents():
    return [(entry, msgspec.json.decode(entry.data)) for entry in entries(f"incidents/{NOW:%Y-%m-%d}")]


def with_secret():
    values = birth_declaration()
    values["filer"]["residence"] = {**values["filer"]["residence"], "line": SECRET}
    return values


def test_a_draft_keeps_everything_else_and_names_the_field(people, db_peopled):
    draft = filled_draft(people.mother, papers=False)
    with pytest.raises(StateSecret) as raised:
        drafts.save(actor=people.mother, draft=draft, values=with_secret(), page="", now=NOW)
    assert [one.field for one in raised.value.refusal.fields] == ["filer.residence.line"]
    kept = draft_of(draft.id)
    assert kept.revision == draft.revision + 1
    assert "line" not in kept.values["filer"]["residence"]
    assert kept.values["child"] == birth_declaration()["child"]
    ((entry, said),) = incidents()
    assert (said["step"], said["place"], said["fields"]) == ("draft", "field", ["filer.residence.line"])
    assert (said["procedure"], said["dossier"]) == (BIRTH, draft.id)
    assert (entry.actor, entry.agency) == (people.mother.id, SAI_GON)


def test_a_declaration_sent_by_a_program_is_refused_whole(people):
    with pytest.raises(StateSecret):
        submit(
            actor=people.mother, dossier="00000000-0000-4000-8000-000000000001", version=published.published(BIRTH, NOW.date()),
            values=with_secret(), papers=(), key="k", now=NOW, files=(),
        )  # fmt: skip
    ((_, said),) = incidents()
    assert (said["step"], said["place"]) == ("submission", "field")
    assert entries("dossier/00000000-0000-4000-8000-000000000001") == []


def test_a_note_at_the_desk_is_refused_and_the_dossier_stays_as_it_was(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), NOW)
    with pytest.raises(StateSecret) as raised:
        perform(
            actor=people.desk, dossier=state.id, key="n", now=NOW,
            command=asked.AskSupplement(marks=(Mark(kind="paper", code=state.papers[0].requirement, fault="unreadable"),), note=SECRET),
        )  # fmt: skip
    assert [one.field for one in raised.value.refusal.fields] == ["note"]
    ((entry, said),) = incidents()
    assert (said["step"], said["post"], entry.agency) == ("act", people.desk.post, state.agency)
    assert len(entries(f"dossier/{state.id}")) == 2


@pytest.mark.parametrize(("content", "note"), [(docx(SECRET), ""), (docx("Giấy khai sinh"), SECRET)])
def test_neither_the_draft_of_a_decision_nor_the_remark_beside_it_carries_one(people, content, note):
    state = act(submitted(people.mother), people.desk, asked.Receive(), NOW)
    state = act(state, people.specialist, asked.Take(), NOW)
    with pytest.raises(StateSecret):
        upload_draft(
            actor=people.specialist, dossier=state.id, name="du-thao.docx", content=content, note=note, key="d", now=NOW
        )  # fmt: skip
    ((entry, said),) = incidents()
    assert (said["step"], said["dossier"], entry.actor) == ("act", state.id, people.specialist.id)
    assert files_of(state_of(state.code)) == {}


def test_the_answer_to_a_supplement_is_refused(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), NOW)
    marks = (Mark(kind="field", code="filer.residence", fault="unclear"),)
    state = act(state, people.desk, asked.AskSupplement(marks=marks, note="Ghi rõ địa chỉ."), NOW)
    with pytest.raises(StateSecret):
        give(
            actor=people.mother, dossier=state.id, values={"filer.residence": with_secret()["filer"]["residence"]}, papers=(),
            key="s", now=NOW,
        )  # fmt: skip
    ((_, said),) = incidents()
    assert said["step"] == "supplement"


def test_nothing_of_it_is_anywhere_in_the_database(people, db_peopled):
    draft = filled_draft(people.mother, papers=False)
    with pytest.raises(StateSecret):
        drafts.save(actor=people.mother, draft=draft, values=with_secret(), page="", now=NOW)
    with psycopg.connect(db_peopled.superuser) as connection:
        tables = connection.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%XYZZY%'").fetchone()
            assert found == (0,), table
