"""The language switch keeps the page and is remembered."""

import pytest
from django.test import Client


def test_a_page_is_vietnamese_whatever_the_browser_announces(pages: Client) -> None:
    page = pages.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi"' in page
    assert "Bạn cần làm gì?" in page


def test_english_is_chosen_once_and_stays(pages: Client) -> None:
    answer = pages.post("/language", {"language": "en", "next": "/_kit?house=desk"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/_kit?house=desk")
    page = pages.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "What do you need to do?" in page
    assert "Ho Chi Minh City" in page


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_never_leads_elsewhere(pages: Client, next_page: str) -> None:
    assert pages.post("/language", {"language": "en", "next": next_page}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(pages: Client) -> None:
    answer = pages.post("/language", {"language": "tlh", "next": "/"})
    assert "language" not in answer.cookies
