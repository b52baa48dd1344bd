"""A draft is begun, kept, resumed, given its papers and submitted through the API, as on the pages."""

from tests.factories.city import citizen
from tests.factories.dossiers import BIRTH, upload
from tests.service.dossiers.api.programs import declaration, program

PAPER = "medical-birth-certificate"


def problem(answer):
    return answer.status_code, answer.json()["code"]


def begun(mai, **body):
    answer = mai.post("/drafts", {"procedure": BIRTH, **body}, key="begin-1")
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_a_draft_is_kept_resumed_and_submitted_once(mai):
    draft = begun(mai)
    assert draft["declaration"]["filer"]["full_name"] == "Trần Thị Mai", "what the city knows is not asked again"
    assert begun(mai)["id"] == draft["id"]
    assert problem(mai.post("/drafts", {"procedure": "2.000815"}, key="begin-1")) == (422, "key-of-another-request")
    here = f"/drafts/{draft['id']}"
    kept = mai.call(
        "PUT", here, {"declaration": declaration(), "page": "papers"}, **{"If-Match": f'"{draft["revision"]}"'}
    )
    assert kept.json()["page"] == "papers", kept.content.decode()
    stale = mai.call("PUT", here, {"declaration": {}}, **{"If-Match": f'"{draft["revision"]}"'})
    assert problem(stale) == (412, "conflict"), "another device was first"
    assert mai.get(here).json()["declaration"] == declaration()
    incomplete = mai.post(f"{here}/submit")
    assert problem(incomplete) == (422, "declaration-incomplete")
    assert [each["field"] for each in incomplete.json()["errors"]] == [f"papers.{PAPER}"]
    file = upload(f"person/{mai.person}")
    for _ in range(2):
        added = mai.call("PUT", f"{here}/papers/{file.id}", {"requirement": PAPER})
        assert added.json()["papers"] == [{"requirement": PAPER, "file": str(file.id)}], added.content.decode()
    assert [each["id"] for each in mai.get("/drafts").json()["items"]] == [draft["id"]]
    sent = mai.post(f"{here}/submit", key="send-1")
    assert sent.status_code == 201, sent.content.decode()
    assert sent.json()["id"] == draft["id"]
    assert mai.post(f"{here}/submit", key="send-1").json() == sent.json()
    assert mai.get("/drafts").json()["items"] == []
    assert mai.get(here).json()["submitted_at"] is not None
    assert problem(mai.call("PUT", here, {"declaration": {}})) == (422, "already-submitted")
    assert mai.get(f"/dossiers/{sent.json()['code']}").json()["papers"][0]["file"] == str(file.id)


def test_a_draft_is_thrown_away_with_its_papers(mai):
    draft = begun(mai)
    here = f"/drafts/{draft['id']}"
    file = upload(f"person/{mai.person}")
    mai.call("PUT", f"{here}/papers/{file.id}", {"requirement": PAPER})
    assert mai.call("DELETE", f"{here}/papers/{file.id}").status_code == 204
    assert mai.get(here).json()["papers"] == []
    assert mai.call("DELETE", here).status_code == 204
    assert problem(mai.get(here)) == (404, "no-such-draft")


def test_a_draft_of_somebody_else_looks_like_one_that_does_not_exist(mai):
    here = f"/drafts/{begun(mai)['id']}"
    other = program(citizen("0907654321"))
    for method, body in (("GET", None), ("PUT", {"declaration": {}}), ("DELETE", None)):
        assert problem(other.call(method, here, body)) == (404, "no-such-draft")
    assert problem(other.post(f"{here}/submit")) == (404, "no-such-draft")
    theirs = upload(f"person/{mai.person}")
    own = f"/drafts/{begun(other)['id']}"
    assert problem(other.call("PUT", f"{own}/papers/{theirs.id}", {"requirement": PAPER}))[0] == 422


def test_drafts_come_in_pages(mai):
    ids = {mai.post("/drafts", {"procedure": BIRTH}).json()["id"] for _ in range(3)}
    first = mai.get("/drafts?limit=2").json()
    rest = mai.get(first["next"].partition("/api/v1")[2]).json()
    assert {each["id"] for each in (*first["items"], *rest["items"])} == ids
    assert len(rest["items"]) == 1


def test_the_receipt_is_printed_once_the_dossier_was_received(mai, posts, code):
    assert problem(mai.get(f"/dossiers/{code}/receipt")) == (404, "no-such-receipt")
    assert problem(mai.get(f"/dossiers/{code}/draft-result")) == (404, "no-such-file")
    posts["desk"].act(code, "receive")
    receipt = mai.get(f"/dossiers/{code}/receipt")
    assert (receipt.status_code, receipt["Content-Type"]) == (200, "application/pdf")
    assert receipt.content.startswith(b"%PDF-")
    assert posts["desk"].get(f"/dossiers/{code}/forms/06").content.startswith(b"%PDF-")
    assert problem(posts["desk"].get(f"/dossiers/{code}/forms/99")) == (404, "no-such-file")
    assert posts["desk"].get(f"/dossiers/{code}/draft-result").content.startswith(b"%PDF-")
