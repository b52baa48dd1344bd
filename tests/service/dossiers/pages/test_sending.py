"""The review and the one press: all that is wrong at once, sent once, and a receipt."""

from datetime import timedelta

from django.utils import timezone

from motcua.foundation.clock.moments import local_day
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.queries import lists
from motcua.service.dossiers.queries.drafts import draft as draft_of
from tests.factories.dossiers import filled_draft


def fresh(people, **overrides):
    now = timezone.now()
    born = (local_day(now) - timedelta(days=9)).isoformat()
    return filled_draft(people.mother, now=now, **{"child__born_on": born, **overrides})


def review_of(draft):
    return f"/nop-ho-so/ban-nhap/{draft.id}/kiem-tra"


def sent(draft, key="k"):
    return {"key": key, "revision": str(draft_of(draft.id).revision)}


def test_the_review_shows_everything_with_its_change_and_where_it_goes(mother, people):
    draft = fresh(people)
    page = mother.get(review_of(draft)).content.decode()
    assert "Nguyễn Minh An" in page
    assert "Ủy ban nhân dân phường Sài Gòn" in page
    assert f"/nop-ho-so/ban-nhap/{draft.id}/child?back=review#child.full_name" in page


def test_pressing_send_twice_makes_one_dossier(mother, people):
    draft = fresh(people)
    body = sent(draft)
    first, second = (mother.post(review_of(draft), body) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert len(lists.mine(people.mother.person)) == 1
    receipt = mother.get(first["Location"])
    assert receipt.status_code == 200
    assert "<svg" in receipt.content.decode()
    assert mother.get(f"/nop-ho-so/ban-nhap/{draft.id}")["Location"] == first["Location"]


def test_all_that_is_wrong_is_told_at_once_with_the_way_to_each(mother, people):
    draft = fresh(people)
    values = dict(draft.values)
    values["child"] = {**values["child"], "full_name": "", "sex": ""}
    values["statement"] = {}
    drafts.save(actor=people.mother, draft=draft, values=values, page="", now=timezone.now())
    answer = mother.post(review_of(draft), sent(draft))
    page = answer.content.decode()
    assert answer.status_code == 422
    for field, where in (("child.full_name", "child"), ("child.sex", "child"), ("statement.true", "statement")):
        assert f"/{where}?back=review#{field}" in page


def test_a_missing_paper_leads_to_the_papers(mother, people):
    draft = fresh(people, papers=False)
    answer = mother.post(review_of(draft), sent(draft))
    assert answer.status_code == 422
    assert "/giay-to#papers.medical-birth-certificate" in answer.content.decode()


def test_what_another_device_saved_meanwhile_is_shown_before_it_is_sent(mother, people):
    draft = fresh(people)
    body = sent(draft)
    drafts.save(actor=people.mother, draft=draft, values=draft.values, page="", now=timezone.now())
    answer = mother.post(review_of(draft), body)
    assert answer.status_code == 409
    assert not lists.mine(people.mother.person)
    assert mother.post(review_of(draft), sent(draft)).status_code == 303
