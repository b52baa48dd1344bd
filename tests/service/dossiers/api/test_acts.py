"""Every verb has its address; an act is done once, on the version that was decided on."""

from base64 import b64encode

import pytest

from motcua.foundation.forms.print import pdf, qr
from motcua.foundation.policy.types import Role
from motcua.service.dossiers.api.acts import ACTS, SUMMARIES
from motcua.service.dossiers.queries.printing import PAPERS
from motcua.service.dossiers.types.commands import COMMANDS, LapseConfirmation
from tests.factories.city import NOW
from tests.factories.dossiers import picture
from tests.foundation.files.words import docx
from tests.service.dossiers.api.programs import declaration, submission


def test_every_verb_of_a_person_has_an_address():
    assert set(ACTS) == {command.__struct_config__.tag for command in COMMANDS} - {
        "lapse-confirmation",
        "release",
        "drop-linked",
    }
    assert LapseConfirmation not in SUMMARIES


def test_a_dossier_is_received_worked_on_and_granted(mai, posts, code):
    desk, specialist, leader = posts[Role.DESK], posts[Role.SPECIALIST], posts[Role.LEADER]
    received = desk.act(code, "receive")
    assert (received.status_code, received.json()["status"], received["ETag"]) == (200, "received", '"2"')
    assert specialist.act(code, "take").json()["status"] == "in-progress"
    asked = specialist.act(code, "ask-confirmation")
    assert asked.json()["status"] == "awaiting-confirmation"
    assert "confirm" in mai.get(f"/dossiers/{code}").json()["acts"]
    assert mai.act(code, "confirm").json()["status"] == "in-progress"
    forwarded = specialist.act(code, "forward", {"to": leader.person})
    assert forwarded.status_code == 200, forwarded.content.decode()
    granted = leader.act(code, "grant")
    assert granted.json()["status"] == "granted", granted.content.decode()
    (certificate,) = results(mai, code)
    assert (certificate["media_type"], certificate["name"]) == ("application/pdf", f"ket-qua-{code}.pdf")
    assert desk.act(code, "hand-over-result", {"how": "counter"}).json()["ended_at"]
    kinds = [each["kind"] for each in mai.get(f"/dossiers/{code}/timeline").json()["items"]]
    assert kinds[0] == "dossier.submitted"
    assert kinds[-1] == "dossier.result-handed-over"


def ready_to_grant(mai, posts, code):
    """The leader's program, with the dossier at the signature and its draft confirmed."""
    specialist, leader = posts[Role.SPECIALIST], posts[Role.LEADER]
    posts[Role.DESK].act(code, "receive")
    specialist.act(code, "take")
    specialist.act(code, "ask-confirmation")
    mai.act(code, "confirm")
    assert specialist.act(code, "forward", {"to_step": "sign", "to": leader.person}).status_code == 200
    return leader


def results(who, code):
    return [paper for paper in who.get(f"/dossiers/{code}").json()["papers"] if paper["kind"] == "result"]


def content_of(who, paper):
    return b"".join(who.get(paper["href"].partition("/api/v1")[2]).streaming_content)


def signed_certificate(text="Giấy khai sinh đã ký số"):
    return pdf(PAPERS / "refusal.typ", {"title": text, "qr": qr("x"), "code": text}, made_at=NOW)


def sent(who, content, name="giay-khai-sinh.pdf"):
    """Send a file over HTTP as a program does, and return its id."""
    metadata = f"filename {b64encode(name.encode()).decode()}"
    begun = who.call("POST", "/uploads", **{"Upload-Length": str(len(content)), "Upload-Metadata": metadata})
    assert begun.status_code == 201, begun.content.decode()
    done = who.call(
        "PATCH", begun["Location"].partition("/api/v1")[2], content,
        **{"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"},
    )  # fmt: skip
    assert done.status_code == 200, done.content.decode()
    return done.json()["file"]["id"]


def test_a_dossier_is_granted_by_the_paper_that_a_program_sends(mai, posts, code):
    leader, content = ready_to_grant(mai, posts, code), signed_certificate()
    body = {"result": sent(leader, content), "note": "Ký số ngày hôm nay"}
    granted = leader.act(code, "grant", body, key="ký")
    assert (granted.status_code, granted.json()["status"]) == (200, "granted"), granted.content.decode()
    (paper,) = results(mai, code)
    assert (paper["file"], paper["name"], paper["requirement"]) == (body["result"], "giay-khai-sinh.pdf", "result")
    assert content_of(mai, paper) == content
    again = leader.act(code, "grant", body, key="ký")
    assert (again.status_code, again.json()) == (200, granted.json())
    assert len(results(mai, code)) == 1
    assert [each["kind"] for each in mai.get(f"/dossiers/{code}/timeline").json()["items"]].count(
        "dossier.decided"
    ) == 1


def test_a_grant_sent_again_with_another_paper_or_none_is_refused_and_the_first_stays(mai, posts, code):
    leader, content = ready_to_grant(mai, posts, code), signed_certificate()
    first = sent(leader, content)
    assert leader.act(code, "grant", {"result": first}, key="ký").status_code == 200
    for other in ({"result": sent(leader, signed_certificate("Bản khác"))}, {}, {"result": first, "note": "khác"}):
        answer = leader.act(code, "grant", other, key="ký")
        assert (answer.status_code, answer.json()["code"]) == (422, "key-of-another-request"), other
    (paper,) = results(mai, code)
    assert content_of(mai, paper) == content


def test_a_result_that_is_no_pdf_of_ones_own_is_named_and_nothing_is_granted(mai, posts, code):
    leader = ready_to_grant(mai, posts, code)
    for file, problem in (
        (sent(leader, picture(), "giay-khai-sinh.jpg"), "not-a-plain-pdf"),
        (sent(mai, signed_certificate()), "no-such-file"),
        ("11111111-1111-4111-8111-111111111111", "no-such-file"),
    ):
        answer = leader.act(code, "grant", {"result": file})
        assert (answer.status_code, answer.json()["code"]) == (422, problem), answer.content.decode()
        assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [("result", problem)]
    assert leader.act(code, "grant", {"result": "giay-khai-sinh.pdf"}).status_code == 400
    assert mai.get(f"/dossiers/{code}").json()["status"] == "in-progress"
    assert results(mai, code) == []


def test_a_result_on_an_older_version_is_not_put_to_the_dossier(mai, posts, code):
    leader = ready_to_grant(mai, posts, code)
    answer = leader.act(code, "grant", {"result": sent(leader, signed_certificate())}, **{"If-Match": '"3"'})
    assert (answer.status_code, answer.json()["code"]) == (412, "conflict")
    assert results(mai, code) == []


def test_an_act_sent_again_is_done_once(posts, code):
    first = posts[Role.DESK].act(code, "receive", key="một")
    again = posts[Role.DESK].act(code, "receive", key="một")
    assert (again.status_code, again.json(), again["ETag"]) == (200, first.json(), first["ETag"])


def test_an_act_on_an_older_version_is_told_what_happened_meanwhile(mai, posts, code):
    posts[Role.DESK].act(code, "receive")
    answer = mai.act(code, "withdraw", {"note": "Đã nộp nhầm"}, **{"If-Match": '"1"'})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["status"]) == (412, "conflict", 412)
    assert (problem["expected_version"], problem["current_version"]) == (1, 2)
    assert [each["kind"] for each in problem["meanwhile"]] == ["dossier.received"]
    assert "actor" not in problem["meanwhile"][0]
    assert mai.act(code, "withdraw", **{"If-Match": '"2"'}).json()["status"] == "withdrawn"


def test_a_version_that_is_no_version_is_refused(mai, code):
    answer = mai.act(code, "withdraw", **{"If-Match": "yesterday"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "If-Match"


def test_an_act_that_the_status_does_not_allow_is_refused_with_its_source(posts, code):
    answer = posts[Role.DESK].act(code, "hand-over-result")
    assert (answer.status_code, answer.json()["code"]) == (422, "not-in-this-status")
    assert answer.json()["sources"]


def test_a_reason_that_is_owed_is_asked_for_before_anything_is_done(posts, code):
    answer = posts[Role.DESK].act(code, "refuse-reception", {})
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [("note", "missing")]
    assert answer.status_code == 400


def test_an_unknown_code_is_not_found(posts):
    answer = posts[Role.DESK].act("H29.26740-260101-9999", "receive")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-dossier")


def test_a_supplement_is_asked_and_given(mai, posts, code):
    mark = {"kind": "field", "code": "child.full_name", "fault": "wrong"}
    asked = posts[Role.DESK].act(code, "ask-supplement", {"marks": [mark], "note": "Ghi lại họ tên con."})
    assert asked.json()["status"] == "awaiting-supplement", asked.content.decode()
    assert mai.get(f"/dossiers/{code}").json()["supplements"][0]["marks"] == [mark]
    unasked = mai.act(code, "give-supplement", {"values": {"child.sex": "male"}})
    assert unasked.status_code == 422
    given = mai.act(code, "give-supplement", {"values": {"child.full_name": "Nguyễn Minh Anh"}})
    assert given.json()["status"] == "submitted", given.content.decode()
    assert mai.get(f"/dossiers/{code}").json()["declaration"]["child"]["full_name"] == "Nguyễn Minh Anh"


def test_a_mark_that_nobody_could_answer_is_refused(posts, code):
    marks = [{"kind": "field", "code": "witness.full_name", "fault": "wrong"}]
    answer = posts[Role.DESK].act(code, "ask-supplement", {"marks": marks, "note": "Ghi lại giúp."})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-mark")
    assert [each["field"] for each in answer.json()["errors"]] == ["marks"]


def test_an_agency_that_there_is_not_is_a_field_to_mend(posts, code):
    answer = posts[Role.DESK].act(code, "transfer", {"to_agency": "H29.00000", "note": "Nơi khác."})
    assert (answer.status_code, answer.json()["code"]) == (422, "no-such-agency")
    assert [each["field"] for each in answer.json()["errors"]] == ["to_agency"]


@pytest.mark.parametrize("verb", ["withdraw", "receive"])
def test_an_act_without_a_key_is_told_which_header_is_missing(mai, posts, code, verb):
    who = mai if verb == "withdraw" else posts[Role.DESK]
    answer = who.act(code, verb, key="")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "Idempotency-Key")


def test_submissions_are_independent(mai):
    assert declaration() != declaration(child__full_name="Nguyễn Minh Bình")
    first, second = (mai.post("/dossiers", submission(mai.person)).json()["code"] for _ in range(2))
    assert first[-4:] == "0001"
    assert second[-4:] == "0002"


def at_work(posts, code):
    """The specialist's program, holding the dossier."""
    posts[Role.DESK].act(code, "receive")
    posts[Role.SPECIALIST].act(code, "take")
    return posts[Role.SPECIALIST]


def test_a_program_sends_a_draft_and_the_round_goes_its_way(mai, posts, code):
    specialist, desk, leader = at_work(posts, code), posts[Role.DESK], posts[Role.LEADER]
    body = {"file": sent(specialist, docx("Giấy khai sinh"), "du-thao.docx"), "note": "Trong cơ quan"}
    kept = specialist.act(code, "upload-draft", body, key="dự thảo")
    assert (kept.status_code, kept["ETag"]) == (200, '"4"'), kept.content.decode()
    assert specialist.act(code, "upload-draft", body, key="dự thảo").json() == kept.json()
    to = {"signer": leader.person, "initials": [desk.person], "note": "Xin ký"}
    assert specialist.act(code, "submit-for-signature", to).status_code == 200
    assert leader.act(code, "initial").json()["code"] == "not-your-turn"
    assert desk.act(code, "open-for-signature").status_code == 200
    assert specialist.act(code, "recall-signature").json()["code"] == "already-opened"
    assert desk.act(code, "initial", {"note": "Đồng ý"}).status_code == 200
    waiting = leader.get("/queues/to-sign").json()
    assert [each["code"] for each in waiting["items"]] == [code], waiting
    assert leader.act(code, "return-for-correction", {"note": "Sửa lại"}).status_code == 200
    inside = {f"dossier.{name}" for name in ("draft-uploaded", "submitted-for-signature", "initialled")}
    assert inside <= {each["kind"] for each in leader.get(f"/dossiers/{code}/timeline").json()["items"]}
    told = mai.get(f"/dossiers/{code}/timeline").json()["items"]
    assert not inside & {each["kind"] for each in told}
    assert not {"Trong cơ quan", "Xin ký", "Đồng ý", "Sửa lại"} & {each["note"] for each in told}
    assert mai.get(f"/dossiers/{code}/papers/{body['file']}").status_code == 404


def test_a_program_takes_the_draft_out_and_sees_its_versions_and_rounds(mai, posts, code):
    specialist, desk, leader = at_work(posts, code), posts[Role.DESK], posts[Role.LEADER]
    here = f"/dossiers/{code}/drafts"
    begun = specialist.get(f"{here}/prepared?capacity=kt")
    assert begun.content.startswith(b"PK")
    assert specialist.get(f"{here}/1").json()["code"] == "no-such-file"
    content = docx("Giấy khai sinh")
    specialist.act(code, "upload-draft", {"file": sent(specialist, content, "du-thao.docx")})
    specialist.act(code, "submit-for-signature", {"signer": leader.person, "initials": [desk.person]})
    found = leader.get(here).json()
    assert [(each["number"], each["name"], each["by"]) for each in found["versions"]] == [
        (1, "du-thao.docx", specialist.person)
    ]
    (way,) = found["rounds"]
    assert (way["draft"], way["signer"], way["next_person"], way["ending"]) == (1, leader.person, desk.person, None)
    assert b"".join(leader.get(f"{here}/1").streaming_content) == content
    for path in (here, f"{here}/prepared", f"{here}/1"):
        assert mai.get(path).status_code in {403, 404}, "what is not decided yet stays inside"


def test_a_draft_that_is_no_word_document_of_ones_own_is_named(mai, posts, code):
    specialist = at_work(posts, code)
    for file, problem in (
        (sent(specialist, signed_certificate()), "not-a-docx"),
        (sent(posts[Role.DESK], docx("x"), "a.docx"), "no-such-file"),
    ):
        answer = specialist.act(code, "upload-draft", {"file": file})
        assert (answer.status_code, answer.json()["code"]) == (422, problem), answer.content.decode()
        assert [each["field"] for each in answer.json()["errors"]] == ["file"]


def test_a_word_document_is_no_paper_of_a_dossier(mai):
    asked = submission(mai.person)
    paper = {"requirement": "medical-birth-certificate", "file": sent(mai, docx("Giấy chứng sinh"), "a.docx")}
    answer = mai.post("/dossiers", {**asked, "papers": [paper]})
    assert answer.status_code == 422, answer.content.decode()
    assert "not-a-paper" in {each["code"] for each in answer.json()["errors"]}
