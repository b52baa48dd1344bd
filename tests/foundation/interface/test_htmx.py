"""One URL, one view, one template: the fragment is a part of the page."""

from django.test import Client


def test_a_plain_request_gets_the_page(pages: Client) -> None:
    answer = pages.get("/parts")
    assert answer.content.decode().startswith("<main><ul><li>one</li>")
    assert "HX-Request" in answer.headers["Vary"]


def test_htmx_gets_the_fragment(pages: Client) -> None:
    answer = pages.get("/parts", headers={"HX-Request": "true"})
    assert answer.content.decode() == "<ul><li>one</li><li>two</li></ul>"
    assert "HX-Request" in answer.headers["Vary"]


def test_a_boosted_request_gets_the_page(pages: Client) -> None:
    answer = pages.get("/parts", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert answer.content.decode().startswith("<main>")
