"""A page of the desk asks the database as often for fifty rows as for one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def asked(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("queue", ["cho-tiep-nhan", "cua-don-vi", "tim?q=mai"])
def test_a_queue_asks_as_often_for_fifty_rows_as_for_one(desk, queue):
    browser = desk.browser("desk")
    path = f"/ban-lam-viec/{queue}"
    while not browser.get(path).content.decode().count("data-work-row"):
        desk.submit()
    first = asked(browser, path)
    while browser.get(path).content.decode().count("data-work-row") < 50:
        desk.submit()
    assert asked(browser, path) == first <= 14


def test_the_second_page_goes_on_where_the_first_ended(desk):
    browser = desk.browser("desk")
    while browser.get("/ban-lam-viec/cua-don-vi").content.decode().count('rel="next"') == 0:
        desk.submit()
    first = browser.get("/ban-lam-viec/cua-don-vi").content.decode()
    after = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = browser.get(after).content.decode()
    codes = re.compile(r'class="code">([^<]+)<')
    assert not set(codes.findall(first)) & set(codes.findall(second))
    back = re.search(r'rel="prev" href="([^"]+)"', second).group(1).replace("&amp;", "&")
    assert codes.findall(browser.get(back).content.decode()) == codes.findall(first)
    assert browser.get("/ban-lam-viec/cua-don-vi?at=made-up").status_code == 422


def test_a_filter_shows_only_its_channel(desk):
    browser = desk.browser("desk")
    desk.submit()
    assert "data-work-row" in browser.get("/ban-lam-viec/cua-don-vi?kenh=online").content.decode()
    assert "Không có hồ sơ nào khớp" in browser.get("/ban-lam-viec/cua-don-vi?kenh=counter").content.decode()
