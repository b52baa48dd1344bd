"""A counter's own program serves whoever stands there, as the pages do: taken down, filed, received, certified."""

import pytest
from django.db import connection
from django.utils import timezone

from motcua.foundation.ledger.reading import entries
from motcua.foundation.policy.types import Role
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as persons
from motcua.service.dossiers.queries import opened
from tests.factories.city import SAI_GON
from tests.factories.dossiers import BIRTH, upload
from tests.service.dossiers.api.programs import declaration, program, submission

CARD = "079165000077||Lê Thị Tư|05031965|Nữ|12 Lê Lợi, phường Sài Gòn|01012022"
VISITOR = {"full_name": "Lê Thị Tư", "personal_number": "079165000077", "card_seen": True}
DOCUMENT = {"name": "Căn cước", "pages": 3, "copies": 2}
COPY = "2.000815"


def problem(answer):
    return answer.status_code, answer.json()["code"]


def fields(answer):
    return [each["field"] for each in answer.json()["errors"]]


def people_known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        return cursor.fetchone()[0]


@pytest.fixture
def desk(posts):
    return posts[Role.DESK]


@pytest.fixture
def leader(posts):
    return posts[Role.LEADER].person


def walk_in(desk, **changes):
    return {**submission(desk.person), "visitor": VISITOR, "helper": "Lê Văn Năm, cháu", **changes}


def case(leader, **changes):
    return {
        "procedure": COPY, "visitor": VISITOR, "born_on": "1965-03-05", "document": DOCUMENT, "signer": leader, **changes
    }  # fmt: skip


def test_whoever_stands_there_is_filed_for_and_received_in_one_request(desk):
    answer = desk.post("/counter/dossiers", walk_in(desk))
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert (made["agency"], made["decided_by"], made["status"]) == (SAI_GON, SAI_GON, "received")
    assert made["promised_due_at"] is not None
    told = entries(f"dossier/{made['id']}")
    assert [each.kind for each in told] == ["dossier.submitted", "dossier.received"]
    state = opened.state_of(made["code"])
    assert {each.behalf for each in told} == {state.applicant}
    assert persons.person(state.applicant).full_name == "Lê Thị Tư"
    assert not persons.may_sign_in(state.applicant)
    assert desk.get(f"/dossiers/{made['code']}/timeline").json()["items"][0]["note"] == "Lê Văn Năm, cháu"


def test_sent_again_it_is_filed_once_and_another_body_is_refused(desk):
    body = walk_in(desk)
    first = desk.post("/counter/dossiers", body, key="walk-in-1")
    again = desk.post("/counter/dossiers", body, key="walk-in-1")
    assert first.json() == again.json()
    for change in ({"helper": "Trần Văn Sáu"}, {"receive": False}, {"declaration": declaration(child__order="2")}):
        other = desk.post("/counter/dossiers", {**body, **change}, key="walk-in-1")
        assert problem(other) == (422, "key-of-another-request"), change


def test_a_card_is_read_as_the_scanner_types_it_and_finds_the_same_person_again(desk):
    by_card = {"scan": CARD, "card_seen": True}
    codes = [
        desk.post("/counter/dossiers", walk_in(desk, visitor=visitor)).json()["code"] for visitor in (by_card, VISITOR)
    ]
    first, second = (opened.state_of(code).applicant for code in codes)
    assert first == second


def test_a_card_whose_letters_were_lost_is_not_kept_as_a_name(desk):
    for scan, field in (("xyz", "visitor.scan"), (CARD.replace("Lê Thị Tư", "L? Th? T?"), "visitor.full_name")):
        refused = desk.post("/counter/dossiers", walk_in(desk, visitor={"scan": scan, "card_seen": True}))
        assert (refused.status_code, fields(refused)) == (422, [field])


def test_every_wrong_field_is_named_at_once_and_nobody_is_recorded(desk):
    before = people_known()
    body = walk_in(desk, visitor={"full_name": "", "personal_number": "12"})
    body["declaration"]["child"]["full_name"] = ""
    refused = desk.post("/counter/dossiers", body)
    assert problem(refused) == (422, "declaration-incomplete")
    assert fields(refused) == ["visitor.full_name", "visitor.personal_number", "child.full_name"]
    assert people_known() == before


def test_only_a_desk_takes_in_and_only_with_the_scopes(mai, posts, desk):
    for who in (mai, posts[Role.SPECIALIST], posts[Role.LEADER]):
        for path in ("/counter/dossiers", "/counter/drafts", "/counter/certified"):
            answer = who.post(path, {})
            assert problem(answer) == (403, "not-allowed"), path


@pytest.mark.parametrize("missing", ["dossier.file-at-counter", "dossier.receive", "people.record-visitor"])
def test_a_token_is_told_which_scope_it_lacks_and_nobody_is_recorded(posts, missing):
    desk = posts[Role.DESK]
    (held,) = agencies.posts_of(desk.person, timezone.now())
    narrow = program(
        desk.person, held.post.id,
        scopes=frozenset({"dossier.file-at-counter", "dossier.receive", "people.record-visitor", "dossier.submit"}) - {missing},
    )  # fmt: skip
    before = people_known()
    answer = narrow.post("/counter/dossiers", walk_in(desk))
    assert (answer.status_code, answer.json()["policy"]) == (403, missing)
    assert people_known() == before


def test_a_draft_of_the_counter_is_begun_gone_on_with_by_a_colleague_and_taken_in(desk):
    begun = desk.post(
        "/counter/drafts", {"procedure": BIRTH, "visitor": {"scan": CARD, "card_seen": True}, "helper": "Năm, cháu"},
        key="begin-1",
    )  # fmt: skip
    assert begun.status_code == 201, begun.content.decode()
    draft = begun.json()
    assert (draft["counter"], draft["helper"]) == (SAI_GON, "Năm, cháu")
    assert draft["declaration"]["filer"]["full_name"] == "Lê Thị Tư"
    assert [each["id"] for each in desk.get("/counter/drafts").json()["items"]] == [draft["id"]]
    assert desk.get("/drafts").json()["items"] == [], "it is the counter's, not the official's own"
    here = f"/drafts/{draft['id']}"
    assert desk.call("PUT", here, {"declaration": declaration()}).status_code == 200
    file = upload(f"person/{desk.person}")
    desk.call("PUT", f"{here}/papers/{file.id}", {"requirement": "medical-birth-certificate"})
    paper = desk.get(f"{here}/papers/{file.id}/content")
    assert paper.status_code == 200
    sent = desk.post(f"{here}/submit", {"receive": True})
    assert sent.status_code == 201, sent.content.decode()
    assert opened.state_of(sent.json()["code"]).received_at is not None
    assert desk.get("/counter/drafts").json()["items"] == []


def test_a_state_secret_said_of_a_helper_is_stopped_before_anybody_is_recorded(desk):
    before = people_known()
    answer = desk.post(
        "/counter/drafts", {"procedure": BIRTH, "visitor": {"full_name": "Lê Thị Tư"}, "helper": "Năm [TUYỆT MẬT]"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "helper")
    assert people_known() == before


def test_the_same_key_begins_one_draft(desk):
    body = {"procedure": BIRTH, "visitor": VISITOR}
    first, again = (desk.post("/counter/drafts", body, key="begin-2").json()["id"] for _ in range(2))
    assert first == again
    assert problem(desk.post("/counter/drafts", {**body, "procedure": COPY}, key="begin-2")) == (
        422, "key-of-another-request",
    )  # fmt: skip


def test_a_draft_of_ones_own_is_not_received_at_once(mai):
    draft = mai.post("/drafts", {"procedure": BIRTH}).json()
    refused = mai.post(f"/drafts/{draft['id']}/submit", {"receive": True})
    assert (problem(refused), fields(refused)) == ((422, "not-at-counter"), ["receive"])


def test_one_request_is_one_certified_case(desk, leader):
    body = case(leader)
    made = desk.post("/counter/certified", body, key="copy-1")
    assert made.status_code == 201, made.content.decode()
    told = made.json()
    assert (told["status"], told["amount_vnd"], told["receipt_no"]) == ("handed-over", 10_000, told["code"])
    assert len(entries(f"dossier/{told['id']}")) == 7
    assert desk.post("/counter/certified", body, key="copy-1").json() == told
    assert len(entries(f"dossier/{told['id']}")) == 7
    for change in ({"document": {**DOCUMENT, "copies": 3}}, {"procedure": "2.000884"}, {"receipt_no": "HD-1"}):
        other = desk.post("/counter/certified", {**body, **change}, key="copy-1")
        assert problem(other) == (422, "key-of-another-request"), change


def test_a_case_is_refused_by_the_fields_of_the_request(desk, leader):
    before = people_known()
    visitor = {"full_name": "", "personal_number": "12", "card_seen": True}
    refused = desk.post("/counter/certified", case(leader, visitor=visitor, document={**DOCUMENT, "name": ""}))
    assert refused.status_code == 422
    assert set(fields(refused)) == {"visitor.full_name", "visitor.personal_number", "document.name"}
    assert people_known() == before
    signer = desk.post("/counter/certified", case(desk.person))
    assert (problem(signer), fields(signer)) == ((422, "no-such-signer"), ["signer"])
    assert problem(desk.post("/counter/certified", case(leader, procedure=BIRTH))) == (422, "no-fast-lane")
