"""What is not done is answered clearly: what happened, what was kept, what to do, a number to quote."""

import json

import pytest
from django.test import Client


def _problem(pages: Client, path: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = pages.get(path, headers={"Accept": "application/json", **more})
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, json.loads(answer.content)


def test_a_refusal_gives_its_article_on_the_page(pages: Client) -> None:
    answer = pages.post("/refused", {"remark": "Đề nghị xem lại nơi sinh"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "khoản 2 Điều 17, Nghị định 118/2025/NĐ-CP" in page
    assert "Đề nghị xem lại nơi sinh" in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refusal_is_a_problem_document_for_machines(pages: Client) -> None:
    pages.cookies["language"] = "en"
    status, body = _problem(pages, "/api/v1/refused")
    assert status == 422
    assert body == {
        "type": "urn:motcua:problem:already-received",
        "title": "This cannot be done now",
        "status": 422,
        "detail": "H29.1-261122-0001 was received already.",
        "instance": "/api/v1/refused",
        "code": "already-received",
        "errors": [{"field": "remark", "code": "too-short", "detail": "Write more than 5 letters."}],
        "sources": [
            {
                "text": "Article 17(2), Decree 118/2025/NĐ-CP",
                "act": "118-2025-nd-cp",
                "article": "17",
                "clause": "2",
                "point": "",
            }
        ],
    }


def test_an_address_of_the_api_is_answered_as_a_problem_whatever_is_accepted(pages: Client) -> None:
    assert pages.get("/api/v1/refused").headers["Content-Type"] == "application/problem+json"
    assert pages.get("/refused").headers["Content-Type"].startswith("text/html")


def test_a_conflict_keeps_what_was_typed(pages: Client) -> None:
    answer = pages.post("/conflict", {"remark": "Cần xem lại", "version": "3", "csrfmiddlewaretoken": "a b c"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Có người vừa thay đổi" in page
    assert "Cần xem lại" in page
    assert "a b c" not in page
    status, body = _problem(pages, "/conflict")
    assert (status, body["expected_version"], body["current_version"]) == (409, 3, 4)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(pages: Client) -> None:
    answer = pages.get("/denied?a=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/people/sign-in/?next=/denied%3Fa%3D1"


def test_who_is_not_signed_in_keeps_what_was_typed(pages: Client) -> None:
    answer = pages.post("/denied", {"remark": "Một câu dài"})
    assert answer.status_code == 401
    assert "Một câu dài" in answer.content.decode()
    assert "/people/sign-in/" in answer.content.decode()


def test_htmx_is_led_to_sign_in_by_its_own_header(pages: Client) -> None:
    answer = pages.get("/denied", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/people/sign-in/?next=/denied")


def test_who_may_not_is_told_so(pages: Client) -> None:
    assert pages.get("/denied?signed=1").status_code == 403
    status, body = _problem(pages, "/denied?signed=1")
    assert (status, body["code"], body["policy"]) == (403, "not-allowed", "dossier.receive")


@pytest.mark.parametrize("path", ["/missing", "/nowhere"])
def test_a_page_that_is_not_there(pages: Client, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()
    assert _problem(pages, path)[0] == 404


def test_an_address_that_only_takes_a_form_says_what_to_do_when_it_is_opened(pages: Client) -> None:
    answer = pages.get("/sent-only", headers={"Referer": "https://testserver/refused"})
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Hãy quay lại trang đó và bấm nút ở đó" in page
    assert 'href="https://testserver/refused"' in page
    assert 'href="/sent-only"' not in page, "it would lead back to itself"
    status, body = _problem(pages, "/sent-only")
    assert (status, body["code"]) == (405, "method-not-allowed")


def test_the_records_out_of_reach_offer_to_send_again(pages: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = pages.post("/unreachable", {"key": "k-1", "child.full_name": "Nguyễn Gia Hân", "a": ["1", "2"]})
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert '<form method="post" action="/unreachable"' in page
    assert '<input type="hidden" name="key" value="k-1">' in page
    assert '<input type="hidden" name="child.full_name" value="Nguyễn Gia Hân">' in page
    assert page.count('name="a"') == 2
    assert "POST /unreachable failed" in caplog.text


def test_a_password_never_comes_back(pages: Client) -> None:
    page = pages.post("/unreachable", {"name": "an", "password": "bí mật lắm"}).content.decode()
    assert "bí mật" not in page
    assert 'action="/unreachable"' not in page


def test_a_defect_has_a_number_to_quote_that_the_log_knows(pages: Client, caplog: pytest.LogCaptureFixture) -> None:
    status, body = _problem(pages, "/broken")
    assert (status, body["code"]) == (500, "defect")
    assert str(body["reference"]) in caplog.text
    page = pages.get("/broken").content.decode()
    assert "Hệ thống của chúng tôi vừa gặp sự cố" in page
    assert "ZeroDivision" not in page


def test_the_page_about_lost_records_does_not_need_the_records(pages: Client) -> None:
    answer = pages.post("/unreachable?as=unknowable", {"remark": "Một câu dài"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert '<input type="hidden" name="remark" value="Một câu dài">' in page
    assert 'name="csrfmiddlewaretoken" value="' in page
    assert "Bàn làm việc" not in page


@pytest.mark.usefixtures("interface")
def test_a_form_that_was_open_for_too_long_can_be_sent_again() -> None:
    pages = Client(enforce_csrf_checks=True)
    answer = pages.post("/language", {"language": "en", "next": "/x y"})
    assert answer.status_code == 403
    assert 'name="csrfmiddlewaretoken"' in answer.content.decode()


def test_an_answer_to_htmx_takes_the_place_of_the_page(pages: Client) -> None:
    answer = pages.get("/refused", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#main")
