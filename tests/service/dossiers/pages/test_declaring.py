"""The declaration page by page: nothing typed is lost, whatever is wrong with it and whoever was first."""

import uuid

from django.utils import timezone

from motcua.service.dossiers.queries.drafts import draft as draft_of
from motcua.service.dossiers.queries.drafts import drafts_of
from tests.factories.dossiers import filled_draft

START = "/nop-ho-so/1.001193"


def begun(client, people):
    client.post(START, {"draft": str(uuid.uuid4())})
    (row,) = drafts_of(people.mother.person)
    return row.id


def page_of(draft, page):
    return f"/nop-ho-so/ban-nhap/{draft}/{page}"


def test_whoever_is_not_signed_in_reads_what_is_needed_and_is_led_to_sign_in(visit):
    answer = visit().get(START)
    assert answer.status_code == 200
    assert f"/dang-nhap?next={START}" in answer.content.decode()
    assert visit().post(START).status_code == 401


def test_pressing_begin_twice_begins_one_draft(mother, people):
    wanted = str(uuid.uuid4())
    first, second = (mother.post(START, {"draft": wanted}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert [row.id for row in drafts_of(people.mother.person)] == [wanted]


def test_a_new_draft_knows_who_files(mother, people):
    draft = draft_of(begun(mother, people))
    assert draft.values["filer"]["full_name"] == "Trần Thị Mai"


def test_a_sound_page_leads_to_the_next(mother, people):
    draft = begun(mother, people)
    answer = mother.post(
        page_of(draft, "filer"), {"filer.relation": "mother", "revision": str(draft_of(draft).revision)}
    )
    assert answer.status_code == 303
    assert answer["Location"].endswith("/filer-person")
    assert draft_of(draft).page == "filer-person"


def test_every_wrong_answer_is_told_and_kept_as_it_was_typed(mother, people):
    draft = begun(mother, people)
    wrong = {
        "filer.full_name": "123",
        "filer.born_on.day": "40",
        "filer.born_on.month": "13",
        "filer.born_on.year": "20xx",
        "filer.identity_kind": "personal-id",
        "filer.personal_id": "0791",
        "filer.residence_kind": "permanent",
        "filer.residence.line": "12 Nguyễn Huệ",
        "filer.phone": "12",
        "filer.email": "mai(at)example",
    }
    for _ in range(2):
        answer = mother.post(page_of(draft, "filer-person"), wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    for field in ("filer.full_name", "filer.born_on", "filer.personal_id", "filer.phone", "filer.email"):
        assert f'href="#{field}' in page, field
    for typed in ("123", "20xx", "0791", "12 Nguyễn Huệ", "mai(at)example"):
        assert f'value="{typed}"' in page, typed
    again = mother.get(page_of(draft, "filer-person")).content.decode()
    assert 'value="0791"' in again
    assert 'value="20xx"' in again


def test_a_question_that_an_answer_brings_up_is_asked_and_not_blamed(mother, people):
    """Without a script the page comes back with the question that was not there before."""
    draft = begun(mother, people)
    answer = mother.post(page_of(draft, "filer"), {"filer.relation": "grandparent"})
    assert answer.status_code == 303
    page = mother.get(answer["Location"]).content.decode()
    assert 'name="filer.agreed_with_parents"' in page
    assert "govuk-error-summary" not in page


def test_save_and_go_on_later_keeps_half_a_page(mother, people):
    draft = begun(mother, people)
    answer = mother.post(
        page_of(draft, "filer-person"),
        {"filer.personal_id": "0791", "filer.identity_kind": "personal-id", "then": "stop"},
    )
    assert answer.status_code == 303
    assert draft in answer["Location"]
    assert draft_of(draft).values["filer"]["personal_id"] == "0791"
    assert mother.get(f"/nop-ho-so/ban-nhap/{draft}")["Location"].endswith("/filer-person")


def test_another_device_was_first_and_both_are_shown(mother, people):
    draft = begun(mother, people)
    seen = str(draft_of(draft).revision)
    url = page_of(draft, "child")
    mother.post(url, {"child.full_name": "Nguyễn Minh Ánh", "child.sex": "female", "revision": seen})
    answer = mother.post(url, {"child.full_name": "Nguyễn Minh An", "child.sex": "female", "revision": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Nguyễn Minh An"' in page
    assert "Nguyễn Minh Ánh" in page
    assert draft_of(draft).values["child"]["full_name"] == "Nguyễn Minh Ánh"
    now = str(draft_of(draft).revision)
    assert f'name="revision" value="{now}"' in page
    assert (
        mother.post(url, {"child.full_name": "Nguyễn Minh An", "child.sex": "female", "revision": now}).status_code
        == 303
    )
    assert draft_of(draft).values["child"]["full_name"] == "Nguyễn Minh An"


def test_autosave_keeps_half_typed_answers_and_gives_the_new_revision(mother, people):
    draft = begun(mother, people)
    seen = draft_of(draft).revision
    url = page_of(draft, "child-birth/tu-luu")
    answer = mother.post(url, {"child.born_on.day": "2", "child.born_on.month": "", "revision": str(seen)})
    assert (answer.status_code, answer.json()["revision"]) == (200, seen + 1)
    assert draft_of(draft).values["child"]["born_on"]["day"] == "2"
    assert mother.post(url, {"child.born_on.day": "3", "revision": str(seen)}).status_code == 409


def test_an_unknown_or_hidden_page_leads_to_what_is_not_finished(mother, people):
    draft = begun(mother, people)
    for page in ("no-such-page", "witness"):
        answer = mother.get(page_of(draft, page))
        assert answer.status_code == 303
        assert answer["Location"].endswith("/filer")


def test_somebody_elses_draft_is_like_none(stranger, people):
    theirs = filled_draft(people.mother, now=timezone.now()).id
    known, unknown = (stranger.get(f"/nop-ho-so/ban-nhap/{one}") for one in (theirs, uuid.uuid4()))
    assert (known.status_code, unknown.status_code) == (404, 404)


def test_a_draft_thrown_away_is_gone(mother, people):
    draft = begun(mother, people)
    url = f"/nop-ho-so/ban-nhap/{draft}/bo"
    assert mother.get(url).status_code == 200
    assert mother.post(url).status_code == 303
    assert draft_of(draft) is None
