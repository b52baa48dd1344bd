"""Drafts of a decision through their commands: versions kept encrypted, sent twice, two people at once."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.files import holdings
from motcua.foundation.files.docx_words import paragraphs
from motcua.foundation.files.types import LIMITS, MediaType, NoSuchFile
from motcua.foundation.forms.comparing import Fate
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import Denied
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.commands.decision_drafts import take_draft, upload_draft
from motcua.service.dossiers.queries import decision_drafts, lists, opened
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.events import VOCABULARY
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.signing import Capacity, RoundEnding
from motcua.service.dossiers.types.state import Status
from tests.factories.dossiers import act, submitted, upload
from tests.foundation.files.words import docx

AT = datetime(2026, 11, 23, 10, tzinfo=ZONE)
FIRST = docx("Giấy khai sinh", "Sinh tại Quận 1")
SECOND = docx("Giấy khai sinh", "Sinh tại Quận 3")


@pytest.fixture
def held(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), AT - timedelta(hours=1))
    return act(state, people.specialist, asked.Take(), AT - timedelta(minutes=30))


def draft(state, actor, content=FIRST, **options):
    given = {"name": "du-thao.docx", "key": f"k{state.version}", "now": AT, "note": "", **options}
    return upload_draft(actor=actor, dossier=state.id, content=content, **given)


def queue_of(actor, now=AT):
    rows = lists.queue(Queue.TO_SIGN, actor=actor, now=now, end_of_day=now)
    counts = lists.queue_counts(actor, now, now)
    assert counts[Queue.TO_SIGN] == len(rows)
    return [row.code for row in rows]


def test_a_version_is_kept_encrypted_with_who_sent_it_and_the_remark_sealed(people, held):
    state = draft(held, people.specialist, note="Bản đầu, chị xem giúp.")
    (version,) = state.drafts
    assert (version.number, version.by, version.at) == (1, people.specialist.id, AT)
    view, pieces = holdings.open_file(decision_drafts.files_of(state)[version.file].id, f"dossier/{state.id}/desk")
    assert b"".join(pieces) == FIRST
    assert view.media_type is MediaType.DOCX
    last = list(entries(f"dossier/{state.id}"))[-1]
    assert "chị xem giúp" not in last.data.decode()
    assert opened.view(state.code, AT).happenings[-1].note == "Bản đầu, chị xem giúp."
    assert [each.kind for each in opened.view(state.code, AT).papers if each.file == version.file] == []
    with pytest.raises(NoSuchFile):
        holdings.view(view.id, f"dossier/{state.id}")


def test_the_whole_way_of_a_draft_folds_again_from_the_ledger(people, held):
    state = draft(held, people.specialist)
    submit = asked.SubmitForSignature(signer=people.leader.id, initials=(people.desk.id,))
    state = act(state, people.specialist, submit, AT)
    assert (queue_of(people.desk), queue_of(people.leader)) == ([state.code], [])
    state = act(state, people.desk, asked.ReturnForCorrection(note="Ghi lại nơi sinh."), AT)
    assert queue_of(people.desk) == []
    state = act(draft(state, people.specialist, SECOND), people.specialist, submit, AT)
    state = act(state, people.desk, asked.Initial(note="Đồng ý."), AT)
    assert queue_of(people.leader) == [state.code]
    state = act(state, people.specialist, asked.AskConfirmation(), AT)
    assert queue_of(people.leader) == [], "while the applicant looks, nobody can sign"
    state = act(state, people.mother, asked.Confirm(), AT)
    assert queue_of(people.leader) == [state.code]
    state = act(state, people.leader, asked.Grant(), AT)
    assert (state.status, queue_of(people.leader)) == (Status.GRANTED, [])
    assert [each.ending for each in state.rounds] == [RoundEnding.RETURNED, RoundEnding.SIGNED]
    again = None
    for entry in entries(f"dossier/{state.id}"):
        again = evolve(again, VOCABULARY.decode(entry.data), entry.occurred_at, entry.actor)
    assert again == opened.state_of(state.code) == state
    assert verify().problem == ""
    changed = [(line.fate, line.text) for line in decision_drafts.changes(state, 1, 2) if line.fate is not Fate.KEPT]
    assert changed == [(Fate.REMOVED, "Sinh tại Quận 1"), (Fate.ADDED, "Sinh tại Quận 3")]


def test_what_is_sent_twice_is_one_version_and_keeps_no_file_besides(people, held):
    first = draft(held, people.specialist, key="same", expected=held.version)
    again = draft(held, people.specialist, key="same", expected=held.version)
    assert first == again == opened.state_of(held.code)
    assert len(decision_drafts.files_of(again)) == 1
    with pytest.raises(Refused) as raised:
        draft(held, people.specialist, SECOND, key="same", expected=held.version)
    assert raised.value.refusal.code == "key-of-another-request"


def test_who_uploads_over_a_version_that_they_have_not_seen_is_told(people, held):
    draft(held, people.specialist)
    with pytest.raises(Conflict):
        draft(held, people.specialist, SECOND, key="late", expected=held.version)
    assert len(decision_drafts.files_of(opened.state_of(held.code))) == 1


def test_of_two_at_once_one_is_the_next_version_and_the_other_a_conflict(people, held):
    answers = []
    together = threading.Barrier(2)

    def send(content, key):
        try:
            together.wait()
            draft(held, people.specialist, content, key=key, expected=held.version)
            answers.append("kept")
        except Conflict:
            answers.append("conflict")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in ((FIRST, "a"), (SECOND, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["conflict", "kept"]
    state = opened.state_of(held.code)
    assert len(state.drafts) == len(decision_drafts.files_of(state)) == 1


def test_only_whoever_holds_the_dossier_drafts_for_it(people, held):
    for actor in (people.desk, people.leader, people.mother, people.other_leader):
        with pytest.raises(Denied):
            draft(held, actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM files_wrapping WHERE holder = %s", [f"dossier/{held.id}/desk"])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("content", "code"), [(b"%PDF-1.7", "not-a-docx"), (bytes(5 * 1024 * 1024 + 1), "file-too-large")]
)
def test_what_is_no_draft_is_refused_and_nothing_is_appended(people, held, content, code):
    with pytest.raises(Refused) as raised:
        draft(held, people.specialist, content)
    assert raised.value.refusal.code == code
    assert opened.state_of(held.code) == held


def test_a_document_that_was_sent_before_becomes_a_version_that_the_dossier_holds(people, held):
    waiting = f"person/{people.specialist.person}"
    kinds = LIMITS.kinds | {MediaType.DOCX}
    file = upload(waiting, FIRST, name="du-thao.docx", limits=type(LIMITS)(kinds=kinds))
    given = {"actor": people.specialist, "dossier": held.id, "file": file, "holder": waiting, "key": "x", "now": AT}
    state = take_draft(**given)
    assert take_draft(**given) == state
    assert decision_drafts.files_of(state)[str(file.id)].name == "du-thao.docx"


def test_whoever_signs_for_another_agency_stands_in_no_round_of_this_one(people, held):
    state = draft(held, people.specialist)
    for command in (
        asked.SubmitForSignature(signer=people.other_leader.id),
        asked.SubmitForSignature(signer=people.leader.id, initials=(people.administrator.id,)),
    ):
        with pytest.raises(Refused):
            act(state, people.specialist, command, AT)


def test_the_prepared_draft_says_what_the_dossier_knows(people, held):
    view = opened.view(held.code, AT)
    version = procedures.version(held.procedure, held.procedure_version)
    said = paragraphs(decision_drafts.prepared(view, version, Capacity.TM, AT))
    assert said[:3] == ("ỦY BAN NHÂN DÂN", "PHƯỜNG SÀI GÒN", "Số: ………/………")
    assert "GIẤY KHAI SINH" in said
    assert "Căn cứ Luật Hộ tịch số 60/2014/QH13;" in said
    assert any(line.startswith("Căn cứ Nghị định số 123/2015/NĐ-CP quy định chi tiết") for line in said)
    assert any(held.code in line and view.applicant_name in line for line in said)
    assert {"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", f"- {view.applicant_name};", f"- Lưu: VT, hồ sơ {held.code}."} <= set(
        said
    )
    assert not [line for line in said if "bạn" in line.casefold().split() or line.endswith("?") or "cam đoan" in line]
    deputy = paragraphs(decision_drafts.prepared(view, version, Capacity.KT, AT))
    assert {"KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "[Họ và tên người ký]"} <= set(deputy)
