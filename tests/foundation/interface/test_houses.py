"""The three houses: where they lead, for whom, and in what order."""

import re

import pytest
from django.test import Client


def test_the_first_page_leads_to_search_a_birth_and_ones_own_dossiers(pages: Client) -> None:
    page = pages.get("/").content.decode()
    assert 'action="/search"' in page
    assert 'href="/p/1.001193"' in page
    assert 'href="/mine"' in page
    assert 'href="/track"' in page
    assert 'href="/people/sign-in/"' in page


def test_the_city_is_named_by_its_catalogue(pages: Client) -> None:
    assert "Thành phố Hồ Chí Minh" in pages.get("/").content.decode()


def test_who_is_signed_in_may_sign_out_and_see_who_looked(pages: Client) -> None:
    page = pages.get("/?as=citizen").content.decode()
    assert 'action="/people/sign-out/"' in page
    assert 'href="/access/mine/"' in page
    assert 'href="/people/register/"' not in page


def test_the_desk_is_for_officials(pages: Client) -> None:
    assert pages.get("/desk/").status_code == 302
    assert pages.get("/desk/?as=citizen").status_code == 403
    assert pages.get("/desk/?as=official").status_code == 200


def test_the_desk_lists_the_queues_with_what_waits_and_red_for_late_only(pages: Client) -> None:
    page = pages.get("/desk/?as=official").content.decode()
    assert re.findall(r'href="/queue/([a-z-]+)">', page)[:12] == [
        "to-receive",
        "mine",
        "to-sign",
        "due-today",
        "overdue",
        "waiting",
        "to-hand-over",
        "sent",
        "unit",
        "unassigned",
        "asked-of-us",
        "for-others",
    ]
    assert page.count("count--late") == 1
    assert "418" in page


def test_an_administrator_without_a_desk_gets_no_queues_but_the_agencys_posts(pages: Client) -> None:
    page = pages.get("/desk/?as=administrator").content.decode()
    assert 'href="/queue/' not in page
    assert 'href="/posts/a"' in page
    assert 'href="/help"' not in page


def test_the_desk_leads_to_help_at_the_counter_for_those_who_give_it(pages: Client) -> None:
    page = pages.get("/desk/?as=official").content.decode()
    assert 'href="/help"' in page
    assert 'href="/posts/' not in page


def test_the_header_leads_to_notices_with_how_many_are_new(pages: Client) -> None:
    assert re.search(
        r'href="/notices/mine/">Thông báo <span class="count">3</span>', pages.get("/?as=citizen").content.decode()
    )
    assert "/notices/mine/" not in pages.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/?as=citizen", "/desk/?as=official", "/_kit", "/_kit?house=desk&as=official"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_has_nothing_inline_and_one_heading(pages: Client, path: str, language: str) -> None:
    pages.cookies["language"] = language
    page = pages.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(rf'<html lang="{language}"', page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
