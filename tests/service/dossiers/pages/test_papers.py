"""Papers: taken by a plain form and in pieces, refused with the reason, shown to nobody else."""

import base64
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.foundation.files import holdings
from motcua.service.dossiers.queries.drafts import draft as draft_of
from tests.factories.dossiers import filled_draft, picture

PAPER = "medical-birth-certificate"
SLOT = f"papers.{PAPER}"


def draft_without_papers(people):
    return filled_draft(people.mother, now=timezone.now(), papers=False).id


def papers_of(draft):
    return f"/nop-ho-so/ban-nhap/{draft}/giay-to"


def test_the_page_says_what_is_needed_and_what_is_not(mother, people):
    page = mother.get(papers_of(draft_without_papers(people))).content.decode()
    assert f'name="{SLOT}"' in page
    assert 'name="papers.marriage-certificate"' not in page
    assert "Không cần nộp" in page


def test_several_files_of_one_paper_are_taken_and_one_is_taken_off(mother, people):
    draft = draft_without_papers(people)
    files = [SimpleUploadedFile(f"{number}.jpg", picture(), "image/jpeg") for number in range(2)]
    assert mother.post(papers_of(draft), {SLOT: files, "then": "send"}).status_code == 303
    first, second = draft_of(draft).papers
    page = mother.get(papers_of(draft)).content.decode()
    assert first.file in page
    assert second.file in page
    assert mother.post(papers_of(draft), {f"{SLOT}.remove": first.file}).status_code == 303
    assert [one.file for one in draft_of(draft).papers] == [second.file]
    assert [str(one.id) for one in holdings.held_by(f"draft/{draft}")] == [second.file]


def test_going_on_without_a_needed_paper_says_which(mother, people):
    answer = mother.post(papers_of(draft_without_papers(people)), {})
    assert answer.status_code == 422
    assert f'href="#{SLOT}"' in answer.content.decode()


def test_a_hundred_megabytes_are_refused_clearly_and_the_rest_is_kept(mother, people):
    draft = draft_without_papers(people)
    good = SimpleUploadedFile("tot.jpg", picture(), "image/jpeg")
    large = BytesIO(b"\xff\xd8\xff" + bytes(100 * 1024 * 1024))
    large.name = "anh-lon.jpg"
    answer = mother.post(papers_of(draft), {SLOT: [good, large]})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "anh-lon.jpg" in page
    assert "20 MB" in page
    assert len(draft_of(draft).papers) == 1


def test_a_file_that_lies_about_its_type_is_refused(mother, people):
    draft = draft_without_papers(people)
    lying = SimpleUploadedFile("giay.jpg", b"MZ\x90\x00 this is a program", "image/jpeg")
    answer = mother.post(papers_of(draft), {SLOT: lying})
    assert answer.status_code == 422
    assert "giay.jpg" in answer.content.decode()
    assert draft_of(draft).papers == ()


def test_a_file_sent_in_pieces_is_put_to_its_paper(mother, people):
    draft = draft_without_papers(people)
    content = picture()
    place = f"{papers_of(draft)}/{PAPER}/tai-len"
    name = base64.b64encode(b"anh.jpg").decode()
    begun = mother.post(place, headers={"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"})
    assert begun.status_code == 201
    done = mother.patch(
        begun["Location"], content, content_type="application/offset+octet-stream", headers={"Upload-Offset": "0"}
    )
    assert done.status_code == 200
    (paper,) = draft_of(draft).papers
    assert (paper.requirement, paper.file) == (PAPER, done.json()["file"]["id"])


def test_a_file_of_a_draft_opens_for_its_owner_alone(mother, stranger, visit, people):
    draft = filled_draft(people.mother, now=timezone.now())
    url = f"/nop-ho-so/ban-nhap/{draft.id}/tep/{draft.papers[0].file}"
    shown = mother.get(url)
    assert (shown.status_code, shown["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"".join(shown.streaming_content) == picture()
    assert stranger.get(url).status_code == 404
    assert visit().get(url).status_code == 302
