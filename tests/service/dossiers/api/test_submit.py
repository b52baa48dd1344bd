"""A declaration is submitted in one request, done once however often it is sent."""

import uuid

from django.db import connection
from django.utils import timezone

from motcua.foundation.files.sweeping import sweep
from motcua.foundation.files.types import LIMITS
from tests.factories.dossiers import picture
from tests.service.dossiers.api.programs import program, submission


def dossiers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        return cursor.fetchone()[0]


def test_a_declaration_becomes_a_dossier_with_its_code_address_and_version(mai):
    answer = mai.post("/dossiers", submission(mai.person))
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert made["code"].startswith("H29.26740-")
    assert answer["Location"].endswith(f"/api/v1/dossiers/{made['code']}")
    assert answer["ETag"] == '"1"'
    read = mai.get(f"/dossiers/{made['code']}").json()
    assert (read["id"], read["status"], read["national_status"]) == (made["id"], "submitted", 1)
    assert read["declaration"]["child"]["full_name"] == "Nguyễn Minh An"


def test_the_same_request_sent_again_gets_the_same_answer_and_makes_nothing(mai):
    body = submission(mai.person)
    first = mai.post("/dossiers", body, key="lần-1")
    again = mai.post("/dossiers", body, key="lần-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert dossiers() == 1


def test_the_same_key_with_another_body_is_refused_and_makes_nothing(mai):
    mai.post("/dossiers", submission(mai.person), key="lần-1")
    answer = mai.post("/dossiers", submission(mai.person, child__full_name="Nguyễn Minh Bình"), key="lần-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "key-of-another-request")
    assert dossiers() == 1


def test_the_same_key_of_another_program_is_another_request(mai):
    body = submission(mai.person)
    first = mai.post("/dossiers", body, key="lần-1").json()
    other = program(mai.person).post("/dossiers", body, key="lần-1").json()
    assert first["code"] != other["code"]


def test_a_request_without_a_key_is_told_which_header_is_missing(mai):
    answer = mai.post("/dossiers", submission(mai.person), key="")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [("Idempotency-Key", "missing")]


def test_json_of_the_wrong_kind_names_the_field(mai):
    answer = mai.post("/dossiers", {"procedure": "1.001193", "declaration": {}, "papers": [{"file": 7}]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "papers[0].file"
    answer = mai.post("/dossiers", {"procedure": "1.001193", "declaration": {}, "colour": "red"})
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [("colour", "unknown")]
    answer = mai.post("/dossiers", b'{"procedure": ')
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")


def test_every_wrong_field_is_named_at_once(mai):
    answer = mai.post("/dossiers", {"procedure": "1.001193", "declaration": {}})
    assert (answer.status_code, answer.json()["code"]) == (422, "declaration-incomplete")
    fields = {each["field"] for each in answer.json()["errors"]}
    assert {"child.full_name", "filer.full_name", "statement.true"} <= fields
    assert len(fields) > 10
    assert answer.json()["sources"]
    assert dossiers() == 0


def test_a_file_that_this_person_did_not_send_is_named_by_its_paper(mai):
    body = submission(mai.person)
    body["papers"][0]["file"] = str(uuid.uuid4())
    answer = mai.post("/dossiers", body)
    assert answer.status_code == 422
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [
        ("papers.medical-birth-certificate", "no-such-file")
    ]


def sweep_tomorrow():
    while sweep(timezone.now() + LIMITS.lifetime).uploads:
        pass


def test_a_file_that_no_dossier_took_in_a_day_is_gone_and_one_that_was_taken_stays(mai):
    body, unsent = submission(mai.person), submission(mai.person)
    first = mai.post("/dossiers", body, key="lần-1")
    sweep_tomorrow()
    again = mai.post("/dossiers", body, key="lần-1")
    assert (again.status_code, again.json()) == (201, first.json())
    file = body["papers"][0]["file"]
    paper = mai.get(f"/dossiers/{first.json()['code']}/papers/{file}")
    assert b"".join(paper.streaming_content) == picture()
    answer = mai.post("/dossiers", unsent)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no-such-file")


def test_an_unknown_procedure_is_not_found(mai):
    answer = mai.post("/dossiers", {"procedure": "9.999999", "declaration": {}})
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-procedure")
