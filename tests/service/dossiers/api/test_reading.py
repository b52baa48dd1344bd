"""What the API tells: a dossier, its history, why it is due then; tracking; papers."""

import base64

from motcua.foundation.policy.types import Role
from tests.factories.dossiers import picture
from tests.service.dossiers.api.programs import Program, declaration


def test_why_answers_with_data_and_sentences(mai, posts, code):
    before = mai.get(f"/dossiers/{code}/why").json()
    assert (before["is_running"], before["sentences"]) == (False, [])
    posts[Role.DESK].act(code, "receive")
    why = mai.get(f"/dossiers/{code}/why").json()
    assert why["is_running"]
    assert why["due_at"] == mai.get(f"/dossiers/{code}").json()["computed_due_at"]
    assert [each["party"] for each in why["stretches"]] == ["agency"]
    assert why["sentences"][0]["text"].startswith("The time limit began at ")
    assert any(each["sources"] for each in why["sentences"])
    told = Program(token=mai.token, person=mai.person, language="vi").get(f"/dossiers/{code}/why").json()
    assert told["sentences"][0]["text"] != why["sentences"][0]["text"]
    assert "%(" not in str(told)
    assert why["holder"]["holder"] == ""


def test_tracking_tells_anybody_the_dates_and_the_receipt_s_secret_the_rest(mai, nobody, code):
    plain = nobody.get(f"/tracking/{code}")
    assert (plain.status_code, plain.json()["status"], plain.json()["entries"]) == (200, "submitted", [])
    assert "Mai" not in plain.content.decode()
    body = {"procedure": "1.001193", "declaration": declaration(), "papers": []}
    assert mai.post("/dossiers", body).status_code == 422
    made = _submitted(mai)
    whole = nobody.get(f"/tracking/{made['code']}", **{"Receipt-Secret": made["receipt_secret"]}).json()
    assert [each["kind"] for each in whole["entries"]] == ["dossier.submitted"]


def test_guessing_codes_and_secrets_is_answered_alike_and_braked(nobody, code):
    unknown = nobody.get("/tracking/H29.26740-260101-9999")
    wrong = nobody.get(f"/tracking/{code}", **{"Receipt-Secret": "AAAAAAAAAAAAAAAAAAAA"})
    assert (unknown.status_code, unknown.json()["detail"]) == (wrong.status_code, wrong.json()["detail"])
    for _ in range(200):
        answer = nobody.get("/tracking/H29.26740-260101-9999")
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_a_file_goes_up_in_pieces_and_comes_down_again(mai, posts, code):
    content = picture()
    name = base64.b64encode("giấy chứng sinh.jpg".encode()).decode()
    begun = mai.call("POST", "/uploads", **{"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"})
    assert begun.status_code == 201, begun.content.decode()
    place = begun["Location"].removeprefix("/api/v1")
    kept = mai.call(
        "PATCH", place, content, **{"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    )
    assert kept.status_code == 200, kept.content.decode()
    made = _submitted(mai, kept.json()["file"]["id"])
    (paper,) = posts[Role.DESK].get(f"/dossiers/{made['code']}").json()["papers"]
    assert paper["name"] == "giấy chứng sinh.jpg"
    down = posts[Role.DESK].get(paper["href"].removeprefix("/api/v1"))
    assert b"".join(down.streaming_content)[:2] == b"\xff\xd8"
    assert posts[Role.DESK].get(paper["href"].removeprefix("/api/v1").replace(made["code"], code)).status_code == 404


def test_an_upload_of_somebody_else_is_gone(mai, posts):
    begun = mai.call("POST", "/uploads", **{"Upload-Length": "9"})
    answer = posts[Role.DESK].call("HEAD", begun["Location"].removeprefix("/api/v1"))
    assert answer.status_code == 404
    assert mai.call("HEAD", begun["Location"].removeprefix("/api/v1"))["Upload-Offset"] == "0"


def test_procedures_are_found_and_told_with_the_schema_of_their_declaration(nobody):
    found = nobody.get("/procedures?q=khai sinh").json()
    assert found["items"][0]["code"] == "1.001193"
    birth = nobody.get("/procedures/1.001193").json()
    assert birth["cases"]
    assert birth["steps"]
    schema = nobody.get(birth["declaration_schema"].removeprefix("/api/v1")).json()
    assert {"child", "filer"} <= set(schema["properties"])
    assert nobody.get("/procedures/9.999999").status_code == 404


def _submitted(mai, file=""):
    from tests.service.dossiers.api.programs import submission  # noqa: PLC0415

    body = submission(mai.person)
    if file:
        body["papers"][0]["file"] = file
    answer = mai.post("/dossiers", body)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_a_remark_that_stays_within_the_office_is_not_told_to_whoever_applied(mai, posts, code):
    posts[Role.DESK].act(code, "receive")
    posts[Role.SPECIALIST].act(code, "take")
    assert posts[Role.SPECIALIST].act(code, "forward", {"note": "Xem kỹ giấy tờ."}).status_code == 200

    def notes(who):
        return {each["kind"]: each["note"] for each in who.get(f"/dossiers/{code}/timeline").json()["items"]}

    assert notes(posts[Role.LEADER])["dossier.forwarded"] == "Xem kỹ giấy tờ."
    assert notes(mai)["dossier.forwarded"] == ""
