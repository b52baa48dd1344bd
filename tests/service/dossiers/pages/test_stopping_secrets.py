"""How the pages say no to a state secret: the field or file is named, everything else is kept, nothing of it is."""

import base64

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.foundation.files import holdings
from motcua.foundation.ledger.reading import entries
from motcua.service.dossiers.queries.drafts import draft as draft_of
from tests.factories.birth import birth_declaration
from tests.factories.dossiers import filled_draft, picture

PAPER = "medical-birth-certificate"
SLOT = f"papers.{PAPER}"


def steps() -> list[str]:
    return [entry.data.decode() for entry in entries(f"incidents/{timezone.localdate():%Y-%m-%d}")]


def posted(line: str) -> dict[str, str]:
    filer = birth_declaration()["filer"]
    born = filer["born_on"].split("-")
    return {
        "filer.full_name": filer["full_name"], "filer.born_on.day": born[2], "filer.born_on.month": born[1],
        "filer.born_on.year": born[0], "filer.identity_kind": "personal-id", "filer.personal_id": filer["personal_id"],
        "filer.residence_kind": "permanent", "filer.residence.line": line,
        "filer.residence.commune": filer["residence"]["commune"], "filer.phone": "0901234567", "filer.email": "mai@example.org",
    }  # fmt: skip


def test_a_marked_text_comes_back_with_the_reason_and_the_rest_is_kept(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    answer = mother.post(f"/nop-ho-so/ban-nhap/{draft.id}/filer-person", posted("[TỐI MẬT] 12 Nguyễn Huệ"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "văn thư phụ trách tài liệu mật" in page
    assert 'href="#filer.residence.line"' in page
    assert "[TỐI MẬT] 12 Nguyễn Huệ" in page  # to be mended by whoever wrote it
    kept = draft_of(draft.id).values["filer"]
    assert "line" not in kept["residence"]
    assert kept["email"] == "mai@example.org"
    assert len(steps()) == 1


def test_mended_it_goes_on(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    mother.post(f"/nop-ho-so/ban-nhap/{draft.id}/filer-person", posted("[TỐI MẬT] 12 Nguyễn Huệ"))
    answer = mother.post(f"/nop-ho-so/ban-nhap/{draft.id}/filer-person", posted("12 Nguyễn Huệ, nhà may Mật"))
    assert answer.status_code == 303
    assert draft_of(draft.id).values["filer"]["residence"]["line"] == "12 Nguyễn Huệ, nhà may Mật"


def test_autosave_tells_the_script(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    answer = mother.post(f"/nop-ho-so/ban-nhap/{draft.id}/filer-person/tu-luu", posted("TUYỆT MẬT"))
    assert answer.status_code == 422
    assert answer.json()["code"] == "state-secret"
    assert answer.json()["revision"] == draft_of(draft.id).revision


def test_a_file_with_such_a_name_is_not_taken_and_its_neighbour_is(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    files = [SimpleUploadedFile(name, picture(), "image/jpeg") for name in ("giay.jpg", "cong van TOI MAT.jpg")]
    answer = mother.post(f"/nop-ho-so/ban-nhap/{draft.id}/giay-to", {SLOT: files, "then": "send"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đổi tên tệp rồi gửi lại" in page
    assert "TOI MAT" not in page
    assert [one.name for one in holdings.held_by(f"draft/{draft.id}")] == ["giay.jpg"]
    (said,) = steps()
    assert "TOI MAT" not in said


def test_a_file_in_pieces_is_stopped_at_its_name(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    name = base64.b64encode("Tuyệt mật.pdf".encode()).decode()
    answer = mother.post(
        f"/nop-ho-so/ban-nhap/{draft.id}/giay-to/{PAPER}/tai-len",
        headers={"Upload-Length": "9", "Upload-Metadata": f"filename {name}"},
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "state-secret"
    assert answer.json()["errors"][0]["field"] == "filename"
    assert len(steps()) == 1


def test_a_file_in_pieces_is_stopped_at_its_text(mother, people):
    draft = filled_draft(people.mother, now=timezone.now(), papers=False)
    content = typst.compile("TỐI MẬT\n\nKế hoạch".encode())
    place = f"/nop-ho-so/ban-nhap/{draft.id}/giay-to/{PAPER}/tai-len"
    name = base64.b64encode(b"ke-hoach.pdf").decode()
    begun = mother.post(place, headers={"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"})
    assert begun.status_code == 201
    done = mother.patch(
        begun["Location"], content, content_type="application/offset+octet-stream", headers={"Upload-Offset": "0"}
    )
    assert (done.status_code, done.json()["code"]) == (422, "state-secret")
    assert mother.head(begun["Location"]).status_code == 404
    assert holdings.held_by(f"draft/{draft.id}") == ()
    assert '"place":"file-text"' in steps()[0]
