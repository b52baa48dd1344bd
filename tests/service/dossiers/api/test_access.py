"""Who may do what through the API, and what is told to whom."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from motcua.foundation.policy.types import Role
from tests.factories.city import BEN_THANH, citizen, officials
from tests.service.dossiers.api.programs import Program, program


def problem(answer):
    return answer.status_code, answer.json()["code"]


def test_without_a_token_nothing_is_read_or_done(nobody, code):
    assert problem(nobody.get(f"/dossiers/{code}")) == (401, "sign-in")
    assert nobody.get("/dossiers/mine")["WWW-Authenticate"] == "Bearer"
    assert problem(nobody.act(code, "withdraw")) == (401, "sign-in")


def test_a_token_that_nobody_issued_is_no_token(nobody):
    assert problem(Program(token="mct_wrong", person="").get("/dossiers/mine")) == (401, "sign-in")


def test_a_token_without_the_scope_is_refused_whatever_its_holder_may(mai, code):
    narrow = program(mai.person, scopes=frozenset({"dossier.mine"}))
    assert narrow.get("/dossiers/mine").status_code == 200
    assert problem(narrow.get(f"/dossiers/{code}")) == (403, "not-allowed")
    assert narrow.act(code, "withdraw").json()["policy"] == "dossier.withdraw"


def test_a_dossier_of_somebody_else_looks_like_one_that_does_not_exist(code, db_city):
    other = program(citizen("0907654321"))
    theirs, none = other.get(f"/dossiers/{code}"), other.get("/dossiers/H29.26740-260101-9999")
    assert problem(theirs) == problem(none) == (404, "no-such-dossier")
    assert theirs.json()["detail"] == none.json()["detail"]
    assert problem(other.act(code, "withdraw")) == (404, "no-such-dossier")


def test_whoever_may_see_a_dossier_is_told_that_an_act_is_not_theirs(mai, posts, code):
    assert problem(mai.act(code, "receive")) == (403, "not-allowed")
    assert problem(posts[Role.SPECIALIST].act(code, "receive")) == (403, "not-allowed")


def test_an_administrator_sees_no_dossier(posts, code):
    assert problem(posts[Role.ADMINISTRATOR].get(f"/dossiers/{code}")) == (404, "no-such-dossier")


def test_an_official_s_reading_is_recorded_with_its_purpose(posts, code):
    answer = posts[Role.DESK].get(f"/dossiers/{code}?purpose=reception")
    assert answer.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT convert_from(data, 'UTF8') FROM ledger_entry WHERE kind = 'access.read'")
        (entry,) = cursor.fetchall()
    assert '"purpose":"reception"' in entry[0].replace(" ", "")


def test_a_citizen_reading_their_own_leaves_no_entry(mai, code):
    mai.get(f"/dossiers/{code}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE kind = 'access.read'")
        assert cursor.fetchone() == (0,)


def test_who_holds_it_is_told_to_officials_only(mai, posts, code):
    desk = posts[Role.DESK]
    assert desk.act(code, "receive").status_code == 200
    assert {each["actor"] for each in mai.get(f"/dossiers/{code}/timeline").json()["items"]} == {""}
    assert desk.person in {each["actor"] for each in desk.get(f"/dossiers/{code}/timeline").json()["items"]}


@pytest.mark.parametrize(("asked", "given"), [("", "vi"), ("en-GB,en;q=0.9", "en"), ("fr, vi;q=0.5", "vi")])
def test_problems_speak_the_language_asked_for(nobody, asked, given):
    answer = nobody.call("GET", "/dossiers/mine", **{"Accept-Language": asked})
    assert answer["Content-Language"] == given
    assert (answer.json()["title"] == "Please sign in first") is (given == "en")


def test_an_unknown_address_is_a_problem_document(nobody):
    answer = nobody.get("/nothing/here")
    assert problem(answer) == (404, "not-found")
    assert answer["Content-Language"] == "en"


def test_a_method_that_an_address_does_not_have_is_a_problem_document(mai):
    answer = mai.call("DELETE", "/dossiers/mine")
    assert problem(answer) == (405, "method-not-allowed")
    assert answer["Allow"] == "GET"


def test_a_client_that_takes_no_json_is_told(mai):
    assert problem(mai.get("/dossiers/mine", Accept="text/html")) == (406, "not-acceptable")


def test_a_session_needs_its_csrf_token_to_change_anything(mai, code):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(
        get_user_model().objects.get(person_id=mai.person), "motcua.register.people.middleware.AccountBackend"
    )
    assert browser.get("/api/v1/dossiers/mine").status_code == 200
    answer = browser.post(f"/api/v1/dossiers/{code}/acts/withdraw", headers={"Idempotency-Key": "1"})
    assert problem(answer) == (403, "form-expired")


def test_an_official_form_of_a_dossier_is_for_the_offices_that_have_a_part_in_it(posts, code, mai):
    posts[Role.DESK].act(code, "receive")
    assert posts[Role.DESK].get(f"/dossiers/{code}/forms/06").status_code == 200
    elsewhere = officials(now=timezone.now(), agency=BEN_THANH)[Role.DESK]
    other = program(elsewhere.person, elsewhere.post)
    assert problem(other.get(f"/dossiers/{code}/forms/06")) == (404, "no-such-dossier")
    narrow = program(elsewhere.person, elsewhere.post, scopes=frozenset({"dossier.queue"}))
    assert narrow.get(f"/dossiers/{code}/forms/06").json()["policy"] == "dossier.view"
