"""The keys of the desk: none means two things, and after an act the next dossier of the queue opens."""

import re
from collections import Counter

from motcua.service.dossiers.pages.desk_words import ACTS, RESERVED
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.rules.decide import ALLOWED
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.queues import LETTERS, NAMES
from tests.service.dossiers.desk.pages import address, do, form_of

QUEUE = "?hang-doi=to-receive"


def test_no_act_has_a_key_of_the_desk_itself_and_no_two_that_are_possible_together_share_one():
    assert RESERVED.isdisjoint(act.key for act in ACTS)
    for one in ACTS:
        for other in ACTS:
            if (
                one is not other
                and one.key == other.key
                and {one.tag, other.tag} != {"ask-supplement", "ask-second-supplement"}
            ):
                assert not ALLOWED[one.command] & ALLOWED[other.command], (one.tag, other.tag)


def test_every_queue_has_a_letter_of_its_own():
    assert set(LETTERS) == set(NAMES)
    assert max(Counter(LETTERS.values()).values()) == 1


def receive(browser, code, query=QUEUE):
    page = browser.get(address(code) + query).content.decode()
    return browser.post(address(code, "tiep-nhan") + query, form_of(page, "tiep-nhan"))


def codes_of(browser):
    """Return what waits to be received, over all pages of the queue."""
    codes, address = [], "/ban-lam-viec/cho-tiep-nhan"
    while address:
        page = browser.get(address).content.decode()
        codes += re.findall(r'class="code">([^<]+)<', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following.group(1).replace("&amp;", "&") if following else ""
    return codes


def test_after_an_act_inside_a_queue_the_next_opens_and_after_the_last_the_one_before(desk):
    for _ in range(3):
        desk.submit()
    browser = desk.browser("desk")
    first, second, *others = codes_of(browser)
    assert receive(browser, first)["Location"] == address(second) + QUEUE
    last = [second, *others][-1]
    before = [second, *others][-2]
    assert receive(browser, last)["Location"] == address(before) + QUEUE


def test_when_the_queue_is_empty_the_dossier_stays(desk):
    browser = desk.browser("other-desk")
    state = desk.submit()
    agency = desk.actors["other-desk"].agency
    desk.act(state, "desk", asked.Transfer(to_agency=agency, note="Nơi cư trú khác"))
    assert codes_of(browser) == [state.code]
    assert receive(browser, state.code)["Location"] == address(state.code) + QUEUE


def test_what_is_taken_stays_open_and_outside_of_a_queue_nothing_moves_on(desk):
    states = [desk.act(desk.submit(), "desk", asked.Receive()) for _ in range(2)]
    browser = desk.browser("specialist")
    query = "?hang-doi=unassigned"
    page = browser.get(address(states[0].code) + query).content.decode()
    taken = browser.post(address(states[0].code, "nhan-xu-ly") + query, form_of(page, "nhan-xu-ly"))
    assert taken["Location"] == address(states[0].code) + query
    sent = do(browser, states[0].code, "gui-ban-nhap")
    assert sent["Location"] == address(states[0].code)
    assert opened.state_of(states[0].code).holder == desk.actors["specialist"].id


def test_an_open_dossier_leads_to_those_before_and_after_it_with_the_filter_it_came_from(desk):
    for _ in range(3):
        desk.submit()
    browser = desk.browser("desk")
    first, second, third = codes_of(browser)[:3]
    page = browser.get(address(second) + QUEUE + "&kenh=online").content.decode()
    assert f'href="{address(first)}?hang-doi=to-receive&amp;kenh=online" data-before' in page
    assert f'href="{address(third)}?hang-doi=to-receive&amp;kenh=online" data-following' in page
    assert "data-following" not in browser.get(address(second)).content.decode()


def test_the_list_beside_a_dossier_shows_it_even_when_it_is_on_a_later_page(desk):
    browser = desk.browser("desk")
    while 'rel="next"' not in (page := browser.get("/ban-lam-viec/cua-don-vi").content.decode()):
        desk.submit()
    after = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")
    later = re.findall(r'class="code">([^<]+)<', browser.get(after).content.decode())[0]
    beside = browser.get(address(later) + "?hang-doi=unit").content.decode()
    assert re.search(rf"work__row--current.*?{later}", beside)
